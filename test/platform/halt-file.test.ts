import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { engageHalt, readHalt, releaseHalt } from "../../src/platform/halt-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-halt-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the kill switch on disk", () => {
  it("is off without a file", () => expect(readHalt(join(folder, "halted.json"))).toBeNull());

  it("keeps its reason until it is released", () => {
    const path = join(folder, "new", "halted.json");
    engageHalt(path, { because: "lunch", at: 7 });
    expect(readHalt(path)).toEqual({ because: "lunch", at: 7 });
    expect(readdirSync(join(folder, "new"))).toEqual(["halted.json"]);
    releaseHalt(path);
    releaseHalt(path);
    expect(readHalt(path)).toBeNull();
  });

  const act = { at: 5, agent: "codex", session: "s", text: "rm a", why: "deletes a; let through" };

  it("keeps what the guard has counted", () => {
    const path = join(folder, "halted.json");
    engageHalt(path, { because: "too much", at: 7, acts: [act] });
    expect(readHalt(path)).toEqual({ because: "too much", at: 7, acts: [act] });
  });

  it("is on with what can be read of that", () => {
    const path = join(folder, "halted.json");
    const acts = [act, null, 7, { ...act, at: "x" }, { ...act, text: undefined }, { ...act, session: 1 }];
    writeFileSync(path, JSON.stringify({ because: "too much", at: 7, acts }));
    expect(readHalt(path)).toEqual({ because: "too much", at: 7, acts: [act] });
    writeFileSync(path, JSON.stringify({ because: "too much", at: 7, acts: "none" }));
    expect(readHalt(path)).toEqual({ because: "too much", at: 7 });
  });

  const texts = ["", "{", "null", "[]", "7", '{"because":7}', '{"because":""}', '{"at":"x"}'];
  for (const text of texts) {
    it(`is on when its file says ${JSON.stringify(text)}`, () => {
      writeFileSync(join(folder, "halted.json"), text);
      expect(readHalt(join(folder, "halted.json"))?.because).toMatch(/reason/);
    });
  }

  it("is on when its file cannot be read", () => {
    mkdirSync(join(folder, "halted.json"));
    expect(readHalt(join(folder, "halted.json"))?.because).toMatch(/cannot be read/);
  });
});
