/**
 * One editor window: the language server for policy files and the guard's own requests on one stream. The library's
 * Node entry would end this process when one window says `exit`; many windows share it, so only the stream ends.
 */
import type { Duplex } from "node:stream";
import { createConnection, type WatchDog } from "vscode-languageserver";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import * as z from "zod";
import type { ImpactDocument } from "../../core/approval/card.ts";
import { type Process, sessionOf } from "../../platform/lineage.ts";
import { Advise, type AdviseParams, type AdviseResult } from "../../wire/advice.ts";
import * as wire from "../../wire/guard.ts";
import { clientName, ForgetClient, Pair, PairCode, type PairResult, RefusePairing } from "../../wire/pairing.ts";
import { VERSION } from "../../wire/version.ts";
import * as watching from "../../wire/watching.ts";
import type { Clock } from "./clock.ts";
import {
  addRuleSchema,
  adviseSchema,
  answerSchema,
  askAgainSchema,
  clientSchema,
  denySchema,
  editorActsSchema,
  environmentSchema,
  foundSchema,
  haltSchema,
  helloSchema,
  impactSchema,
  markSchema,
  observingSchema,
  pairCodeSchema,
  policyTrustSchema,
  setProfileSchema,
  trustPolicySchema,
  whatIfSchema,
} from "./editor-messages.ts";
import type { Editors } from "./editors.ts";
import type { KeptLog } from "./keep-log.ts";
import { CAPABILITIES, serveLanguage } from "./language/server.ts";
import type { WorkspaceFacts } from "./language/workspace-facts.ts";
import type { Log } from "./log.ts";
import type { Asking, Pairing } from "./pairing/pairing.ts";
import { Signatures } from "./pairing/signatures.ts";
import { isOfLogin } from "./pairing/visitor.ts";
import type { Visitor } from "./server.ts";
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

/** What stands behind one connection: who it is, and who may answer. */
export interface Behind {
  readonly visitor: Visitor;
  readonly pairing: Pairing;
  readonly auditLog: Pick<KeptLog, "noted" | "last" | "replaced">;
  readonly clock: Clock;
  /** Processes that the service itself comes from. */
  readonly origins: readonly Process[];
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
  observing(params: wire.ObservingParams): wire.ObservingResult;
  setProfile(params: wire.SetProfileParams, by: string): Promise<wire.AnswerResult>;
  mark(params: wire.MarkParams, by: string): Promise<wire.AnswerResult>;
  trustOf(params: wire.PolicyTrustParams): wire.PolicyTrustResult;
  trust(params: wire.TrustPolicyParams, by: string): Promise<wire.AnswerResult>;
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
  const signedBy = <T>(method: string, schema: z.ZodType<T>, given: unknown) =>
    valid(method, schema, signatures.open(method, given, { key: asking?.key, pid: visitor.pid }));
  /** Serves what only a person may do: its parameters are signed by a paired client. */
  const onSigned = <T>(
    method: string,
    schema: z.ZodType<T>,
    serve: (params: T) => object | null | Promise<object | null>,
  ) => connection.onRequest(method, (given: unknown) => serve(signedBy(method, schema, given)));
  const language = serveLanguage(connection, facts);
  connection.onInitialize(params => {
    language.initialized(params);
    return { capabilities: CAPABILITIES, serverInfo: { name: "agentguard", version: VERSION } };
  });

  connection.onRequest(wire.Hello, async (given: unknown): Promise<wire.HelloResult> => {
    const { protocol, folders, untrusted, ...hello } = valid(wire.Hello, helloSchema, given);
    client = hello.client;
    if (hello.key !== undefined) asking = askingOf(hello.key, hello, visitor.pid, origins);
    // The first editor of a machine is paired by being the first; a terminal has to ask.
    if (asking && !asking.session && pairing.isFirst) await pairing.ask(asking);
    if (isPaired())
      auditLog.noted(hello.anchors ?? [], clientName(hello)).catch((error: unknown) => log(`the audit log: ${error}`));
    // One that speaks another protocol cannot show a card: it does not count as somebody to ask.
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
  connection.onRequest(Pair, async (): Promise<PairResult> => {
    return asking ? pairing.ask(asking) : { kind: "refused", because: "it has told no key" };
  });
  connection.onRequest(PairCode, (given: unknown) =>
    pairing.tell(asking?.key ?? "", valid(PairCode, pairCodeSchema, given).code),
  );
  onSigned(RefusePairing, clientSchema, ({ id }) => pairing.refuse(id, client));
  onSigned(ForgetClient, clientSchema, ({ id }) => pairing.forget(id, client));
  connection.onRequest(wire.Answer, (given: unknown) => {
    const denied = denySchema.safeParse(given);
    // Whoever may come in may stop agents, and say no: without words, which would be a person's to the agent.
    if (denied.success) return guard.answer(denied.data, client);
    return guard.answer(signedBy(wire.Answer, answerSchema, given), client);
  });
  onSigned(wire.AskAgain, askAgainSchema, params => guard.askAgain(params));
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
  onSigned(wire.Resume, z.object({}), async () => {
    await guard.resume(client);
    return null;
  });
  connection.onRequest(wire.EnvironmentOf, (given: unknown) =>
    guard.environmentOf(valid(wire.EnvironmentOf, environmentSchema, given)),
  );

  onSigned(wire.MarkPlace, markSchema, params => guard.policy.mark(params, client));
  onSigned(wire.AddRule, addRuleSchema, params => guard.policy.addRule(params, client));
  connection.onRequest(wire.WhatIf, (given: unknown) => guard.policy.whatIf(valid(wire.WhatIf, whatIfSchema, given)));
  connection.onRequest(wire.Observing, (given: unknown) =>
    guard.policy.observing(valid(wire.Observing, observingSchema, given)),
  );
  onSigned(wire.SetProfile, setProfileSchema, params => guard.policy.setProfile(params, client));
  connection.onRequest(wire.PolicyTrust, (given: unknown) =>
    guard.policy.trustOf(valid(wire.PolicyTrust, policyTrustSchema, given)),
  );
  onSigned(wire.TrustPolicy, trustPolicySchema, params => guard.policy.trust(params, client));

  connection.onRequest(Advise, (given: unknown) => guard.advise(valid(Advise, adviseSchema, given)));
  connection.onRequest(watching.FoundFiles, (given: unknown) =>
    guard.watching.filesOf(valid(watching.FoundFiles, foundSchema, given).id),
  );
  onSigned(watching.GiveBack, foundSchema, ({ id }) => guard.watching.giveBack(id, client));
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

/** A client as it asks to be paired. A terminal's key counts in its own session alone. */
function askingOf(
  key: string,
  { client, name }: Pick<wire.HelloParams, "client" | "name">,
  pid: number | undefined,
  origins: readonly Process[],
): Asking {
  const session = client === "terminal" && pid !== undefined ? sessionOf(pid) : undefined;
  return {
    key,
    client,
    ...(name !== undefined && { name }),
    ...(session && { session: { pid: session.pid, since: session.since } }),
    // Where nobody can tell, the first one counts.
    isOfLogin: () => pid === undefined || isOfLogin(pid, client === "terminal" ? "terminal" : "editor", origins),
  };
}

/** A window that closes while it is told something misses nothing. */
function quietly(sent: Promise<void>): void {
  sent.catch(() => {});
}
