/** Reads rm, rmdir, unlink, shred, wipe, rimraf, del-cli, which delete files and folders for good. */
import type { Effect } from "../core/effects/effect.ts";
import { hasOption, operands, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { effectOfLoss } from "../core/files/loss-effects.ts";
import { lossOfExpectedFile } from "../core/files/pending-contents.ts";
import { targetOf } from "../core/files/targets.ts";
import { guessedCommand } from "../core/programs/wrapped.ts";
import { literalWord, type Word, wordOfPieces } from "../core/text/words.ts";

const GRAMMAR = {
  flags: [
    "recursive",
    "force",
    "dir",
    "verbose",
    "one-file-system",
    "no-preserve-root",
    "preserve-root",
    "help",
    "version",
    "remove",
    "zero",
    "exact",
    "parents",
    "ignore-fail-on-non-empty",
  ],
  optional: ["interactive", "preserve-root", "remove"],
  abbreviations: true,
} as const;
/** Tools from Node, which delete folders without an option, and treat quoted patterns as patterns. */
const NODE = {
  values: ["max-retries", "R", "retry-delay", "t", "tmp", "b", "backoff", "B", "retries", "cwd"],
} as const;
const SHRED = { ...GRAMMAR, values: ["n", "s", "iterations", "size", "random-source"] } as const;

export const rm: ProgramPack = {
  kind: "program",
  id: "rm",
  programs: [
    "rm",
    "grm",
    "rmdir",
    "grmdir",
    "unlink",
    "gunlink",
    "shred",
    "gshred",
    "srm",
    "wipe",
    "rimraf",
    "premove",
    "del-cli",
  ],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const node = /^(rimraf|premove|del-cli)$/.test(command.program);
    const args = readArguments(command.argv.slice(1), node ? NODE : /shred$/.test(command.program) ? SHRED : GRAMMAR);
    if (hasOption(args, "help", "version", "dry-run")) return { effects: [] };
    // This is cmd.exe's syntax. Bash starts it as any program, and agents mix shells up.
    if (command.program === "rmdir" && command.argv.some(({ value }) => /^\/s(?:\/q)?$/i.test(value ?? "")))
      return { effects: [], inner: [guessedCommand(command, [literalWord("rd"), ...command.argv.slice(1)])] };
    // It deletes only an empty folder, which is no loss.
    if (/rmdir$/.test(command.program)) return { effects: [] };
    const recursive = node || hasOption(args, "r", "R", "recursive");
    const words = node ? operands(args).map(unquoted) : operands(args);
    return { effects: words.flatMap(word => deletion(command, recursive, word, facts)) };
  },
  examples: [
    { run: "rm -rf ~/", expect: "deny" },
    { run: 'rm -rf "$HOME"', expect: "deny" },
    { run: "rm -rf /", expect: "deny" },
    { run: "rm -rf --no-preserve-root /*", expect: "deny" },
    { run: "rm -r -f ../", expect: "deny", why: "holds the workspace" },
    { run: "rm -rf .", expect: "deny", files: { "a.ts": "x" } },
    { run: "rm -rf *", expect: "deny", files: { "a.ts": "x", "src/b.ts": "x" } },
    { run: "rm -rf /etc", expect: "deny", files: { "/etc/passwd": "x" } },
    { run: 'rm -rf "$UNSET/"', expect: "deny", why: "an empty variable leaves /" },
    { run: "rm -rf $DIR", expect: "deny", why: "a recursive delete of anything" },
    { run: "rm -f $FILE", expect: "ask" },
    { run: "X=/home/dev; rm -rf $X", expect: "deny" },
    { run: "rm -rf tests/ patches/ plan/ ~/", expect: "deny", why: "one stray argument" },
    { run: "cd .. && rm -rf app", expect: "deny", files: { "a.ts": "x" } },
    { run: "cd src; rm -rf ../*", expect: "deny", files: { "src/a.ts": "x" } },
    { run: "r''m -r\"\"f src", expect: "ask", files: { "src/a.ts": "x" } },
    { run: "rm -rf src", expect: "deny", files: { "src/a.ts": "x" }, git: { untracked: ["src/a.ts"] } },
    { run: "rm -rf SRC", expect: "ask", files: { "src/a.ts": "x" }, git: {}, why: "some disks fold case" },
    { run: "rm -rf /home/dev/APP", expect: "deny", files: { "a.ts": "x" }, why: "some disks fold case" },
    { run: "rm --recursive src", expect: "ask", files: { "src/a.ts": "x" }, git: { modified: ["src/a.ts"] } },
    { run: "rm -rf data", expect: "ask", files: { "data/a.csv": "x" }, git: { ignored: ["data/"] } },
    { run: "rm .env", expect: "ask", files: { ".env": "A=1" }, git: { ignored: [".env"] } },
    { run: "rm notes.txt", expect: "ask", files: { "notes.txt": "x" }, why: "nothing gives it back" },
    { run: "rm -rf /var/tmp", expect: "ask", files: { "/var/tmp/": "" }, why: "empty now; it is everybody's" },
    { run: "rm -rf /srv/data", expect: "ask", files: { "/srv/data/a": "x" } },
    { run: "rm -rf dist", expect: "ask", files: { "dist/a.js": "x" }, git: { modified: ["dist/a.js"] } },
    { run: "rm -rf target", expect: "ask", files: { "target/a": "x" }, why: "nothing says that a tool makes it" },
    { run: "npx rimraf ~", expect: "deny" },
    { run: "rimraf '**/*'", expect: "deny", files: { "a.ts": "x" } },
    { run: "rimraf notes", expect: "ask", files: { "notes/a": "x" } },
    { run: "wipe -rf notes", expect: "ask", files: { "notes/a": "x" } },
    { run: "rimraf node_modules dist", expect: "allow", files: { "node_modules/a": "x", "package.json": "{}" } },
    {
      run: "npx rimraf --glob 'packages/*/dist'",
      expect: "allow",
      files: { "packages/a/dist/x": "x", "packages/a/package.json": "{}" },
    },
    { run: "shred -u key.pem", expect: "ask", files: { "key.pem": "x" } },
    { run: "rm -rf src", expect: "allow", files: { "src/a.ts": "x" }, git: {}, why: "git has exactly this" },
    { run: "rm src/old.ts", expect: "allow", files: { "src/old.ts": "x" }, git: { untracked: ["src/new.ts"] } },
    { run: "rm -rf node_modules", expect: "allow", files: { "node_modules/a/index.js": "x" } },
    { run: "rm -rf dist", expect: "allow", files: { "dist/a.js": "x" }, git: { ignored: ["dist/"] } },
    {
      run: "rm -rf packages/*/dist",
      expect: "allow",
      files: { "packages/a/dist/x": "x", "packages/a/package.json": "{}" },
    },
    { run: "rm -rf build", expect: "allow", files: { "build/a.o": "x", "CMakeLists.txt": "x" } },
    { run: "rm -rf bin obj", expect: "allow", files: { "App.csproj": "", "Program.cs": "" }, why: "made by dotnet" },
    { run: "rm -rf bin obj && dotnet build", expect: "allow", why: "a compiler's, side by side" },
    { run: "rm -rf api/bin api/obj web/bin/ web/obj/", expect: "allow" },
    { run: "rm -rf bin obj", expect: "ask", files: { "bin/deploy.sh": "x", "obj/a": "x", "package.json": "{}" } },
    { run: "rm -rf bin api/obj", expect: "ask" },
    { run: "rm -rf bin", expect: "ask", files: { "bin/tool": "x", "package.json": "{}" }, why: "scripts of their own" },
    { run: "rm -rf bin", expect: "ask", files: { "bin/a": "x", "a.sln": "" }, git: { modified: ["bin/a"] } },
    {
      run: "rm -rf env",
      expect: "allow",
      files: { "env/pyvenv.cfg": "", "env/bin/python": "" },
      why: "a Python environment",
    },
    { run: "rm -rf env", expect: "ask", files: { "env/prod.tfvars": "x" } },
    { run: "rm -rf deps _build", expect: "allow", files: { "mix.exs": "", "deps/a/mix.exs": "" } },
    { run: "rm -rf vendor/bundle", expect: "allow", files: { Gemfile: "", "vendor/bundle/a.rb": "" } },
    { run: "rm -rf .vercel/output", expect: "allow" },
    { run: "rm -rf .vercel", expect: "ask", files: { ".vercel/project.json": "{}" }, why: "the link to the project" },
    { run: "rm -rf ~/.m2/repository/com/acme ~/.cache/pip ~/.npm/_cacache", expect: "allow", why: "fetched again" },
    { run: "rm -rf ~/.m2", expect: "ask", why: "its settings go as well" },
    { run: "rm -rf ~/.cache", expect: "ask", files: { "/home/dev/.cache/x/a": "x" }, why: "every program's" },
    {
      run: "rm -f .git/index.lock",
      expect: "allow",
      files: { ".git/index.lock": "x" },
      why: "a git that was ended left it",
    },
    { run: "rm -f .git/index", expect: "ask", files: { ".git/index": "x" } },
    { run: "rm -rf /tmp/agent-scratch", expect: "allow", files: { "/tmp/agent-scratch/a": "x" } },
    { run: 'T=$(mktemp -d); echo x > "$T/a"; rm -rf "$T"', expect: "allow" },
    { run: "rm -rf /tmp/build-$$", expect: "allow" },
    { run: "rm -rf missing", expect: "ask", why: "who deletes a tree expects one; it may be there by then" },
    { run: "rm -f missing.txt", expect: "allow" },
    { run: "rm /etc/fstab", expect: "ask", why: "nobody names a file of the system that was never there" },
    { run: "rm --help", expect: "allow" },
    { run: "rmdir /s /q src", expect: "ask", files: { "src/a.ts": "x" }, why: "as cmd.exe has it" },
    { run: "rmdir /s /q node_modules", expect: "allow", files: { "node_modules/a": "x", "package.json": "{}" } },
    { run: "rmdir empty", expect: "allow", files: { "empty/a": "x" }, why: "rmdir leaves a full folder alone" },
    { run: 'echo "rm -rf /"', expect: "allow" },
    { run: 'git commit -m "stop using rm -rf ~/"', expect: "allow" },
  ],
};

function deletion(command: Invocation, recursive: boolean, word: Word, facts: Facts): Effect[] {
  const target = targetOf(word, command.scope, facts, { recursive });
  if (!target) return [];
  const says = /shred$/.test(command.program)
    ? `overwrites ${target.name} so that nothing can be read from it`
    : undefined;
  const { path } = target;
  const expected = path === undefined || recursive ? undefined : lossOfExpectedFile(path, command.scope, facts);
  const losing = expected && target.loss.recovery === "free" ? { ...target, loss: expected } : target;
  return [
    effectOfLoss(losing, { verb: "delete", source: "rm", span: word.span ?? command.span, ...(says && { says }) }),
  ];
}

function unquoted(word: Word): Word {
  const pieces = word.pieces.map(piece => (piece.kind === "text" ? { ...piece, quoted: false } : piece));
  return wordOfPieces(word.text, pieces, word.span);
}
