/** Which paths and texts lead to the guard, by whatever name. */
import { describe, expect, it } from "vitest";
import { AGENTS } from "../../../src/agents/index.ts";
import type { Action } from "../../../src/core/action/action.ts";
import type { Effect } from "../../../src/core/effects/effect.ts";
import { Facts, type StatFact, type Surroundings } from "../../../src/core/facts/facts.ts";
import { guardFile, guardFileIn, startupFile } from "../../../src/core/files/guard-files.ts";
import { NOWHERE } from "../../../src/core/places/environment.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { readEffects } from "../../../src/core/reading/read.ts";
import { applyRules } from "../../../src/core/rules/rules.ts";
import { hookFiles } from "../../../src/hosts/agents/hook-files.ts";

const BY = { cwd: "/home/dev/app", origin: { agent: "claude-code" } } as const;
const HOME = "/home/dev";
const ROOT = "/home/dev/app";
const OWN = "/home/dev/.local/share/agentguard";
const AROUND: Surroundings = {
  roots: [ROOT],
  home: HOME,
  guard: [OWN, "/srv/guard"],
  hookFiles: hookFiles(),
  platform: "linux",
};

describe("a path", () => {
  it.each<[string, Surroundings["platform"], string | undefined]>([
    [OWN, "linux", "own"],
    [`${OWN}/service.sock`, "linux", "own"],
    ["/srv/guard/halted.json", "linux", "own"],
    ["/home/dev/.config/agentguard/policy.json", "linux", "own"],
    [`${OWN}-backup/x`, "linux", undefined],
    [`${ROOT}/.claude/settings.local.json`, "linux", "hooks"],
    [`${ROOT}/.claude/skills/x.md`, "linux", undefined],
    ["/home/dev/.augment/agentguard.sh", "linux", "hooks"],
    ["/home/dev/Documents/Cline/Hooks/PreToolUse", "linux", "hooks"],
    ["/home/dev/Documents/Cline/Hooks/PreToolUse.before-agentguard", "darwin", "hooks"],
    ["/home/dev/Documents/Cline/Rules/mine.md", "linux", undefined],
    ["/home/dev/.config/crush/crush.json", "linux", "hooks"],
    ["/home/dev/.config/devin/config.json", "linux", "hooks"],
    [`${ROOT}/.devin/hooks.v1.json`, "linux", "hooks"],
    [`${ROOT}/.factory/settings.local.json`, "linux", "hooks"],
    [`${ROOT}/.factory/droids/reviewer.md`, "linux", undefined],
    ["/home/dev/.agents/plugins/agentguard/hooks/hooks.json", "linux", "hooks"],
    ["/home/dev/.agents/plugins/other/plugin.json", "linux", undefined],
    ["/home/dev/.grok/hooks/agentguard.json", "linux", "hooks"],
    ["/home/dev/.kiro/hooks/agentguard.json", "linux", "hooks"],
    [`${ROOT}/.kiro/specs/login.md`, "linux", undefined],
    ["/home/dev/.codeium/windsurf/hooks.json", "linux", "hooks"],
    ["/home/dev/.config/opencode/plugin/agentguard.js", "linux", "hooks"],
    ["/home/dev/.config/kilo/plugin/agentguard.js", "linux", "hooks"],
    ["/home/dev/.config/amp/plugins/agentguard.ts", "linux", "hooks"],
    ["/etc/windsurf/hooks.json", "linux", "hooks"],
    ["/etc/augment/settings.json", "linux", "hooks"],
    [`${ROOT}/.agentguard.json`, "linux", "policy"],
    [`${ROOT}/.agentguard`, "linux", "policy"],
    [`${ROOT}/.agentguard/knowledge/mycorp.yaml`, "linux", "policy"],
    [`${ROOT}/.agentguard-notes/x.yaml`, "linux", undefined],
    ["/home/dev/.config/agentguard/knowledge/mycorp.yaml", "linux", "own"],
    [`${ROOT}/.Claude/Settings.json`, "linux", undefined],
    [`${ROOT}/.Claude/Settings.json`, "darwin", "hooks"],
    ["/SRV/Guard/halted.json", "darwin", "own"],
    [`${ROOT}/.AgentGuard.json`, "win32", "policy"],
  ])("%s on %s: %s", (path, platform, kind) => {
    expect(guardFile(path, { ...AROUND, platform })?.kind).toBe(kind);
  });
});

describe("programs that an agent loads into its own process", () => {
  it.each([
    [`${ROOT}/.opencode/plugin/other.js`, true],
    [`${ROOT}/.opencode/plugins/other.ts`, true],
    [`${ROOT}/.kilo/plugin/other.js`, true],
    [`${ROOT}/.amp/plugins/other.ts`, true],
    ["/home/dev/.config/amp/plugins/other.ts", true],
    [`${ROOT}/.opencode/agent/reviewer.md`, false],
    [`${ROOT}/src/plugins/other.ts`, false],
  ])("%s: %s", (path, starts) => {
    expect(startupFile(path, AROUND) !== undefined).toBe(starts);
  });
});

describe("a text", () => {
  it.each<[string, boolean]>([
    [`open("${OWN}/halted.json")`, true],
    ["os.path.expanduser('~/.config/agentguard')", true],
    ["read('.claude/settings.json')", true],
    ["open('.agentguard.json')", true],
    ["rm ~/.codeium/windsurf/hooks.json", true],
    ["os.remove(home + '/.factory/hooks.json')", true],
    ["'Documents/Cline/Hooks/PreToolUse'", true],
    ["'.factory/droids/reviewer.md'", false],
    ["import agentguard from 'agentguard'", false],
    ["packages/agentguard/src", false],
    ["my-.agentguard.json", false],
    [".claude/skills/settings.md", false],
  ])("%s: %s", (text, leads) => {
    expect(guardFileIn(text, AROUND) !== undefined).toBe(leads);
  });
});

describe("where agents have their files", () => {
  it("is asked of every agent, and follows the variables of the one that acts", () => {
    const path = "/opt/codex/hooks.json";
    expect(guardFile(path, AROUND)).toBeUndefined();
    expect(guardFile(path, { ...AROUND, hookFiles: hookFiles({ CODEX_HOME: "/opt/codex" }) })?.kind).toBe("hooks");
    for (const agent of AGENTS)
      for (const { file } of agent.install({ home: HOME, env: {}, launcher: `${OWN}/hook` }))
        expect(`${file}: ${guardFile(file, AROUND)?.kind}`).toBe(`${file}: hooks`);
  });
});

describe("a change by another name", () => {
  const link: StatFact = { type: "link", size: 1, mtimeMs: 0, realpath: OWN };
  const behind: StatFact = { type: "missing", size: 0, mtimeMs: 0, realpath: `${OWN}/new` };
  it.each<[Effect["verb"], string, StatFact | null, string | undefined]>([
    ["write", "/tmp/way/new", behind, "guard/own-files"],
    ["write", "/tmp/way", link, "guard/own-files"],
    ["delete", "/tmp/way/new", behind, "guard/own-files"],
    ["delete", "/tmp/way", link, undefined],
    ["move", "/tmp/way", link, undefined],
    ["move", "/home/dev/.local", null, "guard/own-files"],
    ["delete", "/home/dev/.local", null, "guard/own-files"],
    ["write", "/home/dev/.local", null, undefined],
    ["move", "/home/dev/.local/state", null, undefined],
    ["write", "/tmp/way/migrations", { ...behind, realpath: `${ROOT}/migrations/1.sql` }, "mark/protected-path"],
    ["write", "/tmp/else", { ...behind, realpath: "/tmp/else" }, undefined],
  ])("%s %s", (verb, path, stat, rule) => {
    const facts = new Facts(new Map([[`stat:${path}`, stat]]), AROUND);
    const effect: Effect = {
      verb,
      resource: "file",
      target: path,
      reach: "one",
      recovery: "free",
      certainty: "certain",
      source: "test",
      says: "does it",
      path,
    };
    const action = { kind: "edit", path, cwd: ROOT, origin: { agent: "claude-code" } } as const;
    const policy = { ...BUILT_IN, protect: ["migrations/**"] };
    const [weighed] = applyRules(
      action,
      [{ effect, readings: { workspace: NOWHERE, user: NOWHERE, organization: NOWHERE } }],
      facts,
      policy,
    );
    expect(weighed?.contributions.find(({ then }) => then !== undefined)?.rule).toBe(rule);
  });
});

describe("a tool that moves or writes a document", () => {
  const OWN_POLICY = `${HOME}/.config/agentguard/policy.json`;
  it.each<[string, Action, readonly string[]]>([
    [
      "moves one to where none is yet",
      { kind: "move", path: "x.json", to: OWN_POLICY, ...BY },
      [`${ROOT}/x.json`, OWN_POLICY],
    ],
    [
      "a server that knows ~",
      {
        kind: "mcp",
        server: "filesystem",
        tool: "write_file",
        arguments: { path: "~/.config/agentguard/policy.json" },
        ...BY,
      },
      [OWN_POLICY],
    ],
  ])("%s", (_, action, paths) => {
    const facts = new Facts(new Map(), AROUND);
    const missing: StatFact = { type: "missing", size: 0, mtimeMs: 0, realpath: OWN_POLICY };
    const known = new Facts(new Map([[`stat:${OWN_POLICY}`, missing]]), AROUND);
    for (const world of [facts, known])
      expect(readEffects(action, world, []).effects.map(({ path }) => path)).toEqual(paths);
  });
});
