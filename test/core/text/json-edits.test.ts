import { expect, test } from "vitest";
import { applyEdits, formatJson, placeAt, removeJson, setJson } from "../../../src/core/text/json-edits.ts";

const TEXT = `{
  // What it is.
  "version": 1, // the first
  "rules": [
    /* one */ { "id": "a" },
    { "id": "b" }
  ]
}
`;

test.each<readonly [path: readonly (string | number)[], value: unknown, after: string]>([
  [["version"], 2, TEXT.replace("1,", "2,")],
  [["rules", 0, "id"], "c", TEXT.replace('"a"', '"c"')],
  [["mode"], "observe", TEXT.replace("  ]\n}", '  ],\n  "mode": "observe"\n}')],
])("%j set to %j leaves the comments", (path, value, after) =>
  expect(applyEdits(TEXT, setJson(TEXT, path, value))).toBe(after),
);

test.each<readonly [path: readonly (string | number)[], after: string]>([
  [["version"], TEXT.replace('"version": 1, // the first', "// the first")],
  [["rules", 0], TEXT.replace('{ "id": "a" },\n', "\n")],
  [["rules", 1], TEXT.replace('"a" },\n    { "id": "b" }\n', '"a" }\n')],
  [["rules", 0, "id"], TEXT.replace('"id": "a" ', "")],
  [["rules"], `{\n  // What it is.\n  "version": 1 // the first\n}\n`],
  [["nothing"], TEXT],
])("%j taken out leaves the comments and the rest", (path, after) => {
  expect(applyEdits(TEXT, removeJson(TEXT, path))).toBe(after);
});

test.each<readonly [text: string, after: string]>([
  ['{"version":1,//x\n"rules":[ ]}', '{\n  "version": 1, //x\n  "rules": []\n}\n'],
  ['{"version":1}', '{\n  "version": 1\n}\n'],
  ['{\r\n"version":1}', '{\r\n  "version": 1\r\n}\r\n'],
  ['/* a */ { /* b */ "version": 1 /* c */ }', '/* a */ { /* b */\n  "version": 1 /* c */\n}\n'],
])("%j is laid out anew", (text, after) => {
  const once = applyEdits(text, formatJson(text, { tabSize: 2, insertSpaces: true }));
  expect(once).toBe(after);
  expect(formatJson(once, { tabSize: 2, insertSpaces: true })).toEqual([]);
});

test.each<readonly [marked: string, path: readonly (string | number)[], isKey: boolean, token: string]>([
  ['{ "a|": 1 }', ["a"], true, '"a"'],
  ["{ a| }", [""], true, "a"],
  ['{ "a": [1, "x|y"] }', ["a", 1], false, '"xy"'],
  ['{ "a": | }', ["a"], false, ""],
])("%s is a place", (marked, path, isKey, token) => {
  const text = marked.replace("|", "");
  const place = placeAt(text, marked.indexOf("|"));
  expect({ path: place.path, isKey: place.isKey, token: text.slice(place.start, place.end) }).toEqual({
    path,
    isKey,
    token,
  });
});

test.each<readonly [name: string, text: string, path: readonly (string | number)[], after: string]>([
  [
    "lines around it as they are",
    '{\n  "a":1,   "b" :  [1,\n2]\n}',
    ["c"],
    '{\n  "a":1,   "b" :  [1,\n2],\n  "c": "new"\n}',
  ],
  ["a comment with what it is beside", '{\n  "a": 1 // one\n}', ["b"], '{\n  "a": 1, // one\n  "b": "new"\n}'],
  ["also one in stars", '{\n  "a": 1 /* one */\n}', ["b"], '{\n  "a": 1, /* one */\n  "b": "new"\n}'],
  ["a comma at the end", '[\n  "a", // one\n]', [-1], '[\n  "a", // one\n  "new",\n]'],
  ["one line one line", '{ "a": [1, 2] }', ["a", -1], '{ "a": [1, 2, "new"] }'],
  ["the sign at the start", "\uFEFF{}", ["a"], '\uFEFF{\n  "a": "new"\n}'],
  ["ends of lines", '{\r\n\t"a": 1\r\n}', ["b", "c"], '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": "new"\r\n\t}\r\n}'],
  ["what is missing on the way", "[]", [-1, "a", -1], '[\n  {\n    "a": [\n      "new"\n    ]\n  }\n]'],
  ["a file of nothing", "", ["a"], '{"a":"new"}'],
])("a new value keeps %s", (_name, text, path, after) => {
  expect(applyEdits(text, setJson(text, path, "new"))).toBe(after);
});

test.each<readonly [text: string, path: readonly (string | number)[]]>([
  ["[1]", ["a"]],
  ["{}", [-1]],
  ['{"a": 1}', ["a", "b"]],
])("%s has no place at %j", (text, path) => expect(() => setJson(text, path, 1)).toThrow(/ is no (?:list|object)$/));

test.each<readonly [name: string, text: string, path: readonly (string | number)[], after: string]>([
  ["beside its comment", "[\n  1, // a\n  2, // b\n  3\n]", [1], "[\n  1, // a\n  // b\n  3\n]"],
  ["before a comment that holds a comma", "[1 /* , */, 2]", [1], "[1 /* , */]"],
  ["before its own comma", "[1 /* a */, 2]", [0], "[/* a */ 2]"],
  ["last, with a comma behind it", "[1, 2,]", [1], "[1,]"],
  ["as the only one on its lines", '{\n  "a": 1\n}', ["a"], "{}"],
  ["as the only one beside a comment", '{\n  // a\n  "a": 1\n}', ["a"], "{\n  // a\n}"],
])("a value taken out %s leaves the rest", (_name, text, path, after) => {
  expect(applyEdits(text, removeJson(text, path))).toBe(after);
});

test.each<readonly [text: string, last: number]>([
  [TEXT, 2],
  ['{\n  "rules": [\n    1 // one\n  ]\n}', 1],
  ['{"rules":[ 1,2 ]}', 2],
  ['{\n  "rules": [\n    1, // one\n  ],\n}', 1],
  ['{ "rules": [1,] }', 1],
])("%j is the same again when what was put in is taken out", (text, last) => {
  const put = applyEdits(text, setJson(text, ["rules", -1], { id: "c", list: [1] }));
  expect(put).not.toBe(text);
  expect(applyEdits(put, removeJson(put, ["rules", last]))).toBe(text);
});
