/** What is read of a path at which somebody else may have put anything. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readRegular } from "../../src/platform/regular-file.ts";

const root = mkdtempSync(join(tmpdir(), "ag-regular-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);

describe("reads", () => {
  const check = (what: string, path: string, text: string | RegExp) =>
    it(what, () => expect(readRegular(path, 100).toString("utf8")).toMatch(text));
  writeFileSync(at("text"), "größer");
  writeFileSync(at("empty"), "");
  writeFileSync(at("full"), "x".repeat(100));
  symlinkSync("text", at("link"));
  check("a file", at("text"), /^größer$/);
  check("what a link leads to", at("link"), /^größer$/);
  check("an empty file", at("empty"), /^$/);
  check("a file as large as it may be", at("full"), /^x{100}$/);
});

describe("refuses", () => {
  const check = (what: string, path: string, because: RegExp) =>
    it(what, () => expect(() => readRegular(path, 100)).toThrow(because));
  mkdirSync(at("folder"));
  execFileSync("mkfifo", [at("pipe")]);
  symlinkSync("pipe", at("to-pipe"));
  symlinkSync("/dev/zero", at("zero"));
  symlinkSync("nowhere", at("dangling"));
  writeFileSync(at("large"), "x".repeat(101));
  check("a folder", at("folder"), /not a regular file/);
  check("a pipe, without waiting", at("pipe"), /not a regular file/);
  check("a link to one", at("to-pipe"), /not a regular file/);
  check("a device without an end", at("zero"), /not a regular file/);
  check("what is not there", at("none"), /ENOENT/);
  check("a link to nothing", at("dangling"), /ENOENT/);
  check("what is larger than it may be", at("large"), /larger than 100 bytes/);
});
