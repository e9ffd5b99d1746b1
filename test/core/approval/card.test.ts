/** Judgement → card: what a person reads before answering. */
import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import { makeCard } from "../../../src/core/approval/make-card.ts";
import { revealHidden } from "../../../src/core/approval/reveal.ts";
import type { Judgement } from "../../../src/core/decision/judgement.ts";
import type { Effect } from "../../../src/core/effects/effect.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";

const EFFECT: Effect = {
  verb: "delete",
  resource: "volume",
  target: "volume 3d2c42fb-0000-4000-8000-000000000000",
  reach: "one",
  recovery: "none",
  certainty: "certain",
  source: "test",
  says: "deletes the volume 3d2c42fb and the backups stored in it",
};

function cardOf(text: string, effects: readonly Partial<Effect>[], override: Judgement["override"] = "confirm") {
  const action: Action = { kind: "command", text, shell: "bash", cwd: "/w", origin: { agent: "cursor" } };
  const judgement: Judgement = {
    decision: "ask",
    override,
    score: 70,
    level: "high",
    effects: effects.map(effect => ({ ...EFFECT, ...effect })),
    environment: { name: "production", evidence: [] },
    reasons: [{ rule: "r", points: 70, because: "x", instead: "Ask first." }],
    wants: [],
  };
  return makeCard(action, judgement, BUILT_IN);
}

describe("card", () => {
  const marks = (
    name: string,
    text: string,
    spans: readonly [number, number][],
    shown: string,
    marked: readonly string[],
  ) =>
    it(name, () => {
      const card = cardOf(
        text,
        spans.map(([start, end]) => ({ span: { start, end } })),
      );
      expect(card.command).toBe(shown);
      expect(card.marked.map(({ start, end }) => card.command.slice(start, end))).toEqual(marked);
    });
  marks("marks the dangerous part", "ls; rm -rf x; pwd", [[4, 12]], "ls; rm -rf x; pwd", ["rm -rf x"]);
  marks(
    "marks overlapping parts once",
    "ls; rm -rf x; pwd",
    [
      [4, 12],
      [7, 12],
    ],
    "ls; rm -rf x; pwd",
    ["rm -rf x"],
  );
  marks(
    "marks the right part behind a masked secret",
    "TOKEN=abcdefghijklmnop x; rm -rf y",
    [[26, 34]],
    "TOKEN=abcd… x; rm -rf y",
    ["rm -rf y"],
  );
  marks("marks the right part behind a hidden character", "ls\u202e; rm y", [[5, 9]], "ls⟨U+202E⟩; rm y", ["rm y"]);
  marks("cannot be fooled by marks in the text", "ls \uFDD0; rm y", [[6, 10]], "ls \uFFFD; rm y", ["rm y"]);
  marks("marks nothing where nothing is known", "rm y", [], "rm y", []);

  it("says what, where and the gentler way", () => {
    expect(cardOf("x", [{}, { says: "drops the table users" }, { says: "deletes a.txt" }])).toMatchObject({
      what: "Deletes the volume 3d2c42fb and the backups stored in it, drops the table users, and 1 more.",
      where: "PROD",
      instead: "Ask first.",
    });
  });

  it.each([
    ["volume 3d2c42fb-0000-4000-8000-000000000000", "3d2c42fb"],
    ["/home/dev", "dev"],
    ["users", "users"],
    ["a name with $(odd) things", "things"],
    ["$UNSET/", "delete"],
    ["/", "delete"],
  ])("asks to type the end of %s", (target, typed) =>
    expect(cardOf("x", [{ target }], "type-name").typeName).toBe(typed),
  );

  it.each<[string, Partial<Effect>, string]>([
    ["its database", { at: [{ kind: "database", host: "db.acme.io", database: "shop" }] }, "shop"],
    ["its host", { at: [{ kind: "database", host: "db.acme.io" }] }, "db.acme.io"],
    ["what is dropped", { target: "users", at: [{ kind: "database", database: "shop" }] }, "users"],
    ["the kind of thing", {}, "database"],
  ])("where a call names nothing, asks to type %s", (_, effect, typed) => {
    const reset = { resource: "database", target: "database", ...effect } as const;
    expect(cardOf("x", [reset], "type-name").typeName).toBe(typed);
  });
});

it("calls what lies in the workspace by its place there, in headline and reasons, whatever was typed", () => {
  const says = "deletes the folder /home/me/work/shop/notes/2024";
  const path = "/home/me/work/shop/notes/2024";
  const effect: Effect = { ...EFFECT, verb: "delete", resource: "directory", target: path, says, path };
  const judgement: Judgement = {
    decision: "ask",
    override: "confirm",
    score: 70,
    level: "high",
    effects: [effect],
    environment: { name: "local", evidence: [] },
    reasons: [{ rule: "effect/delete-directory", points: 25, because: says }],
    wants: [],
  };
  const action: Action = { kind: "command", text: "x", shell: "bash", cwd: "/w", origin: { agent: "cursor" } };
  const places = { root: "/home/me/work/shop", home: "/home/me", platform: "linux" } as const;
  expect(makeCard(action, judgement, BUILT_IN, { lost: [], counts: [], places })).toMatchObject({
    what: "Deletes the folder notes/2024.",
    why: [{ because: "deletes the folder notes/2024" }],
  });
});

describe("an act that only a rule holds", () => {
  const origin = { agent: "cursor" } as const;
  const places = { root: "/w", home: "/home/me", platform: "linux" } as const;
  const check = (action: Action, what: string) =>
    it(what, () => {
      const judgement: Judgement = {
        decision: "ask",
        override: "confirm",
        score: 0,
        level: "low",
        effects: [],
        environment: { name: "local", evidence: [] },
        reasons: [{ rule: "policy/x", points: 0, because: "x", then: "ask" }],
        wants: [],
      };
      expect(makeCard(action, judgement, BUILT_IN, { lost: [], counts: [], places }).what).toBe(what);
    });
  check({ kind: "command", text: "make", shell: "bash", cwd: "/w", origin }, "Runs a command that a rule holds.");
  check({ kind: "read", path: "/w/docs/a.md", cwd: "/w", origin }, "Reads docs/a.md, which a rule holds.");
  check({ kind: "delete", path: "/home/me/b", cwd: "/w", origin }, "Deletes ~/b, which a rule holds.");
  check(
    { kind: "mcp", server: "tracker", tool: "create", arguments: {}, cwd: "/w", origin },
    "Calls create of tracker, which a rule holds.",
  );
});

describe("hidden characters", () => {
  it.each([
    ["a\nb\tc", "a\nb\tc"],
    ["a\u200bb", "a⟨U+200B⟩b"],
    ["\u{e0041}", "⟨U+E0041⟩"],
    ["\x1b[2K", "⟨U+001B⟩[2K"],
    [`ls${" ".repeat(300)}; rm x`, "ls ⟨300 blanks⟩ ; rm x"],
    ["größer", "größer"],
  ])("%j", (text, shown) => expect(revealHidden(text)).toBe(shown));
});
