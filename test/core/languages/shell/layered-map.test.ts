import { describe, expect, it } from "vitest";
import { LayeredMap } from "../../../../src/core/text/layered-map.ts";

/** The same numbers each time. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

/** What a plain map holds after the same changes. */
function check(map: LayeredMap<string | null>, expected: ReadonlyMap<string, string | null>): void {
  expect(map.size).toBe(expected.size);
  expect(new Map(map)).toEqual(expected);
  const each = new Map<string, string | null>();
  map.forEach((value, name) => {
    each.set(name, value);
  });
  expect(each).toEqual(expected);
  for (const name of [...expected.keys(), "never", "n0", "n1"]) {
    expect(map.get(name)).toBe(expected.get(name));
    expect(map.has(name)).toBe(expected.has(name));
  }
  const among = map.among(LIST);
  for (const name of LIST) if (expected.has(name)) expect(among).toContain(name);
  for (const name of among) expect(LIST.has(name)).toBe(true);
}

const LIST = new Set(["never", ...Array.from({ length: 100 }, (_, i) => `n${i * 7}`)]);

describe("a layered map", () => {
  it("holds what a plain one does, at every moment of its past", () => {
    const random = numbers(20_261_121);
    const next = (below: number) => (random.next().value as number) % below;
    const past: { map: LayeredMap<string | null>; expected: ReadonlyMap<string, string | null> }[] = [
      { map: LayeredMap.of(new Map([["n1", "start"]])), expected: new Map([["n1", "start"]]) },
    ];
    for (let step = 0; step < 3000; step++) {
      const { map, expected } = past[step % 7 === 0 ? next(past.length) : past.length - 1] ??
        past[0] ?? { map: LayeredMap.of(), expected: new Map() };
      const changed = new Map(expected);
      const name = `n${next(700)}`;
      const value = next(5) === 0 ? null : String(step);
      if (next(4) === 0) changed.delete(name);
      else changed.set(name, value);
      if (step % 50 === 0) {
        // As a call of a function puts other parameters in place: some of those that go come back with another value.
        const gone = Array.from({ length: next(12) }, () => `n${next(700)}`);
        const set = Array.from({ length: next(40) }, (_, i) => [`n${next(700)}`, String(i)] as const);
        for (const one of gone) changed.delete(one);
        for (const [one, its] of set) changed.set(one, its);
        const first = changed.has(name) || gone.includes(name) ? map.with(name, value) : map.without([name]);
        past.push({ map: first.replacing(gone, set), expected: changed });
        continue;
      }
      past.push({ map: changed.has(name) ? map.with(name, value) : map.without([name, "never"]), expected: changed });
    }
    for (const { map, expected } of past.filter((_, i) => i % 20 === 0)) check(map, expected);
    for (let pair = 0; pair < 60; pair++) {
      const [a, b] = [past[next(past.length)], past[next(past.length)]];
      if (!a || !b) continue;
      const names = [...new Set([...a.expected.keys(), ...b.expected.keys()])];
      const different = names.filter(name => a.expected.get(name) !== b.expected.get(name));
      expect([...a.map.differences(b.map)].sort()).toEqual(different.sort());
    }
  });

  it("takes several changes at once, the last of each name counting", () => {
    const start = LayeredMap.of<string | null>(new Map([["a", "1"]]));
    const map = start.withAll([
      ["a", null],
      ["b", "2"],
      ["b", "3"],
    ]);
    check(
      map,
      new Map([
        ["a", null],
        ["b", "3"],
      ]),
    );
    check(start, new Map([["a", "1"]]));
    check(map.without(["a", "b"]), new Map());
  });
});
