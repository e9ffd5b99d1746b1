/** The service's server: HTTP over the user's own socket for hooks and the command line, and an upgrade for editors. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { ResponseError } from "vscode-languageserver";
import * as z from "zod";
import type { Reply } from "../../agents/agent.ts";
import { MAX_OWN_WRITES, type OwnWrite } from "../../wire/own-writes.ts";
import { KEY_HEADER, NOT_PAIRED, SIGNATURE_HEADER, SIGNED_AT_HEADER, type Signed } from "../../wire/pairing.ts";
import { PROOF_KINDS, type ProofKind, type ProofTexts } from "../../wire/proof.ts";
import { proven } from "../../wire/proven.ts";
import {
  ALIVE_HEADER,
  CHALLENGE_HEADER,
  EDITOR_UPGRADE,
  MAX_PAYLOAD,
  NONCE_HEADER,
  PID_HEADER,
  PROOF_HEADER,
  type ServiceStatus,
} from "../../wire/status.ts";
import { frameReply } from "../hook/frame.ts";
import type { Visit } from "./human-only-requests.ts";
import type { Log } from "./log.ts";
import type { Route } from "./serve-message.ts";

export interface HookRequest {
  readonly agent: string;
  /** Null when the payload is larger than `MAX_PAYLOAD`. */
  readonly bytes: Uint8Array | null;
  /** The process that the agent started, if the launcher sent it. */
  readonly pid: number | undefined;
  /** Fires when the agent no longer waits. */
  readonly gone: AbortSignal;
}

export interface Routes {
  /** Answers a hook call; undefined when there is no such agent. Never rejects. */
  hook(request: HookRequest): Promise<Reply | undefined>;
  status(): ServiceStatus;
  /** Issues the texts of a proof. Asking for one gains nothing. */
  proof(kind: ProofKind): ProofTexts;
  halt(because: string): Promise<void>;
  resume(): Promise<void>;
  announced(writes: readonly OwnWrite[]): void;
  /** Called after the answer was sent. */
  stop(): void;
  /** Messages that the command line sends, by their path. */
  readonly messages: ReadonlyMap<string, Route>;
  /** `visitor`: who has come in. */
  editor(stream: Duplex, visitor: Visitor): void;
  /** What a paired client has signed over HTTP; throws an answer with the reason when it has not. */
  signed(method: string, request: SignedRequest): unknown;
  /** For what only a person may do: who comes has to show who it is. */
  receive(): Visit;
  /** Shows whoever has made up `nonce` that the service says this. */
  prove(nonce: string, said: string): string;
}

/** A connection that has been let in. */
export interface Visitor {
  /** Undefined where nobody can tell. */
  readonly pid: number | undefined;
  /** Made up for this connection: what its signatures are bound to. */
  readonly nonce: string;
}

export interface SignedRequest extends Visitor {
  /** Public key; undefined when it has told none. */
  readonly key: string | undefined;
  readonly signed: Signed;
}

const HaltBody = z.strictObject({ because: z.string().trim().min(1).max(500) });

const OwnWritesBody = z.strictObject({
  files: z
    .array(z.strictObject({ path: z.string().min(1).max(4096), size: z.int().min(0).nullable() }))
    .max(MAX_OWN_WRITES),
});
const ProofBody = z.strictObject({ kind: z.enum(PROOF_KINDS) });

export interface Doors {
  readonly server: Server;
  /** Resolves when every answer that was due is out, or after `ms`. */
  quiet(ms: number): Promise<void>;
}

export function makeServer(routes: Routes, log: Log): Doors {
  const open = new Set<ServerResponse>();
  // Relays keep their connection for as long as half of this.
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 60_000 });
  // A held question stays open for as long as the agent waits.
  server.timeout = 0;
  server.on("request", (request, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    const nonce = nonceOf(request);
    if (nonce !== undefined) provers.set(response, said => routes.prove(nonce, said));
    answer(request, response, routes).catch((error: unknown) => {
      log(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : error}`);
      if (!response.headersSent) sendJson(response, 500, { error: "the service failed; see its log" });
      else response.destroy();
    });
  });
  server.on("upgrade", (request, socket, head) => {
    if (request.url !== "/v1/editor" || request.headers.upgrade !== EDITOR_UPGRADE) {
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    const visit = routes.receive();
    const nonce = nonceOf(request);
    const lines = [
      "HTTP/1.1 101 Switching Protocols",
      "Connection: Upgrade",
      `Upgrade: ${EDITOR_UPGRADE}`,
      `${CHALLENGE_HEADER}: ${visit.challenge}`,
      ...(nonce === undefined ? [] : [`${PROOF_HEADER}: ${routes.prove(nonce, visit.challenge)}`]),
    ];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    if (head.length > 0) socket.unshift(head);
    socket.on("error", () => socket.destroy());
    socket.once("close", visit.end);
    // Data that arrives meanwhile waits in the socket.
    const pid = pidOf(request);
    visit.refusal(pid).then(
      because => {
        if (because === undefined) return routes.editor(socket, { pid, nonce: visit.challenge });
        log(`an editor's connection was refused: ${because}`);
        socket.destroy();
      },
      (error: unknown) => {
        log(`an editor's connection failed: ${error instanceof Error ? error.stack : error}`);
        socket.destroy();
      },
    );
  });
  return {
    server,
    async quiet(ms) {
      for (const until = Date.now() + ms; open.size > 0 && Date.now() < until; )
        await new Promise(r => setTimeout(r, 5));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, routes: Routes): Promise<void> {
  const route = `${request.method} ${request.url}`;
  if (route.startsWith("POST /v1/hook/")) return answerHook(request, response, routes);
  const bytes = await readBody(request, 64 * 1024);
  switch (route) {
    case "GET /v1/status":
      return sendJson(response, 200, routes.status());
    case "POST /v1/proof": {
      const body = ProofBody.safeParse(parseJson(bytes));
      if (!body.success) return sendJson(response, 400, { error: `proof: ${z.prettifyError(body.error)}` });
      return sendJson(response, 200, routes.proof(body.data.kind));
    }
    case "POST /v1/halt": {
      const body = HaltBody.safeParse(parseJson(bytes));
      if (!body.success) return sendJson(response, 400, { error: `halt: ${z.prettifyError(body.error)}` });
      await routes.halt(body.data.because);
      return sendJson(response, 200, routes.status());
    }
    case "POST /v1/resume":
      if (!(await isSigned(request, response, routes, bytes))) return;
      await routes.resume();
      return sendJson(response, 200, routes.status());
    case "POST /v1/own-writes": {
      const body = OwnWritesBody.safeParse(parseJson(bytes));
      if (!body.success) return sendJson(response, 400, { error: `own-writes: ${z.prettifyError(body.error)}` });
      if (!(await isAdmitted(request, response, routes))) return;
      routes.announced(body.data.files);
      return sendJson(response, 200, {});
    }
    case "POST /v1/stop":
      if (!(await isSigned(request, response, routes, bytes))) return;
      response.once("close", () => routes.stop());
      return sendJson(response, 200, { stopping: true });
    default: {
      const message = request.method === "POST" ? routes.messages.get(request.url ?? "") : undefined;
      if (!message) return sendJson(response, 404, { error: `no such route: ${route}` });
      const mayCome =
        message.from === "visitor"
          ? await isAdmitted(request, response, routes)
          : await isSigned(request, response, routes, bytes);
      if (!mayCome) return;
      // A message without parameters may have no body.
      return answerMessage(response, message, bytes?.length === 0 ? {} : parseJson(bytes));
    }
  }
}

async function answerMessage(response: ServerResponse, message: Route, body: unknown): Promise<void> {
  try {
    sendJson(response, 200, await message.answer(body));
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    sendJson(response, 400, { error: error.message });
  }
}

/** Visitors that were told what to prove, by their connection, so that nobody else can prove it for them. */
const visits = new WeakMap<object, Visit>();

/** Tells whether a visitor is admitted, and answers otherwise: first with what to prove, then with the refusal. */
async function isAdmitted(request: IncomingMessage, response: ServerResponse, routes: Routes): Promise<boolean> {
  const known = visits.get(request.socket);
  const visit = known ?? routes.receive();
  if (!known) {
    visits.set(request.socket, visit);
    request.socket.once("close", visit.end);
    response.setHeader(CHALLENGE_HEADER, visit.challenge);
    sendJson(response, 401, { error: "show which process asks for this" });
    return false;
  }
  visits.delete(request.socket);
  const because = await visit.refusal(pidOf(request));
  if (because !== undefined) sendJson(response, 403, { error: because });
  return because === undefined;
}

/** Does the same for what only a paired client may do: its request is signed and bound to the challenge. */
async function isSigned(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Routes,
  bytes: Uint8Array | null,
): Promise<boolean> {
  const visit = visits.get(request.socket);
  if (!(await isAdmitted(request, response, routes)) || !visit) return false;
  const header = (name: string) => String(request.headers[name] ?? "");
  const signed = {
    count: 1,
    at: Number(header(SIGNED_AT_HEADER)),
    said: Buffer.from(bytes ?? []).toString("utf8"),
    signature: header(SIGNATURE_HEADER),
  };
  try {
    const from = { pid: pidOf(request), nonce: visit.challenge, key: header(KEY_HEADER) || undefined };
    routes.signed(request.url ?? "", { ...from, signed });
    return true;
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    sendJson(response, 403, { error: error.message, ...(error.code === NOT_PAIRED && { pair: true }) });
    return false;
  }
}

function pidOf({ headers }: IncomingMessage): number | undefined {
  const pid = Number.parseInt(String(headers[PID_HEADER] ?? ""), 10);
  return Number.isNaN(pid) ? undefined : pid;
}

async function answerHook(request: IncomingMessage, response: ServerResponse, routes: Routes): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const bytes = await readBody(request, MAX_PAYLOAD);
  const beats = request.headers[ALIVE_HEADER] === undefined ? undefined : setInterval(showLife, BEAT_MS, response);
  response.once("close", () => clearInterval(beats));
  const reply = await routes.hook({
    agent: decodeURIComponent((request.url ?? "").slice("/v1/hook/".length)),
    bytes,
    pid: pidOf(request),
    gone: gone.signal,
  });
  clearInterval(beats);
  if (!response.headersSent) response.writeHead(!reply ? 404 : reply.exitCode === 0 ? 200 : 403, TEXT);
  const text = reply ? frameReply(reply) : "no such agent\n";
  const prove = provers.get(response);
  response.end(prove ? proven(text, prove) : text);
}

/** Functions that prove an answer to callers that asked for it. */
const provers = new WeakMap<ServerResponse, (said: string) => string>();

/** Returns the nonce; undefined for none, and for one in a wrong format. */
function nonceOf({ headers }: IncomingMessage): string | undefined {
  const nonce = String(headers[NONCE_HEADER] ?? "");
  return /^[\w-]{16,64}$/.test(nonce) ? nonce : undefined;
}

const BEAT_MS = 1000;
const BEAT = "\n".repeat(32);
const TEXT = { "Content-Type": "text/plain; charset=utf-8" };

function showLife(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(200, TEXT);
  response.write(BEAT);
}

/** Reads the whole body; null when it is longer than `limit`. Reads to the end: a sender cut off reads no answer. */
async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | null> {
  let parts: Buffer[] = [];
  let size = 0;
  request.on("data", (part: Buffer) => {
    size += part.length;
    if (size <= limit) parts.push(part);
    else parts = [];
  });
  await new Promise<void>((resolve, reject) => {
    request.once("end", resolve);
    request.once("error", reject);
    request.once("close", () => reject(new Error("the caller left before it had said everything")));
  });
  return size > limit ? null : Buffer.concat(parts);
}

function parseJson(bytes: Uint8Array | null): unknown {
  try {
    return bytes && JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = `${JSON.stringify(body)}\n`;
  const proof = provers.get(response)?.(text);
  const headers = { "Content-Type": "application/json", ...(proof !== undefined && { [PROOF_HEADER]: proof }) };
  response.writeHead(status, headers);
  response.end(text);
}
