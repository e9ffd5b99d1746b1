/** What a session has made is remembered from what was allowed, and judged as its own. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Action, CommandAction, Origin } from "../../../src/core/action/action.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { judgeAct } from "../../../src/hosts/engine.ts";
import { SessionMemory } from "../../../src/hosts/service/session-memory.ts";

// Not in a folder for temporary files or caches: there nothing would be a loss.
const state = join(homedir(), ".local", "state", "agentguard-tests");
mkdirSync(state, { recursive: true });
const ROOT = realpathSync(mkdtempSync(join(state, "created-")));
afterAll(() => rmSync(ROOT, { recursive: true }));
writeFileSync(join(ROOT, "old.txt"), "the person's\n");

const ME: Origin = { agent: "a", session: "s" };
const command = (text: string, origin: Origin = ME): CommandAction => ({
  kind: "command",
  text,
  shell: "bash",
  cwd: ROOT,
  origin,
});
const edit = (path: string, after = "x\n"): Action => ({
  kind: "edit",
  path: join(ROOT, path),
  after,
  cwd: ROOT,
  origin: ME,
});

/** The decision about `last`, after the acts in `before` were allowed and the files in `made` are there. */
async function check(before: readonly Action[], made: readonly string[], last: Action, expected: "allow" | "ask") {
  const created = new SessionMemory();
  for (const action of before)
    created.note(action, await judgeAct(action, BUILT_IN, [ROOT], created.of(action.origin)));
  for (const name of made) writeFileSync(join(ROOT, name), "made by the agent\n");
  try {
    const { judgement } = await judgeAct(last, BUILT_IN, [ROOT], created.of(last.origin));
    expect(judgement.decision).toBe(expected);
  } finally {
    for (const name of made) rmSync(join(ROOT, name), { force: true });
  }
}

describe("deleting a file", () => {
  it("that nobody made in this session is asked", () => check([], ["a.txt"], command("rm a.txt"), "ask"));
  it("that a redirect made is not", () => check([command("echo x > a.txt")], ["a.txt"], command("rm a.txt"), "allow"));
  it("that an edit tool made is not", () => check([edit("b.ts")], ["b.ts"], command("rm b.ts"), "allow"));
  it("that was copied is not", () => check([command("cp old.txt c.txt")], ["c.txt"], command("rm -f c.txt"), "allow"));
  it("with another one beside it is asked", () =>
    check([command("echo x > a.txt")], ["a.txt"], command("rm a.txt old.txt"), "ask"));
  it("that was there before it was written to is asked", () =>
    check([command("echo x >> old.txt")], [], command("rm old.txt"), "ask"));
  it("that was moved to its name is asked", () =>
    check([command("mv old.txt d.txt")], ["d.txt"], command("rm d.txt"), "ask"));
  it("that another session made is asked", () =>
    check([command("echo x > a.txt", { agent: "a", session: "t" })], ["a.txt"], command("rm a.txt"), "ask"));
  it("that an agent without a session made is asked", () =>
    check([command("echo x > a.txt", { agent: "a" })], ["a.txt"], command("rm a.txt", { agent: "a" }), "ask"));
  it("that was made, deleted, and made again by somebody else is asked", () =>
    check([command("echo x > a.txt"), command("rm a.txt")], ["a.txt"], command("rm a.txt"), "ask"));
});

describe("what is moved to where everything is made again", () => {
  const moved = (text: string, last: string, expected: "allow" | "ask") =>
    it(`${text}; ${last}`, async () => {
      const memory = new SessionMemory();
      mkdirSync(join(ROOT, "dist"), { recursive: true });
      writeFileSync(join(ROOT, "package.json"), "{}");
      const act = command(text);
      memory.note(act, await judgeAct(act, BUILT_IN, [ROOT], memory.of(ME)));
      writeFileSync(join(ROOT, "dist", "old.txt"), "the person's\n");
      const { judgement } = await judgeAct(command(last), BUILT_IN, [ROOT], memory.of(ME));
      expect(judgement.decision).toBe(expected);
      rmSync(join(ROOT, "dist"), { recursive: true });
    });
  moved("mv old.txt dist/", "rm -rf dist", "ask");
  moved("mv old.txt dist", "rm -rf dist/*", "ask");
  moved("mv old.txt dist/old.txt", "find dist -delete", "ask");
  moved("zip -qm dist/old.txt old.txt", "rm -rf dist", "ask");
  moved("zip -q dist/old.txt old.txt", "rm -rf dist", "allow");
  moved("ls", "rm -rf dist", "allow");
  moved("mv package.json dist/", "rm -rf dist/assets", "allow");
});

describe("what is the session's, after several acts", () => {
  type Layout = readonly string[];
  const MINE: Layout = ["data/in.csv", "notes.md", "dist/main.js", "package.json"];
  const BOX: Layout = [...MINE, "box/a.txt"];

  /** How the last act is judged, after each of the others was allowed and has left these files. */
  async function decided(acts: readonly (readonly [text: string, left: Layout])[], last: string): Promise<string> {
    const memory = new SessionMemory();
    const home = join(ROOT, "home");
    layOut(home, MINE);
    for (const [text, left] of acts) {
      const act = { ...command(text), cwd: home };
      memory.note(act, await judgeAct(act, BUILT_IN, [home], memory.of(ME)));
      layOut(home, left);
    }
    const { judgement } = await judgeAct({ ...command(last), cwd: home }, BUILT_IN, [home], memory.of(ME));
    return judgement.decision;
  }

  function layOut(home: string, files: Layout): void {
    rmSync(home, { recursive: true, force: true });
    for (const name of files) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), "x\n");
    }
  }

  const MAKE = ["mkdir box && echo x > box/a.txt", BOX] as const;
  const MAKE_NOTES = ["mkdir box; echo x > box/notes.md", [...MINE, "box/notes.md"]] as const;
  const PARK = [
    "mv data saved && mkdir data && echo id > data/in.csv",
    ["saved/in.csv", "data/in.csv", "notes.md"],
  ] as const;
  const SWAP = [
    "mv dist x && mv data dist && mv x data",
    ["dist/in.csv", "data/main.js", "package.json", "node_modules/a"],
  ] as const;
  it.each<[expected: "allow" | "ask", acts: readonly (readonly [string, Layout])[], last: string]>([
    ["allow", [MAKE], "rm -r box"],
    ["allow", [MAKE, ["mv box crate", [...MINE, "crate/a.txt"]]], "rm -r crate"],
    ["allow", [MAKE, ["mv box/a.txt b.txt", [...MINE, "b.txt"]]], "rm b.txt"],
    ["allow", [PARK], "rm -rf data && mv saved data"],
    ["ask", [[MAKE[0], [...BOX, "box/notes.md"]]], "rm -r box"],
    ["ask", [MAKE, ["mv notes.md box/", ["data/in.csv", "box/a.txt", "box/notes.md"]]], "rm -r box"],
    ["ask", [MAKE, ["mv notes.md box/a.txt", ["data/in.csv", "box/a.txt"]]], "rm box/a.txt"],
    ["ask", [MAKE, ["mv notes.md box/a.txt", ["data/in.csv", "box/a.txt"]]], "rm -r box"],
    ["ask", [MAKE_NOTES, ["mv *.md box", ["data/in.csv", "box/notes.md"]]], "rm box/notes.md"],
    ["ask", [MAKE_NOTES, ["mv *.md box", ["data/in.csv", "box/notes.md"]]], "rm -r box"],
    ["ask", [MAKE, ["rm -r box", BOX]], "rm -r box"],
    ["ask", [MAKE, ["rm -r box/*", BOX]], "rm -r box"],
    ["ask", [MAKE, ["mv box crate", BOX]], "rm -r box"],
    ["ask", [PARK], "rm -rf saved"],
    ["ask", [SWAP], "rm -rf dist && mkdir dist"],
    ["allow", [SWAP], "rm -rf node_modules"],
    ["ask", [SWAP, ["mv dist node_modules/x", ["data/main.js", "node_modules/x/in.csv"]]], "rm -rf node_modules"],
    ["ask", [PARK, ["rm -rf data && mv saved data", MINE]], "rm -rf data"],
    ["ask", [["mv data saved && mkdir data && mv saved/in.csv data", MINE]], "rm -rf data"],
  ])("%s after %j: %s", async (expected, acts, last) => expect(await decided(acts, last)).toBe(expected));
});

describe("the memory", () => {
  it("is bounded by files, the oldest going first", async () => {
    const created = new SessionMemory();
    for (let i = 0; i < 600; i++)
      created.note(ME_WRITES, { judgement: writing(join(ROOT, `n${i}`)), facts: new Map() });
    const { created: kept = [] } = created.of(ME);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([512, join(ROOT, "n88"), join(ROOT, "n599")]);
  });
  it("is bounded by sessions, the oldest going first", () => {
    const created = new SessionMemory();
    for (let i = 0; i < 70; i++)
      created.note(command("", { agent: "a", session: `s${i}` }), {
        judgement: writing(join(ROOT, "n")),
        facts: new Map(),
      });
    expect([5, 6, 69].map(i => created.of({ agent: "a", session: `s${i}` }).created?.length ?? 0)).toEqual([0, 1, 1]);
  });
  it("takes part in what an approval is bound to, as far as the act looks at it", async () => {
    const act = command("rm old.txt");
    const print = async (...files: string[]) => (await judgeAct(act, BUILT_IN, [ROOT], { created: files })).fingerprint;
    expect(await print()).toBe(await print(join(ROOT, "unrelated")));
    expect(await print()).not.toBe(await print(join(ROOT, "old.txt")));
  });
});

const ME_WRITES = command("");

function writing(path: string): Awaited<ReturnType<typeof judgeAct>>["judgement"] {
  const effect = {
    verb: "write",
    resource: "file",
    target: path,
    reach: "one",
    recovery: "free",
    certainty: "certain",
  };
  return { effects: [{ ...effect, source: "test", says: "writes", path }] } as never;
}

describe("a script of a command that may still be waiting", () => {
  const loop = command("(while sleep 1; do [ -s data/.job ] && bash data/.job; done) >/dev/null 2>&1 &");
  it("that comes to delete is asked", () => check([loop], [], edit("data/.job", "rm old.txt\n"), "ask"));
  it("that does no harm is not", () => check([loop], [], edit("data/.job", "ls\n"), "allow"));
  it("is asked where nobody knows its text", () => check([loop], [], command("sort a > data/.job"), "ask"));
  const later = command("(sleep 60; bash job.sh) &");
  it("that was there before is read again", () =>
    check([later], ["job.sh"], edit("job.sh", "find . -name 'old*' -delete\n"), "ask"));
  it("is not asked about in another session", () =>
    check([later], [], { ...edit("job.sh", "rm old.txt\n"), origin: { agent: "a", session: "t" } }, "allow"));
  it("is nothing to a file that the command does not read", () =>
    check([later], [], edit("other.sh", "rm old.txt\n"), "allow"));
  it("may change where it was read before the wait", () =>
    check([command("node server.js & sleep 2; ls")], ["server.js"], command("sed -i s/a/b/ server.js"), "allow"));
  it("may be deleted", () =>
    check([command("(sleep 60; bash build/job.sh) &")], [], command("rm -f build/job.sh"), "allow"));
  it("may change where the command has ended", () =>
    check([command("sleep 1; bash job.sh")], ["job.sh"], command("sed -i s/a/b/ job.sh"), "allow"));
});
