/**
 * Decides on the client's lines: requests that act on something wait for their verdict, all others are forwarded at
 * once. It does not know how either side is connected.
 */
import type { RelayVerdict } from "../../doors/relay.ts";
import {
  clientNameOf,
  type Id,
  isJudged,
  isObject,
  type JudgedRequest,
  keyOf,
  type Message,
  readMessage,
  readMessages,
} from "./messages.ts";
import { NOT_SENT, refusal, unreadable } from "./refusal.ts";

export interface GateParts {
  /** Must settle in any case. */
  judge(request: JudgedRequest, client: string | undefined, gone: AbortSignal): Promise<RelayVerdict>;
  /** Sends the bytes of a client's line, with the messages in it. */
  toServer(line: Buffer, messages: readonly Message[]): void;
  /** Sends an answer of ours, without a line feed. */
  toClient(line: string): void;
  /** Reports a page of the server's tools. */
  listed(tools: readonly unknown[]): void;
}

export class Gate {
  /** Requests that wait for their verdict, by id. */
  readonly #held = new Map<string, AbortController>();
  /** Lists of tools that the client has requested and not yet received. */
  readonly #lists = new Set<string>();
  readonly #gone = new AbortController();
  #client: string | undefined;

  constructor(readonly parts: GateParts) {}

  /** Whether `fromServer` has to see the server's answers. */
  get isListening(): boolean {
    return this.#lists.size > 0;
  }

  fromClient(line: Buffer): void {
    const read = readMessages(line);
    if (read.kind === "unreadable") return this.parts.toClient(JSON.stringify(unreadable(read.because)));
    if (read.kind === "blank") return;
    const { messages, batch } = read;
    for (const message of messages) {
      this.#client = clientNameOf(message) ?? this.#client;
      if (message.method === "tools/list") this.#lists.add(keyOf(message.id));
    }
    if (!batch && messages.some(message => this.#withdraws(message))) return;
    const judged = messages.filter(isJudged);
    if (judged.length === 0) this.parts.toServer(line, messages);
    else void this.#hold(line, messages, judged, batch);
  }

  /** Takes a whole line of the server's, which the client gets anyway. */
  fromServer(line: Buffer): void {
    const message = readMessage(line);
    if (message?.id === undefined || message.method !== undefined || !this.#lists.delete(keyOf(message.id))) return;
    const { result } = message;
    if (isObject(result) && Array.isArray(result.tools)) this.parts.listed(result.tools);
  }

  /** The client has ended, so open questions are withdrawn. */
  close(): void {
    this.#gone.abort();
    for (const held of this.#held.values()) held.abort();
  }

  /** Tells whether this cancels a request that the server never got. Nobody answers such a request. */
  #withdraws({ method, params }: Message): boolean {
    if (method !== "notifications/cancelled") return false;
    const held = this.#held.get(keyOf(params?.requestId));
    held?.abort();
    return held !== undefined;
  }

  async #hold(line: Buffer, messages: readonly Message[], judged: readonly JudgedRequest[], batch: boolean) {
    const gone = new AbortController();
    const keys = judged.flatMap(({ id }) => (id === undefined ? [] : [keyOf(id)]));
    for (const key of keys) this.#held.set(key, gone);
    const verdicts = new Map<Message, RelayVerdict>();
    await Promise.all(
      judged.map(async request => verdicts.set(request, await this.parts.judge(request, this.#client, gone.signal))),
    );
    for (const key of keys) if (this.#held.get(key) === gone) this.#held.delete(key);
    if (gone.signal.aborted || this.#gone.signal.aborted) return;
    if ([...verdicts.values()].every(({ verdict }) => verdict === "pass")) return this.parts.toServer(line, messages);
    const answers = messages.filter(isRequest).map(request => {
      const verdict = verdicts.get(request);
      return refusal(request, verdict?.verdict === "deny" ? verdict.reason : NOT_SENT);
    });
    if (batch && answers.length > 0) this.parts.toClient(JSON.stringify(answers));
    else for (const answer of answers) this.parts.toClient(JSON.stringify(answer));
  }
}

function isRequest(message: Message): message is Message & { readonly id: Id } {
  return message.method !== undefined && message.id !== undefined && message.id !== null;
}
