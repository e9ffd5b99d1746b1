/** Hints on lines that would be held, in a file that an agent has changed. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Effect } from "../../../../src/core/effects/effect.ts";
import { ChangedFiles } from "../../../../src/hosts/service/changed-files.ts";
import { connect, type Diagnostics, type Line } from "./stream.ts";

let line: Line;
beforeEach(async () => {
  line = await connect();
});
afterEach(() => line.close());

const configure = (hints: string) =>
  line.client.sendNotification("workspace/didChangeConfiguration", { settings: { agentguard: { hints } } });

/** `⟦…⟧` marks what is hinted. */
async function check(file: string, languageId: string, marked: string, says: string): Promise<void> {
  await configure("always");
  const { diagnostics } = await line.open(file, marked.replaceAll(/[⟦⟧]/g, ""), languageId);
  const lines = marked.split("\n");
  const at = lines.findIndex(text => text.includes("⟦"));
  const start = lines[at]?.indexOf("⟦") ?? 0;
  expect(diagnostics).toMatchObject([
    {
      severity: 3,
      range: {
        start: { line: at, character: start },
        end: { line: at, character: (lines[at]?.indexOf("⟧") ?? 0) - 1 },
      },
      message: expect.stringContaining(says),
    },
  ]);
}

describe("one line is hinted", () => {
  test.each<readonly [file: string, languageId: string, text: string, says: string]>([
    ["deploy.sh", "shellscript", "#!/bin/sh\nset -e\nls\n⟦dropdb -h db.acme.io shop⟧\necho done\n", "drops"],
    ["Makefile", "makefile", "DB = shop\nreset:\n\tls\n\t⟦dropdb -h db.acme.io $(DB)⟧\n", "shop"],
    [
      "package.json",
      "json",
      '{\n  "scripts": {\n    "test": "vitest",\n    ⟦"reset": "dropdb -h db.acme.io shop"⟧\n  }\n}\n',
      "shop",
    ],
    [
      "Dockerfile",
      "dockerfile",
      "FROM node\nRUN rm -rf /var/lib/apt/lists/*\n⟦RUN dropdb -h db.acme.io shop⟧\n",
      "shop",
    ],
    ["a.sql", "sql", "select 1;\n⟦drop table bookings;⟧\nselect 2;\n", "bookings"],
    [
      ".github/workflows/ci.yml",
      "yaml",
      "jobs:\n  a:\n    steps:\n      - run: |\n          rm -rf build\n          ⟦dropdb -h db.acme.io shop⟧\n",
      "shop",
    ],
  ])("%s", check);
});

test("what is read says what would come of it", async () => {
  await configure("always");
  const { diagnostics } = await line.open("a.sh", "PGPASSWORD=hunter2hunter2 dropdb -h db.acme.io shop", "shellscript");
  expect(diagnostics[0]?.message).toMatch(/^AgentGuard would (?:ask about|refuse) this if an agent ran it: it /);
  expect(diagnostics[0]?.message).toContain("Why: ");
  expect(JSON.stringify(diagnostics)).not.toContain("hunter2hunter2");
});

test("nothing is said of ordinary lines, nor where hints are off", async () => {
  const told: Diagnostics[] = [];
  line.client.onNotification("textDocument/publishDiagnostics", (found: Diagnostics) => void told.push(found));
  const open = (file: string, text: string) =>
    line.client.sendNotification("textDocument/didOpen", {
      textDocument: { uri: line.uri(file), languageId: "shellscript", version: 1, text },
    });
  // No agent has changed it.
  await open("a.sh", "dropdb -h db.acme.io shop");
  await configure("always");
  await open("b.sh", "npm ci\nnpm test\ngit status\n");
  await configure("off");
  await sleep(800);
  expect(told).toEqual([]);
});

test("hints go when the line goes, and when they are switched off", async () => {
  await configure("always");
  const text = "dropdb -h db.acme.io shop";
  expect((await line.open("a.sh", text, "shellscript")).diagnostics.length).toBe(1);
  const next = () =>
    new Promise<Diagnostics>(resolve => line.client.onNotification("textDocument/publishDiagnostics", resolve));
  let told = next();
  await line.client.sendNotification("textDocument/didChange", {
    textDocument: { uri: line.uri("a.sh"), version: 2 },
    contentChanges: [{ text: "ls" }],
  });
  expect((await told).diagnostics).toEqual([]);
  told = next();
  await line.client.sendNotification("textDocument/didChange", {
    textDocument: { uri: line.uri("a.sh"), version: 3 },
    contentChanges: [{ text }],
  });
  expect((await told).diagnostics.length).toBe(1);
  told = next();
  await configure("off");
  expect((await told).diagnostics).toEqual([]);
});

describe("files that agents have changed", () => {
  const writes = (...paths: readonly string[]) => ({
    judgement: { effects: paths.map(path => ({ verb: "write", path }) as Effect) } as never,
  });

  test("are remembered and told", () => {
    const files = new ChangedFiles();
    const told: (readonly string[])[] = [];
    const end = files.onNoted(paths => told.push(paths));
    files.note(writes("/w/a.sh"));
    end();
    files.note(writes("/w/b.sh"));
    expect([files.has("/w/a.sh"), files.has("/w/b.sh"), files.has("/w/c.sh")]).toEqual([true, true, false]);
    expect(told).toEqual([["/w/a.sh"]]);
  });

  test("are forgotten when there are too many, the oldest first", () => {
    const files = new ChangedFiles();
    files.note(writes("/w/first"));
    files.note(writes(...Array.from({ length: 2000 }, (_, i) => `/w/${i}`)));
    expect([files.has("/w/first"), files.has("/w/0"), files.has("/w/1999")]).toEqual([false, true, true]);
  });

  test("get their hints as soon as they are changed", async () => {
    const told = line.open("a.sh", "dropdb -h db.acme.io shop", "shellscript");
    await sleep(50);
    line.desk.changed.note(writes(`${line.folder}/a.sh`));
    expect((await told).diagnostics.length).toBe(1);
  });
});
