/** Serves the language server on standard input and output, for any editor that speaks the protocol. */

import type { Readable, Writable } from "node:stream";
import { createConnection, MessageType, ShowMessageNotification } from "vscode-languageserver";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { sayFired } from "../../../core/policy/language/firings.ts";
import { VERSION } from "../../../wire/version.ts";
import { pathOf } from "./places.ts";
import { SHOW_FIRINGS, TEST_RULE } from "./policy-features.ts";
import { firingsOf } from "./rules.ts";
import { CAPABILITIES, serveLanguage } from "./server.ts";
import type { WorkspaceFacts } from "./workspace-facts.ts";

/** Resolves to the exit code when the editor has said `exit`, or is gone. */
export function serveStdio(input: Readable, output: Writable, facts: WorkspaceFacts): Promise<number> {
  return new Promise(resolve => {
    let asked = false;
    const connection = createConnection(
      logger => createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output), logger),
      { shutdownReceived: false, initialize() {}, exit: () => resolve(asked ? 0 : 1) },
    );
    const language = serveLanguage(connection, facts);
    connection.onInitialize(params => {
      language.initialized(params);
      return {
        // Such an editor has no window for what the lenses start.
        capabilities: { ...CAPABILITIES, executeCommandProvider: { commands: [TEST_RULE, SHOW_FIRINGS] } },
        serverInfo: { name: "agentguard", version: VERSION },
      };
    });
    connection.onShutdown(() => {
      asked = true;
    });
    const say = (message: string) =>
      connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
    connection.onExecuteCommand(async ({ command, arguments: [uri, rule] = [] }) => {
      if (typeof uri !== "string" || typeof rule !== "string") return null;
      if (command === TEST_RULE) await say(tried(await language.tryRule({ uri, rule })));
      if (command === SHOW_FIRINGS) await say(fired(facts, pathOf(uri), rule));
      return null;
    });
    input.once("end", () => resolve(asked ? 0 : 1));
    connection.listen();
  });
}

const MAX_LINES = 10;

function tried({ says, acts = [] }: Awaited<ReturnType<ReturnType<typeof serveLanguage>["tryRule"]>>): string {
  const applies = acts.filter(act => act.applies);
  const lines = applies.slice(0, MAX_LINES).map(({ text, decision }) => `${decision}: ${text}`);
  return [says, `It applies to ${applies.length} of the last ${acts.length} commands.`, ...lines].join("\n");
}

function fired(facts: WorkspaceFacts, file: string, rule: string): string {
  const lines = firingsOf(facts, file, rule).acts.slice(0, MAX_LINES);
  const times = `${rule} ${sayFired(facts.fired(file)(`policy/${rule}`), facts.now())}.`;
  return [times, ...lines.map(({ at, agent, text }) => `${new Date(at).toISOString()} ${agent}: ${text}`)].join("\n");
}
