/** Pairs clients: keeps who is paired and who asks, and checks the code that a person carries between them. */
import { randomInt, randomUUID } from "node:crypto";
import type { Paired, PairedClients } from "../../../platform/paired-clients.ts";
import type { AnswerResult } from "../../../wire/guard.ts";
import type { PairResult } from "../../../wire/messages/pair.ts";
import { clientName, type PairedClient, type PairingRequest } from "../../../wire/pairing.ts";
import type { Clock } from "../clock.ts";

/** A client that asks to be paired. */
export interface Asking extends Pick<Paired, "key" | "client" | "name" | "session"> {
  /** Tells whether it belongs to a login that no agent can have made, as far as the system tells. */
  isOfLogin(): boolean;
}

export interface PairingParts {
  readonly clients: PairedClients;
  readonly clock: Clock;
  /** Writes to the audit log. Rejects when that fails. */
  notice(what: string, by: string, because?: string): Promise<void>;
  /** Returns the paired clients that are connected. */
  connected(): readonly Pick<PairedClient, "client" | "name">[];
  /** Called after every change of who is paired or asks. */
  changed(): void;
}

const CODE_LASTS_MS = 3 * 60_000;
const MAX_WRONG = 3;
/** The most requests within `CODE_LASTS_MS`, as each is shown to a person. */
const MAX_REQUESTS = 5;

interface Open extends PairingRequest {
  readonly asking: Asking;
  wrong: number;
  readonly cancel: () => void;
}

export class Pairing {
  #open: Open | undefined;
  #asked: number[] = [];

  constructor(readonly parts: PairingParts) {}

  get clients(): readonly PairedClient[] {
    return this.parts.clients.all.map(({ key: _, session: __, ...client }) => client);
  }

  /** The open request. Only for paired clients, since it holds the code. */
  get request(): PairingRequest | undefined {
    if (!this.#open) return undefined;
    const { asking: _, wrong: __, cancel: ___, ...request } = this.#open;
    return request;
  }

  /** Whether no editor is paired yet. */
  get isFirst(): boolean {
    return this.parts.clients.all.every(({ session }) => session !== undefined);
  }

  byKey(key: string): Paired | undefined {
    return this.parts.clients.byKey(key);
  }

  /** Pairs it at once if no editor can show a code and it is a person's as far as the system tells; else asks. */
  async ask(asking: Asking): Promise<PairResult> {
    if (this.byKey(asking.key)) return { kind: "paired" };
    const { clock } = this.parts;
    const connected = this.parts.connected();
    const shownIn = connected.map(clientName);
    const mayBeFirst = asking.session ? connected.every(({ client }) => client === "terminal") : this.isFirst;
    if (mayBeFirst && asking.isOfLogin()) {
      await this.#add(asking, asking.session ? "in a login that no agent has started" : "as the first editor");
      return { kind: "paired" };
    }
    if (shownIn.length === 0) return { kind: "refused", because: refusalOf(asking) };
    const now = clock.now();
    this.#asked = this.#asked.filter(at => at > now - CODE_LASTS_MS);
    if (this.#asked.length >= MAX_REQUESTS)
      return { kind: "refused", because: "too many clients have asked to be paired: wait some minutes" };
    this.#asked.push(now);
    this.#close();
    const until = now + CODE_LASTS_MS;
    const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
    const { client, name } = asking;
    this.#open = {
      id: randomUUID(),
      client,
      ...(name !== undefined && { name }),
      code,
      until,
      asking,
      wrong: 0,
      cancel: clock.after(CODE_LASTS_MS, () => this.#close()),
    };
    this.parts.changed();
    return { kind: "code", shownIn, until };
  }

  /** Checks the code as typed at the client with `key`. */
  async tell(key: string, code: string): Promise<AnswerResult> {
    const open = this.#open;
    if (open?.asking.key !== key)
      return { accepted: false, because: "The code is no longer good: ask to be paired again." };
    if (code.replaceAll(/\D/g, "") !== open.code) {
      if (++open.wrong >= MAX_WRONG) this.#close();
      const left = MAX_WRONG - open.wrong;
      return {
        accepted: false,
        because: left > 0 ? "This is not the code." : "This is not the code. Ask to be paired again for a new one.",
      };
    }
    this.#close();
    await this.#add(open.asking, "by a code that a paired client has shown");
    return { accepted: true };
  }

  /** Refuses a request, as a person says that it is not theirs. */
  async refuse(id: string, by: string): Promise<AnswerResult> {
    if (this.#open?.id !== id) return { accepted: false, because: "It no longer asks." };
    const name = clientName(this.#open);
    this.#close();
    await this.parts.notice("pairing-refused", by, name);
    return { accepted: true };
  }

  async forget(id: string, by: string): Promise<AnswerResult> {
    const found = this.parts.clients.remove(id);
    if (!found) return { accepted: false, because: "There is no such client." };
    this.parts.changed();
    await this.parts.notice("unpaired", by, clientName(found));
    return { accepted: true };
  }

  async #add(asking: Asking, how: string): Promise<void> {
    const { key, client, name, session } = asking;
    const added = this.parts.clients.add({
      key,
      client,
      ...(name !== undefined && { name }),
      ...(session && { session }),
      paired: this.parts.clock.now(),
      how,
    });
    this.parts.changed();
    await this.parts.notice("paired", clientName(added), how);
  }

  #close(): void {
    if (!this.#open) return;
    this.#open.cancel();
    this.#open = undefined;
    this.parts.changed();
  }
}

function refusalOf({ session }: Asking): string {
  const where = session ? "a terminal of your own, outside of editors and agents" : "a terminal";
  return `no paired client is open that could show the code: open an editor that is paired, or run "agentguard pair" in ${where}`;
}
