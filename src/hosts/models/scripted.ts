/**
 * Holds what the scripted models share: a server on loopback, and a script that is a function of how many turns with
 * tool calls the conversation already has, so that no server keeps state and a repeated request gets the same answer.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Model, Script, ToolResult, Turn } from "./model.ts";

/** One protocol of a model. */
export interface Dialect {
  /** Returns the number of turns with tool calls so far; undefined for a request outside of the script. */
  turnOf(path: string, body: Body): number | undefined;
  /** Returns every tool result of the conversation so far, by the id of its call. */
  results(body: Body): ReadonlyMap<string, ToolResult>;
  /** Answers a request; `turn` is undefined for one outside of the script. */
  answer(request: { readonly path: string; readonly body: Body; readonly turn: Numbered | undefined }, to: Out): void;
}

export type Body = Readonly<Record<string, unknown>>;

export interface Numbered extends Turn {
  /** From 0. */
  readonly number: number;
}

/** How an answer is sent. */
export interface Out {
  json(value: unknown, status?: number): void;
  /** Server-sent events; `data` is sent as JSON, a text as it is. */
  events(events: readonly { readonly event?: string; readonly data: unknown }[]): void;
}

/** The id of call `call` of turn `turn`, both from 0. */
export function callId(turn: number, call = 0): string {
  return `call_${String(turn).padStart(4, "0")}_${call}`;
}

export async function startScripted(dialect: Dialect, script: Script): Promise<Model> {
  const told = new Map<string, ToolResult>();
  const heard: string[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    const out = outOf(response);
    bodyOf(request).then(
      body => {
        const path = (request.url ?? "").split("?")[0] ?? "";
        heard.push(JSON.stringify(body));
        for (const [id, result] of dialect.results(body)) told.set(id, result);
        const number = dialect.turnOf(path, body);
        if (number === undefined) return dialect.answer({ path, body, turn: undefined }, out);
        requests++;
        const last = [...told].filter(([id]) => id.startsWith(`${callId(number - 1).slice(0, -1)}`));
        const turn = script(
          number,
          last.map(([, result]) => result),
        );
        dialect.answer({ path, body, turn: { ...turn, number } }, out);
      },
      error => out.json({ error: { message: String(error) } }, 400),
    );
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told: (turn, call = 0) => told.get(callId(turn, call)),
    heard: () => heard.join("\n"),
    requests: () => requests,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Elements of a list that somebody else sent. */
export function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

/** Text that comes as it is or in parts. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return listOf<{ text?: string }>(content)
    .map(part => part.text ?? "")
    .join("");
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Body);
}

function outOf(response: ServerResponse): Out {
  return {
    json(value, status = 200) {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    },
    events(events) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
      for (const { event, data } of events) {
        if (event !== undefined) response.write(`event: ${event}\n`);
        response.write(`data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
      }
      response.end();
    },
  };
}
