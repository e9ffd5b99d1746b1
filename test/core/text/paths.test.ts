import { describe, expect, it } from "vitest";
import {
  baseName,
  isAbsolute,
  isBelow,
  isWithin,
  normalizePath,
  parentOf,
  partsOf,
  relativeTo,
  resolvePath,
  samePath,
} from "../../../src/core/text/paths.ts";

describe("resolvePath", () => {
  it.each([
    ["a", "/w", "/w/a"],
    ["./a/../b", "/w", "/w/b"],
    ["../..", "/w/a", "/"],
    ["../../../x", "/w", "/x"],
    ["/x//y/./z/", "/w", "/x/y/z"],
    [".", "/w/", "/w"],
    ["a\\b", "/w", "/w/a\\b"],
    ["a\\b", "C:\\w", "C:/w/a/b"],
    ["..", "C:\\w\\x", "C:/w"],
    ["..\\..\\..", "C:\\w", "C:/"],
    ["D:\\x\\.\\y", "C:\\w", "D:/x/y"],
    ["\\\\server\\share\\x\\..", "C:\\w", "\\\\server/share/"],
    ["\\\\server/share/x", "C:\\w", "\\\\server/share/x"],
    ["//etc/x", "/w", "/etc/x"],
  ])("%s from %s is %s", (path, cwd, expected) => expect(resolvePath(path, cwd)).toBe(expected));
});

describe("parts", () => {
  it.each([
    ["/", "/", "", []],
    ["/a", "/", "a", ["a"]],
    ["/a/b/", "/a", "b", ["a", "b"]],
    ["C:\\", "C:/", "", []],
    ["C:\\a", "C:/", "a", ["a"]],
    ["C:/a/b", "C:/a", "b", ["a", "b"]],
    ["\\\\nas\\docs\\a", "\\\\nas/docs/", "a", ["nas", "docs", "a"]],
    ["a/b", "a", "b", ["a", "b"]],
    ["a", ".", "a", ["a"]],
  ])("%s", (path, parent, base, parts) => {
    expect(parentOf(path)).toBe(parent);
    expect(baseName(path)).toBe(base);
    expect(partsOf(path)).toEqual(parts);
  });
});

describe("isWithin", () => {
  it.each([
    ["/w/a", "/w", "linux", true],
    ["/w", "/w", "linux", true],
    ["/wa", "/w", "linux", false],
    ["/w", "/w/a", "linux", false],
    ["/x", "/", "linux", true],
    ["/W/a", "/w", "linux", false],
    ["/Users/Dev/P", "/users/dev", "darwin", true],
    ["c:\\w\\a", "C:/W", "win32", true],
    ["C:\\wa", "C:\\w", "win32", false],
    ["/w/../x", "/w", "linux", false],
  ] as const)("%s in %s on %s: %s", (path, folder, platform, expected) => {
    expect(isWithin(path, folder, platform)).toBe(expected);
    expect(isBelow(path, folder, platform)).toBe(expected && !samePath(path, folder, platform));
  });
});

describe("relativeTo", () => {
  it.each([
    ["/w/a/b", "/w", "a/b"],
    ["/w", "/w", "."],
    ["/x", "/w", "/x"],
    ["/x", "/", "x"],
  ])("%s from %s is %s", (path, folder, expected) => expect(relativeTo(path, folder, "linux")).toBe(expected));
});

it("knows absolute paths of both worlds", () => {
  expect(["/a", "C:\\a", "c:/a", "C:", "\\\\s\\t"].map(isAbsolute)).toEqual([true, true, true, true, true]);
  expect(["a", "./a", "~", "C", "Cx:/"].map(isAbsolute)).toEqual([false, false, false, false, false]);
});

it("has one spelling for each path", () => {
  expect(normalizePath("a/../../b")).toBe("../b");
  expect(normalizePath("")).toBe(".");
});
