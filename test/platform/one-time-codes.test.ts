/** One-time codes: each is good once, the file tells none of them, and guessing comes to an end. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OneTimeCodes } from "../../src/platform/one-time-codes.ts";

let folder: string;
let now = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-"));
  now = 1_000_000;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, "data", "codes.json");
const open = () => new OneTimeCodes(file(), () => now);

describe("a code", () => {
  const check = (what: string, spell: (code: string) => string, good: boolean) =>
    it(what, () => {
      const codes = open();
      const [first = ""] = codes.make();
      expect(codes.use(spell(first)).good).toBe(good);
      expect(codes.left).toBe(good ? 9 : 10);
      // Never twice, also not by the next service.
      expect(open().use(first).good).toBe(!good);
    });
  check("as it was shown", code => code, true);
  check("in small letters, with blanks", code => ` ${code.toLowerCase().replaceAll("-", " ")} `, true);
  check("with letters that look like its numbers", code => code.replaceAll("0", "O").replaceAll("1", "l"), true);
  check("without its last letter", code => code.slice(0, -1), false);
  check("with another last letter", code => code.slice(0, -1) + (code.endsWith("Z") ? "Y" : "Z"), false);
  check("with one more letter", code => `${code}2`, false);
  check("that is empty", () => "", false);
});

it("makes ten different ones, and leaves no trace of them in its file", () => {
  const made = open().make();
  expect(new Set(made).size).toBe(10);
  for (const code of made) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  const text = readFileSync(file(), "utf8");
  for (const code of made) expect(text).not.toContain(code.slice(0, 4));
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

it("takes none of the old ones once there are new ones", () => {
  const codes = open();
  const [old = ""] = codes.make();
  codes.make();
  expect(codes.use(old).good).toBe(false);
});

it("takes none for a minute after five wrong ones", () => {
  const codes = open();
  const [first = "", second = ""] = codes.make();
  for (let i = 0; i < 5; i++) expect(codes.use("0000-0000-0000").good).toBe(false);
  expect(codes.use(first)).toMatchObject({ good: false, because: expect.stringContaining("minute") });
  now += 60_001;
  expect(codes.use(second).good).toBe(true);
});

it("takes none where the file is another's or cannot be read", () => {
  const codes = open();
  const [first = ""] = codes.make();
  writeFileSync(file(), "{}");
  // The one that runs knows its own.
  expect(codes.use(first).good).toBe(true);
  writeFileSync(file(), "nonsense");
  expect(open().use(first)).toMatchObject({ good: false, because: expect.stringContaining("no one-time codes") });
});
