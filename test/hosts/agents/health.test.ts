/** Every way in which a light goes out, on the real disk of a throw-away home; proving is tested with the built hook. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Agent } from "../../../src/agents/agent.ts";
import { AGENTS } from "../../../src/agents/index.ts";
import { type Around, filesOf, lightNow } from "../../../src/hosts/agents/health.ts";
import { applyPlan, planOf } from "../../../src/hosts/agents/protection.ts";
import { littleHome, put } from "../../support/little-home.ts";

let home: string;
let root: string;
let around: Around;
let remove: () => void;
beforeEach(() => {
  ({ home, root, around, remove } = littleHome());
});
afterEach(() => remove());

function agentOf(id: string): Agent {
  const agent = AGENTS.find(known => known.id === id);
  if (!agent) throw new Error(`there is no agent ${id}`);
  return agent;
}

const protect = (id: string) =>
  applyPlan("protect", planOf("protect", agentOf(id), around.own, around.env), around.own, around.env);
const light = (id: string, more: Partial<Around> = {}) => lightNow(agentOf(id), { ...around, ...more });
const settings = (folder: string) => join(home, folder, "settings.json");

test("an agent that was never protected is not connected, and installing is the fix", () => {
  expect(light("claude-code")).toMatchObject({
    state: "not-connected",
    causes: [{ fix: { kind: "install", says: "Run `agentguard install claude-code`." } }],
  });
});

test("an agent without hooks says so, and what to do instead", () => {
  const { state, causes } = light("roo-code");
  expect(state).toBe("not-connected");
  expect(causes).toEqual([expect.objectContaining({ fix: { kind: "person", says: expect.stringMatching(/relay/i) } })]);
});

test("one that was protected and is as it was written has no cause", async () => {
  for (const { id, install } of AGENTS) {
    if (install({ home, env: {}, launcher: around.own.launcher }).length === 0) continue;
    await protect(id);
    const { state, causes } = light(id);
    expect({ id, state, causes }).toEqual({
      id,
      state: expect.stringMatching(/^(?:holding|observing)$/),
      causes: state === "holding" ? [] : causes,
    });
  }
});

type Row = readonly [
  what: string,
  id: string,
  breakIt: () => unknown,
  says: RegExp,
  fix: string,
  more?: Partial<Around> | (() => Partial<Around>),
];
const edit = (file: string, from: string | RegExp, to: string) =>
  writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
const project = (file: string, settings: unknown) => put(join(root, file), JSON.stringify(settings));

const BROKEN: readonly Row[] = [
  [
    "our entry is taken out",
    "claude-code",
    () => put(settings(".claude"), "{}"),
    /took AgentGuard's hook out/,
    "install",
  ],
  ["the file is gone", "claude-code", () => rmSync(settings(".claude")), /took AgentGuard's hook out/, "install"],
  [
    "one byte of it changes",
    "claude-code",
    () => edit(settings(".claude"), '"timeout": 600', '"timeout": 601'),
    /not as it was written/,
    "install",
  ],
  [
    "onFailure is taken out",
    "claude-code",
    () => edit(settings(".claude"), /,\s*"onFailure": "block"/, ""),
    /not as it was written/,
    "install",
  ],
  [
    "hooks are switched off beside it",
    "claude-code",
    () => edit(settings(".claude"), "{", '{ "disableAllHooks": true,'),
    /disableAllHooks/,
    "open",
  ],
  [
    "a comment voids the file",
    "claude-code",
    () => edit(settings(".claude"), "{", "{ // mine\n"),
    /settings\.json:1/,
    "open",
  ],
  [
    "a trailing comma voids the file",
    "claude-code",
    () => edit(settings(".claude"), /\}\s*$/, ",}"),
    /settings\.json:\d+/,
    "open",
  ],
  [
    "a neighbour's hook of an unknown kind voids the file",
    "claude-code",
    () => edit(settings(".claude"), '"PreToolUse": [', '"PreToolUse": [{ "hooks": [{ "type": "nonsense" }] },'),
    /`hooks\.PreToolUse`.*drops the whole file/,
    "open",
  ],
  [
    "a neighbour's malformed group voids the file",
    "claude-code",
    () => edit(settings(".claude"), '"hooks": {', '"hooks": { "Stop": [{ "matcher": 5, "hooks": "x" }],'),
    /`hooks\.Stop`.*drops the whole file/,
    "open",
  ],
  [
    "a wrong type elsewhere voids the file",
    "claude-code",
    () => edit(settings(".claude"), "{", '{ "permissions": { "allow": "Bash" },'),
    /`permissions\.allow`.*drops the whole file/,
    "open",
  ],
  [
    "the project switches hooks off",
    "claude-code",
    () => project(".claude/settings.json", { disableAllHooks: true }),
    /disableAllHooks/,
    "open",
  ],
  [
    "the person's own project file does",
    "claude-code",
    () => project(".claude/settings.local.json", { disableAllHooks: true }),
    /disableAllHooks/,
    "open",
  ],
  [
    "the project loads code into hooks",
    "claude-code",
    () => project(".claude/settings.json", { env: { LD_PRELOAD: "/x.so" } }),
    /LD_PRELOAD/,
    "open",
  ],
  [
    "a variable isolates the agent",
    "claude-code",
    () => {},
    /CLAUDE_CODE_SIMPLE/,
    "person",
    { env: { CLAUDE_CODE_SIMPLE: "1" } },
  ],
  [
    "its settings are elsewhere",
    "claude-code",
    () => {},
    /does not call AgentGuard/,
    "install",
    { env: { CLAUDE_CONFIG_DIR: "/nonexistent/claude" } },
  ],
  ["the launcher is gone", "claude-code", () => rmSync(around.own.launcher), /launcher is not there/, "install"],
  [
    "a program that it starts is gone",
    "claude-code",
    () => rmSync(join(around.own.runtime, "hook.cjs")),
    /program that the hook starts is gone/,
    "install",
  ],
  [
    "the hook is an older one",
    "claude-code",
    () => put(join(around.own.runtime, "version"), "0.0.1"),
    /is the one of AgentGuard 0\.0\.1/,
    "install",
  ],
  [
    "Codex's feature is off",
    "codex",
    () => put(join(home, ".codex/config.toml"), "[features]\nhooks = false\n"),
    /features\.hooks/,
    "open",
  ],
  [
    "Codex's feature is off in the project",
    "codex",
    () => put(join(root, ".codex/config.toml"), "features.hooks = false\n"),
    /features\.hooks/,
    "open",
  ],
  ...[
    "features = { hooks = false }\n",
    'features={ "hooks"=false, x = 1 } # mine\n',
    '"features"."codex_hooks" = false\n',
    "[features]\nx = [\n  1,\n]\nhooks = false\n",
  ].map(
    (text): Row => [
      `Codex's feature is off in the project: ${JSON.stringify(text)}`,
      "codex",
      () => put(join(root, ".codex/config.toml"), text),
      /features\.hooks/,
      "open",
    ],
  ),
  ...(
    [
      ["qwen-code", "QWEN_HOME", "/nonexistent/qwen", /does not call AgentGuard/, "install"],
      ["qwen-code", "QWEN_HOME", "~/elsewhere", /does not call AgentGuard/, "install"],
      ["gemini-cli", "GEMINI_CLI_HOME", "/nonexistent/home", /does not call AgentGuard/, "install"],
      ["qwen-code", "QWEN_CODE_SIMPLE", "1", /QWEN_CODE_SIMPLE is set here/, "person"],
      ["qwen-code", "QWEN_CODE_SAFE_MODE", "1", /QWEN_CODE_SAFE_MODE is set here/, "person"],
    ] as const
  ).map(
    ([id, name, value, says, fix]): Row => [`${name} is ${value}`, id, () => {}, says, fix, { env: { [name]: value } }],
  ),
  ...(
    [
      ["qwen-code", "QWEN_CODE_SYSTEM_SETTINGS_PATH", { disableAllHooks: true }],
      ["qwen-code", "QWEN_CODE_SYSTEM_DEFAULTS_PATH", { disableAllHooks: true }],
      ["gemini-cli", "GEMINI_CLI_SYSTEM_SETTINGS_PATH", { hooksConfig: { enabled: false } }],
      ["gemini-cli", "GEMINI_CLI_SYSTEM_DEFAULTS_PATH", { hooksConfig: { enabled: false } }],
    ] as const
  ).map(
    ([id, name, value]): Row => [
      `${name} names a file that switches hooks off`,
      id,
      () => put(join(home, "machine.json"), JSON.stringify(value)),
      /disableAllHooks|hooksConfig\.enabled/,
      "open",
      () => ({ env: { [name]: join(home, "machine.json") } }),
    ],
  ),
  [
    "Gemini's hooks are off in the project",
    "gemini-cli",
    () => project(".gemini/settings.json", { hooksConfig: { enabled: false } }),
    /hooksConfig\.enabled/,
    "open",
  ],
  ...[
    [{ "chat.useHooks": false }, /`chat\.useHooks: false`: VS Code's agents run no hooks/],
    [{ "chat.plugins.enabled": false }, /load no plugins, AgentGuard's among them/],
    [{ "chat.hookFilesLocations": { "~/.copilot/hooks": false } }, /read no hooks in ~\/\.copilot\/hooks/],
    [{ "extensions.allowed": { "*": true, "agentguard.agentguard": false } }, /may not run AgentGuard's extension/],
  ].flatMap(([set, says]): Row[] => [
    [
      `VS Code's folder says ${JSON.stringify(set)}`,
      "vscode-chat",
      () => project(".vscode/settings.json", set),
      says as RegExp,
      "open",
    ],
    [
      `VS Code's own settings say ${JSON.stringify(set)}`,
      "vscode-chat",
      () => put(join(home, ".config/Code/User/settings.json"), `// mine\n${JSON.stringify(set)}`),
      says as RegExp,
      "open",
    ],
  ]),
  ...(["Cursor", "Code - Insiders"] as const).map(
    (editor): Row => [
      `${editor} runs no hooks`,
      "vscode-chat",
      () => put(join(home, ".config", editor, "User/settings.json"), '{ "chat.useHooks": false, }'),
      /chat\.useHooks/,
      "open",
    ],
  ),
  [
    "single hooks of Copilot's are switched off",
    "copilot-cli",
    () => put(settings(".copilot"), '{ "disabledHooks": ["5f2b"] }'),
    /whether AgentGuard's is among them cannot be told/,
    "open",
  ],
  ...[".github/copilot/settings.json", ".github/copilot/settings.local.json", ".claude/settings.json"].map(
    (file): Row => [
      `${file} switches Copilot's hooks off`,
      "copilot-cli",
      () => project(file, { disableAllHooks: true }),
      /Copilot runs no hooks/,
      "open",
    ],
  ),
  [
    "a neighbour's event that Cursor does not know voids the file",
    "cursor",
    () => edit(join(home, ".cursor/hooks.json"), '"hooks": {', '"hooks": { "beforeEverything": [{ "command": "x" }],'),
    /`hooks\.beforeEverything`.*drops the whole file/,
    "open",
  ],
  [
    "a neighbour's address voids the file",
    "cursor",
    () =>
      edit(
        join(home, ".cursor/hooks.json"),
        '"hooks": {',
        '"hooks": { "stop": [{ "command": "curl https://example.com" }],',
      ),
    /`\/\/`.*drops the whole file/,
    "open",
  ],
  ...["settings.json", "settings.local.json"].map(
    (name): Row => [
      `Droid's ${name} switches hooks off`,
      "droid",
      () => project(`.factory/${name}`, { hooksDisabled: true }),
      /hooksDisabled/,
      "open",
    ],
  ),
  [
    "Kiro's entry is switched off",
    "kiro",
    () => edit(join(home, ".kiro/hooks/agentguard.json"), '"enabled": true', '"enabled": false'),
    /not as it was written/,
    "install",
  ],
  ...(
    [
      ["windsurf", ".codeium/windsurf/hooks.json"],
      ["augment", ".augment/settings.json"],
    ] as const
  ).map(
    ([id, file]): Row => [
      "an event is taken out of its file",
      id,
      () => {
        const text = JSON.parse(readFileSync(join(home, file), "utf8"));
        delete text.hooks[Object.keys(text.hooks)[0] ?? ""];
        writeFileSync(join(home, file), JSON.stringify(text));
      },
      /AgentGuard/,
      "install",
    ],
  ),
  [
    "Qwen's hooks are off in the project",
    "qwen-code",
    () => project(".qwen/settings.json", { disableAllHooks: true }),
    /disableAllHooks/,
    "open",
  ],
];

describe("a light goes out when", () => {
  test.for(BROKEN)("%s (%s)", async ([, id, breakIt, says, fix, changed = {}]) => {
    const more = typeof changed === "function" ? changed() : changed;
    await protect(id);
    expect(light(id).state).toBe("holding");
    breakIt();
    const { state, causes } = light(id, more);
    expect(state).not.toBe("holding");
    expect(state).not.toBe("observing");
    expect(causes[0]?.says).toMatch(says);
    expect(causes[0]?.fix.kind).toBe(fix);
    // Whoever watches sees it: the file that is named is one of those.
    const { file } = causes[0] ?? {};
    if (file !== undefined) expect(filesOf(agentOf(id), { ...around, ...more })).toContain(file);
  });
});

const SETTINGS_OF_OTHERS: readonly (readonly [id: string, file: string, text: string])[] = [
  ["vscode-chat", "shop/.vscode/settings.json", '{ "chat.useHooks": true, "chat.plugins.enabled": true }'],
  ["vscode-chat", "shop/.vscode/settings.json", '{ "chat.useCustomAgentHooks": false }'],
  ["vscode-chat", "shop/.vscode/settings.json", '{ "chat.hookFilesLocations": { ".github/hooks": false } }'],
  ["vscode-chat", "shop/.vscode/settings.json", '{ "chat.tools.global.autoApprove": true }'],
  ["vscode-chat", ".config/Code/User/settings.json", '{ // "chat.useHooks": false\n }'],
  // Tried with the client: the hooks of its own folder run all the same.
  ["copilot-cli", ".copilot/settings.json", '{ "disabledHooks": [], "disableAllHooks": true }'],
  ["copilot-cli", ".copilot/settings.json", "not JSON"],
  ["droid", "shop/.factory/settings.json", '{ "hooksDisabled": false }'],
  [
    "codex",
    "shop/.codex/config.toml",
    'features = { hooks = true, x = false }\nnote = """\nfeatures.hooks = false\n"""',
  ],
];
test.each(SETTINGS_OF_OTHERS)("%s holds with %s: %s", async (id, file, text) => {
  await protect(id);
  put(join(home, file), text);
  expect(light(id)).toMatchObject({ state: "holding", causes: [] });
});

test("a policy that only observes makes every light say so", async () => {
  await protect("claude-code");
  const { state, causes } = light("claude-code", { observes: folder => folder === root });
  expect(state).toBe("observing");
  expect(causes[0]?.says).toContain(root);
});
