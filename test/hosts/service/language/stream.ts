/** A language client on a real stream, with a machine of its own below a temporary folder. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { policiesOf } from "../../../../src/hosts/policies.ts";
import { serveStdio } from "../../../../src/hosts/service/language/stdio.ts";
import { type WorkspaceFacts, workspaceFacts } from "../../../../src/hosts/service/language/workspace-facts.ts";
import { AuditFile } from "../../../../src/platform/audit-file.ts";
import { type Places, placesAt } from "../../../../src/platform/places.ts";

export interface Diagnostics {
  readonly uri: string;
  readonly diagnostics: readonly {
    readonly message: string;
    readonly code: string;
    readonly severity: number;
    readonly tags?: readonly number[];
    readonly range: { readonly start: object; readonly end: object };
  }[];
}

export interface Line {
  readonly client: MessageConnection;
  readonly capabilities: Record<string, unknown>;
  readonly own: Places;
  readonly desk: WorkspaceFacts;
  /** Absolute. */
  readonly folder: string;
  /** Resolves to the exit code once the server has ended. */
  readonly ended: Promise<number>;
  uri(file: string): string;
  /** Opens a document and gives the diagnostics that come of it. */
  open(file: string, text: string, languageId?: string): Promise<Diagnostics>;
  /** An act in the audit log, decided by these rules. */
  audit(
    text: string,
    rules: readonly string[],
    more?: { readonly cwd?: string; readonly time?: string },
  ): Promise<void>;
  close(): Promise<void>;
}

/** `files`: path below the workspace → text. */
export async function connect(files: Readonly<Record<string, string>> = {}, ownEditor = false): Promise<Line> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "ag-lsp-")));
  const folder = join(root, "work");
  for (const [file, text] of Object.entries({ ".git/HEAD": "ref: refs/heads/main\n", ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const own = placesAt(join(root, "home"), join(root, "data"), join(root, "config"));
  const policies = policiesOf(own);
  const [there, back] = [new PassThrough(), new PassThrough()];
  const desk = workspaceFacts(own, policies);
  const ended = serveStdio(there, back, desk);
  const client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  client.listen();
  const { capabilities } = await client.sendRequest<{ capabilities: Record<string, unknown> }>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: {},
    ...(ownEditor && { initializationOptions: { agentguard: true } }),
  });
  await client.sendNotification("initialized", {});
  const uri = (file: string) => pathToFileURL(join(folder, file)).href;
  return {
    client,
    capabilities,
    own,
    desk,
    folder,
    ended,
    uri,
    async open(file, text, languageId = "agentguard-policy") {
      const told = new Promise<Diagnostics>(resolve => {
        const listening = client.onNotification("textDocument/publishDiagnostics", (found: Diagnostics) => {
          if (found.uri !== uri(file)) return;
          listening.dispose();
          resolve(found);
        });
      });
      const textDocument = { uri: uri(file), languageId, version: 1, text };
      await client.sendNotification("textDocument/didOpen", { textDocument });
      return told;
    },
    async audit(text, rules, { cwd = folder, time = new Date().toISOString() } = {}) {
      const log = new AuditFile(own.audit, () => new Date(time));
      await log.intent({
        kind: "intent",
        id: "1",
        agent: "claude-code",
        folder: cwd,
        cwd,
        act: "command",
        text,
        effects: [],
        environment: "local",
        decision: "deny",
        score: 90,
        level: "critical",
        reasons: rules.map(rule => ({ rule, points: 0, because: "a rule says so" })),
      });
    },
    async close() {
      client.dispose();
      there.end();
      await ended;
      policies.dispose();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
