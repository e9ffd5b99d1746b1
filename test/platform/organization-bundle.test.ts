/** The organization's signed policy: from a file and from a real https server, and everything that must not replace it. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeKeys, openBundle, signBundle } from "../../src/platform/bundle-signature.ts";
import { OrganizationBundle } from "../../src/platform/organization-bundle.ts";
import { PolicySource } from "../../src/platform/policy-files.ts";

const { publicKey, privateKey } = makeKeys();
const other = makeKeys();
const policy = (ask: number) => JSON.stringify({ version: 1, thresholds: { ask } });
const bundle = (serial: number, ask: number, more = {}, key = privateKey) =>
  signBundle({ serial, policy: policy(ask), ...more }, key);

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "agentguard-bundle-"));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** A source file that names `from`, and what follows it. `now` stands still. */
function follow(from: string, more = {}) {
  const source = join(base, "organization.json");
  writeFileSync(source, JSON.stringify({ from, key: publicKey, ...more }));
  const kept = join(base, "data/organization.json");
  const places = { sources: [join(base, "none.json"), source], kept };
  const made = () => new OrganizationBundle(places, () => Date.parse("2026-11-21T00:00:00Z"));
  const one = made();
  const policies = new PolicySource({
    user: join(base, "user.json"),
    organization: join(base, "org.json"),
    bundle: one,
  });
  return { one, kept, made, source, ask: () => policies.policyFor(base).policy.thresholds.ask, policies };
}

describe("from a file", () => {
  const issue = (text: string) => {
    writeFileSync(join(base, "bundle.json"), text);
    return join(base, "bundle.json");
  };

  test("it is in force once it is fetched, also for a process that starts later", async () => {
    const { one, ask, made, kept } = follow(issue(bundle(1, 20)));
    expect([ask(), one.current().problems[0]?.message]).toEqual([
      30,
      `The organization's policy: ${base}/bundle.json was never fetched. Until it is there, the strictest built-in rules hold.`,
    ]);
    expect(await one.refresh()).toBe(true);
    expect([ask(), one.current().problems]).toEqual([20, []]);
    expect(await one.refresh()).toBe(false);
    expect(made().current().layer?.thresholds).toEqual({ ask: 20 });
    expect(statSync(kept).mode & 0o777).toBe(0o600);
  });

  test("a newer issue replaces it, an older one and the same number do not", async () => {
    const { one, ask } = follow(issue(bundle(5, 20)));
    await one.refresh();
    issue(bundle(6, 10));
    expect(await one.refresh()).toBe(true);
    expect(ask()).toBe(10);
    for (const text of [bundle(4, 39), bundle(6, 39)]) {
      issue(text);
      await expect(one.refresh()).rejects.toThrow(/issue \d, and issue 6 is in force/);
      expect(ask()).toBe(10);
    }
    expect(one.current().problems[0]?.message).toMatch(/^The organization's policy: .*not replaced by an older one/);
  });

  test.each([
    ["another key's", () => bundle(2, 39, {}, other.privateKey), /not signed with the organization's key/],
    ["changed by one letter", () => changed(bundle(2, 30)), /not signed with the organization's key/],
    ["no JSON", () => "<html>", /is not a signed policy bundle: it is not JSON/],
    [
      "of another type",
      () => bundle(2, 39).replace("agentguard", "somethingx"),
      /is not a signed policy bundle: payloadType/,
    ],
    [
      "a policy with an error",
      () => signBundle({ serial: 2, policy: '{ "version": 1, "treshold": {} }' }, privateKey),
      /an error in line 1: Unknown key "treshold"/,
    ],
  ])("what is %s is refused, and the last good one stays", async (_, text, reason) => {
    const { one, ask } = follow(issue(bundle(1, 20)));
    await one.refresh();
    issue(text());
    await expect(one.refresh()).rejects.toThrow(reason);
    expect(ask()).toBe(20);
  });

  test("what was kept and then changed on the disk is not in force: the strictest rules are, and that is told", async () => {
    const { one, ask, kept } = follow(issue(bundle(1, 20)));
    await one.refresh();
    writeFileSync(kept, changed(readFileSync(kept, "utf8")));
    expect(ask()).toBe(30);
    expect(one.current().problems[0]?.message).toMatch(/not signed/);
    expect(await one.refresh()).toBe(true);
    expect(ask()).toBe(20);
  });

  test("one that was to be renewed stays in force, and a person is told", async () => {
    const { one, ask } = follow(issue(bundle(1, 20, { expires: "2026-11-20T00:00:00Z" })));
    await one.refresh();
    expect([ask(), one.current().problems[0]?.message]).toEqual([
      20,
      "The organization's policy was to be renewed by 2026-11-20T00:00:00Z; it stays in force until it is.",
    ]);
  });

  test("the user and the workspace can only tighten it", async () => {
    const { one, ask, policies } = follow(issue(bundle(1, 20)));
    await one.refresh();
    writeFileSync(join(base, "user.json"), policy(90));
    expect(ask()).toBe(20);
    expect(policies.policyFor(base).problems[0]?.message).toMatch(/^The organization's policy sets 20/);
  });

  test.each(["{", '{"from":"http://x.example/b","key":"k"}', "[]"])(
    "a source that reads %j is told, and nothing is fetched",
    async text => {
      const { one, source, ask } = follow("/x");
      writeFileSync(source, text);
      await expect(one.refresh()).rejects.toThrow(source);
      expect([ask(), one.current().problems.length > 0]).toEqual([30, true]);
    },
  );
});

describe("from an https server", () => {
  const tls = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));
  let server: Server;
  let answer: { status: number; body: string; headers?: Record<string, string> };
  let address: string;
  beforeEach(async () => {
    server = createServer(
      { key: readFileSync(tls("loopback.key")), cert: readFileSync(tls("loopback.pem")) },
      (_, out) => {
        out.writeHead(answer.status, answer.headers).end(answer.body);
      },
    );
    await new Promise<void>(resolve => void server.listen(0, "127.0.0.1", resolve));
    address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/policy.json`;
  });
  afterEach(() => new Promise<void>(resolve => void server.close(() => resolve())));

  test("with an authority of one's own", async () => {
    answer = { status: 200, body: bundle(1, 20) };
    const { one, ask } = follow(address, { ca: tls("loopback.pem") });
    expect(await one.refresh()).toBe(true);
    expect(ask()).toBe(20);
    answer = { status: 500, body: "" };
    await expect(one.refresh()).rejects.toThrow(/answered 500/);
    expect(ask()).toBe(20);
    expect(one.current().problems[0]?.message).toMatch(/answered 500/);
  });

  test("with a certificate that nobody knows: refused", async () => {
    answer = { status: 200, body: bundle(1, 20) };
    const { one, ask } = follow(address);
    await expect(one.refresh()).rejects.toThrow(/self-signed/);
    expect(ask()).toBe(30);
  });

  test("that leads elsewhere, or sends without end: refused", async () => {
    const { one } = follow(address, { ca: tls("loopback.pem") });
    answer = { status: 302, body: "", headers: { location: "https://127.0.0.1/" } };
    await expect(one.refresh()).rejects.toThrow(/answered 302/);
    answer = { status: 200, body: "x".repeat(3 * 1024 * 1024) };
    await expect(one.refresh()).rejects.toThrow(/is larger than/);
  });
});

/** The same bundle with one letter of its content changed. */
function changed(text: string): string {
  const envelope = JSON.parse(text);
  const body = Buffer.from(envelope.payload, "base64").toString().replace("ask", "ASK");
  return JSON.stringify({ ...envelope, payload: Buffer.from(body).toString("base64") });
}

test("a signature is over the type as well as the content", () => {
  expect(openBundle(bundle(3, 30), publicKey)).toEqual({ serial: 3, policy: policy(30) });
  expect(() => openBundle(bundle(3, 30), "short")).toThrow(/base64 of 32 bytes/);
});
