import { describe, expect, it } from "vitest";
import { readYaml, type Yaml, yamlAt, yamlItems, yamlText } from "../../../src/core/text/yaml-text.ts";

describe("readYaml", () => {
  it.each<[string, string, readonly Yaml[] | null]>([
    ["several documents", "a: 1\n---\nb: [x, true, null]\n", [{ a: 1 }, { b: ["x", true, null] }]],
    ["JSON", '{"kind": "List", "items": []}', [{ kind: "List", items: [] }]],
    ["an alias, as compose files use it", "x: &a {k: v}\ny: *a\n", [{ x: { k: "v" }, y: { k: "v" } }]],
    [
      "keys that are objects' own",
      "__proto__: {a: 1}\nconstructor: 2\n",
      [JSON.parse('{"__proto__":{"a":1},"constructor":2}')],
    ],
    ["nothing", "", []],
    ["a broken text", "a: [1,\nb: }", null],
    ["an alias to itself", "a: &a [*a]\n", null],
    ["braces that keep a parser busy", "{".repeat(400), null],
    ["more than is read", `a: ${"x".repeat(300_000)}`, null],
    [
      "as many aliases as a long file has",
      `x: &a y\nz:\n${"- *a\n".repeat(400)}`,
      [{ x: "y", z: Array(400).fill("y") }],
    ],
    ["more aliases than are read", `x: &a y\nz: [${"*a, ".repeat(600)}1]\n`, null],
    ["stars that are no aliases", `x: |\n${"  * **a**, b/*\n".repeat(600)}`, [{ x: "* **a**, b/*\n".repeat(600) }]],
  ])("%s", (_name, text, expected) => expect(readYaml(text)).toEqual(expected));

  it("ends at a bomb of aliases", () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) =>
        `l${i}: &l${i} [${Array(9)
          .fill(i ? `*l${i - 1}` : "x")
          .join(",")}]`,
    );
    expect(readYaml(levels.join("\n"))).toBeNull();
  });
});

it("walks plain data", () => {
  const value: Yaml = { a: { b: [1, "x"] } };
  expect(yamlItems(yamlAt(value, "a", "b")).map(yamlText)).toEqual(["1", "x"]);
  expect(yamlAt(value, "a", "c", "d")).toBeUndefined();
  expect(yamlItems(yamlAt(value, "a"))).toEqual([]);
});
