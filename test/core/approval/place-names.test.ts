/** What paths are called on a card: short where that is clear, in full where it is not. */
import { describe, expect, it } from "vitest";
import { nameOfPath, type Places, withNames } from "../../../src/core/approval/place-names.ts";
import type { Effect } from "../../../src/core/effects/effect.ts";

const PLACES: Places = { root: "/home/me/work/shop", home: "/home/me", platform: "linux" };

describe("a path", () => {
  const check = (path: string, name: string, places: Places = PLACES) =>
    it(`${path} is ${name}`, () => expect(nameOfPath(path, places)).toBe(name));
  check("/home/me/work/shop/notes/2024", "notes/2024");
  check("/home/me/work/shop", "~/work/shop");
  check("/home/me/work/shop-old/notes", "~/work/shop-old/notes");
  check("/home/me/notes", "~/notes");
  check("/home/me", "~");
  check("/home/mel/notes", "/home/mel/notes");
  check("/etc/passwd", "/etc/passwd");
  check("/", "/");
  check("/srv/app/notes", "notes", { root: "/srv/app", platform: "linux" });
  check("/home/me/notes", "notes", { root: "/home/me", home: "/home/me", platform: "linux" });
  check("/etc/passwd", "/etc/passwd", { root: "/", home: "/root", platform: "linux" });
  check("/home/me/notes", "~/notes", { root: "/home", home: "/home/me", platform: "linux" });
  check("/Users/me/Work/Shop/notes", "notes", { root: "/Users/me/work/shop", home: "/Users/me", platform: "darwin" });
});

describe("an effect", () => {
  const check = (says: string, effect: Partial<Effect>, named: string) =>
    it(`${says} is ${named}`, () =>
      expect(
        withNames(
          {
            verb: "delete",
            resource: "directory",
            target: says.replace(/^deletes (?:the folder )?/, ""),
            reach: "several",
            recovery: "none",
            certainty: "certain",
            source: "test",
            says,
            ...effect,
          },
          PLACES,
        ).says,
      ).toBe(named));
  const at = (path: string) => ({ path: `/home/me/work/shop${path}` });

  check("deletes the folder /home/me/work/shop/notes", at("/notes"), "deletes the folder notes");
  check("deletes the folder notes", at("/notes"), "deletes the folder notes");
  check("deletes the folder ../2024/", at("/notes/2024"), "deletes the folder notes/2024");
  check("deletes 2024", at("/notes/2024"), "deletes notes/2024");
  check("deletes ./**/*.md", { ...at(""), covers: ["/home/me/work/shop/**/*.md"] }, "deletes **/*.md");
  check("deletes *.md", { ...at("/notes"), covers: ["/home/me/work/shop/notes/*.md"] }, "deletes notes/*.md");
  check("deletes the whole workspace (.)", { ...at(""), target: "." }, "deletes the whole workspace (~/work/shop)");
  check("deletes the folder /srv/data", { path: "/srv/data" }, "deletes the folder /srv/data");
  check("deletes e", at("/notes/e"), "deletes notes/e");
  check("deletes e.old", { ...at("/notes/e"), target: "e" }, "deletes e.old");
  // Nothing on this disk is meant, or nobody knows what.
  check("deletes the folder /home/me/work/shop/notes", {}, "deletes the folder /home/me/work/shop/notes");
  check(
    "deletes whatever $X/notes turns out to be",
    { ...at("/notes"), target: "$X/notes", marks: ["unresolved-target"] },
    "deletes whatever $X/notes turns out to be",
  );
});
