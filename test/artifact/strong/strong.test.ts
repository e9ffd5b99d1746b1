/** Strong mode on a machine of the test's own: an administrator's command, a service of a system user, and an agent that tries. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildInside } from "../../redteam/build-inside.ts";
import { whyNot } from "../../redteam/losses/sandboxed.ts";
import { outcomesOf } from "../../redteam/namespaces.ts";
import { root } from "../../support/project.ts";
import { needBuild } from "../machine.ts";
import type { Fact } from "./inside.ts";

const reason = whyNot();
if (reason !== undefined) console.log(`strong mode is not tried: ${reason}`);

let facts: readonly Fact[] = [];

const HERE = join(root, "test", "artifact", "strong");

beforeAll(async () => {
  needBuild();
  if (reason !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), "ag-strong-"));
  try {
    buildInside(join(HERE, "inside.ts"), folder);
    const args = [join(HERE, "sandbox.sh"), folder, process.execPath];
    facts = await outcomesOf<Fact>({ args, input: "", timeoutMs: 200_000 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function fact(name: string) {
  const found = facts.find(one => one.name === name);
  if (!found) throw new Error(`nothing was said of "${name}"`);
  return found;
}

function ran(name: string) {
  const found = fact(name);
  if (!("ran" in found)) throw new Error(`"${name}" did not run`);
  return found.ran;
}

function value(name: string): unknown {
  const found = fact(name);
  return "value" in found ? found.value : undefined;
}

const passes = { status: 0, stdout: "{}\n", stderr: "" };
const denied = (words: RegExp) => expect.stringMatching(new RegExp(`"permissionDecision":"deny".*${words.source}`));

describe.skipIf(reason !== undefined)("strong mode", () => {
  it("is an administrator's to set up", () => {
    expect(ran("without an administrator")).toMatchObject({ status: 1, stderr: expect.stringContaining("sudo env") });
    expect(ran("installed").status).toBe(0);
    expect(value("its user")).toBe(true);
  });

  it("judges by what the person's folders and repositories hold, though nobody else may read them", () => {
    expect(ran("harmless")).toEqual(passes);
    expect(ran("kept by git")).toEqual(passes);
    expect(ran("lossy").stdout).toEqual(denied(/Deletes notes\.txt/));
  });

  it("takes the person's own rules along, and no variable leads past it", () => {
    expect(ran("own rule").stdout).toEqual(denied(/frobnicate/));
    expect(ran("other variables").stdout).toEqual(denied(/Deletes notes\.txt/));
  });

  it("denies where its service does not run, and nothing that an agent starts judges in its place", () => {
    for (const name of ["not started", "ended"])
      expect(ran(name).stdout).toEqual(denied(/systemctl start agentguard-64331\.service/));
  });

  it("cannot be ended, looked into or written by the agent's user", () => {
    expect(ran("killed")).toMatchObject({ status: 1, stderr: expect.stringMatching(/not permitted/) });
    expect(ran("looked into")).toMatchObject({ stdout: "", stderr: expect.stringMatching(/denied[\s\S]*denied/) });
    const touched = facts.filter(({ name }) => name.startsWith("touched: "));
    expect(touched.length).toBeGreaterThan(10);
    for (const { name } of touched)
      expect({ name, ...ran(name) }).toMatchObject({ stdout: "", stderr: expect.stringMatching(/Permission denied/) });
  });

  it("is closed to other users", () => {
    expect(ran("another user")).toMatchObject({ stdout: "", stderr: expect.stringMatching(/denied[\s\S]*denied/) });
    // curl could not connect.
    expect(ran("another user's call").status).toBe(7);
  });

  it("starts no program that a repository names", () => {
    expect(ran("git itself runs it").status).toBe(0);
    expect(value("the service ran a filter")).toBe(false);
  });

  it("knows the person's editor from the kernel, and writes down what is marked there", () => {
    expect(ran("allowed by the person")).toEqual(passes);
    expect(ran("marked")).toMatchObject({ status: 0, stdout: expect.stringMatching(/db\.acme\.io/) });
  });

  it("is halted, and told of, from the person's terminal", () => {
    expect(ran("halt lunch").status).toBe(0);
    for (const name of ["halted", "halted still"]) expect(ran(name).stdout).toEqual(denied(/kill switch.*lunch/));
    expect(ran("status").stdout).toMatch(/in strong mode[\s\S]*The audit log is whole/);
    expect(ran("verify claude-code").stdout).toMatch(/^ok +Claude Code: holding/);
    expect(ran("status").stdout).not.toMatch(/cannot be read/);
    expect(ran("audit verify").stdout).toMatch(/\/var\/lib\/agentguard\/64331\/audit\.jsonl is whole/);
  });

  it("leaves other users of the machine with a service of their own, in their own home", () => {
    expect(ran("somebody without it")).toEqual(passes);
    expect(value("own service")).toBe(true);
  });

  it("takes nothing over that lay in the person's hands after it was taken back", () => {
    expect(value("planted")).toBe(false);
  });

  it("is taken back without a trace but the log", () => {
    expect(ran("removed").status).toBe(0);
    expect(value("left")).toEqual([]);
  });
});
