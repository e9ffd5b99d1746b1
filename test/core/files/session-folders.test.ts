/** A folder that the session has filled goes without a question, as long as nothing else lies in it. */
import { describe, expect, it } from "vitest";
import { lossAt } from "../../../src/core/files/session-folders.ts";
import { disk } from "../../support/disk.ts";
import { judgeIn } from "../../support/little-world.ts";

const MADE = ["report/a.py", "report/sub/b.py"];
const OLDER = {
  "notes.md": "mine\n",
  "data/in.csv": "1\n",
  "reports/old.md": "mine\n",
  "move.sh": "mv notes.md report/\n",
};

const MANY = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`report/${i}.pyc`, "x"]));

type Case = readonly [run: string, more?: Readonly<Record<string, string>>];

function check(held: boolean, cases: readonly Case[]): void {
  it.each(cases.map(([run, more = {}]) => ({ run, more })))("$run", async ({ run, more }) => {
    const files = { ...OLDER, ...Object.fromEntries(MADE.map(name => [name, "x\n"])), ...more };
    const git = { untracked: [...Object.keys(OLDER), "report/"] };
    const world = { files, git, created: MADE.map(name => `/home/dev/app/${name}`) };
    const { decision } = await judgeIn(world, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("all of it is the session's", () => {
  check(false, [
    ["rm -r report"],
    ["rm -rf report/"],
    ["rm -rf ./report/*"],
    ["rm -rf report/sub"],
    ["rm -rf rep*t"],
    ["cd report && rm -rf sub a.py"],
    ["find report -delete"],
    ["find report -type f -print0 | xargs -0 rm -- && rmdir report/sub report"],
    ["python3 -c \"import shutil; shutil.rmtree('report')\""],
    ["echo x > report/more.py; rm -r report"],
    ["rm -r report", { "report/__pycache__/a.cpython-311.pyc": "x" }],
    ["rm -r report", { "report/__init__.py": "" }],
  ]);
});

describe("something else lies there, or may", () => {
  check(true, [
    ["rm -r report", { "report/older.md": "mine\n" }],
    ["rm -r report", { "report/sub/deep/older.md": "mine\n" }],
    ["rm -rf report/*", { "report/sub/older.md": "mine\n" }],
    ["find report -delete", { "report/sub/older.md": "mine\n" }],
    ["rm -r report", { "report/.env": "A=1\n" }],
    ["rm -r report", { "report/.git/HEAD": "ref\n" }],
    ["rm -r report", MANY],
    ["rm -rf rep*"],
    ["rm -rf report/../data"],
    ["rm -rf report data"],
    ["mv notes.md report && rm -r report"],
    ["mv notes.md report/a.py && rm -r report"],
    ["./move.sh; rm -r report"],
    ["./unknown; rm -r report"],
    ["rm -rf reports"],
    ["rm -rf data"],
  ]);
});

describe("the workspace itself", () => {
  it("is never only the session's", async () => {
    const world = { files: { "a.py": "x\n" }, created: ["/home/dev/app/a.py"] };
    for (const text of ["rm -rf .", "rm -rf *", "rm -rf /home/dev/app", "rm -rf ~/*"]) {
      const { decision } = await judgeIn(world, { kind: "command", text });
      expect([text, decision]).not.toEqual([text, "allow"]);
    }
  });
});

describe("a link in it", () => {
  it.each([
    ["/home/dev/app/report", "none"],
    ["/home/dev/app/report/keep/a", "none"],
    ["/home/dev/app/other", "free"],
  ])("%s: %s", (path, recovery) => {
    const made = { "/home/dev/app/report/a": "x", "/home/dev/app/other/a": "x" };
    const files = { "/home/dev/keep/a": "mine", ...made };
    const links = { "/home/dev/app/report/keep": "/home/dev/keep" };
    const facts = disk({ files, links, around: { created: Object.keys(made) } });
    expect(lossAt(path, { cwd: "/home/dev/app", variables: new Map(), via: [] }, facts).recovery).toBe(recovery);
  });
});
