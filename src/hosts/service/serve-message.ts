/** Registers messages of `wire/messages` with their handlers: validates the parameters and who may send them. */
import { ResponseError } from "vscode-languageserver";
import type { Message } from "../../wire/message.ts";
import { NOT_PAIRED } from "../../wire/pairing.ts";
import { valid } from "./valid.ts";

export type Serve<P, R> = (params: P) => R | Promise<R>;

/** Returns the signed parameters of a request. Throws an answer with the reason when no paired client has signed it. */
export type Open = (method: string, given: unknown) => unknown;

/** The stream on which clients send messages. */
interface Requests {
  onRequest(method: string, serve: (given: unknown) => unknown): unknown;
}

/** Returns what registers messages on a stream. Without `open` nobody can sign: only visitors' messages are served. */
export function messagesOn(connection: Requests, open: Open = refused) {
  return <P, R>(message: Message<P, R>, serve: Serve<P, R>): void => {
    connection.onRequest(message.method, given => serve(paramsOf(message, given, open)));
  };
}

function paramsOf<P, R>({ method, from, params, unsigned }: Message<P, R>, given: unknown, open: Open): P {
  const plain = unsigned?.safeParse(given);
  if (plain?.success) return plain.data;
  return valid(method, params, from === "person" ? open(method, given) : given);
}

function refused(): never {
  throw new ResponseError(NOT_PAIRED, "nobody can sign here");
}

/** A message of the command line over HTTP. The server has checked the sender by `from`. */
export interface Route {
  readonly from: Message<unknown, unknown>["from"];
  /** Takes any JSON; throws `ResponseError` when it is not valid. */
  answer(body: unknown): unknown;
}

/** Returns the route of a message by its path. Throws for a message without one. */
export function overHttp<P, R>(message: Message<P, R>, serve: Serve<P, R>): [string, Route] {
  if (message.path === undefined) throw new Error(`${message.method} has no path`);
  const { method, params, from } = message;
  return [message.path, { from, answer: body => serve(valid(method, params, body)) }];
}
