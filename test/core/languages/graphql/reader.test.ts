import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGraphql } from "../../../../src/core/languages/graphql/reader.ts";
import { looksLikeGraphql } from "../../../../src/core/languages/graphql/requests.ts";

/** Fields as `operation name(arg=value)`; a trailing `?` entry when something could not be read. */
function check(cases: readonly (readonly [name: string, body: string, fields: readonly string[]])[]): void {
  it.each(cases)("%s", (_, body, fields) => {
    const reading = readGraphql(body);
    const found = reading.fields.map(({ operation, name, args }) => {
      const list = Object.entries(args).map(([key, value]) => `${key}=${value ?? "?"}`);
      return `${operation} ${name}${list.length > 0 ? `(${list.join(" ")})` : ""}`;
    });
    expect([...found, ...(reading.unreadable ? ["?"] : [])]).toEqual(fields);
  });
}

const json = (query: string, more: object = {}) => JSON.stringify({ query, ...more });

describe("what a request asks for", () => {
  check([
    ["JSON", json('mutation { volumeDelete(volumeId: "3d2c") }'), ["mutation volumeDelete(volumeId=3d2c)"]],
    ["a bare document", "mutation { volumeDelete(volumeId: 1) }", ["mutation volumeDelete(volumeId=1)"]],
    ["an alias", json("mutation { ping: volumeDelete(id: 1) }"), ["mutation volumeDelete(id=1)"]],
    [
      "variables",
      json("mutation($id: String!) { volumeDelete(volumeId: $id) }", { variables: { id: "3d2c" } }),
      ["mutation volumeDelete(volumeId=3d2c)"],
    ],
    ["a default", json('mutation($id: ID = "a") { x(id: $id) }'), ["mutation x(id=a)"]],
    ["a variable nobody gives", json("mutation($id: ID!) { x(id: $id) }"), ["mutation x(id=?)"]],
    [
      "an input object",
      json("mutation($in: In!) { x(input: $in) }", { variables: { in: { id: "a", tags: ["b"] } } }),
      ["mutation x(input.id=a input.tags.0=b)"],
    ],
    [
      "a filter that holds everything",
      "mutation { delete_users(where: {}) { affected_rows } }",
      ["mutation delete_users(where={})"],
    ],
    [
      "a fragment",
      json("mutation { ...F } fragment F on Mutation { volumeDelete(id: 1) }"),
      ["mutation volumeDelete(id=1)"],
    ],
    [
      "an inline fragment",
      json("mutation { ... on Mutation { a } ... @skip(if: true) { b } }"),
      ["mutation a", "mutation b"],
    ],
    ["several operations", json("query A { me } mutation B { c }", { operationName: "A" }), ["query me", "mutation c"]],
    ["a batch", JSON.stringify([{ query: "{ a }" }, { query: "mutation { b }" }]), ["query a", "mutation b"]],
    ["a subscription", json("subscription { a }"), ["subscription a"]],
    ["form fields", `query=${encodeURIComponent("mutation { a(id: 1) }")}&variables={}`, ["mutation a(id=1)"]],
    ["multipart", `operations=${json("mutation { a }")}&map={}`, ["mutation a"]],
    ["variables as text", json("mutation($i: ID) { a(i: $i) }", { variables: '{"i":"x"}' }), ["mutation a(i=x)"]],
    ["nothing but fragments", "fragment F on X { y }", []],
  ]);
});

describe("what cannot be read", () => {
  check([
    ["broken GraphQL", json("mutation { volumeDelete(volumeId: "), ["guess volumeDelete", "?"]],
    ["broken harmless GraphQL", json("query { me("), ["?"]],
    [
      "a persisted query with a name",
      JSON.stringify({ operationName: "VolumeDelete", extensions: {} }),
      ["guess VolumeDelete", "?"],
    ],
    ["a persisted query", JSON.stringify({ extensions: { persistedQuery: { sha256Hash: "x" } } }), ["?"]],
    ["JSON that is none", JSON.stringify({ name: "x" }), ["?"]],
    [
      "a hole for the variables",
      '{"query":"mutation($i: ID) { volumeDelete(id: $i) }","variables":￼}',
      ["mutation volumeDelete(id=?)", "?"],
    ],
    ["a hole for the query", '{"query":"￼"}', ["?"]],
    ["a hole inside a string", '{"query":"mutation { volumeDelete(id: \\"￼\\") }"}', ["mutation volumeDelete(id=￼)"]],
    [
      "fragments in a circle",
      "mutation { ...A } fragment A on M { ...B } fragment B on M { ...A deleteX { id } }",
      ["guess deleteX", "?"],
    ],
    ["a fragment that is missing", "mutation { ...A }", ["?"]],
    ["deep nesting", `mutation { deleteX(a: ${"[".repeat(20_000)} }`, ["guess deleteX", "?"]],
    ["too many tokens", `mutation { ${"a ".repeat(6000)} }`, ["?"]],
    ["too much text", `mutation { deleteX(a: "${"x".repeat(70_000)}") }`, ["guess deleteX", "?"]],
  ]);

  it("never throws", () => {
    const piece = fc.constantFrom(
      ...'mutation|query|{|}|(|)|...F|fragment F on M|deleteX|a:|$i|"|[|]|{"query":"|\\|&|query='.split("|"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        expect(readGraphql(pieces.join(" ")).fields.length).toBeLessThanOrEqual(500);
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});

describe("looksLikeGraphql", () => {
  it.each([
    [json("mutation { a }"), true],
    [json("{ me { id } }"), true],
    ["query A($x: ID) { a }", true],
    ["# note\nmutation { a }", true],
    [json("DROP TABLE x"), false],
    [JSON.stringify({ query: { match_all: {} } }), false],
    [JSON.stringify({ query: "best pizza" }), false],
    ["name=x&value=y", false],
    ["mutations in the genome", false],
  ])("%s: %s", (body, expected) => expect(looksLikeGraphql(body)).toBe(expected));
});
