import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { anyOf, captured, inOrder, wholly, words } from "../../../src/core/text/expressions.ts";
import { expressionsIn } from "../../expressions/sources.ts";
import { root } from "../../support/project.ts";

describe("expressions from parts", () => {
  const check = (name: string, expression: RegExp, made: RegExp) =>
    it(name, () => expect(String(expression)).toBe(String(made)));
  check("any one of several", anyOf([/a\/b/, "c?", ["d", /e/]], "i"), /a\/b|c?|(?:d|e)/i);
  check("a whole text", wholly(words`a b`), /^(?:a|b)$/);
  check("one behind the other", inOrder([/^x/, ["a", "b", ""], inOrder([/y/, /z/])], "g"), /^x(?:a|b|)yz/g);
  check("a group with a number", inOrder([/x/, captured(words`a b`)]), /x(a|b)/);
  check("backslashes and slashes in words", anyOf(words`\d+ /x/`), /\d+|\/x\//);
  check(
    "words over several lines",
    anyOf(words`
      a b
      c
    `),
    /a|b|c/,
  );
});

it("are put together from short parts wherever they would be long", { timeout: 120_000 }, () => {
  const long = expressionsIn(join(root, "src")).filter(({ literal = "" }) => literal.length > 120);
  // Each of the others was taken apart: a person reads no more than a line of them at once.
  expect(long.map(({ file }) => file).length).toBeLessThanOrEqual(33);
});
