import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLog } from "../../../src/hosts/service/log.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the service's own log", () => {
  it("has a line per message, for the user alone", () => {
    const path = join(folder, "service.log");
    const log = openLog(path);
    log("one");
    log("two\nlines");
    expect(readFileSync(path, "utf8")).toMatch(/^\S+Z \d+ one\n\S+Z \d+ two\n {2}lines\n$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("starts anew at 1 MB and keeps one old file", () => {
    const log = openLog(join(folder, "service.log"));
    for (let i = 0; i < 25; i++) log("x".repeat(100_000));
    expect(readdirSync(folder).sort()).toEqual(["service.log", "service.log.1"]);
    expect(statSync(join(folder, "service.log")).size).toBeLessThan(1.2 * 1024 * 1024);
  });

  it("is no reason to stop when it cannot be written", () => {
    expect(() => openLog(join(folder, "missing", "service.log"))("x")).not.toThrow();
  });
});
