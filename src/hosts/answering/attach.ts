/** Connects to the service as an editor does, for a terminal: the same messages over the same stream. */
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { requestSigner, type Signer } from "../../platform/client-key.ts";
import type { Places } from "../../platform/places.ts";
import { openEditorStream } from "../../platform/service-client.ts";
import * as wire from "../../wire/guard.ts";
import { ForgetClient, Pair, PairCode, type PairResult } from "../../wire/pairing.ts";
import { VERSION } from "../../wire/version.ts";

export interface Attached {
  /** The last state the service told. */
  state(): wire.GuardState;
  answer(params: wire.AnswerParams): Promise<wire.AnswerResult>;
  askAgain(id: string): Promise<wire.AskAgainResult>;
  impact(id: string): Promise<wire.ImpactResult>;
  environment(folder: string): Promise<wire.EnvironmentResult>;
  mark(params: wire.MarkParams): Promise<wire.AnswerResult>;
  /** Whether its answers count, as last told. */
  readonly isPaired: () => boolean;
  pair(): Promise<PairResult>;
  /** The code that a paired client shows. */
  pairCode(code: string): Promise<wire.AnswerResult>;
  forget(id: string): Promise<wire.AnswerResult>;
  halt(because: string): Promise<void>;
  resume(): Promise<void>;
  /** Resolves when the connection is gone, whoever closed it. */
  readonly ended: Promise<void>;
  close(): void;
}

export interface AttachOptions {
  /** Shown in the audit log as who answered. */
  readonly client: string;
  /** Of the client that a person has paired; without one nothing can be answered. */
  readonly signer?: Signer;
  /** What tells it from others of its kind. */
  readonly name?: string;
  /** What it has noted of the audit log. */
  readonly anchors?: readonly wire.AuditAnchor[];
  readonly folders?: readonly string[];
  readonly onState?: (state: wire.GuardState) => void;
  /** `environment` would answer otherwise now. */
  readonly onEnvironmentChanged?: () => void;
}

/** Rejects when no service listens or it speaks another protocol. */
export async function attach(places: Places, options: AttachOptions): Promise<Attached> {
  const socket = await openEditorStream(places);
  const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  let state: wire.GuardState = { halted: false, pending: [], recent: [] };
  const adopt = (told: wire.GuardState) => {
    state = told;
    options.onState?.(told);
  };
  connection.onNotification(wire.State, adopt);
  connection.onNotification(wire.EnvironmentChanged, () => options.onEnvironmentChanged?.());
  const ended = new Promise<void>(resolve => connection.onClose(resolve));
  connection.listen();
  const greeting: wire.HelloParams = {
    protocol: wire.PROTOCOL,
    version: VERSION,
    client: options.client,
    folders: options.folders ?? [],
    ...(options.signer && { key: options.signer.publicKey }),
    ...(options.anchors && { anchors: options.anchors }),
    ...(options.name !== undefined && { name: options.name }),
  };
  const hello = await Promise.race([
    connection.sendRequest<wire.HelloResult>(wire.Hello, greeting),
    ended.then(() => Promise.reject(new Error("the service closed the connection: its log says why"))),
  ]);
  if (hello.protocol !== wire.PROTOCOL) {
    socket.destroy();
    throw new Error(`the service speaks protocol ${hello.protocol} and this program ${wire.PROTOCOL}`);
  }
  const sign = options.signer ? requestSigner(options.signer, hello.nonce) : (_: string, params: object = {}) => params;
  const signed = <R>(method: string, params?: object): Promise<R> =>
    connection.sendRequest(method, sign(method, params));
  adopt(hello.state);
  return {
    state: () => state,
    isPaired: () => state.paired === true,
    pair: () => connection.sendRequest(Pair),
    pairCode: code => connection.sendRequest(PairCode, { code }),
    forget: id => signed(ForgetClient, { id }),
    answer: params => signed(wire.Answer, params),
    askAgain: id => signed(wire.AskAgain, { id }),
    impact: id => connection.sendRequest(wire.Impact, { id }),
    environment: folder => connection.sendRequest(wire.EnvironmentOf, { folder }),
    mark: params => signed(wire.MarkPlace, params),
    halt: async because => {
      await connection.sendRequest(wire.Halt, { because });
    },
    resume: async () => {
      await signed(wire.Resume);
    },
    ended,
    close: () => {
      connection.dispose();
      socket.destroy();
    },
  };
}
