/** The built language server, as any editor starts it. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { dist } from "../support/project.ts";

let home: string;
let server: ChildProcessWithoutNullStreams;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "ag-lsp-"));
  server = spawn(process.execPath, [dist("cli"), "lsp", "--stdio"], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home },
  });
});
afterEach(() => {
  server.kill();
  rmSync(home, { recursive: true, force: true });
});

test("a misspelt key is marked, and the process ends with the editor's word", async () => {
  const client = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const ended = new Promise<number | null>(resolve => server.once("exit", resolve));
  const told = new Promise<unknown>(resolve => client.onNotification("textDocument/publishDiagnostics", resolve));
  client.listen();
  const greeting = await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  expect(greeting).toMatchObject({ capabilities: { hoverProvider: true }, serverInfo: { name: "agentguard" } });
  await client.sendNotification("initialized", {});
  await client.sendNotification("textDocument/didOpen", {
    textDocument: {
      uri: "file:///work/.agentguard.json",
      languageId: "json",
      version: 1,
      text: '{ "version": 1, "ruels": [] }',
    },
  });
  expect(await told).toMatchObject({
    diagnostics: [{ code: "misspelt", message: expect.stringContaining('"rules"') }],
  });
  await client.sendRequest("shutdown");
  await client.sendNotification("exit");
  expect(await ended).toBe(0);
});

test("it ends when the editor is gone without a word", async () => {
  const ended = new Promise<number | null>(resolve => server.once("exit", resolve));
  server.stdin.end();
  expect(await ended).toBe(1);
});
