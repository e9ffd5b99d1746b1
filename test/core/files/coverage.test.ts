/** Which files an act takes, by its paths and patterns. */
import { describe, expect, it } from "vitest";
import { Coverage, type Covering } from "../../../src/core/files/coverage.ts";

describe("of effects", () => {
  const check = (
    name: string,
    effects: readonly Covering[],
    taken: Readonly<Record<string, number | undefined>>,
    starts: readonly string[],
  ) =>
    it(name, () => {
      const coverage = new Coverage(effects);
      expect(Object.fromEntries(Object.keys(taken).map(path => [path, coverage.whose(path)]))).toEqual(taken);
      expect([...coverage.starts.keys()].sort()).toEqual([...starts].sort());
    });

  check("a path and what lies below", [{ path: "/w/a" }], { "/w/a": 0, "/w/a/b/c": 0, "/w/ab": undefined }, ["/w/a"]);
  check("the nearest of two", [{ path: "/w/a" }, { path: "/w/a/b" }], { "/w/a/x": 0, "/w/a/b": 1, "/w/a/b/c": 1 }, [
    "/w/a",
  ]);
  check(
    "listed files alone",
    [{ path: "/w", covers: ["/w/a", "/w/b/**"] }],
    { "/w/a": 0, "/w/a/x": undefined, "/w/b/x": 0, "/w/c": undefined },
    ["/w/a", "/w/b"],
  );
  check(
    "a shell's pattern: one folder, and no names with a dot at the start",
    [{ covers: ["/w/*.md"] }],
    { "/w/a.md": 0, "/w/.a.md": undefined, "/w/b/a.md": undefined },
    ["/w"],
  );
  check("a pattern that names the dot", [{ covers: ["/w/.*"] }], { "/w/.a": 0, "/w/a": undefined }, ["/w"]);
  check(
    "a pattern of folders with what lies below",
    [{ covers: ["/w/*/**"] }],
    { "/w/a": 0, "/w/a/b/.c": 0, "/w/.git/x": undefined },
    ["/w"],
  );
  check(
    "a pattern in all folders, as find and git mean it",
    [{ covers: ["/w/**/*.md"] }],
    { "/w/a.md": 0, "/w/b/c/.a.md": 0, "/w/b/a.txt": undefined },
    ["/w"],
  );
  check(
    "names that only look like patterns",
    [{ covers: ["/w/\\[1\\].md"] }],
    { "/w/[1].md": 0, "/w/1.md": undefined },
    ["/w/[1].md"],
  );
  check("all of a disk", [{ path: "/" }], { "/a": 0 }, ["/"]);
  check("nothing", [{}], { "/a": undefined }, []);
});

it("enters no folder in which nothing can fit", () => {
  const coverage = new Coverage([{ covers: ["/w/src/*.md"] }]);
  expect(["/w", "/w/src", "/w/lib", "/w/src/deep"].map(folder => coverage.mayReachInto(folder))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it("says whose patterns it cannot read", () => {
  expect([...new Coverage([{ covers: ["/w/a"] }, { covers: ["/w/!(keep)"] }]).unread]).toEqual([1]);
});
