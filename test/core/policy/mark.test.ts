/** Marks written into a policy's text: what a person wrote stays as it was written. */
import { describe, expect, it } from "vitest";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { type Mark, markInPolicy } from "../../../src/core/policy/mark.ts";

const FILE = "/home/dev/.config/agentguard/policy.json";
const MARK: Mark = { kind: "host", value: "db.acme.io", as: "staging" };

function check(name: string, before: string | null, after: string, mark: Partial<Mark> = {}): void {
  it(name, () => {
    const marked = markInPolicy(before, FILE, { ...MARK, ...mark });
    expect(marked).toEqual({ kind: "marked", text: after });
    expect(loadPolicy(after, FILE).problems).toEqual([]);
  });
}

describe("a mark", () => {
  check(
    "makes the file where there is none",
    null,
    `{
  "$schema": "https://agentguard.dev/schema/v1.json",
  "version": 1,
  "environments": {
    "staging": {
      "match": {
        "host": [
          "db.acme.io"
        ]
      }
    }
  }
}
`,
  );
  check(
    "keeps comments, and makes the sections that are not there",
    '{\n  // mine\n  "version": 1, // the first\n  /* rules */ "mode": "enforce"\n}\n',
    '{\n  // mine\n  "version": 1, // the first\n  /* rules */ "mode": "enforce",\n  "environments": {\n    "staging": {\n      "match": {\n        "host": [\n          "db.acme.io"\n        ]\n      }\n    }\n  }\n}\n',
  );
  check(
    "is added to a list",
    '{\n\t"version": 1,\n\t"environments": {\n\t\t"staging": { "match": { "host": ["*.lab.io"] } } // lab\n\t}\n}\n',
    '{\n\t"version": 1,\n\t"environments": {\n\t\t"staging": { "match": { "host": ["*.lab.io", "db.acme.io"] } } // lab\n\t}\n}\n',
  );
  check(
    "makes a list of one value",
    '{"version": 1, "environments": {"staging": {"match": {"host": "a.io"}}}}',
    '{"version": 1, "environments": {"staging": {"match": {"host": ["a.io", "db.acme.io"]}}}}',
  );
  check(
    "takes the place of another one",
    '{"version": 1, "environments": {"production": {"match": {"host": ["a.io", "db.acme.io"]}}, "staging": {"match": {"host": "b.io"}}}}',
    '{"version": 1, "environments": {"production": {"match": {"host": ["a.io"]}}, "staging": {"match": {"host": ["b.io", "db.acme.io"]}}}}',
  );
  const there = '{"version": 1, "environments": {"staging": {"match": {"host": ["db.acme.io"]}}}}';
  check("that is there already changes nothing", there, there);
  check(
    "of a name with signs that mean something in patterns",
    '{"version": 1, "environments": {"local": {"match": {"kubeContext": "x"}}}}',
    '{"version": 1, "environments": {"local": {"match": {"kubeContext": ["x", "me\\\\@box/\\\\(1\\\\)"]}}}}',
    { kind: "kubeContext", value: "me@box/(1)", as: "local" },
  );
});

describe("refuses", () => {
  it.each<[string, string, Partial<Mark>, RegExp]>([
    [
      "a file with an error",
      '{\n  "version": 1,\n  "rulez": []\n}',
      {},
      /policy\.json:3:3: Unknown key "rulez".*nothing was changed/,
    ],
    ["a file that is no JSON", "{", {}, /policy\.json:1:.*nothing was changed/],
    [
      "where a pattern is more careful",
      '{\n"version": 1,\n"environments": {\n"production": {"match": {"host": "*.acme.io"}}}}',
      {},
      /production by the pattern \*\.acme\.io in line 4/,
    ],
    ["a name that no pattern can be", '{"version": 1}', { value: "a".repeat(300) }, /at most 200 characters/],
  ])("%s", (_name, text, mark, because) => {
    const marked = markInPolicy(text, FILE, { ...MARK, ...mark });
    expect(marked.kind === "refused" ? marked.because : marked.text).toMatch(because);
  });
});
