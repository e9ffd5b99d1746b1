/**
 * Serves one editor window: the language server and the guard's own requests on one stream. The library's Node entry
 * would end this process when one window says `exit`; many windows share it, so only the stream ends.
 */
import type { Duplex } from "node:stream";
import { createConnection, type WatchDog } from "vscode-languageserver";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import type { ImpactDocument } from "../../core/approval/card.ts";
import { type Process, sessionOf } from "../../platform/lineage.ts";
import * as wire from "../../wire/guard.ts";
import { AddRule, type AddRuleParams } from "../../wire/messages/add-rule.ts";
import { Advise, type AdviseParams, type AdviseResult } from "../../wire/messages/advise.ts";
import { Answer, type AnswerParams } from "../../wire/messages/answer.ts";
import { AskAgain, type AskAgainParams, type AskAgainResult } from "../../wire/messages/ask-again.ts";
import { EditorActs, type EditorActsParams } from "../../wire/messages/editor-acts.ts";
import { EnvironmentOf, type EnvironmentParams, type EnvironmentResult } from "../../wire/messages/environment.ts";
import { ForgetClient } from "../../wire/messages/forget-client.ts";
import { FoundFiles, type FoundFilesResult } from "../../wire/messages/found-files.ts";
import { GiveBack, type GiveBackResult } from "../../wire/messages/give-back.ts";
import { Halt } from "../../wire/messages/halt.ts";
import { Hello, type HelloParams } from "../../wire/messages/hello.ts";
import { Impact } from "../../wire/messages/impact.ts";
import { type MarkParams, MarkPlace } from "../../wire/messages/mark-place.ts";
import { Observing, type ObservingParams, type ObservingResult } from "../../wire/messages/observing.ts";
import { Pair } from "../../wire/messages/pair.ts";
import { PairCode } from "../../wire/messages/pair-code.ts";
import { PolicyTrust, type PolicyTrustParams, type PolicyTrustResult } from "../../wire/messages/policy-trust.ts";
import { RefusePairing } from "../../wire/messages/refuse-pairing.ts";
import { Resume } from "../../wire/messages/resume.ts";
import { SetProfile, type SetProfileParams } from "../../wire/messages/set-profile.ts";
import { TrustPolicy, type TrustPolicyParams } from "../../wire/messages/trust-policy.ts";
import { WhatIf, type WhatIfParams, type WhatIfResult } from "../../wire/messages/what-if.ts";
import { clientName } from "../../wire/pairing.ts";
import { VERSION } from "../../wire/version.ts";
import type { Clock } from "./clock.ts";
import type { Editors } from "./editors.ts";
import type { KeptLog } from "./keep-log.ts";
import { CAPABILITIES, serveLanguage } from "./language/server.ts";
import type { WorkspaceFacts } from "./language/workspace-facts.ts";
import type { Log } from "./log.ts";
import type { Asking, Pairing } from "./pairing/pairing.ts";
import { Signatures } from "./pairing/signatures.ts";
import { isOfLogin } from "./pairing/visitor.ts";
import { messagesOn } from "./serve-message.ts";
import type { Visitor } from "./server.ts";

/** The requests of an editor to the guard. */
export interface GuardForEditors {
  readonly editors: Editors;
  readonly policy: PolicyForEditors;
  readonly watching: WatchForEditors;
  /** Rejects when there is no such tool, or it does not accept this input. */
  advise(params: AdviseParams): Promise<AdviseResult>;
  state(): wire.GuardState;
  answer(params: AnswerParams, by: string): wire.AnswerResult;
  askAgain(params: AskAgainParams): Promise<AskAgainResult>;
  documentsOf(id: string): readonly ImpactDocument[];
  halt(because: string, by: string): Promise<void>;
  resume(by: string): Promise<void>;
  environmentOf(params: EnvironmentParams): Promise<EnvironmentResult>;
}

/** What one connection relies on: who it is, and who may answer. */
export interface Behind {
  readonly visitor: Visitor;
  readonly pairing: Pairing;
  readonly auditLog: Pick<KeptLog, "noted" | "last" | "replaced">;
  readonly clock: Clock;
  /** The processes that the service itself descends from. */
  readonly origins: readonly Process[];
}

/** The requests of an editor about the watcher's findings, and its reports of what it does itself. */
export interface WatchForEditors {
  filesOf(id: string): FoundFilesResult;
  giveBack(id: string, by: string): Promise<GiveBackResult>;
  editor(params: EditorActsParams): void;
}

/** The requests of an editor about the policies and their changes. */
export interface PolicyForEditors {
  addRule(params: AddRuleParams, by: string): Promise<wire.AnswerResult>;
  whatIf(params: WhatIfParams): Promise<WhatIfResult>;
  observing(params: ObservingParams): ObservingResult;
  setProfile(params: SetProfileParams, by: string): Promise<wire.AnswerResult>;
  mark(params: MarkParams, by: string): Promise<wire.AnswerResult>;
  trustOf(params: PolicyTrustParams): PolicyTrustResult;
  trust(params: TrustPolicyParams, by: string): Promise<wire.AnswerResult>;
}

/** Serves one connection until its stream closes. */
export function serveEditor(
  stream: Duplex,
  guard: GuardForEditors,
  facts: WorkspaceFacts,
  { visitor, pairing, auditLog, clock, origins }: Behind,
  log: Log,
): void {
  const watchDog: WatchDog = { shutdownReceived: false, initialize() {}, exit: () => stream.end() };
  const connection = createConnection(
    logger => createProtocolConnection(new StreamMessageReader(stream), new StreamMessageWriter(stream), logger),
    watchDog,
  );
  let client = "editor";
  let asking: Asking | undefined;
  const isPaired = () => asking !== undefined && pairing.byKey(asking.key) !== undefined;
  const signatures = new Signatures(visitor.nonce, pairing, clock);
  const told = (state: wire.GuardState): wire.GuardState => {
    if (!isPaired()) return { ...state, paired: false };
    const { request, clients } = pairing;
    return {
      ...state,
      paired: true,
      clients,
      ...(request && { pairing: request }),
      ...(auditLog.last && { auditHead: auditLog.last }),
      ...(auditLog.replaced !== undefined && { logReplaced: auditLog.replaced }),
    };
  };
  const on = messagesOn(connection, (method, given) =>
    signatures.open(method, given, { key: asking?.key, pid: visitor.pid }),
  );
  const language = serveLanguage(connection, facts);
  connection.onInitialize(params => {
    language.initialized(params);
    return { capabilities: CAPABILITIES, serverInfo: { name: "agentguard", version: VERSION } };
  });

  on(Hello, async ({ protocol, folders, untrusted = [], ...hello }) => {
    client = hello.client;
    if (hello.key !== undefined) asking = askingOf(hello.key, hello, visitor.pid, origins);
    // The first editor of a machine is paired at once; a terminal has to ask.
    if (asking && !asking.session && pairing.isFirst) await pairing.ask(asking);
    if (isPaired())
      auditLog.noted(hello.anchors ?? [], clientName(hello)).catch((error: unknown) => log(`the audit log: ${error}`));
    // An editor with another protocol cannot show a card, so it does not count as somebody to ask.
    if (protocol === wire.PROTOCOL) {
      guard.editors.set(connection, {
        client,
        ...(hello.name !== undefined && { name: hello.name }),
        folders,
        untrusted,
        isPaired,
        state: state => {
          quietly(connection.sendNotification(wire.State, told(state)));
          language.actsChanged();
        },
        environmentChanged: () => {
          quietly(connection.sendNotification(wire.EnvironmentChanged));
          language.aroundChanged();
        },
        proposed: proposal => quietly(connection.sendNotification(wire.Proposed, proposal)),
      });
    }
    const paired = isPaired();
    const state = told(guard.state());
    return { protocol: wire.PROTOCOL, version: VERSION, pid: process.pid, nonce: visitor.nonce, paired, state };
  });
  on(Pair, async () => (asking ? pairing.ask(asking) : { kind: "refused", because: "it has told no key" }));
  on(PairCode, ({ code }) => pairing.tell(asking?.key ?? "", code));
  on(RefusePairing, ({ id }) => pairing.refuse(id, client));
  on(ForgetClient, ({ id }) => pairing.forget(id, client));
  on(Answer, params => guard.answer(params, client));
  on(AskAgain, params => guard.askAgain(params));
  on(Impact, ({ id }) => ({ documents: guard.documentsOf(id) }));
  on(Halt, async ({ because }) => done(await guard.halt(because, client)));
  on(Resume, async () => done(await guard.resume(client)));
  on(EnvironmentOf, params => guard.environmentOf(params));
  on(MarkPlace, params => guard.policy.mark(params, client));
  on(AddRule, params => guard.policy.addRule(params, client));
  on(WhatIf, params => guard.policy.whatIf(params));
  on(Observing, params => guard.policy.observing(params));
  on(SetProfile, params => guard.policy.setProfile(params, client));
  on(PolicyTrust, params => guard.policy.trustOf(params));
  on(TrustPolicy, params => guard.policy.trust(params, client));
  on(Advise, params => guard.advise(params));
  on(FoundFiles, ({ id }) => guard.watching.filesOf(id));
  on(GiveBack, ({ id }) => guard.watching.giveBack(id, client));
  on(EditorActs, params => done(guard.watching.editor(params)));

  stream.on("error", (error: Error) => log(`editor ${client}: ${error.message}`));
  // A window that disappears half-closes the stream, and nothing else would close the other half.
  stream.on("end", () => stream.destroy());
  stream.on("close", () => {
    guard.editors.drop(connection);
    language.dispose();
    connection.dispose();
  });
  connection.listen();
}

/** Describes a client for pairing. A terminal's key counts in its own session alone. */
function askingOf(
  key: string,
  { client, name }: Pick<HelloParams, "client" | "name">,
  pid: number | undefined,
  origins: readonly Process[],
): Asking {
  const session = client === "terminal" && pid !== undefined ? sessionOf(pid) : undefined;
  return {
    key,
    client,
    ...(name !== undefined && { name }),
    ...(session && { session: { pid: session.pid, since: session.since } }),
    // Where the system does not tell, the first client counts.
    isOfLogin: () => pid === undefined || isOfLogin(pid, client === "terminal" ? "terminal" : "editor", origins),
  };
}

/** Ignores a failed notification, as a closing window misses nothing. */
function quietly(sent: Promise<void>): void {
  sent.catch(() => {});
}

/** The result of a message without one. */
function done(_: unknown): null {
  return null;
}
