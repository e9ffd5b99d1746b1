import { PassThrough, Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import type { Judgement } from "../../../src/core/decision/judgement.ts";
import { NOWHERE } from "../../../src/core/places/environment.ts";
import { checkBatch } from "../../../src/hosts/cli/batch.ts";
import { linesOf } from "../../../src/hosts/cli/lines.ts";

const harmless: Judgement = {
  decision: "allow",
  override: "none",
  score: 0,
  level: "safe",
  effects: [],
  environment: NOWHERE,
  reasons: [],
  wants: [],
};

/** What the batch makes of lines: the actions that were judged, and its answers. */
async function run(lines: readonly string[], judge = async (_: Action): Promise<Judgement> => harmless) {
  const actions: Action[] = [];
  const output = new PassThrough();
  let text = "";
  output.on("data", data => (text += data));
  const seen = (action: Action) => {
    actions.push(action);
    return judge(action);
  };
  await checkBatch(Readable.from([Buffer.from(lines.join("\n"))]), output, seen, "/here");
  const answers = text
    .split("\n")
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>);
  return { actions, answers };
}

const base = { cwd: "/here", origin: { agent: "unknown" } };

describe("a line becomes an action", () => {
  const cases: readonly (readonly [line: object, action: object])[] = [
    [
      { kind: "command", text: "ls" },
      { ...base, kind: "command", text: "ls", shell: "bash" },
    ],
    [
      { kind: "command", text: "ls", shell: "pwsh", cwd: "sub", env: { A: "1" }, agent: "codex" },
      {
        cwd: "/here/sub",
        origin: { agent: "codex" },
        env: { A: "1" },
        kind: "command",
        text: "ls",
        shell: "powershell",
      },
    ],
    [
      { kind: "command", text: "ls", shell: null, env: null },
      { ...base, kind: "command", text: "ls", shell: "bash" },
    ],
    [
      { kind: "sql", text: "DROP TABLE x" },
      { ...base, kind: "sql", text: "DROP TABLE x" },
    ],
    [
      { kind: "edit", path: "a", before: "x", after: "" },
      { ...base, kind: "edit", path: "a", before: "x", after: "" },
    ],
    [
      { kind: "edit", path: "a", before: null, after: "y" },
      { ...base, kind: "edit", path: "a", before: null, after: "y" },
    ],
    [
      { kind: "delete", path: "/x" },
      { ...base, kind: "delete", path: "/x" },
    ],
    [
      { kind: "move", path: "a", to: "b" },
      { ...base, kind: "move", path: "a", to: "b" },
    ],
    [
      { kind: "read", path: ".env" },
      { ...base, kind: "read", path: ".env" },
    ],
    [
      { kind: "mcp", server: "s", tool: "t" },
      { ...base, kind: "mcp", server: "s", tool: "t", arguments: {} },
    ],
    [
      { kind: "fetch", url: "https://x", method: "delete" },
      { ...base, kind: "fetch", url: "https://x", method: "DELETE" },
    ],
    [
      { kind: "fetch", url: "https://x" },
      { ...base, kind: "fetch", url: "https://x", method: "GET" },
    ],
  ];
  for (const [line, action] of cases) {
    it(JSON.stringify(line), async () => expect((await run([JSON.stringify(line)])).actions).toEqual([action]));
  }
});

describe("a line that is not valid says what is wrong and where", () => {
  const cases: readonly (readonly [line: string, id: unknown, error: RegExp])[] = [
    ["{", null, /^not JSON/],
    ["[]", null, /./],
    ['"rm"', null, /./],
    ["[1]", null, /^line: must be a JSON object$/],
    ['{"id":2,"kind":"delete"}', 2, /^path: is missing$/],
    ['{"id":1}', 1, /^kind: must be one of command, sql/],
    ['{"id":"a","kind":"nope"}', "a", /^kind: must be one of command/],
    ['{"id":2,"kind":"command"}', 2, /^text: /],
    ['{"id":3,"kind":"command","text":7}', 3, /^text: /],
    ['{"id":4,"kind":"command","text":"x","shell":"tcl"}', 4, /^shell: must be one of bash/],
    ['{"id":5,"kind":"command","text":"x","env":{"A":1}}', 5, /^env\.A: /],
    ['{"id":6,"kind":"move","path":"a"}', 6, /^to: /],
    ['{"id":7,"kind":"mcp","server":"s","tool":"t","arguments":[]}', 7, /^arguments: /],
    ['{"id":8,"kind":"delete","path":""}', 8, /^path: /],
    [`{"id":9,"kind":"command","text":"${"x".repeat(1024 * 1024)}"}`, null, /longer than/],
  ];
  for (const [line, id, error] of cases) {
    it(line.slice(0, 80), async () => {
      const { answers, actions } = await run([line, '{"id":"next","kind":"command","text":"ls"}']);
      expect(actions.length).toBe(1);
      expect(answers).toEqual([
        { id, error: expect.stringMatching(error) },
        expect.objectContaining({ id: "next", decision: "allow" }),
      ]);
    });
  }
});

describe("answers", () => {
  it("come in order, with every field", async () => {
    const judgement: Judgement = {
      ...harmless,
      decision: "ask",
      score: 60,
      level: "high",
      effects: [
        {
          verb: "delete",
          resource: "directory",
          target: "/x",
          reach: "all",
          recovery: "none",
          certainty: "certain",
          source: "rm",
          says: "deletes /x",
        },
      ],
      environment: { name: "production", evidence: [{ because: "it is", file: "/f", line: 3 }] },
      reasons: [{ rule: "a/b", points: 60, because: "TOKEN=ghp_0123456789abcdefghijABCDEFGHIJ012345", instead: "no" }],
    };
    const lines = [3, 1, 2].map(id => JSON.stringify({ id, kind: "command", text: String(id) }));
    const { answers } = await run(lines, async action => {
      await new Promise(resolve => setTimeout(resolve, action.kind === "command" ? Number(action.text) * 5 : 0));
      return judgement;
    });
    expect(answers.map(({ id }) => id)).toEqual([3, 1, 2]);
    expect(answers[0]).toEqual({
      id: 3,
      decision: "ask",
      score: 60,
      level: "high",
      effects: [
        { verb: "delete", resource: "directory", target: "/x", reach: "all", recovery: "none", certainty: "certain" },
      ],
      environment: { name: "production", evidence: [{ because: "it is", file: "/f", line: 3 }] },
      reasons: [{ rule: "a/b", points: 60, because: "TOKEN=ghp_…" }],
      micros: expect.any(Number),
    });
  });

  it("go on after a judgement that fails", async () => {
    const lines = ["boom", "ls"].map(text => JSON.stringify({ id: text, kind: "command", text }));
    const { answers } = await run(lines, async action => {
      if (action.kind === "command" && action.text === "boom") throw new Error("no disk");
      return harmless;
    });
    expect(answers).toMatchObject([{ id: "boom", error: "could not judge: no disk" }, { decision: "allow" }]);
  });

  it("come while the input is still open", async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const done = checkBatch(input, output, async () => harmless, "/here");
    for (const id of [1, 2]) {
      input.write(`${JSON.stringify({ id, kind: "command", text: "ls" })}\n`);
      const [data] = (await new Promise(resolve => output.once("data", (...args) => resolve(args)))) as [Buffer];
      expect(JSON.parse(String(data))).toMatchObject({ id });
    }
    input.end();
    await done;
  });

  it("stop when nobody reads them any more", async () => {
    const output = new PassThrough({ highWaterMark: 1 });
    output.destroy();
    await checkBatch(
      Readable.from(['{"kind":"command","text":"ls"}\n'.repeat(100)]),
      output,
      async () => harmless,
      "/",
    );
  });
});

describe("lines", () => {
  const cases: readonly (readonly [chunks: readonly string[], lines: readonly object[]])[] = [
    [["a\nb"], [{ text: "a" }, { text: "b" }]],
    [
      ["a", "b\r\n", "\n \nc\n"],
      [{ text: "ab\r" }, { text: "c" }],
    ],
    [
      ["12345678", "901\nok\n"],
      [{ tooLong: true }, { text: "ok" }],
    ],
    [
      ["1234567890", "\nok"],
      [{ text: "1234567890" }, { text: "ok" }],
    ],
    [["é".slice(0, 1), "\n"], [{ text: "é" }]],
    [[], []],
  ];
  for (const [chunks, lines] of cases) {
    it(JSON.stringify(chunks), async () => {
      const found = [];
      for await (const line of linesOf(Readable.from(chunks), 10)) found.push(line);
      expect(found).toEqual(lines);
    });
  }

  it("keep a character together that two chunks share", async () => {
    const bytes = Buffer.from("漢\n");
    const found = [];
    for await (const line of linesOf(Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]))) found.push(line);
    expect(found).toEqual([{ text: "漢" }]);
  });
});
