/** Trust in a workspace's policy: bound to its text, kept in the guard's own folder, never a reason to fail. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PolicyTrust } from "../../src/hosts/policy-trust.ts";
import { PolicySource } from "../../src/platform/policy-files.ts";
import { hashOf, TrustedFiles } from "../../src/platform/trusted-files.ts";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "agentguard-trust-"));
  mkdirSync(join(base, "repo"));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const LOOSE =
  '{\n  "version": 1,\n  "thresholds": { "ask": 80 },\n  "rules": [{ "id": "a", "when": { "path": "x" }, "then": "allow" }]\n}';

function setUp(text = LOOSE) {
  const file = join(base, "repo/.agentguard.json");
  writeFileSync(file, text);
  const store = join(base, "data/trusted.json");
  const trusted = new TrustedFiles(store);
  const said: string[] = [];
  const trust = new PolicyTrust(trusted, {
    notice: async (what, by, because) => void said.push([what, by, because].join(" ")),
  });
  const source = new PolicySource({
    user: join(base, "user.json"),
    organization: join(base, "org.json"),
    trusted: store,
  });
  return { file, store, trusted, said, trust, ask: () => source.policyFor(join(base, "repo")) };
}

test("what a file loosens has no effect until it is trusted, and none again once it changes", async () => {
  const { file, store, said, trust, ask } = setUp();
  expect(ask().policy).toMatchObject({ thresholds: { ask: 40 }, rules: [] });
  const shown = trust.of({ file });
  expect(shown.trusted).toBe(false);
  expect(shown.loosens.map(({ line }) => line)).toEqual([3, 4]);
  expect(await trust.trust({ file, sha256: shown.sha256 }, 1, "vscode")).toEqual({ accepted: true });
  expect(said).toEqual([`policy-trusted vscode ${file}`]);
  expect(statSync(store).mode & 0o777).toBe(0o600);
  expect(ask()).toMatchObject({ policy: { thresholds: { ask: 80 }, rules: [{ id: "a" }] }, problems: [] });
  expect(trust.of({ file }).trusted).toBe(true);
  writeFileSync(file, LOOSE.replace("80", "90"));
  expect(ask().policy.thresholds.ask).toBe(40);
});

test("a file that changed since it was shown is not trusted", async () => {
  const { file, trust, trusted, said } = setUp();
  const { sha256 } = trust.of({ file });
  writeFileSync(file, LOOSE.replace("80", "99"));
  expect(await trust.trust({ file, sha256 }, 1, "vscode")).toMatchObject({ accepted: false });
  expect([trusted.has(file, sha256), said]).toEqual([false, []]);
});

test("trust does not reach what the user or the organization set", async () => {
  const { file, trust, ask } = setUp();
  writeFileSync(join(base, "org.json"), '{ "version": 1, "thresholds": { "ask": 30 } }');
  const { sha256 } = trust.of({ file });
  await trust.trust({ file, sha256 }, 1, "vscode");
  const { policy, problems } = ask();
  expect(policy.thresholds.ask).toBe(30);
  expect(problems[0]?.message).toMatch(/^The organization's policy sets 30/);
});

test("trust is taken back", async () => {
  const { file, trusted, said, trust, ask } = setUp();
  await trust.trust({ file, sha256: trust.of({ file }).sha256 }, 1, "vscode");
  trusted.trust("/elsewhere", hashOf(""), 1);
  await trust.distrust(file, "command line");
  expect(said.at(-1)).toBe(`policy-distrusted command line ${file}`);
  expect(ask().policy.thresholds.ask).toBe(40);
  expect(trusted.has("/elsewhere", hashOf(""))).toBe(true);
});

test.each(["", "{", '{"files":{"/x":{"sha256":"short","at":1}}}', "[]"])(
  "a store that reads %j trusts nothing, and can be written again",
  text => {
    const { store, trusted, file } = setUp();
    mkdirSync(join(base, "data"));
    writeFileSync(store, text);
    expect(trusted.has("/x", "short")).toBe(false);
    trusted.trust(file, hashOf(LOOSE), 1);
    expect(trusted.has(file, hashOf(LOOSE))).toBe(true);
  },
);

test("the store is readable JSON with the time of each word", () => {
  const { store, trusted } = setUp();
  trusted.trust("/x", hashOf("x"), 5);
  expect(JSON.parse(readFileSync(store, "utf8"))).toEqual({ files: { "/x": { sha256: hashOf("x"), at: 5 } } });
  chmodSync(store, 0o600);
});

test("an untrusted workspace gets the strictest profile, on top of everything else", () => {
  const { ask: _, ...rest } = setUp('{ "version": 1, "thresholds": { "ask": 35 } }');
  let untrusted = true;
  const source = new PolicySource({
    user: join(base, "user.json"),
    organization: join(base, "org.json"),
    trusted: rest.store,
    isUntrusted: folder => untrusted && folder.startsWith(join(base, "repo")),
  });
  expect(source.policyFor(join(base, "repo")).policy.thresholds).toEqual({ ask: 30, deny: 80 });
  expect(source.policyFor(join(base, "repo")).policy.rules.map(({ id }) => id)).toContain(
    "regulated/no-loss-in-production",
  );
  untrusted = false;
  expect(source.policyFor(join(base, "repo")).policy.thresholds).toEqual({ ask: 35, deny: 90 });
});
