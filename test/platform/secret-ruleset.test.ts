/** The ruleset of a library: what is taken from it, and what is left to our own reading. */
import { describe, expect, it } from "vitest";
import { secretsByRuleset } from "../../src/platform/secret-ruleset.ts";
import { MADE, noise } from "../core/posture/assembled.ts";

async function check(text: string, expected: readonly string[]): Promise<void> {
  const found = await secretsByRuleset({ path: ".env", text });
  expect(found.map(({ line, name, kind }) => `${line} ${name ?? "-"}: ${kind.is}`)).toEqual(expected);
}

describe("secrets by ruleset", () => {
  it("names the service and the line", () =>
    check(`A=1\nSHOP=${["shp", "at"].join("")}_0a1b2c3d4e5f60718293a4b5c6d7e8f9\n`, ["2 SHOP: a secret of Shopify"]));
  it("finds each on its own line", () =>
    check(`G=${MADE.github}\nH=${MADE.github}`, ["1 G: a secret of Github", "2 H: a secret of Github"]));
  it("leaves addresses to the reading that knows their hosts", () =>
    check(`D=postgres://app:${MADE.password}@db.acme.io/app`, []));
  it("finds nothing in ordinary settings", () => check("PORT=3000\nNAME=acme\n", []));
  it("passes over what is too long", () => check(`${noise(70_000)}\nG=${MADE.github}`, []));
});
