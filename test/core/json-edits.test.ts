import { expect, test } from "vitest";
import { applyEdits, formatJson, placeAt, removeJson, setJson } from "../../src/core/json-edits.ts";

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
