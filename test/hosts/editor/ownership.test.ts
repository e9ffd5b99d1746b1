import { expect, test } from "vitest";
import { type EditorWindow, nextCard, shows } from "../../../src/hosts/editor/present/ownership.ts";
import type { Question } from "../../../src/wire/guard.ts";
import { aQuestion } from "./question.ts";

const WINDOW: EditorWindow = { folders: ["/work/app"], focused: false, ignoreCase: false };

function check(question: Partial<Question>, window: Partial<EditorWindow>, expected: boolean): void {
  expect(shows(aQuestion(question), { ...WINDOW, ...window }), JSON.stringify({ question, window })).toBe(expected);
}

test("a card appears in the window on its folder, focused or not", () => {
  check({ folder: "/work/app" }, {}, true);
  check({ folder: "/work/app/" }, {}, true);
  check({ folder: "/work/app/packages/api" }, {}, true);
  check({ folder: "/work/app-2" }, {}, false);
  check({ folder: "/work" }, {}, false);
  check({ folder: "/any/where" }, { folders: ["/"] }, true);
  check({ folder: "C:\\Work\\App" }, { folders: ["c:/work/app"], ignoreCase: true }, true);
  check({ folder: "/Work/App" }, {}, false);
});

test("a card whose folder no window has appears where the person is", () => {
  check({}, {}, false);
  check({}, { focused: true }, true);
  check({ folder: "/elsewhere" }, { focused: true }, true);
  check({ folder: "/elsewhere", claimed: false }, { focused: true }, true);
  check({ folder: "/elsewhere", claimed: true }, { focused: true }, false);
  check({ folder: "/work/app", claimed: true }, {}, true);
});

test("one card at a time, the oldest first, without those being read", () => {
  const pending = [
    aQuestion({ id: "b", asked: 2 }),
    aQuestion({ id: "a", asked: 1 }),
    aQuestion({ id: "c", asked: 3 }),
  ];
  const window = { ...WINDOW, focused: true };
  expect(nextCard(pending, window, new Set())?.id).toBe("a");
  expect(nextCard(pending, window, new Set(["a", "b"]))?.id).toBe("c");
  expect(nextCard(pending, window, new Set(["a", "b", "c"]))).toBeUndefined();
  expect(nextCard(pending, WINDOW, new Set())).toBeUndefined();
});
