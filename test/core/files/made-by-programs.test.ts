/** What programs make, and what they leave as it is, by their own words. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

const FILES = { "notes.md": "mine\n", "own.db": "x", "theirs.db": "x", "data/in.csv": "1\n" };

describe("files that are the session's", () => {
  const made = async (text: string) => {
    const { effects } = await judgeIn({ files: FILES }, { kind: "command", text });
    return effects.flatMap(({ verb, path }) => (verb === "write" ? [path] : []));
  };
  it.each<[text: string, file: string | undefined]>([
    ["gzip -k notes.md", "/home/dev/app/notes.md.gz"],
    ["xz -9k notes.md", "/home/dev/app/notes.md.xz"],
    ["touch data/new.csv data/in.csv", "/home/dev/app/data/new.csv"],
    ["sqlite3 new.db 'create table t(a)'", "/home/dev/app/new.db"],
    ["gzip notes.md", undefined],
    ["gzip -kc notes.md", undefined],
    ["gzip -dk notes.md.gz", undefined],
    ["touch notes.md", undefined],
    ["sqlite3 own.db 'create table t(a)'", undefined],
  ])("%s", async (text, file) => expect(await made(text)).toEqual(file === undefined ? [] : [file]));
});

describe("what is lost", () => {
  it.each<[text: string, held: boolean]>([
    ["sqlite3 own.db 'drop table t'", false],
    ["sqlite3 theirs.db 'drop table t'", true],
    ["./fill; sqlite3 own.db 'drop table t'", true],
    ["mv theirs.db own.db && sqlite3 own.db 'drop table t'", true],
    ["sqlite3 own.db \"attach 'theirs.db' as x; drop table x.t\"", true],
    ['node -e \'require("fs").writeFileSync("notes.md", "x", { flag: "wx" })\'', false],
    ['node -e \'require("fs").writeFileSync("notes.md", "x", { flag: "a" })\'', false],
    ['node -e \'require("fs").writeFileSync("notes.md", "x", { flag: "w" })\'', true],
    ['node -e \'require("fs").writeFileSync("notes.md", "x", { flag: f })\'', true],
  ])("%s: %s", async (text, held) => {
    const { decision } = await judgeIn({ files: FILES, created: ["/home/dev/app/own.db"] }, { kind: "command", text });
    expect(decision !== "allow").toBe(held);
  });
});
