/** Connects a terminal to the service as an editor does, with the same messages over the same stream. */
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { requestSigner, type Signer } from "../../platform/client-key.ts";
import type { Places } from "../../platform/places.ts";
import { openEditorStream } from "../../platform/service-client.ts";
import * as wire from "../../wire/guard.ts";
import { type Message, said } from "../../wire/message.ts";
import { Hello, type HelloParams, type HelloResult } from "../../wire/messages/hello.ts";
import { VERSION } from "../../wire/version.ts";

export interface Attached {
  /** The last state that the service sent. */
  state(): wire.GuardState;
  /** Whether its answers count, by the last state. */
  readonly isPaired: () => boolean;
  /** Sends a message, signed where only a person may send it. Rejects with the service's reason when it is refused. */
  ask<Params, Result>(message: Message<Params, Result>, params: Params): Promise<Result>;
  /** Resolves when the connection is closed by either side. */
  readonly ended: Promise<void>;
  close(): void;
}

export interface AttachOptions {
  /** Shown in the audit log as who answered. */
  readonly client: string;
  /** The key of the client that a person has paired. Nothing can be answered without one. */
  readonly signer?: Signer;
  /** Distinguishes it from other clients of its kind. */
  readonly name?: string;
  /** The entries of the audit log that it has noted. */
  readonly anchors?: readonly wire.AuditAnchor[];
  readonly folders?: readonly string[];
  readonly onState?: (state: wire.GuardState) => void;
  /** Called when `environment` has to be asked for again. */
  readonly onEnvironmentChanged?: () => void;
}

/** Connects. Rejects when no service listens or it speaks another protocol. */
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
  const greeting: HelloParams = {
    protocol: wire.PROTOCOL,
    version: VERSION,
    client: options.client,
    folders: options.folders ?? [],
    ...(options.signer && { key: options.signer.publicKey }),
    ...(options.anchors && { anchors: options.anchors }),
    ...(options.name !== undefined && { name: options.name }),
  };
  const hello = await Promise.race([
    connection.sendRequest<HelloResult>(Hello.method, greeting),
    ended.then(() => Promise.reject(new Error("the service closed the connection: its log says why"))),
  ]);
  if (hello.protocol !== wire.PROTOCOL) {
    socket.destroy();
    throw new Error(`the service speaks protocol ${hello.protocol} and this program ${wire.PROTOCOL}`);
  }
  const sign = options.signer ? requestSigner(options.signer, hello.nonce) : (_: string, params: object) => params;
  adopt(hello.state);
  return {
    state: () => state,
    isPaired: () => state.paired === true,
    ask: (message, params) => connection.sendRequest(message.method, said(message, params, sign, false)),
    ended,
    close: () => {
      connection.dispose();
      socket.destroy();
    },
  };
}
