/** An agent's own file is the only place that names it: what else has to know of it is made of what that file says. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { AGENTS } from "../../src/agents/index.ts";
import { OTHER_AGENTS } from "../../src/agents/others.ts";
import type { Owns } from "../../src/core/agents/known-agents.ts";

const SRC = join(import.meta.dirname, "../../src");

/** Words that are more than an agent's name: alone they say nothing, in a path of an agent's they do. */
const ORDINARY = new Set(
  // A statement, a sign in HTML, a place in a text, a tool for migrations, a domain, a pattern, an editor, everyday nouns.
  "agent amp code cn continue cursor devin factory goose interpreter q vibe vscode warp".split(" "),
);

/** Files that name an agent on purpose, each with the names that stand there. */
const ALLOWED: readonly (readonly [file: string, names: string, why: string])[] = [
  [
    "core/agents/code-editors.ts",
    "windsurf kiro trae .cursor .kiro .trae .windsurf",
    "editors, which are products of their own",
  ],
  [
    "core/policy/import/claude-code.ts",
    "claude claude-code",
    "reads that agent's list of permissions; its file names this reader",
  ],
  ["core/policy/import/codex.ts", "codex", "reads that agent's list of permissions; its file names this reader"],
  ["core/policy/schema.ts", "codex", "an example in the words of the schema"],
  ["core/policy/rule-schema.ts", "claude-code", "an example in the words of the schema"],
  ["core/programs/hooked-options.ts", "codex", "`codex sandbox linux` runs a command, as wrappers do"],
  ["core/detectors/attack-techniques/open-shells.ts", "codex", "the same, among programs that open a shell"],
  ["core/detectors/exfiltration/sent.ts", "claude", "hosts of a service, to which its key may be sent"],
  ["packs/agent-clients/aws-copilot.ts", "copilot", "another product of that name"],
  ["packs/agent-clients/sub-commands.ts", "codex", "a name of a setting for hooks"],
  ["packs/agent-clients/tool-servers.ts", "claude", "a sub-command that other clients have as well"],
  ["packs/provisioning/stacks.ts", "copilot", "a sub-command of Pulumi's"],
  [
    "packs/agent-clients/index.ts",
    `claude claude-code codex kiro-cli opencode crush cursor-agent kimi gptme gemini copilot qwen .gemini kilo droid`,
    "examples of the pack",
  ],
  ["packs/agentguard.ts", "claude-code .claude", "examples of the pack"],
  ["packs/cp.ts", ".claude", "an example of the pack"],
  ["hosts/demo/agent-client.ts", "claude", "the demo drives one real agent"],
  ["hosts/demo/direct-hook.ts", "claude .claude", "the demo speaks as that agent"],
  ["hosts/demo/replay.ts", "claude", "the demo says which agent it drives"],
  ["hosts/demo/workspace.ts", "claude claude-code", "the demo installs the hook of that agent"],
  ["hosts/editor/present/replay-text.ts", "claude", "words about the demo"],
];

/** What one agent is known by in literals: words that are its own, and folders, which are told by their dot. */
function namesOf(id: string, owns: Owns): readonly string[] {
  const { folders = [], programs = {}, instructions = [], libraries = [], variables, projectVariable } = owns;
  const words = [
    id,
    id.split("-")[0],
    ...folders.map(folder => folder.split("/").at(-1)?.replace(/^\./, "")),
    ...Object.keys(programs),
    ...libraries,
    ...instructions.map(path =>
      path
        .split("/")
        .at(-1)
        ?.replace(/(?<=.)\.\w+$|^\./g, ""),
    ),
    variables,
    projectVariable,
  ].flatMap(word => (word === undefined || word.length < 2 || word === "*" ? [] : [word.toLowerCase()]));
  return [...words.filter(word => !ORDINARY.has(word)), ...folders];
}

const ALL = [...AGENTS, ...OTHER_AGENTS.map(({ owns }) => ({ id: "", owns }))];
const NAMES = [...new Set(ALL.flatMap(({ id, owns }) => namesOf(id, owns)))].sort((a, b) => b.length - a.length);
const NAMED = new RegExp(
  `(?<![a-z0-9])(?:${NAMES.map(name => name.replaceAll(".", "\\.")).join("|")})(?![a-z0-9])`,
  "gi",
);

/** The names in the texts and expressions of a program; what it imports and its comments name nobody. */
function namedIn(program: string): readonly string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node)) {
      const text = ts.isRegularExpressionLiteral(node) ? node.text.replace(/\\([./])/g, "$1") : node.text;
      for (const [name] of text.matchAll(NAMED)) found.add(name.toLowerCase());
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("program.ts", program, ts.ScriptTarget.Latest));
  return [...found].sort();
}

const FILES = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith(".ts"))
  .map(({ parentPath, name }) => join(parentPath, name))
  .filter(file => !relative(SRC, file).startsWith(`agents${sep}`));

it("no other file names an agent, except these", () => {
  const found = FILES.flatMap(file => {
    const names = namedIn(readFileSync(file, "utf8"));
    return names.length === 0 ? [] : [`${relative(SRC, file).split(sep).join("/")}: ${names.join(" ")}`];
  });
  const allowed = ALLOWED.map(([file, names]) => `${file}: ${names.split(" ").sort().join(" ")}`);
  expect(found.sort()).toEqual(allowed.sort());
});

function check(program: string, names: readonly string[]): void {
  it(`${program} names ${names.join(" and ") || "nobody"}`, () => expect(namedIn(program)).toEqual(names));
}

check('const file = "/.windsurf/hooks.json";', [".windsurf"]);
check('const file = ".windsurfrules";', ["windsurfrules"]);
check("const at = /\\/\\.(?:codex|gemini)\\//;", ["codex", "gemini"]);
check("const at = /\\.cursor\\//;", [".cursor"]);
check("const path = `${home}/.config/goose/x`;", [".config/goose"]);
check('const home = env["CLAUDE_PROJECT_DIR"];', ["claude_project_dir"]);
check('if (agent === "crush") stop();', ["crush"]);
check('// Claude Code says so.\nimport { x } from "./codex.ts"; next.cursor();', []);
check('for (;;) { if ("cursor" in text) continue; }', []);
