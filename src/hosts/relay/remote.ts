/**
 * Connects to a server over Streamable HTTP, of both generations: every message of the client is a POST, and the answer
 * is JSON or a stream of events. Up to 2025-11-25 the server may open a session and send messages on a stream of its
 * own; from 2026-07-28 on there is neither. Servers of 2024-11-05 answer everything on one stream, which also names the
 * address for messages. They are detected as the next revision describes: by a stream where `initialize` was refused.
 */
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { EventStream } from "./event-stream.ts";
import { type Id, isObject, keyOf, type Message, readMessage } from "./messages.ts";
import { mirroredHeaders, type Schemas } from "./mirrored.ts";

export interface RemoteParts {
  readonly url: URL;
  readonly headers: readonly (readonly [string, string])[];
  readonly schemas: Schemas;
  /** Delivers one message of the server's, on one line. */
  deliver(line: string): void;
}

/** In JSON-RPC's range for servers. The official SDKs use it for `ConnectionClosed`. */
const UNREACHABLE = -32000;
/** How often a stream of an older server is resumed, and the wait before each time, ms. */
const RESUMES = 5;
const RESUME_MS = 500;

export class Remote {
  /** The revision and session that the server gave at `initialize`. */
  #agreed: Record<string, string> = {};
  #closed = false;
  /** The address for messages. */
  #posts: URL;
  /** Requests that a server of 2024-11-05 has not answered on its stream, by id; undefined for other servers. */
  #awaited: Map<string, Id> | undefined;
  /** Running requests, by id. */
  readonly #calls = new Map<string, AbortController>();
  readonly #open = new Set<AbortController>();
  /** Settles when earlier notifications have arrived, which keeps the order. */
  #after: Promise<unknown> = Promise.resolve();

  constructor(readonly parts: RemoteParts) {
    this.#posts = parts.url;
  }

  send(line: Buffer, messages: readonly Message[]): void {
    const [message] = messages;
    if (!message) return;
    const request = messages.find(({ id, method }) => id !== undefined && method !== undefined);
    if (message.method === "notifications/cancelled") this.#cancel(message);
    const sent = this.#after.then(() => this.#post(line, message, request));
    if (!request) this.#after = sent;
  }

  /** Ends running requests, and the session if there is one. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#open) call.abort();
    if (!this.#agreed["Mcp-Session-Id"]) return;
    await this.#exchange("DELETE", {}, undefined, AbortSignal.timeout(1000)).then(
      response => response.resume(),
      () => {},
    );
  }

  /** Without sessions, closing the stream cancels a request. */
  #cancel({ params }: Message): void {
    if (this.#agreed["MCP-Protocol-Version"] === undefined) this.#calls.get(keyOf(params?.requestId))?.abort();
  }

  async #post(line: Buffer, message: Message, request: Message | undefined): Promise<void> {
    const gone = new AbortController();
    const key = keyOf(request?.id);
    if (request) this.#calls.set(key, gone);
    this.#open.add(gone);
    const answered = new Set<string>();
    try {
      const headers = { "Content-Type": "application/json", ...mirroredHeaders(message, this.parts.schemas) };
      const response = await this.#sent(message, headers, line, gone.signal);
      if (this.#awaited && request?.id !== undefined) this.#awaited.set(key, request.id);
      if (message.method === "initialize") this.#begin(response);
      const read = this.#read(response, request, answered, gone.signal);
      // A notification has to arrive, but its stream need not end.
      if (request) await read;
      else read.catch(() => {});
      if (message.method === "notifications/initialized" && !this.#awaited) this.#listen();
    } catch (error) {
      if (request && !answered.has(key) && !gone.signal.aborted) this.#fail(request.id, (error as Error).message);
    } finally {
      this.#open.delete(gone);
      if (this.#calls.get(key) === gone) this.#calls.delete(key);
    }
  }

  async #sent(message: Message, headers: Record<string, string>, line: Buffer, gone: AbortSignal) {
    const response = await this.#exchange("POST", headers, line, gone);
    const refused = [400, 404, 405].includes(response.statusCode ?? 0);
    if (message.method !== "initialize" || !refused || !(await this.#findStream())) return response;
    response.resume();
    return this.#exchange("POST", headers, line, gone);
  }

  /** Opens the stream that names the address for messages; false when there is none. */
  async #findStream(): Promise<boolean> {
    const gone = new AbortController();
    const response = await this.#exchange("GET", {}, undefined, gone.signal).catch(() => undefined);
    if (response?.statusCode !== 200 || !/^text\/event-stream/i.test(response.headers["content-type"] ?? "")) {
      gone.abort();
      return false;
    }
    this.#open.add(gone);
    return new Promise(resolve => {
      const events = new EventStream(({ name, data }) => {
        if (name !== "endpoint") return void this.#deliver(data, new Set());
        const posts = URL.canParse(data, this.parts.url.href) ? new URL(data, this.parts.url) : undefined;
        // Headers for one server must not go to another.
        if (posts?.origin !== this.parts.url.origin) return gone.abort();
        this.#posts = posts;
        this.#awaited = new Map();
        resolve(true);
      });
      this.#follow(response, events).then(() => {
        this.#open.delete(gone);
        resolve(false);
        for (const id of this.#awaited?.values() ?? []) this.#fail(id, "the server ended its stream");
        this.#awaited?.clear();
      });
    });
  }

  #begin({ headers }: IncomingMessage): void {
    const session = headers["mcp-session-id"];
    this.#agreed = typeof session === "string" ? { "Mcp-Session-Id": session } : {};
  }

  async #read(response: IncomingMessage, request: Message | undefined, answered: Set<string>, gone: AbortSignal) {
    const { statusCode = 0, headers } = response;
    if (/^text\/event-stream/i.test(headers["content-type"] ?? "") && statusCode === 200) {
      let last = await this.#events(response, answered);
      const wanted = () => request !== undefined && !answered.has(keyOf(request.id));
      // An older server may end a stream before its answer, and continues when the stream is resumed.
      for (let round = 0; wanted() && last !== undefined && round < RESUMES && !gone.aborted; round++) {
        await new Promise(resolve => setTimeout(resolve, RESUME_MS));
        last = await this.#resume(last, answered, gone);
      }
      if (wanted()) throw new Error("the server ended the stream without an answer");
      return;
    }
    const body = await textOf(response);
    // The answer comes on the other stream.
    if (this.#awaited && statusCode < 300) return;
    if (request?.id !== undefined) this.#awaited?.delete(keyOf(request.id));
    if (/^application\/json/i.test(headers["content-type"] ?? "") && body.trim() !== "") {
      if (this.#deliver(body, answered)) return;
    }
    if (request)
      throw new Error(`the server answered with HTTP ${statusCode}${body === "" ? "" : `: ${body.slice(0, 500)}`}`);
  }

  /** Resolves to the id of the last event, if the server gives ids. */
  async #events(response: IncomingMessage, answered: Set<string>, after?: string): Promise<string | undefined> {
    let last = after;
    const events = new EventStream(({ id, data }) => {
      last = id ?? last;
      this.#deliver(data, answered);
    });
    await this.#follow(response, events);
    return last;
  }

  /** Reads a stream to its end, also a broken one: whether an answer is missing is known afterwards. */
  async #follow(response: IncomingMessage, events: EventStream): Promise<void> {
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) events.push(chunk);
    } catch {}
  }

  async #resume(last: string, answered: Set<string>, gone: AbortSignal): Promise<string | undefined> {
    const response = await this.#exchange("GET", { "Last-Event-ID": last }, undefined, gone);
    if (response.statusCode !== 200) return void response.resume();
    return this.#events(response, answered, last);
  }

  /** Opens the stream on which an older server sends messages of its own. A server without one answers 405. */
  async #listen(): Promise<void> {
    const gone = new AbortController();
    this.#open.add(gone);
    let last: string | undefined;
    for (let failures = 0; !this.#closed && failures < RESUMES; ) {
      try {
        const response = await this.#exchange(
          "GET",
          last === undefined ? {} : { "Last-Event-ID": last },
          undefined,
          gone.signal,
        );
        if (response.statusCode !== 200) return void response.resume();
        failures = 0;
        last = await this.#events(response, new Set(), last);
      } catch {
        failures++;
      }
      await new Promise(resolve => setTimeout(resolve, RESUME_MS).unref());
    }
  }

  /** Delivers a message on one line, as line breaks in JSON are only between values. False for other text. */
  #deliver(text: string, answered: Set<string>): boolean {
    const line = text.replace(/[\r\n]+/g, " ").trim();
    const message = readMessage(Buffer.from(line));
    if (!message && !line.startsWith("[")) return false;
    if (message?.method === undefined && message?.id !== undefined) {
      answered.add(keyOf(message.id));
      this.#awaited?.delete(keyOf(message.id));
    }
    const { result } = message ?? {};
    if (
      this.#agreed["MCP-Protocol-Version"] === undefined &&
      isObject(result) &&
      typeof result.protocolVersion === "string"
    )
      this.#agreed = { ...this.#agreed, "MCP-Protocol-Version": result.protocolVersion };
    this.parts.deliver(line);
    return true;
  }

  #fail(id: Id | undefined, because: string): void {
    const message = `AgentGuard's relay got no answer from ${this.parts.url.host}: ${because}`;
    this.parts.deliver(JSON.stringify({ jsonrpc: "2.0", id, error: { code: UNREACHABLE, message } }));
  }

  #exchange(
    method: "POST" | "GET" | "DELETE",
    headers: Record<string, string>,
    body: Buffer | undefined,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const { headers: own } = this.parts;
    const url = method === "POST" ? this.#posts : this.parts.url;
    const accept = method === "GET" ? "text/event-stream" : "application/json, text/event-stream";
    const all = { Accept: accept, ...Object.fromEntries(own), ...this.#agreed, ...headers };
    return new Promise((resolve, reject) => {
      const options = { method, headers: all, signal };
      const sent = url.protocol === "https:" ? httpsRequest(url, options, resolve) : httpRequest(url, options, resolve);
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
