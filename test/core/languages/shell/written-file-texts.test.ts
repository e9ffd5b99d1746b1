/** What stands in a file that the session has written is known where it is used: `rm -rf "$(cat where)"`. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

const MADE = { where: "/tmp/t1\n", list: "a.txt b.txt\n", "a.txt": "x\n", "b.txt": "x\n", empty: "" };
const OLDER = { "notes.md": "mine\n", "data/in.csv": "1\n", theirs: "/tmp/t1\n", "/tmp/t1/x": "x" };

type Case = readonly [run: string, made?: Readonly<Record<string, string>>];

function check(held: boolean, cases: readonly Case[]): void {
  it.each(cases.map(([run, made = {}]) => ({ run, made })))("$run with $made", async ({ run, made }) => {
    const own = { ...MADE, ...made };
    const created = Object.keys(own).map(name => `/home/dev/app/${name}`);
    const git = { untracked: [...Object.keys(own), "notes.md", "data/", "theirs"] };
    const { decision } = await judgeIn({ files: { ...OLDER, ...own }, git, created }, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("its own", () => {
  check(false, [
    ['rm -rf "$(cat where)" && rm where'],
    ["rm -rf $(< where)"],
    ['x=$(cat where); rm -rf "$x"'],
    ["rm -f $(cat list)"],
    ['for f in $(cat list); do rm -f "$f"; done'],
    ["xargs rm < list"],
    ['echo /tmp/t2 > new; rm -rf "$(cat new)"'],
  ]);
});

describe("the person's, or not known", () => {
  check(true, [
    ['rm -rf "$(cat where)"', { where: "data\n" }],
    ['rm -rf "$(cat where)"', { where: "/home/dev\n" }],
    ['rm -rf "$(cat where)/data"', { where: "." }],
    ['rm -rf "$(cat empty)/"'],
    ['rm -rf "$(cat theirs)"'],
    ["rm -rf $(cat where)", { where: "*\n" }],
    ["rm -f $(cat list)", { list: "a.txt\nnotes.md\n" }],
    ['for f in $(cat list); do rm -f "$f"; done', { list: "a.txt notes.md" }],
    ['./fill; rm -rf "$(cat where)"'],
    ['./fill > where; rm -rf "$(cat where)"'],
    ['echo data > where; rm -rf "$(cat where)"'],
    ['echo data >> where; rm -rf "$(cat where)"'],
    ['cp theirs where; rm -rf "$(cat where)/../../home/dev"'],
    ["echo data > where; xargs rm -rf < where"],
    ["echo data > where; cat where | xargs rm -rf"],
    ["echo notes.md >> list; xargs rm < list"],
    ["ssh host 'rm -rf \"$(cat /home/dev/app/where)\"'"],
  ]);
});
