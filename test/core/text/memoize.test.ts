import { expect, it } from "vitest";
import { keepingNames, keepingWithin, memoize } from "../../../src/core/text/memoize.ts";

/** How often each of `texts`, asked for in turn, is made. */
function check(texts: readonly string[], expected: number): void {
  let made = 0;
  const lengthOf = memoize(text => {
    made++;
    return text.length > 3 ? undefined : text.length;
  });
  for (const text of texts) expect(lengthOf(text)).toBe(text.length > 3 ? undefined : text.length);
  expect(made).toBe(expected);
}

it.each<[string, readonly string[], number]>([
  ["once", ["a", "bb", "a", "bb", "a"], 2],
  ["once, also where nothing comes of it", ["long", "long"], 1],
  ["again behind many others", ["a", ...Array.from({ length: 40 }, (_, i) => `n${i}`), "a"], 42],
  ["again behind long ones", ["a", "x".repeat(100_000), "y".repeat(100_000), "a"], 4],
  ["each time where it is too long to keep", ["x".repeat(200_000), "x".repeat(200_000)], 2],
])("is made %s", (_, texts, expected) => check(texts, expected));

it("is made again where making it failed", () => {
  let asked = 0;
  const failing = memoize(() => {
    if (++asked === 1) throw new Error("no");
    return asked;
  });
  expect(() => failing("a")).toThrow("no");
  expect(failing("a")).toBe(2);
});

it.each<[string, readonly string[], number]>([
  ["once", ["rm", "ls", "rm"], 2],
  ["again behind a thousand others", ["rm", ...Array.from({ length: 1100 }, (_, i) => `n${i}`), "rm"], 1102],
  ["each time where it is too long for a name", ["x".repeat(65), "x".repeat(65)], 2],
  ["once, also where it is the name of what every object has", ["constructor", "toString", "constructor"], 2],
])("of a name, is made %s", (_, names, expected) => {
  let made = 0;
  const lengthOf = keepingNames(name => {
    made++;
    return name.length;
  });
  for (const name of names) expect(lengthOf(name)).toBe(name.length);
  expect(made).toBe(expected);
});

it("is made once for each act", () => {
  let made = 0;
  const lengthOf = keepingWithin(text => {
    made++;
    return text.length;
  });
  const [one, other] = [{}, {}];
  for (const act of [one, other, one, other]) expect(lengthOf("rm", act)).toBe(2);
  expect(made).toBe(2);
});
