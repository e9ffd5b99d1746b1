/** Tells the service what AgentGuard itself writes on a person's behalf, so that the watcher blames nobody for it. */
import type { OwnWrite } from "../wire/own-writes.ts";
import type { Places } from "./places.ts";

/** The coming content of a file; null: it is about to be deleted. `file`: absolute. */
export interface Announced {
  readonly file: string;
  readonly text: string | null;
}

/** How long the announcement may take, since a person waits for it. */
const TELL_MS = 2000;

/** Called before anything is written. Never rejects. */
export type Announce = (writes: readonly Announced[]) => Promise<void>;

/** Returns an `Announce` that does nothing without a service, or if this is no person's process to the service. */
export function announcer(places: Places): Announce {
  return async writes => {
    const files = writes.map(
      ({ file, text }): OwnWrite => ({ path: file, size: text === null ? null : bytesOf(text) }),
    );
    await announceSizes(places, files);
  };
}

/** Announces writes whose sizes are known already. */
export async function announceSizes(places: Places, files: readonly OwnWrite[]): Promise<void> {
  if (files.length === 0) return;
  // Loaded here: an editor's features must not slow its start.
  const { callAsPerson } = await import("./service-client.ts");
  await callAsPerson(places, "/v1/own-writes", TELL_MS, JSON.stringify({ files })).catch(() => {});
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
