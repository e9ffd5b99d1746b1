/** What a rule's warning claims never to happen does not happen in anything that the packs read. */
import { expect, test } from "vitest";
import type { Example } from "../../../../src/core/effects/pack.ts";
import { WITH_PATH, WITHOUT_PATH } from "../../../../src/core/policy/language/never.ts";
import { PACKS } from "../../../../src/packs/index.ts";
import { type Act, judgeIn } from "../../../support/little-world.ts";

function actOf({ run, shell }: Example): Act {
  return { kind: "command", text: run, ...(shell && { shell }) };
}

test("effects with a path are of the kinds that may have one, and never on a host", { timeout: 120_000 }, async () => {
  const against = new Set<string>();
  let paths = 0;
  for (const example of PACKS.flatMap(({ examples }) => examples)) {
    const { effects } = await judgeIn(example, actOf(example));
    for (const { verb, resource, path, at = [] } of effects) {
      if (path === undefined) continue;
      paths++;
      if (WITHOUT_PATH.has(verb)) against.add(`${verb} with a path: ${example.run}`);
      if (!WITH_PATH.has(resource)) against.add(`${resource} with a path: ${example.run}`);
      if (at.some(one => "host" in one && one.host !== undefined)) against.add(`a path and a host: ${example.run}`);
    }
  }
  expect(paths).toBeGreaterThan(300);
  expect([...against]).toEqual([]);
});
