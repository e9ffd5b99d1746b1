/** What two ways through a text have in common is kept once, however often they meet. */
import { expect, it } from "vitest";
import { join } from "../../../../src/core/effects/shell/joining.ts";
import { initialState } from "../../../../src/core/effects/shell/state.ts";

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
