/** Keys in a terminal: what they answer, and what was typed too early to answer anything. */
import { expect, it } from "vitest";
import type { Card } from "../../../src/core/approval/card.ts";
import { asking, type Mode, type Pressed, press, promptOf } from "../../../src/hosts/answering/keys.ts";
import { cardOf } from "./card.ts";

/** Keys with the ms at which they come, counted from when the question is on screen. */
type Typed = readonly (readonly [at: number, keys: string])[];

function type(typed: Typed, over: Partial<Card> = {}, mode: Mode = "key"): Pressed {
  let now: Pressed = { kind: "asking", asking: asking(cardOf(over), mode, 0) };
  for (const [at, keys] of typed) if (now.kind === "asking") now = press(now.asking, keys, at);
  return now;
}

const name = { override: "type-name", typeName: "pocketos-db" } as const;
const allow = { answer: "allow-once" };
const deny = { answer: "deny" };

const cases: readonly (readonly [string, Typed, Partial<Card>, Mode, object | "asking" | "none" | "leave"])[] = [
  ["d denies", [[800, "d"]], {}, "key", deny],
  ["a allows", [[800, "a"]], {}, "key", allow],
  ["a key before 700 ms is no answer", [[699, "d"]], {}, "key", "asking"],
  [
    "who goes on typing answers nothing",
    [
      [100, "d"],
      [750, "a"],
      [1400, "d"],
    ],
    {},
    "key",
    "asking",
  ],
  [
    "after a pause keys count",
    [
      [100, "d"],
      [800, "d"],
    ],
    {},
    "key",
    deny,
  ],
  ["a paste is no key", [[800, "dd"]], {}, "key", "asking"],
  ["words typed ahead are no key", [[800, "and deny"]], {}, "key", "asking"],
  ["Enter is no answer", [[800, "\r"]], {}, "key", "asking"],
  ["Space is no answer", [[800, " "]], {}, "key", "asking"],
  ["capitals are no answer", [[800, "A"]], {}, "key", "asking"],
  ["an arrow key is no answer", [[800, "\x1b[D"]], {}, "key", "asking"],
  ["what is severe is not allowed at once", [[800, "a"]], { level: "critical" }, "key", "asking"],
  ["what is severe is allowed a moment later", [[1200, "a"]], { level: "critical" }, "key", allow],
  ["what a rule refuses is not allowed", [[2000, "a"]], { override: "none" }, "key", "asking"],
  [
    "t denies with words",
    [
      [800, "t"],
      [900, "use a "],
      [950, "copy\r"],
    ],
    {},
    "key",
    { ...deny, tell: "use a copy" },
  ],
  [
    "words are put right",
    [
      [800, "t"],
      [900, "nox\x7f\r"],
    ],
    {},
    "key",
    { ...deny, tell: "no" },
  ],
  [
    "t without words denies",
    [
      [800, "t"],
      [900, "\r"],
    ],
    {},
    "key",
    deny,
  ],
  [
    "Esc takes the words back",
    [
      [800, "t"],
      [900, "no"],
      [950, "\x1b"],
      [1000, "a"],
    ],
    {},
    "key",
    allow,
  ],
  ["a alone does not allow what needs its name", [[1300, "a"]], name, "key", "asking"],
  [
    "the name allows",
    [
      [1300, "a"],
      [1400, "pocketos-db\r"],
    ],
    name,
    "key",
    { ...allow, typed: "pocketos-db" },
  ],
  [
    "another name does not",
    [
      [1300, "a"],
      [1400, "pocketos\r"],
    ],
    name,
    "key",
    "asking",
  ],
  ["Ctrl-C leaves", [[10, "\x03"]], {}, "key", "leave"],
  [
    "Ctrl-C leaves a line",
    [
      [800, "t"],
      [900, "no\x03"],
    ],
    {},
    "key",
    "leave",
  ],
  [
    "y and Enter approve",
    [
      [800, "y"],
      [900, "\r"],
    ],
    {},
    "allow-line",
    allow,
  ],
  ["y and Enter typed ahead do not", [[10, "y\r"]], {}, "allow-line", "asking"],
  ["Enter alone approves nothing", [[800, "\r"]], {}, "allow-line", "none"],
  ["n approves nothing", [[800, "n\r"]], {}, "allow-line", "none"],
  ["y does not approve what needs its name", [[800, "y\r"]], name, "allow-line", "none"],
  ["the name approves", [[800, "pocketos-db\r"]], name, "allow-line", { ...allow, typed: "pocketos-db" }],
  ["y and Enter deny", [[800, "y\r"]], {}, "deny-line", deny],
];
it.each(cases)("%s", (_, typed, over, mode, expected) => {
  const pressed = type(typed, over, mode);
  expect(pressed.kind === "answer" ? pressed.given : pressed.kind).toEqual(expected);
});

it("says what can be pressed, how long, and what is being typed", () => {
  const line = (typed: Typed, over: Partial<Card> = {}) => {
    const pressed = type(typed, over);
    return pressed.kind === "asking" ? promptOf(pressed.asking, "4:05") : "";
  };
  expect(line([])).toBe("[d]eny  [t]ell and deny  [a]llow once  ·  4:05 left");
  expect(line([], { override: "none" })).toBe("[d]eny  [t]ell and deny  ·  4:05 left");
  expect(
    line([
      [800, "t"],
      [900, "no"],
    ]),
  ).toBe("Tell claude-code (Enter denies, Esc goes back): no");
  expect(line([[1300, "a"]], name)).toBe("To allow this once, type pocketos-db: ");
  expect(line([[100, "d"]])).toBe("Keys count when you have stopped typing.");
});
