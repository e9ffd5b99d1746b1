/** What two ways through a text have in common is kept once, however often they meet. */
import { expect, it } from "vitest";
import { join, joinAll } from "../../../../src/core/languages/shell/joining.ts";
import { initialState, type State, withVariable } from "../../../../src/core/languages/shell/state.ts";
import { literalWord } from "../../../../src/core/text/words.ts";

const start = initialState({ cwd: "/w", variables: new Map(), via: [] });

it("what a file was made from does not double where ways meet again", () => {
  const made = (from: readonly string[]) => ({
    ...start,
    earlier: {
      written: new Map(),
      derived: new Map([["/w/out", from]]),
      moved: new Map(),
      copied: new Map(),
      linked: new Map(),
    },
  });
  let one = made(["/w/a"]);
  for (let round = 0; round < 40; round++) {
    const other = made([...(one.earlier?.derived.get("/w/out") ?? [])]);
    one = { ...one, ...join(one, other) } as typeof one;
  }
  expect(one.earlier.derived.get("/w/out")).toEqual(["/w/a"]);
});

it("any number of ways have in common what each two of them have", () => {
  const names = ["a", "b", "c", "d", "e"];
  for (let seed = 1; seed <= 200; seed++) {
    const digit = (at: number) => Math.floor(seed * 7919 * (at + 3)) % 5;
    const ways: (State | null)[] = [];
    let state = start;
    for (let i = 0; i < 2 + (seed % 9); i++) {
      const name = names[digit(i)] ?? "a";
      const value = digit(i + 1) === 0 ? null : [literalWord(String(digit(i + 2)))];
      state = withVariable(state, name, digit(i + 3) === 0 ? [literalWord("x"), literalWord("y")] : value);
      state = digit(i + 4) === 0 ? { ...state, cwd: `/w/${digit(i)}` } : state;
      ways.push(digit(i + 5) === 0 ? null : state);
    }
    const all = joinAll(ways);
    const [one, other] = [all, ways.reduce<State | null>(join, null)].map(held);
    expect(one).toEqual(other);
  }
});

/** What a state says of variables and of where it stands. */
function held(state: State | null): unknown {
  return state && { cwd: state.cwd, variables: new Map(state.variables), rich: new Map(state.rich) };
}
