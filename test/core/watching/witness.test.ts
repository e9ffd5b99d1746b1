/** Who is named for changes on the disk, and who is not. */
import { describe, expect, it } from "vitest";
import { changingCommand, programOf, roleOf } from "../../../src/core/watching/programs.ts";
import { type Who, whoInWords } from "../../../src/core/watching/who.ts";
import {
  type Call,
  type ProcessSnapshot,
  type Seen,
  type Starter,
  testify,
} from "../../../src/core/watching/witness.ts";

const ROOT = "/work/shop";
const AGENT: Starter = { kind: "agent", agent: "codex", session: "s", because: "process 7 of codex has started it" };
const TERMINAL: Starter = { kind: "terminal" };
const UNKNOWN: Starter = { kind: "unknown" };
const FILES = Array.from({ length: 30 }, (_, i) => ({ path: `${ROOT}/src/a${i}.ts`, at: 1000 + i * 10, burst: 1 }));

let pids = 100;
function process(
  line: string,
  starter: Starter,
  more: Partial<Seen> & { readonly under?: readonly string[] } = {},
): Seen {
  const { under = [], ...rest } = more;
  const above = under.map(one => one.split(" "));
  return { pid: pids++, words: line.split(" "), cwd: ROOT, computed: 1, starter, above, ...rest };
}

interface Case {
  readonly seen?: readonly Seen[];
  /** What goes on while the files of one folder go. */
  readonly losing?: boolean;
  /** Looks instead of the one. */
  readonly looks?: readonly ProcessSnapshot[];
  readonly calls?: readonly Call[];
  readonly unmarked?: boolean;
  /** The files were changed, not deleted. */
  readonly changed?: true;
}

const look = (seen: readonly Seen[], more: Partial<ProcessSnapshot> = {}): ProcessSnapshot => ({
  burst: 1,
  from: 1000,
  to: 1005,
  heardAll: false,
  losing: false,
  seen,
  ...more,
});

function witnessed({ seen = [], losing = false, looks, calls = [], unmarked = false, changed }: Case) {
  return testify(FILES, !changed, ROOT, { looks: looks ?? [look(seen, { losing })], calls, unmarked });
}

const check = (given: Case, expected: string) => expect(whoInWords(witnessed(given).who)).toBe(expected);
const call = (at: number, ...targets: readonly string[]): Call => ({
  at,
  agent: "codex",
  summary: "npm run clean",
  targets,
});

describe("a process that names the files", () => {
  it.each<[string, Starter, Partial<Case>, string]>([
    ["rm -rf src", AGENT, {}, "by codex (session s)"],
    ["rm -rf src", TERMINAL, {}, "from a terminal that no agent started (rm)"],
    ["rm -rf src", UNKNOWN, {}, "by somebody (rm)"],
    ["rm -rf src", TERMINAL, { unmarked: true }, "by somebody (rm)"],
    ["rm -rf .", AGENT, {}, "by codex (session s)"],
    ["rm src/a3.ts", AGENT, {}, "by codex (session s)"],
    ["find src -delete", AGENT, {}, "by codex (session s)"],
    ["mv src /tmp/gone", TERMINAL, {}, "from a terminal that no agent started (mv)"],
    ["git clean -fdx", TERMINAL, {}, "by git (clean)"],
    ["git -C /work/shop checkout main", UNKNOWN, {}, "by git (checkout)"],
    ["git reset --hard", AGENT, {}, "by codex (session s)"],
    ["sed -i s/a/b/ src/a1.ts", AGENT, { changed: true }, "by codex (session s)"],
    ["vim src/a1.ts", TERMINAL, { changed: true }, "from a terminal that no agent started (vim)"],
    // Other files, only reading, or nothing that deletes.
    ["rm -rf lib", AGENT, {}, "by somebody"],
    ["find src -name x", AGENT, {}, "by somebody"],
    ["cat src/a1.ts", AGENT, {}, "by somebody"],
    ["grep -r total src", AGENT, { losing: true }, "by somebody"],
    ["git status", AGENT, { losing: true }, "by somebody"],
    ["vim src/a1.ts", AGENT, {}, "by somebody"],
    ["sed -n 1p src/a1.ts", AGENT, { changed: true }, "by somebody"],
  ])("%s of %j %j: %s", (line, starter, more, expected) =>
    check({ seen: [process(line, starter)], ...more }, expected),
  );

  it("is what a tool has started", () => {
    const under = ["sh -c rm", "npm run clean", "bash"];
    check({ seen: [process("rm -rf src", TERMINAL, { under })] }, "by npm");
    check({ seen: [process("git clean -q", UNKNOWN, { under: ["git stash -u"] })] }, "by git (stash)");
  });
  it("is named over one that only works here", () =>
    check(
      { seen: [process("rm -rf src", TERMINAL), process("node test.js", AGENT)], losing: true },
      "from a terminal that no agent started (rm)",
    ));
  it("is nobody where two of them are", () =>
    check({ seen: [process("rm -rf src", TERMINAL), process("rm -rf src", AGENT)] }, "by somebody (rm)"));
});

describe("a process that works here", () => {
  const node = process("node tidy.js", AGENT);
  it("is not named for being there", () => check({ seen: [node] }, "by somebody"));
  it("is named where it is the only one while files go", () =>
    check({ seen: [node], losing: true }, "by codex (session s)"));
  it("is not named where another one works as well", () =>
    check({ seen: [node, process("node vite.js", UNKNOWN)], losing: true }, "by somebody"));
  it("is named beside one that does nothing, and beside the editor's", () => {
    const idle = process("bash", TERMINAL);
    const editors = process("node tsserver.js", { kind: "editor" });
    const later = look([{ ...node, computed: 9 }, idle, { ...editors, computed: 9 }], { from: 1100, to: 1105 });
    check({ looks: [look([node, idle, editors], { losing: true }), later] }, "by codex (session s)");
  });
  it("is named where files went before and after each of two looks", () => {
    const looks = [1050, 1150].map((from, i) =>
      look([{ ...node, computed: i }], { from, to: from + 4, heardAll: true }),
    );
    check({ looks }, "by codex (session s)");
    check({ looks: looks.slice(0, 1) }, "by somebody");
    check({ looks: looks.map(one => ({ ...one, heardAll: false })) }, "by somebody");
  });
  it("is a formatter, a build or a package manager", () => {
    for (const [line, name] of [
      ["node node_modules/.bin/prettier --write .", "prettier"],
      ["pnpm install", "pnpm"],
      ["/usr/bin/make clean", "make"],
    ] as const)
      check({ seen: [process(line, TERMINAL)], losing: true }, `by ${name}`);
  });
});

describe("an act that was let through", () => {
  it("for these files, a moment before, names its agent", () => {
    check({ calls: [call(500, `${ROOT}/src`)] }, "by codex");
    expect(witnessed({ calls: [call(500, `${ROOT}/src`)] }).evidence).toEqual([
      "codex was let run `npm run clean` 1 s before, which names these files",
    ]);
  });
  it("for others, or long before, names nobody", () => {
    check({ calls: [call(500, `${ROOT}/dist`)] }, "by somebody");
    check({ calls: [call(500)] }, "by somebody");
    check({ calls: [call(-60_000, `${ROOT}/src`)] }, "by somebody");
  });
  it("is said where its processes were there, and is no blame", () => {
    const { who, evidence } = witnessed({ seen: [process("node tidy.js", AGENT)], calls: [call(500)] });
    expect(who).toEqual({ kind: "somebody" } satisfies Who);
    expect(evidence).toContain("while codex was running `npm run clean`, let through 1 s before");
  });
});

it("several bursts are one person's only where each of them is", () => {
  const [rm, other] = [process("rm -rf src", TERMINAL), process("rm -rf src", AGENT)];
  const later = FILES.map(file => ({ path: `${file.path}x`, at: file.at + 9000, burst: 2 }));
  const of = (second: Seen) => ({ looks: [look([rm]), look([second], { burst: 2 })], calls: [], unmarked: false });
  expect(testify([...FILES, ...later], true, ROOT, of(rm)).who.kind).toBe("terminal");
  expect(testify([...FILES, ...later], true, ROOT, of(other)).who.kind).toBe("somebody");
});

it("nothing of a command line but program and script is told: the rest may be a secret", () => {
  const { evidence } = witnessed({ seen: [process("node tidy.js --token hunter2", AGENT)] });
  expect(evidence[0]).toMatch(/tidy\.js \(process \d+\)$/);
  expect(JSON.stringify(evidence)).not.toContain("hunter2");
});

describe("programs", () => {
  it.each<[string, string, string | undefined]>([
    ["/usr/bin/rm -rf x", "rm", "removes"],
    ["-zsh", "zsh", "shell"],
    ["node /usr/lib/node_modules/npm/bin/npm-cli.js ci", "npm", "packages"],
    ["npm run clean", "npm", "packages"],
    ["node /w/node_modules/.bin/eslint --fix", "eslint", "formatter"],
    ["python3 -c import", "python3", undefined],
    ["node -e process.exit()", "node", undefined],
    ["node /srv/code-server/out/bootstrap-fork --type=ptyHost", "bootstrap-fork", "window"],
    ["aider", "aider", undefined],
  ])("%s", (line, program, role) => {
    const words = line.split(" ");
    expect([programOf(words), roleOf(words)]).toEqual([program, role]);
  });
  it.each([
    ["git checkout main", "checkout"],
    ["git -c a=b -C /x stash", "stash"],
    ["git status", undefined],
    ["git log checkout", undefined],
    ["rm checkout", undefined],
  ])("%s changes files by %s", (line, command) => expect(changingCommand(line.split(" "))).toBe(command));
});
