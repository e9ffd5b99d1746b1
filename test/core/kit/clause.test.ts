/** Clauses made of a table's words and the names of a call. */
import { expect, it } from "vitest";
import { clauseOf } from "../../../src/core/kit/clause.ts";

it.each<[string, string[], string]>([
  ["deletes the topic", ["a"], "deletes the topic a"],
  ["deletes the topic", ["a", "b"], "deletes the topic a, b"],
  ["deletes the topic {}", ["a", "b", "c"], "deletes the topic a, b and c"],
  ["deletes the repository {} with its issues", ["acme/shop"], "deletes the repository acme/shop with its issues"],
  ["deletes the repository {} with its issues", [], "deletes the repository with its issues"],
  [
    "replaces the release {1}[ with the chart {2}]",
    ["api", "./chart"],
    "replaces the release api with the chart ./chart",
  ],
  ["replaces the release {1}[ with the chart {2}]", ["api"], "replaces the release api"],
  ["puts a new version[ of {}] into service", ["api"], "puts a new version of api into service"],
  ["puts a new version[ of {}] into service", [], "puts a new version into service"],
  ["destroys everything that the stack manages:", [], "destroys everything that the stack manages"],
  ["replaces the password of", [], "replaces the password"],
  ["removes {} with its data", ["$&{1}"], "removes $&{1} with its data"],
])("%s of %j", (says, names, clause) => expect(clauseOf(says, names)).toBe(clause));
