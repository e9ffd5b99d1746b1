/** The language server as an editor speaks to it: bytes on a stream. */
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Firings } from "../../../../src/wire/messages/firings.ts";
import { RuleLocation } from "../../../../src/wire/messages/rule-location.ts";
import { TryRule } from "../../../../src/wire/messages/try-rule.ts";
import { connect, type Line } from "./stream.ts";

const POLICY = `{
  // What counts here.
  "version": 1,
  "rules": [
    { "id": "no-force", "when": { "command": "git push --force" }, "then": "deny" },
    { "id": "tables", "when": { "effect": "drop", "resource": "table" }, "then": "ask" }
  ]
}
`;

let line: Line;
beforeEach(async () => {
  line = await connect({ ".agentguard.json": POLICY, ".env": "DATABASE_URL=postgres://u:p@db.acme.io:5432/app\n" });
});
afterEach(() => line.close());

const at = (text: string, what: string, from = 0) => {
  const offset = text.indexOf(what) + from;
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
};
const ask = <T>(method: string, params: object = {}): Promise<T> =>
  line.client.sendRequest(method, { textDocument: { uri: line.uri(".agentguard.json") }, ...params });

test("says what it can do", () => {
  expect(Object.keys(line.capabilities)).toEqual(
    expect.arrayContaining([
      "completionProvider",
      "hoverProvider",
      "codeActionProvider",
      "codeLensProvider",
      "definitionProvider",
      "documentFormattingProvider",
      "documentLinkProvider",
      "documentSymbolProvider",
      "executeCommandProvider",
    ]),
  );
});

test("completes with the names of this machine", async () => {
  const text = '{ "version": 1, "environments": { "staging": { "match": { "host": "" } } } }';
  await line.open(".agentguard.json", text);
  const items = await ask<{ label: string; textEdit: { newText: string } }[]>("textDocument/completion", {
    position: at(text, '""', 1),
  });
  expect(items).toMatchObject([{ label: "db.acme.io", textEdit: { newText: '"db.acme.io"' } }]);
});

test("says over a rule what it means and how often it fired", async () => {
  await line.audit("git push --force", ["policy/no-force", "effect/rewrite-history-remote-branch"]);
  await line.audit("git push -f", ["policy/no-force"], { cwd: `${line.folder}/sub` });
  await line.audit("git push -f", ["policy/no-force"], { cwd: "/elsewhere" });
  await line.open(".agentguard.json", POLICY);
  const hover = await ask<{ contents: { value: string }; range: object }>("textDocument/hover", {
    position: at(POLICY, "no-force", 2),
  });
  expect(hover.contents.value).toContain("Refuses every act run as `git push --force`.");
  expect(hover.contents.value).toContain("It fired twice, last just now.");
  expect(hover.range).toEqual({ start: at(POLICY, '"no-force"'), end: at(POLICY, '"no-force"', 10) });
});

test("shows above each rule how often it fired, and what starts a test", async () => {
  await line.audit("git push --force", ["policy/no-force"]);
  await line.open(".agentguard.json", POLICY);
  const lenses =
    await ask<{ command: { title: string; arguments: unknown[] }; range: { start: object } }[]>(
      "textDocument/codeLens",
    );
  expect(lenses.map(({ command, range }) => [command.title, command.arguments[1], range.start])).toEqual([
    ["Fired once, last just now", "no-force", at(POLICY, '{ "id": "no-force"')],
    ["Test this rule", "no-force", at(POLICY, '{ "id": "no-force"')],
    ["Never fired", "tables", at(POLICY, '{ "id": "tables"')],
    ["Test this rule", "tables", at(POLICY, '{ "id": "tables"')],
  ]);
});

describe("marks what is wrong, and offers what puts it right", () => {
  const cases: readonly (readonly [name: string, text: string, code: string, severity: number, fix: string])[] = [
    ["a misspelt key", POLICY.replace('"rules"', '"ruels"'), "misspelt", 1, 'Change to "rules"'],
    ["no version", "{}", "missing", 1, 'Add "version": 1'],
    ["an allow in a workspace", POLICY.replace('"deny"', '"allow"'), "without-effect", 2, "Remove this rule"],
    ["a rule that never applies", POLICY.replace('"table"', '"file"'), "never", 2, "Remove this rule"],
    [
      "a rule that can go",
      POLICY.replace('"effect": "drop", "resource": "table"', '"command": "git push --force -u"'),
      "shadowed",
      3,
      "Remove this rule",
    ],
    [
      "an example that lies",
      POLICY.replace('"deny" }', '"deny", "examples": [{ "run": "ls", "expect": "deny" }] }'),
      "example",
      1,
      'Expect "allow"',
    ],
  ];
  test.each(cases)("%s", async (_name, text, code, severity, title) => {
    const { diagnostics } = await line.open(".agentguard.json", text);
    expect(diagnostics).toMatchObject([{ code, severity }]);
    const [found] = diagnostics;
    const actions = await ask<{ title: string; isPreferred: boolean; edit: { changes: Record<string, unknown[]> } }[]>(
      "textDocument/codeAction",
      { range: found?.range, context: { diagnostics } },
    );
    expect(actions.map(action => action.title)).toContain(title);
    expect(actions[0]?.isPreferred).toBe(true);
    expect(actions[0]?.edit.changes[line.uri(".agentguard.json")]?.length).toBeGreaterThan(0);
  });
});

test("our own editor can trust a file that would loosen, others cannot", async () => {
  const titlesIn = async (one: Line) => {
    const { diagnostics } = await one.open(".agentguard.json", '{ "version": 1, "mode": "observe" }');
    const actions = await one.client.sendRequest<{ title: string }[]>("textDocument/codeAction", {
      textDocument: { uri: one.uri(".agentguard.json") },
      range: diagnostics[0]?.range,
      context: { diagnostics },
    });
    return actions.map(({ title }) => title);
  };
  const own = await connect({}, true);
  expect(await titlesIn(own)).toEqual(["Remove what has no effect", "Trust This File…"]);
  await own.close();
  expect(await titlesIn(line)).toEqual(["Remove what has no effect"]);
});

test("a user's own file may loosen, and stands above the workspace's", async () => {
  const { diagnostics } = await line.open("../config/policy.json", POLICY.replace('"deny"', '"allow"'));
  expect(diagnostics).toEqual([]);
});

test("lays the file out and keeps its comments", async () => {
  await line.open(".agentguard.json", '{ // a\n"version":1 }');
  const edits = await ask<{ newText: string }[]>("textDocument/formatting", {
    options: { tabSize: 2, insertSpaces: true },
  });
  expect(edits.map(({ newText }) => newText).join("")).not.toContain("//");
  expect(edits.length).toBeGreaterThan(0);
});

test("outlines the file", async () => {
  await line.open(".agentguard.json", POLICY);
  const symbols =
    await ask<{ name: string; children: { name: string; detail: string }[] }[]>("textDocument/documentSymbol");
  expect(symbols[1]).toMatchObject({
    name: "rules",
    children: [{ name: "no-force", detail: "deny" }, { name: "tables" }],
  });
});

describe("from a reason to the rule", () => {
  test("by request", async () => {
    expect(
      await line.client.sendRequest(RuleLocation.method, { reason: "policy/tables", folder: line.folder }),
    ).toEqual({
      file: `${line.folder}/.agentguard.json`,
      line: 6,
    });
    expect(
      await line.client.sendRequest(RuleLocation.method, { reason: "policy/none", folder: line.folder }),
    ).toBeNull();
    await expect(line.client.sendRequest(RuleLocation.method, { reason: 7, folder: "/" })).rejects.toThrow(/reason/);
  });

  test("from an entry of the audit log", async () => {
    await line.audit("git push --force", ["policy/no-force"]);
    const log = readFileSync(line.own.audit, "utf8");
    await line.client.sendNotification("textDocument/didOpen", {
      textDocument: { uri: line.uri("audit.jsonl"), languageId: "jsonl", version: 1, text: log },
    });
    const textDocument = { uri: line.uri("audit.jsonl") };
    const target = line.uri(".agentguard.json");
    expect(
      await ask("textDocument/definition", { textDocument, position: at(log, "policy/no-force", 3) }),
    ).toMatchObject({
      uri: target,
      range: { start: { line: 4 } },
    });
    expect(await ask("textDocument/definition", { textDocument, position: at(log, "claude-code") })).toBeNull();
    expect(await ask("textDocument/documentLink", { textDocument })).toMatchObject([{ target: `${target}#L5` }]);
  });

  test("from the text of a card", async () => {
    const card = `Why:\n  • +0  the rule says so [policy/tables]\n\nCommand, in ${line.folder} (Details shows all of it):\npsql -c 'drop table a'\n`;
    const uri = "agentguard-impact:/q/card/after/Question";
    await line.client.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "agentguard-question", version: 1, text: card },
    });
    expect(await ask("textDocument/definition", { textDocument: { uri }, position: at(card, "tables") })).toMatchObject(
      { uri: line.uri(".agentguard.json"), range: { start: { line: 5 } } },
    );
  });
});

describe("a rule is tried", () => {
  const tryRule = (more: object) =>
    line.client.sendRequest(TryRule.method, { uri: line.uri(".agentguard.json"), ...more });

  test("on the acts that were audited", async () => {
    await line.audit("git push --force origin topic", []);
    await line.audit("ls", []);
    await line.open(".agentguard.json", POLICY);
    expect(await tryRule({ rule: "no-force" })).toMatchObject({
      says: "Refuses every act run as `git push --force`.",
      acts: [
        { text: "ls", applies: false, decision: "allow", without: "allow" },
        {
          text: "git push --force origin topic",
          applies: true,
          decision: "deny",
          without: expect.not.stringMatching("deny"),
        },
      ],
    });
  });

  test("on a command, as the rule stands in the editor", async () => {
    await line.open(".agentguard.json", POLICY.replace("git push --force", "make deploy"));
    expect(await tryRule({ rule: "no-force", command: "make deploy" })).toMatchObject({
      acts: [{ text: "make deploy", applies: true, decision: "deny" }],
    });
    expect(await tryRule({ rule: "no-force", command: "make test" })).toMatchObject({
      acts: [{ applies: false, decision: "allow" }],
    });
  });

  test("only where there is one", async () => {
    await line.open(".agentguard.json", POLICY);
    expect(await tryRule({ rule: "other" })).toEqual({ says: 'There is no rule "other".' });
    expect(await tryRule({ rule: "a", uri: line.uri("other.json") })).toEqual({
      says: "The file is not open any more.",
    });
  });
});

test("the acts that a rule has decided, newest first", async () => {
  await line.audit("first", ["policy/no-force"], { time: "2026-01-01T00:00:00.000Z" });
  await line.audit("second", ["policy/no-force", "policy/tables"]);
  await line.audit("third", ["policy/tables"]);
  const { acts } = await line.client.sendRequest<{ acts: { text: string }[] }>(Firings.method, {
    uri: line.uri(".agentguard.json"),
    rule: "no-force",
  });
  expect(acts.map(({ text }) => text)).toEqual(["second", "first"]);
});

test("in an editor without commands of its own, a lens is answered with a message", async () => {
  await line.open(".agentguard.json", POLICY);
  const said = new Promise<{ message: string }>(resolve => line.client.onNotification("window/showMessage", resolve));
  await line.audit("git push --force", ["policy/no-force"]);
  const args = [line.uri(".agentguard.json"), "no-force"];
  await line.client.sendRequest("workspace/executeCommand", { command: "agentguard.rule.firings", arguments: args });
  expect((await said).message).toMatch(/^no-force fired once, last just now\.\n.* claude-code: git push --force$/);
});

test("other documents are left alone", async () => {
  await line.client.sendNotification("textDocument/didOpen", {
    textDocument: { uri: line.uri("package.json"), languageId: "json", version: 1, text: "{" },
  });
  const textDocument = { uri: line.uri("package.json") };
  for (const method of ["hover", "completion", "definition"])
    expect(await ask(`textDocument/${method}`, { textDocument, position: { line: 0, character: 0 } })).toBeNull();
  for (const method of ["codeLens", "documentSymbol", "documentLink"])
    expect(await ask(`textDocument/${method}`, { textDocument })).toBeNull();
});

test("ends when it is told to, with the code that says so", async () => {
  await line.client.sendRequest("shutdown");
  await line.client.sendNotification("exit");
  expect(await line.ended).toBe(0);
});
