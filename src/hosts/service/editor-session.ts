/**
 * One editor window: the language server for policy files and the guard's own requests on one stream. The library's
 * Node entry would end this process when one window says `exit`; many windows share it, so only the stream ends.
 */
import type { Duplex } from "node:stream";
import { createConnection, type WatchDog } from "vscode-languageserver";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import type { ImpactDocument } from "../../core/approval/card.ts";
import { Advise, type AdviseParams, type AdviseResult } from "../../wire/advice.ts";
import * as wire from "../../wire/guard.ts";
import { VERSION } from "../../wire/version.ts";
import * as watching from "../../wire/watching.ts";
import {
  addRuleSchema,
  adviseSchema,
  answerSchema,
  askAgainSchema,
  editorActsSchema,
  environmentSchema,
  foundSchema,
  haltSchema,
  helloSchema,
  impactSchema,
  markSchema,
  policyTrustSchema,
  setProfileSchema,
  trustPolicySchema,
  whatIfSchema,
} from "./editor-messages.ts";
import type { Editors } from "./editors.ts";
import type { LanguageDesk } from "./language/desk.ts";
import { CAPABILITIES, serveLanguage } from "./language/server.ts";
import type { Log } from "./log.ts";
import { valid } from "./valid.ts";

/** What an editor may ask of the guard. */
export interface GuardForEditors {
  readonly editors: Editors;
  readonly policy: PolicyForEditors;
  readonly watching: WatchForEditors;
  /** Rejects when there is no such tool, or it does not take this input. */
  advise(params: AdviseParams): Promise<AdviseResult>;
  state(): wire.GuardState;
  answer(params: wire.AnswerParams, by: string): wire.AnswerResult;
  askAgain(params: wire.AskAgainParams): Promise<wire.AskAgainResult>;
  documentsOf(id: string): readonly ImpactDocument[];
  halt(because: string, by: string): Promise<void>;
  resume(by: string): Promise<void>;
  environmentOf(params: wire.EnvironmentParams): Promise<wire.EnvironmentResult>;
}

/** What an editor may ask about what was seen, and tell about what goes through its own doors. */
export interface WatchForEditors {
  filesOf(id: string): watching.FoundFilesResult;
  giveBack(id: string, by: string): Promise<watching.GiveBackResult>;
  editor(params: watching.EditorActsParams): void;
}

/** What an editor may ask about the policies, and have changed in them. */
export interface PolicyForEditors {
  addRule(params: wire.AddRuleParams, by: string): Promise<wire.AnswerResult>;
  whatIf(params: wire.WhatIfParams): Promise<wire.WhatIfResult>;
  setProfile(params: wire.SetProfileParams, by: string): Promise<wire.AnswerResult>;
  mark(params: wire.MarkParams, by: string): Promise<wire.AnswerResult>;
  trustOf(params: wire.PolicyTrustParams): wire.PolicyTrustResult;
  trust(params: wire.TrustPolicyParams, by: string): Promise<wire.AnswerResult>;
}

/** Serves one connection until its stream closes. */
export function serveEditor(stream: Duplex, guard: GuardForEditors, desk: LanguageDesk, log: Log): void {
  const watchDog: WatchDog = { shutdownReceived: false, initialize() {}, exit: () => stream.end() };
  const connection = createConnection(
    logger => createProtocolConnection(new StreamMessageReader(stream), new StreamMessageWriter(stream), logger),
    watchDog,
  );
  let client = "editor";
  const language = serveLanguage(connection, desk);
  connection.onInitialize(params => {
    language.initialized(params);
    return { capabilities: CAPABILITIES, serverInfo: { name: "agentguard", version: VERSION } };
  });

  connection.onRequest(wire.Hello, (given: unknown): wire.HelloResult => {
    const { protocol, folders, untrusted, ...hello } = valid(wire.Hello, helloSchema, given);
    client = hello.client;
    // One that speaks another protocol cannot show a card: it does not count as somebody to ask.
    if (protocol === wire.PROTOCOL) {
      guard.editors.set(connection, {
        client,
        folders,
        untrusted,
        state: state => {
          quietly(connection.sendNotification(wire.State, state));
          language.actsChanged();
        },
        environmentChanged: () => {
          quietly(connection.sendNotification(wire.EnvironmentChanged));
          language.aroundChanged();
        },
        proposed: proposal => quietly(connection.sendNotification(wire.Proposed, proposal)),
      });
    }
    return { protocol: wire.PROTOCOL, version: VERSION, pid: process.pid, state: guard.state() };
  });
  connection.onRequest(wire.Answer, (given: unknown) => guard.answer(valid(wire.Answer, answerSchema, given), client));
  connection.onRequest(wire.AskAgain, (given: unknown) => guard.askAgain(valid(wire.AskAgain, askAgainSchema, given)));
  connection.onRequest(
    wire.Impact,
    (given: unknown): wire.ImpactResult => ({
      documents: guard.documentsOf(valid(wire.Impact, impactSchema, given).id),
    }),
  );
  connection.onRequest(wire.Halt, async (given: unknown) => {
    await guard.halt(valid(wire.Halt, haltSchema, given).because, client);
    return null;
  });
  connection.onRequest(wire.Resume, async () => {
    await guard.resume(client);
    return null;
  });
  connection.onRequest(wire.EnvironmentOf, (given: unknown) =>
    guard.environmentOf(valid(wire.EnvironmentOf, environmentSchema, given)),
  );

  connection.onRequest(wire.MarkPlace, (given: unknown) =>
    guard.policy.mark(valid(wire.MarkPlace, markSchema, given), client),
  );
  connection.onRequest(wire.AddRule, (given: unknown) =>
    guard.policy.addRule(valid(wire.AddRule, addRuleSchema, given), client),
  );
  connection.onRequest(wire.WhatIf, (given: unknown) => guard.policy.whatIf(valid(wire.WhatIf, whatIfSchema, given)));
  connection.onRequest(wire.SetProfile, (given: unknown) =>
    guard.policy.setProfile(valid(wire.SetProfile, setProfileSchema, given), client),
  );
  connection.onRequest(wire.PolicyTrust, (given: unknown) =>
    guard.policy.trustOf(valid(wire.PolicyTrust, policyTrustSchema, given)),
  );
  connection.onRequest(wire.TrustPolicy, (given: unknown) =>
    guard.policy.trust(valid(wire.TrustPolicy, trustPolicySchema, given), client),
  );

  connection.onRequest(Advise, (given: unknown) => guard.advise(valid(Advise, adviseSchema, given)));
  connection.onRequest(watching.FoundFiles, (given: unknown) =>
    guard.watching.filesOf(valid(watching.FoundFiles, foundSchema, given).id),
  );
  connection.onRequest(watching.GiveBack, (given: unknown) =>
    guard.watching.giveBack(valid(watching.GiveBack, foundSchema, given).id, client),
  );
  connection.onRequest(watching.EditorActs, (given: unknown) => {
    guard.watching.editor(valid(watching.EditorActs, editorActsSchema, given));
    return null;
  });

  stream.on("error", (error: Error) => log(`editor ${client}: ${error.message}`));
  // A window that is gone without a word half-closes; nothing would close the other half.
  stream.on("end", () => stream.destroy());
  stream.on("close", () => {
    guard.editors.drop(connection);
    language.dispose();
    connection.dispose();
  });
  connection.listen();
}

/** A window that closes while it is told something misses nothing. */
function quietly(sent: Promise<void>): void {
  sent.catch(() => {});
}
