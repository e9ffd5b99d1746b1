import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BUILT_IN } from "../../src/core/policy/policy.ts";
import { organizationPolicy, PolicySource, type PolicySources } from "../../src/platform/policy-files.ts";

let base: string;
const open: PolicySource[] = [];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "agentguard-policy-"));
});
afterEach(() => {
  for (const source of open.splice(0)) source.dispose();
  rmSync(base, { recursive: true, force: true });
});

const at = (path: string) => join(base, path);

function write(path: string, content: object | string): string {
  const file = at(path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify({ version: 1, ...content }));
  return file;
}

function sourceOf(more: Partial<PolicySources> = {}): PolicySource {
  const source = new PolicySource({ user: at("home/policy.json"), organization: at("etc/policy.json"), ...more });
  open.push(source);
  return source;
}

describe("which files count", () => {
  test("none: the built-in policy", () => {
    expect(sourceOf().policyFor(at("repo"))).toEqual({ policy: BUILT_IN, problems: [] });
  });

  test("organization, user and workspace, in this order of power", () => {
    write("etc/policy.json", { thresholds: { ask: 35 } });
    write("home/policy.json", { thresholds: { ask: 38, deny: 95 } });
    write("repo/.agentguard.json", { thresholds: { ask: 20 } });
    const { policy, problems } = sourceOf().policyFor(at("repo"));
    expect(policy.thresholds).toEqual({ ask: 20, deny: 95 });
    expect(problems.map(({ file, severity }) => [file, severity])).toEqual([[at("home/policy.json"), "inert"]]);
  });

  test("a nested file cannot hide the one above it, and both keep meaning their own folder", () => {
    write("repo/.agentguard.json", { thresholds: { ask: 10 }, protect: ["migrations/**"] });
    write("repo/app/.agentguard.json", { thresholds: { ask: 30 }, protect: ["infra/**"] });
    const { policy } = sourceOf().policyFor(at("repo/app/src"));
    expect(policy.thresholds.ask).toBe(10);
    expect(policy.protect).toEqual([at("repo/migrations/**"), at("repo/app/infra/**")]);
  });

  test("the files of a workspace's roots count for an act elsewhere", () => {
    write("repo/.agentguard.json", { thresholds: { ask: 10 } });
    expect(sourceOf().policyFor(at("elsewhere")).policy.thresholds.ask).toBe(40);
    expect(sourceOf().policyFor(at("elsewhere"), [at("repo")]).policy.thresholds.ask).toBe(10);
  });

  test("a link into a workspace leads under its rules", () => {
    write("repo/.agentguard.json", { thresholds: { ask: 10 } });
    mkdirSync(at("repo/sub"));
    symlinkSync(at("repo/sub"), at("link"));
    expect(sourceOf().policyFor(at("link")).policy.thresholds.ask).toBe(10);
  });

  test.each(["linux", "darwin", "win32"] as const)("the organization's file on %s is outside every home", platform => {
    expect(organizationPolicy(platform)).toMatch(
      /^(\/etc\/agentguard|\/Library\/Application Support\/AgentGuard|C:\\ProgramData\\AgentGuard)[\\/]policy\.json$/,
    );
  });
});

describe("a broken file never means no policy", () => {
  test("what it said before stays in force, and the place of the error is told", () => {
    const file = write("repo/.agentguard.json", { thresholds: { ask: 10 } });
    const source = sourceOf();
    expect(source.policyFor(at("repo")).policy.thresholds.ask).toBe(10);
    write("repo/.agentguard.json", '{\n  "version": 1,\n  "treshold": {}\n}');
    const { policy, problems } = source.policyFor(at("repo"));
    expect(policy.thresholds.ask).toBe(10);
    expect(problems.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
      `${file}:3 Unknown key "treshold". Did you mean "thresholds"?`,
      `${file}:1 It has errors, so what it said before stays in force until it is corrected.`,
    ]);
    write("repo/.agentguard.json", { thresholds: { ask: 20 } });
    expect(source.policyFor(at("repo"))).toMatchObject({ policy: { thresholds: { ask: 20 } }, problems: [] });
  });

  test("broken from the start: the layers without it", () => {
    write("home/policy.json", { thresholds: { ask: 30 } });
    const file = write("repo/.agentguard.json", "{");
    const source = sourceOf();
    const { policy, problems } = source.policyFor(at("repo"));
    expect(policy.thresholds.ask).toBe(30);
    expect(source.problems()).toEqual(problems);
    expect(problems.at(-1)).toMatchObject({
      file,
      severity: "error",
      message: "It has errors, so the rules without it are in force until it is corrected.",
    });
  });

  test("a file that vanishes is no layer any more", () => {
    const file = write("repo/.agentguard.json", { thresholds: { ask: 10 } });
    const source = sourceOf();
    source.policyFor(at("repo"));
    rmSync(file);
    expect(source.policyFor(at("repo"))).toEqual({ policy: BUILT_IN, problems: [] });
  });

  test("a folder, a pipe and an oversized file under its name are told, not waited for", () => {
    mkdirSync(at("a/.agentguard.json"), { recursive: true });
    mkdirSync(at("b"));
    execFileSync("mkfifo", [at("b/.agentguard.json")]);
    write("c/.agentguard.json", " ".repeat(1024 * 1024 + 1));
    const source = sourceOf();
    const told = ["a", "b", "c"].map(folder =>
      source.policyFor(at(folder)).problems.map(({ message }) => message.split(",")[0]),
    );
    expect(told).toEqual([
      ["It cannot be read: it is not a regular file"],
      ["It cannot be read: it is not a regular file"],
      ["It cannot be read: it is larger than 1048576 bytes"],
    ]);
  });

  test.skipIf(process.getuid?.() === 0)(
    "a file without permission to read (not as root, who may read everything)",
    () => {
      const file = write("repo/.agentguard.json", { thresholds: { ask: 10 } });
      chmodSync(file, 0);
      expect(sourceOf().policyFor(at("repo")).problems).toHaveLength(1);
    },
  );
});

describe("changes are seen", () => {
  test("also when size and modification time are the same as before", () => {
    const file = write("repo/.agentguard.json", { thresholds: { ask: 20 } });
    const { atime, mtime } = statSync(file);
    const source = sourceOf();
    expect(source.policyFor(at("repo")).policy.thresholds.ask).toBe(20);
    writeFileSync(file, readFileSync(file, "utf8").replace("20", "30"));
    utimesSync(file, atime, mtime);
    expect(source.policyFor(at("repo")).policy.thresholds.ask).toBe(30);
  });

  test("an unchanged file is not read again", () => {
    write("home/policy.json", { rules: [{ id: "a", when: { path: "x" }, then: "ask" }] });
    const source = sourceOf();
    const [first, second] = [1, 2].map(() => source.policyFor(at("repo")).policy.rules[0]);
    expect(first).toBe(second);
  });

  test("a watcher is told, of a change and of a new file, and not of others", async () => {
    mkdirSync(at("repo"));
    write("home/policy.json", { thresholds: { ask: 30 } });
    let told: () => void = () => {};
    let calls = 0;
    const source = sourceOf({
      onChange: () => {
        calls++;
        told();
      },
    });
    source.policyFor(at("repo"), [at("repo")]);
    const next = () =>
      new Promise<void>(resolve => {
        told = resolve;
      });
    write("repo/unrelated.json", {});
    const created = next();
    write("repo/.agentguard.json", { thresholds: { ask: 10 } });
    await created;
    expect(source.policyFor(at("repo"), [at("repo")]).policy.thresholds.ask).toBe(10);
    const changed = next();
    write("home/policy.json", { thresholds: { ask: 5 } });
    await changed;
    expect(source.policyFor(at("repo")).policy.thresholds.ask).toBe(5);
    expect(calls).toBeGreaterThanOrEqual(2);
  });
});
