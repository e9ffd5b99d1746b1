/** Connects to the service as an editor does, for a terminal: the same messages over the same stream. */
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { Places } from "../../platform/places.ts";
import { openEditorStream } from "../../platform/service-client.ts";
import * as wire from "../../wire/guard.ts";
import { VERSION } from "../../wire/version.ts";

export interface Attached {
  /** The last state the service told. */
  state(): wire.GuardState;
  answer(params: wire.AnswerParams): Promise<wire.AnswerResult>;
  askAgain(id: string): Promise<wire.AskAgainResult>;
  impact(id: string): Promise<wire.ImpactResult>;
  environment(folder: string): Promise<wire.EnvironmentResult>;
  mark(params: wire.MarkParams): Promise<wire.AnswerResult>;
  halt(because: string): Promise<void>;
  resume(): Promise<void>;
  /** Resolves when the connection is gone, whoever closed it. */
  readonly ended: Promise<void>;
  close(): void;
}

export interface AttachOptions {
  /** Shown in the audit log as who answered. */
  readonly client: string;
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
  };
  const hello = await connection.sendRequest<wire.HelloResult>(wire.Hello, greeting);
  if (hello.protocol !== wire.PROTOCOL) {
    socket.destroy();
    throw new Error(`the service speaks protocol ${hello.protocol} and this program ${wire.PROTOCOL}`);
  }
  adopt(hello.state);
  return {
    state: () => state,
    answer: params => connection.sendRequest(wire.Answer, params),
    askAgain: id => connection.sendRequest(wire.AskAgain, { id }),
    impact: id => connection.sendRequest(wire.Impact, { id }),
    environment: folder => connection.sendRequest(wire.EnvironmentOf, { folder }),
    mark: params => connection.sendRequest(wire.MarkPlace, params),
    halt: async because => {
      await connection.sendRequest(wire.Halt, { because });
    },
    resume: async () => {
      await connection.sendRequest(wire.Resume);
    },
    ended,
    close: () => {
      connection.dispose();
      socket.destroy();
    },
  };
}
