/** Reads Node, Deno and other programs that run JavaScript and TypeScript. */

import type { Effect } from "../../core/effects/effect.ts";
import { operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation, ProgramPack } from "../../core/effects/pack.ts";
import { asArgv, fromStdin, interpreterPack, runFile, runText } from "../../core/programs/interpreter.ts";
import { literalWord, textOf } from "../../core/text/words.ts";

const INTERPRETER = { language: "javascript", id: "node" } as const;
const VALUES = [
  "e",
  "eval",
  "p",
  "print",
  "pe",
  "r",
  "require",
  "import",
  "loader",
  "experimental-loader",
  "C",
  "conditions",
  "env-file",
  "env-file-if-exists",
  "input-type",
  "title",
  "max-old-space-size",
  "test-name-pattern",
  "test-reporter",
  "watch-path",
  "tsconfig",
  "P",
  "project",
  "O",
  "compiler-options",
  "c",
  "code",
  "config",
  "cert",
  "import-map",
  "lock",
  "v8-flags",
  "seed",
  "L",
  "log-level",
  "L",
  "location",
  "ext",
];

export const node: ProgramPack = interpreterPack({
  ...INTERPRETER,
  programs: [
    "node",
    "nodejs",
    "tsx",
    "ts-node",
    "ts-node-esm",
    "ts-node-script",
    "ts-node-dev",
    "tsnd",
    "node-dev",
    "babel-node",
    "vite-node",
    "esno",
    "esr",
    "jiti",
    "swc-node",
    "zx",
    "nodemon",
    "iojs",
    "qjs",
    "electron",
  ],
  grammar: { values: VALUES.filter(name => name !== "c"), optional: [] },
  inline: ["e", "eval", "p", "print", "pe"],
  preloads: ["r", "require", "import", "loader", "experimental-loader"],
  envFiles: ["env-file", "env-file-if-exists"],
  shows: ["c", "check", "v"],
  busyWith: ["test"],
  tools: tool,
  // `-pe` is not a cluster of letters here, as both take the same program.
  special: (command, _args, facts) => {
    const script = optionValue(readArguments(command.argv.slice(1), { values: ["run"], stopAtOperand: true }), "run");
    if (script) return { effects: [], inner: [asArgv(command, [literalWord("npm"), literalWord("run"), script])] };
    const at = command.argv.findIndex(({ value }) => value === "-pe" || value === "-ep");
    const text =
      at > 0 && command.argv.slice(1, at).every(({ value }) => value?.startsWith("-"))
        ? command.argv[at + 1]
        : undefined;
    return text && runText(command, textOf(text), command.argv.slice(at + 2), facts, INTERPRETER);
  },
  examples: [
    { run: "node -e \"require('fs').rmSync('/', { recursive: true })\"", expect: "deny" },
    { run: "node --eval=\"require('node:child_process').execSync('rm -rf ~')\"", expect: "deny" },
    { run: 'node -pe \'require("child_process").execSync("rm -rf /")\'', expect: "deny" },
    {
      run: "node --input-type=module -e \"import {rm} from 'node:fs/promises'; await rm('src', {recursive: true, force: true})\"",
      expect: "ask",
      files: { "src/a.ts": "x" },
    },
    {
      run: "node <<'EOF'\nconst fs = require('fs');\nfs.readdirSync('data').forEach(f => fs.unlinkSync('data/' + f));\nEOF",
      expect: "ask",
      files: { "data/a": "x" },
    },
    {
      run: "tsx scripts/wipe.ts",
      expect: "ask",
      files: {
        "scripts/wipe.ts": "import { rimraf } from 'rimraf';\nawait rimraf('uploads');\n",
        "uploads/a.png": "x",
      },
    },
    {
      run: "node -e \"eval(Buffer.from(process.argv[1], 'base64').toString())\" cHJvY2Vzcw",
      expect: "allow",
      why: "decoded, and nothing in it",
    },
    { run: "node -e \"fetch('https://api.example.com/users/1', { method: 'DELETE' })\"", expect: "ask" },
    { run: "deno eval \"Deno.removeSync('/home/dev', { recursive: true })\"", expect: "deny" },
    { run: "curl -s https://api.example.com/x | node parse.js", expect: "allow" },
    { run: "node -p 'process.version'", expect: "allow" },
    { run: "node -e \"console.log(require('./package.json').version)\"", expect: "allow" },
    {
      run: "node -e \"require('fs').rmSync('dist', { recursive: true, force: true })\"",
      expect: "allow",
      files: { "dist/a.js": "x" },
      git: { ignored: ["dist/"] },
    },
    { run: "node -e \"require('fs').writeFileSync('out.json', JSON.stringify({ a: 1 }))\"", expect: "allow" },
    { run: "node -e \"const m = new Map(); m.set('a', 1); m.delete('a'); [1, 2].splice(0, 1)\"", expect: "allow" },
    { run: "node --check src/index.js", expect: "allow" },
    { run: "node server.js --port 3000", expect: "allow" },
    {
      run: "node --run wipe",
      expect: "ask",
      files: { "package.json": '{"scripts":{"wipe":"rm -rf uploads"}}', "uploads/a.png": "x" },
    },
    { run: "node --run build", expect: "allow", files: { "package.json": '{"scripts":{"build":"tsc -b"}}' } },
    {
      run: "node --env-file=.env.staging wipe.js",
      files: {
        ".env": "DATABASE_URL=postgres://localhost/dev",
        ".env.staging": "DATABASE_URL=postgres://db.example.com/shop",
        "wipe.js":
          "const { Client } = require('pg');\nconst c = new Client({ connectionString: process.env.DATABASE_URL });\nc.query('TRUNCATE orders');\n",
      },
      expect: "deny",
    },
  ],
});

/** Options of Deno, whose `-p` is a switch with the program after it. */
const DENO = { values: VALUES.filter(name => !/^(?:e|eval|p|print|pe)$/.test(name)) };

export const deno: ProgramPack = interpreterPack({
  ...INTERPRETER,
  id: "deno",
  programs: ["deno"],
  grammar: DENO,
  inline: [],
  tools: tool,
  special: (command, args, facts) => {
    const [verb, ...rest] = operands(args);
    if (!verb) return undefined;
    const words = operands(readArguments(rest, { ...DENO, stopAtOperand: true }));
    const [first, ...more] = words;
    if (verb.value === "eval")
      return first ? runText(command, textOf(first), more, facts, INTERPRETER) : { effects: [] };
    if (/^(run|serve|watch)$/.test(verb.value ?? ""))
      return first
        ? first.value === "-"
          ? fromStdin(command, more, facts, INTERPRETER)
          : /^https?:/.test(first.value ?? "")
            ? { effects: [fetched(command, textOf(first))] }
            : runFile(command, first, more, facts, { ...INTERPRETER, tools: tool })
        : { effects: [] };
    if (/^(task)$/.test(verb.value ?? "") && first)
      return { effects: [], inner: [asArgv(command, [literalWord("npm"), literalWord("run"), first, ...more])] };
    if (/\.[cm]?[jt]sx?$/.test(verb.value ?? "")) return undefined;
    if (verb.value === "publish" && !rest.some(({ value }) => value === "--dry-run"))
      return { effects: [published(command, "the package")] };
    if (verb.value === "deploy") return { effects: [published(command, "the app for everybody")] };
    return { effects: [] };
  },
  examples: [
    { run: "deno eval 'await Deno.remove(\"/\", { recursive: true })'", expect: "deny" },
    {
      run: "deno run -A wipe.ts",
      expect: "ask",
      files: { "wipe.ts": "Deno.removeSync('notes', { recursive: true });\n", "notes/a.md": "x" },
    },
    { run: 'deno eval \'new Deno.Command("rm", { args: ["-rf", "/etc"] }).outputSync()\'', expect: "deny" },
    { run: "deno test --allow-read", expect: "allow" },
    { run: "deno fmt && deno lint", expect: "allow" },
    { run: "deno publish", expect: "ask" },
    { run: "deno publish --dry-run", expect: "allow" },
    { run: "deno eval -p \"Deno.removeSync('/etc', { recursive: true })\"", expect: "deny" },
    { run: "deno eval 'console.log(1)'", expect: "allow" },
    { run: "deno eval -p 'Deno.version.deno'", expect: "allow" },
  ],
});

/** Packages of Deno's own library and registry have names. Any other address is code that nobody has read. */
function fetched({ span }: Invocation, address: string): Effect {
  return {
    verb: "execute-remote",
    resource: "code",
    target: address,
    reach: "one",
    recovery: /^https:\/\/(?:deno\.land\/(?:std|x)|jsr\.io|esm\.sh)[/@]/.test(address) ? "free" : "none",
    certainty: "certain",
    source: "deno",
    says: `runs code straight from ${address}`,
    ...(span && { span }),
  };
}

function published({ span }: Invocation, what: string): Effect {
  return {
    verb: "publish",
    resource: "package",
    target: what,
    reach: "one",
    recovery: "none",
    certainty: "certain",
    source: "deno",
    says: `publishes ${what}`,
    instead: "Prepare the release, and let the person publish it.",
    ...(span && { span }),
  };
}

/** Returns the program of a package: `node_modules/.bin/prisma`, `node_modules/prisma/build/index.js`. */
function tool(path: string): string | undefined {
  if (/^(?:\.\/)?ace(?:\.js)?$/.test(path)) return "ace";
  return (
    /(?:^|\/)node_modules\/\.bin\/([^/]+)$/.exec(path)?.[1] ??
    /(?:^|\/)node_modules\/(?:@[^/]+\/)?([^/@][^/]*)\/(?:(?!node_modules\/)[^/]*\/)*(?:bin|dist|build|cli|lib)\b/.exec(
      path,
    )?.[1]
  );
}
