/** Tells the service what AgentGuard writes at a person's word, so that it takes nobody for the one who did it. */
import type { OwnWrite } from "../wire/own-writes.ts";
import type { Places } from "./places.ts";

/** What a file is about to hold; null: it is about to go. `file`: absolute. */
export interface Announced {
  readonly file: string;
  readonly text: string | null;
}

/** The person waits for it. */
const TELL_MS = 2000;

/** Called before anything is written. Never rejects. */
export type Announce = (writes: readonly Announced[]) => Promise<void>;

/** Does nothing where no service runs, and where the service does not take this process for a person's. */
export function announcer(places: Places): Announce {
  return async writes => {
    const files = writes.map(
      ({ file, text }): OwnWrite => ({ path: file, size: text === null ? null : bytesOf(text) }),
    );
    await announceSizes(places, files);
  };
}

/** The same where the sizes are known already. */
export async function announceSizes(places: Places, files: readonly OwnWrite[]): Promise<void> {
  if (files.length === 0) return;
  // Loaded here: an editor's features must not slow its start.
  const { callAsPerson } = await import("./service-client.ts");
  await callAsPerson(places, "/v1/own-writes", TELL_MS, JSON.stringify({ files })).catch(() => {});
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
