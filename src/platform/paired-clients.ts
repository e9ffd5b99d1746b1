/**
 * Keeps the clients that a person has paired, in memory and in a file of the guard's own folder. The file is read once,
 * when the service starts, so that writing it later pairs nobody.
 */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import type { PairedClient } from "../wire/pairing.ts";
import { keyId } from "./client-key.ts";
import { isSameProcess, type Process, sessionOf } from "./lineage.ts";
import { makePrivateFolder } from "./places.ts";

const fileSchema = z.object({
  clients: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      client: z.string(),
      name: z.string().optional(),
      paired: z.number(),
      how: z.string(),
      session: z.object({ pid: z.int(), since: z.string() }).optional(),
    }),
  ),
});

export interface Paired extends PairedClient {
  /** Public key: SPKI, base64. */
  readonly key: string;
  /** Only processes of this session may use the key, and only while its leader lives. */
  readonly session?: Process;
}

export class PairedClients {
  #clients: readonly Paired[];

  /** `file`: absolute; need not exist. */
  constructor(readonly file: string) {
    this.#clients = stored(file);
  }

  /** Returns the clients, without terminals that have ended. */
  get all(): readonly Paired[] {
    this.#clients = this.#clients.filter(({ session }) => session === undefined || lives(session));
    return this.#clients;
  }

  byKey(key: string): Paired | undefined {
    return this.all.find(one => one.key === key);
  }

  /** Adds a client. Throws if it cannot be stored, since the next service would not know it. */
  add(client: Omit<Paired, "id">): Paired {
    const added = { ...client, id: keyId(client.key) };
    this.#set([...this.all.filter(({ id }) => id !== added.id), added]);
    return added;
  }

  /** Removes a client; undefined when there is none of this id. */
  remove(id: string): Paired | undefined {
    const found = this.all.find(one => one.id === id);
    if (found) this.#set(this.all.filter(one => one !== found));
    return found;
  }

  #set(clients: readonly Paired[]): void {
    makePrivateFolder(dirname(this.file));
    writeFileAtomic.sync(this.file, `${JSON.stringify({ clients }, null, 2)}\n`, { mode: 0o600 });
    this.#clients = clients;
  }
}

function lives(session: Process): boolean {
  const now = sessionOf(session.pid);
  return now !== undefined && isSameProcess(now, session);
}

/** Reads the clients. A missing or unreadable file has none. */
function stored(file: string): readonly Paired[] {
  try {
    const { clients } = fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return clients.map(({ name, session, ...client }) => ({
      ...client,
      ...(name !== undefined && { name }),
      ...(session && { session }),
    }));
  } catch {
    return [];
  }
}
