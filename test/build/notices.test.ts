/** Which packages count as bundled, and which of them stop the build. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
// @ts-expect-error: a plain script of the build
import { notices, packagesIn } from "../../build/notices.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "agentguard-notices-"));
  mkdirSync(join(folder, "supplements"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes files below a package `p` of that licence and makes its notices. */
function noticesOf(license: unknown, files: Readonly<Record<string, string>>): string {
  const all = { "p/package.json": JSON.stringify({ name: "p", version: "1.2.3", license }), ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return notices([join(folder, "p")], join(folder, "supplements"));
}

const LICENCE = { "p/LICENSE": "Copyright (c) Somebody" };
const COMPILED = { ...LICENCE, "p/lib/p.wasm": "" };

describe("a package goes in with its texts", () => {
  it.each<[string, unknown, Readonly<Record<string, string>>, readonly string[]]>([
    ["a permitted licence", "MIT", LICENCE, ["p 1.2.3 (MIT)", "Copyright (c) Somebody"]],
    ["a choice with a permitted one", "(GPL-2.0-only OR MIT)", LICENCE, ["Somebody"]],
    ["all of several", "MIT AND ISC", LICENCE, ["Somebody"]],
    ["what it names of others", "MIT", { ...LICENCE, "p/thirdpartynotices.txt": "Another" }, ["Somebody", "Another"]],
    ["what was compiled", "MIT", { ...COMPILED, "supplements/p.txt": "p 1.2.3\nA C library" }, ["A C library"]],
  ])("%s", (_, license, files, parts) => {
    const text = noticesOf(license, files);
    for (const part of parts) expect(text).toContain(part);
  });
});

describe("a package stops the build", () => {
  it.each<[string, unknown, Readonly<Record<string, string>>, RegExp]>([
    ["no licence", undefined, LICENCE, /p 1\.2\.3.*licence undefined/],
    ["a licence that asks for more", "GPL-3.0-only", LICENCE, /GPL-3\.0-only/],
    ["one of several that asks for more", "MIT AND GPL-3.0-only", LICENCE, /GPL-3\.0-only/],
    ["a mixed expression", "(MIT AND GPL-3.0-only) OR (GPL-3.0-only)", LICENCE, /not among the permitted/],
    ["a licence in an old form", { type: "MIT" }, LICENCE, /not among the permitted/],
    ["a property of every object", "constructor", LICENCE, /not among the permitted/],
    ["no text", "MIT", {}, /no licence text/],
    ["a notice is no licence", "MIT", { "p/NOTICE": "Somebody" }, /no licence text/],
    ["compiled from what nobody names", "MIT", COMPILED, /compiled from the work of others/],
    ["compiled anew", "MIT", { ...COMPILED, "supplements/p.txt": "p 1.2.2\nA C library" }, /written for p 1\.2\.2/],
  ])("%s", (_, license, files, message) => {
    expect(() => noticesOf(license, files)).toThrow(message);
  });
});

it("a package is bundled when a byte of it is, wherever it lies", () => {
  const inputs = {
    "src/main.ts": { bytesInOutput: 10 },
    "node_modules/a/index.js": { bytesInOutput: 10 },
    "node_modules/a/lib/other.js": { bytesInOutput: 10 },
    "node_modules/a/node_modules/@scope/b/index.js": { bytesInOutput: 10 },
    "node_modules/shaken-away/index.js": { bytesInOutput: 0 },
  };
  expect(packagesIn([{ outputs: { "dist/main.cjs": { inputs } } }], ["node_modules/c/c.wasm"])).toEqual([
    "node_modules/a",
    "node_modules/a/node_modules/@scope/b",
    "node_modules/c",
  ]);
});
