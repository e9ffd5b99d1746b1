/**
 * A week of ordinary work: an agent's everyday calls through the real hook, and what a person does on the same disk
 * meanwhile. The guard stops nobody, and names an agent for nothing that no agent did. What was asked is counted and
 * printed. As a control, an agent that does delete is named.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AGENTS } from "../../src/agents/index.ts";
import { proveLight } from "../../src/hosts/agents/health.ts";
import { newsText } from "../../src/hosts/editor/present/watched-changes.ts";
import { Resume } from "../../src/wire/messages/resume.ts";
import type { WatchedChange } from "../../src/wire/watching.ts";
import { allow, type FakeEditor, fakeEditor } from "../support/fake-editor.ts";
import { must } from "../support/process.ts";
import { dist, root } from "../support/project.ts";
import { Pty } from "../support/pty.ts";
import { Sandbox } from "../support/sandbox.ts";

const DAYS = 7;
const WINDOWS = 20;
const PROMPT = "mine> ";

let sandbox: Sandbox;
let agent: Agent;
let person: Pty;
let editor: FakeEditor;
/** Everything that any window was told of the disk, by id. */
let told: Map<string, WatchedChange>;
let halts: string[];

/** The scripted agent, in a process of its own. */
class Agent {
  readonly child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  constructor({ places, workspace, env }: Sandbox) {
    const script = join(root, "test/support/agent-client.mjs");
    this.child = spawn(process.execPath, [script, places.launcher], { cwd: workspace, env });
    this.#answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async does(command: string, unasked = false): Promise<{ readonly denied: boolean; readonly said: string }> {
    this.child.stdin.write(`${JSON.stringify({ command, unasked })}\n`);
    const { value } = await this.#answers.next();
    return JSON.parse(value);
  }
}

const cli = (...args: readonly string[]) =>
  must(process.execPath, [dist("cli"), ...args], { env: sandbox.env, cwd: sandbox.workspace });

beforeEach(async () => {
  sandbox = new Sandbox();
  told = new Map();
  halts = [];
  project();
  await cli("install", "claude-code", "--yes");
  sandbox.write(sandbox.places.userPolicy, JSON.stringify({ version: 1, limits: { deletedPerMinute: 100 } }));
  await cli("service", "start");
  editor = await window(allow);
  agent = new Agent(sandbox);
  person = new Pty(`PS1='${PROMPT}' bash --norc --noprofile`, PROMPT, { cwd: sandbox.workspace, env: sandbox.env });
  await person.until(() => person.text().endsWith(PROMPT));
  await says("git init -q -b main && git config user.name me && git config user.email me@example.com");
  await says("git add -A && git commit -qm start && git branch other && echo ready");
  await rests();
});
afterEach(async () => {
  agent?.child.kill();
  await person?.close();
  editor?.close();
  await sandbox.remove();
});

function window(answer?: Parameters<typeof fakeEditor>[1]): Promise<FakeEditor> {
  return fakeEditor(sandbox, answer, ({ halted, haltedBecause = "", found = [] }) => {
    for (const one of found) told.set(one.id, one);
    if (halted && halts.at(-1) !== haltedBecause) halts.push(haltedBecause);
  });
}

/** A project with sources, orders, build scripts, a formatter and a package to install. */
function project(): void {
  const files: Record<string, string> = {
    ".gitignore": "node_modules/\ndist/\nlogs/\nuploads/\nattic/\n",
    "package.json": JSON.stringify({
      name: "shop",
      version: "1.0.0",
      scripts: {
        build: "node scripts/build.mjs",
        clean: "node scripts/clean.mjs",
        test: "node --test test/",
        format: "node tools/prettier.mjs --write src",
      },
      dependencies: { parts: "file:vendor/parts" },
    }),
    "scripts/build.mjs": `import { mkdirSync, rmSync, writeFileSync } from "node:fs";
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
for (let i = 0; i < 150; i++) writeFileSync("dist/chunk-" + i + ".js", "export default " + i);\n`,
    "scripts/clean.mjs": `import { rmSync } from "node:fs";\nrmSync("dist", { recursive: true, force: true });\n`,
    "tools/prettier.mjs": `import { readdirSync, readFileSync, writeFileSync } from "node:fs";
for (const name of readdirSync("src")) {
  const file = "src/" + name;
  writeFileSync(file, readFileSync(file, "utf8").trimEnd() + "\\n// formatted " + Date.now() + "\\n");
}\n`,
    "test/one.test.mjs": `import { test } from "node:test";\ntest("adds", async () => { for (const until = Date.now() + 700; Date.now() < until; ); });\n`,
    "vendor/parts/package.json": JSON.stringify({ name: "parts", version: "1.0.0" }),
    "logs/server.log": "a line of the log\n".repeat(20_000),
  };
  for (let i = 0; i < 200; i++) files[`src/module-${i}.ts`] = `export const total${i} = ${i};\n`;
  for (let i = 0; i < 300; i++) files[`orders/2026/order-${i}.json`] = `{ "total": ${i} }\n`;
  for (let i = 0; i < 120; i++) files[`vendor/parts/lib/part-${i}.js`] = `module.exports = ${i};\n`;
  for (let i = 0; i < 60; i++) files[`uploads/photo-${i}.bin`] = "x".repeat(300);
  for (const [path, text] of Object.entries(files)) sandbox.write(path, text);
}

/** What an agent runs all day. */
const CALLS = [
  "ls -la",
  "cat package.json",
  "git status --short",
  "git log --oneline -5",
  "git diff --stat",
  "grep -rn total src | head -5",
  "sed -n 1,20p src/module-1.ts",
  "find src -name '*.ts' | wc -l",
  "npm test",
  "npm run build",
  "node -e 'console.log(1 + 1)'",
  "mkdir -p src/checkout",
  "echo 'export const tax = 0.2;' > src/checkout-tax.ts",
  "sed -i 's/tax = 0.2/tax = 0.19/' src/checkout-tax.ts",
  "git add src/checkout-tax.ts",
  "git commit -qm 'tax of the checkout'",
  "git branch --list",
  "npm run format",
  "wc -l src/*.ts | tail -1",
  "head -c 200 orders/2026/order-1.json || true",
  "rm -f src/checkout-tax.ts.bak",
  "git stash list",
  "npm ls --depth=0 || true",
  "node --version",
];

interface PersonsAct {
  readonly what: string;
  act(): Promise<unknown>;
}

/** In the person's own terminal. */
const says = (line: string) => person.run(line);
/** As a file manager or a job does: from nowhere that could be told. */
const elsewhere = (line: string) =>
  must("setsid", ["-w", "sh", "-c", `cd /; ${line}`], { env: sandbox.env, cwd: sandbox.home });

const terminal = (line: string): PersonsAct => ({ what: line, act: () => says(line) });
const command = (...args: readonly string[]): PersonsAct => ({
  what: `agentguard ${args[0]}`,
  act: () => cli(...args),
});

const QUIETLY = "--offline --no-audit --no-fund --install-links --loglevel=error";
const INSTALLS = [terminal(`npm install ${QUIETLY}`), terminal(`rm -rf node_modules && npm ci ${QUIETLY}`)];

/** What a person does on one day. */
function dayOf(number: number): readonly PersonsAct[] {
  const drafts = join(sandbox.workspace, "drafts");
  return [
    {
      what: "writes drafts",
      async act() {
        mkdirSync(drafts, { recursive: true });
        for (let i = 0; i < 80; i++) writeFileSync(join(drafts, `draft-${i}.md`), `thoughts of day ${number}\n`);
      },
    },
    terminal("git stash -qu && git stash pop -q"),
    terminal(`git checkout -q -b topic-${number} && git rm -rq orders && git commit -qm 'without orders'`),
    terminal("git checkout -q main -- && git checkout -q -"),
    terminal("git checkout -q main"),
    terminal(
      `git commit -q --allow-empty -m 'day ${number}' && git rebase -q main topic-${number} && git checkout -q main`,
    ),
    ...(number % 3 === 1 ? INSTALLS : []),
    terminal("npm run build --silent && npm run clean --silent && npm run build --silent"),
    terminal("npm run format --silent && git checkout -q -- src"),
    // By hand: tracked, and not.
    terminal("rm -rf orders"),
    terminal("git checkout -q -- orders"),
    { what: "a file manager deletes orders", act: () => elsewhere(`rm -rf ${join(sandbox.workspace, "orders")}`) },
    terminal("git restore orders"),
    number % 2 === 0 ? terminal("rm -rf drafts") : terminal("git clean -qfdx drafts"),
    {
      what: "a job empties the uploads",
      act: () => elsewhere(`find ${join(sandbox.workspace, "uploads")} -type f -delete`),
    },
    terminal("mkdir -p uploads; for i in $(seq 60); do head -c 300 /dev/zero > uploads/photo-$i.bin; done"),
    terminal("mv logs/server.log logs/server.log.1 && : > logs/server.log && truncate -s 0 logs/server.log.1"),
    terminal("grep -rl total src | xargs sed -i 's/total/sum/' && git checkout -q -- src"),
    terminal(`git branch -qD topic-${number}; git gc -q --prune=now`),
    command("status"),
    ...(number % 3 === 1 ? [command("verify")] : []),
    ...(number === 2 ? [command("policy", "init")] : []),
    ...(number === 4
      ? [command("halt", "lunch"), { what: "agentguard: agents may go on", act: () => editor.ask(Resume, {}) }]
      : []),
  ];
}

/** Long enough for the watcher to tell of what was, and to take what follows for something else. */
const rests = () => new Promise(resolve => setTimeout(resolve, 300));

/** Files that are another or gone, below the workspace and outside the repository's own folder. */
function snapshot(folder = sandbox.workspace, found = new Map<string, string>()): Map<string, string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name === ".git") continue;
    if (entry.isDirectory()) snapshot(path, found);
    else {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat) found.set(path, `${stat.ino} ${stat.size} ${stat.mtimeMs}`);
    }
  }
  return found;
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter(path => before.get(path) !== after.get(path)).length;
}

interface Entry {
  readonly kind: string;
  readonly what?: string;
  readonly by?: string;
  readonly because?: string;
}

function audit(): readonly Entry[] {
  const lines = readFileSync(sandbox.places.audit, "utf8").trim().split("\n");
  return lines.map(line => JSON.parse(line) as Entry);
}

/** Names of agents, as people are told of them. */
const NAMES = new RegExp(AGENTS.flatMap(({ id, title }) => [id, title]).join("|"), "i");
/** What an agent was let run is no word about who did something. */
const WAS_RUNNING = /while [\w-]+ was running `[^`]*`, let through \d+ s before/g;

/** Entries, findings and messages that name an agent. */
function accusations(): readonly string[] {
  const words = [
    ...audit().flatMap(({ kind, what = "", by = "", because = "" }) =>
      kind === "notice" && /^(seen-|halted)/.test(what) ? [`${what} by ${by}: ${because}`] : [],
    ),
    ...[...told.values()].flatMap(found => [newsText(found), `${found.says}: ${found.evidence.join("; ")}`]),
  ];
  const ours = words.map(text => text.replaceAll(sandbox.root, ""));
  return ours.filter(text => NAMES.test(text.replaceAll(WAS_RUNNING, "")));
}

test("stops nobody and blames nobody", { timeout: 900_000 }, async () => {
  // Nothing of the week touches it.
  for (let i = 0; i < 60; i++) sandbox.write(`attic/old-${i}.txt`, `note ${i}\n`);
  const { places, workspace, env } = sandbox;
  const claude = AGENTS.find(({ id }) => id === "claude-code");
  if (!claude) throw new Error("there is no Claude Code");
  let [acts, changes, windows, turn] = [0, 0, 0, 0];
  const denied: string[] = [];
  for (let day = 1; day <= DAYS; day++) {
    for (const { what, act } of dayOf(day)) {
      const before = snapshot();
      if (what.startsWith("agentguard")) await act();
      else {
        const call = CALLS[turn++ % CALLS.length] ?? "true";
        // The agent works while the person does.
        const [answer] = await Promise.all([agent.does(call), act()]);
        if (answer.denied) denied.push(`${call}: ${answer.said}`);
        acts++;
      }
      acts++;
      changes += differences(before, snapshot());
      await rests();
    }
    for (; windows < (WINDOWS * day) / DAYS; windows++) {
      const opened = await window();
      const around = {
        own: places,
        env,
        servicePath: join(places.runtime, "service.cjs"),
        roots: [workspace],
        observes: () => false,
      };
      expect((await proveLight(claude, around)).state).toBe("holding");
      opened.close();
      acts++;
    }
  }
  // The watcher has looked on all the while: what is lost in the end is told, and nobody is blamed for it.
  await new Promise(resolve => setTimeout(resolve, 5000));
  const last = Date.now();
  await Promise.all([agent.does("ls"), elsewhere(`rm -rf ${sandbox.at("attic")}`)]);
  const lost = () => [...told.values()].filter(({ kind, to }) => kind === "mass-deletion" && to >= last);
  await expect.poll(() => lost().reduce((sum, { count }) => sum + count, 0), { timeout: 60_000 }).toBe(60);
  await new Promise(resolve => setTimeout(resolve, 7000));
  const stops = audit().filter(
    ({ kind, what, by }) => kind === "notice" && what === "halted" && by === "circuit breaker",
  );
  const questions = editor.questions.length;
  const blamed = accusations();
  console.log(
    `a week of ordinary work: ${acts} acts, ${changes} changes on the disk, ${windows} windows: ` +
      `${stops.length} halts, ${blamed.length} accusations, ${questions} questions`,
  );
  expect(stops).toEqual([]);
  expect(halts.filter(because => because !== "lunch")).toEqual([]);
  expect(blamed).toEqual([]);
  expect(denied).toEqual([]);
  for (const { who } of lost()) expect(who.kind).not.toBe("agent");
});

test.each([
  ["a shell script", "sh ./tidy.sh", { "tidy.sh": `find orders -type f -exec sh -c 'sleep 0.01; rm "$1"' _ {} ';'\n` }],
  [
    "a program of its own",
    "node tidy.cjs",
    {
      "tidy.cjs": `const fs = require("fs"), path = require("path"), folder = path.join("orders", "2026");
for (const name of fs.readdirSync(folder)) {
  for (const until = Date.now() + 10; Date.now() < until; );
  fs.unlinkSync(path.join(folder, name));
}\n`,
    },
  ],
])("an agent that deletes by %s is named, is one event, and is stopped", async (_, command, files) => {
  for (const [name, text] of Object.entries(files)) sandbox.write(name, text);
  await new Promise(resolve => setTimeout(resolve, 4000));
  await agent.does("ls");
  // Its hook is not asked about what a program does.
  expect(await agent.does(command, true)).toMatchObject({ denied: false });
  await expect.poll(() => halts.length, { timeout: 60_000 }).toBe(1);
  await new Promise(resolve => setTimeout(resolve, 7000));
  const seen = audit().filter(({ what }) => what === "seen-mass-deletion");
  expect(seen.length).toBeGreaterThan(0);
  // A first entry, and one for its end where it went on.
  expect(seen.length).toBeLessThanOrEqual(2);
  for (const { by } of seen) expect(by).toBe("claude-code (session week)");
  expect([...told.values()].filter(({ kind }) => kind === "mass-deletion")).toMatchObject([
    { count: 300, restorable: 300, weight: "alarm", who: { kind: "agent", agent: "claude-code", session: "week" } },
  ]);
  expect(seen[0]?.because).toMatch(
    /files are gone from .*; seen at it: .*\(process \d+\), process \d+ of claude-code has started it; .*orders\/2026\/order-\d+\.json/,
  );
  expect(halts[0]).toMatch(
    /files are gone from .*, by claude-code \(session week\), without an act that was judged; .* and 100 is the limit/,
  );
});
