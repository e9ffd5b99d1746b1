/** Ensures one service per user: the one that listens on the socket and proves it. Any other listener is put out. */
import { chmodSync, lstatSync, rmSync, statSync } from "node:fs";
import type { Server } from "node:http";
import { connect, Server as NetServer } from "node:net";
import { startOf } from "../../platform/lineage.ts";
import { listenersAt } from "../../platform/listeners.ts";
import { withLock } from "../../platform/lock.ts";
import { makePrivateFolder, type Places } from "../../platform/places.ts";
import { NoAnswer, serviceStatus } from "../../platform/service-client.ts";
import { isStrongService } from "../../platform/strong.ts";
import { otherServices } from "./guard-services.ts";
import type { Sight } from "./socket-place.ts";

/** Longest path that every platform's `sockaddr_un` can hold. */
const MAX_SOCKET_PATH = 103;
/** How long a running service gets to take its lost socket back. */
const HEALING_MS = 2000;

export interface Listening {
  readonly kind: "listening";
  /** The programs that listened there before, as far as the system tells; undefined if none did. */
  readonly putOut: readonly string[] | undefined;
  /** Returns what is at the socket's path now. */
  path(): Sight["path"];
  /** Restores the socket's permissions. Returns whether they had changed. */
  setRights(): boolean;
  /** Listens at the path anew, whatever is there, if `isWanted` still agrees under the lock; connections stay open. */
  takeBack(isWanted: () => Promise<boolean>): Promise<boolean>;
  /** Closes the socket, but not a newer service's at the same path. */
  release(): void;
}

export type Taken = Listening | { readonly kind: "already-running" };

/**
 * Makes `server` listen on the user's socket, unless a service does. The lock is held only while checking and
 * listening, so that two processes starting at once give one service and a crash blocks nobody for long.
 */
export async function takeSocket(places: Places, server: Server): Promise<Taken> {
  const { socket } = places;
  if (Buffer.byteLength(socket) > MAX_SOCKET_PATH) {
    throw new Error(
      `the socket's path is longer than ${MAX_SOCKET_PATH} bytes: ${socket}; set XDG_DATA_HOME to a shorter folder`,
    );
  }
  prepare(places);
  if (await isHealed(places)) return { kind: "already-running" };
  return withLock(places.lock, async () => {
    const holder = await holderOf(places);
    if (holder === "service") return { kind: "already-running" };
    const putOut = holder === "stranger" ? strangersAt(socket) : undefined;
    return new Held(places, server, await listenAnew(server, socket), putOut);
  });
}

class Held implements Listening {
  readonly kind = "listening";
  #ours: string;

  constructor(
    readonly places: Places,
    readonly server: Server,
    ours: string,
    readonly putOut: readonly string[] | undefined,
  ) {
    this.#ours = ours;
  }

  path(): Sight["path"] {
    const { socket } = this.places;
    const there = identityOf(socket, lstatSync);
    if (there === undefined) return "nothing";
    if (there === this.#ours) return "ours";
    return identityOf(socket, statSync) === this.#ours ? "link" : "other";
  }

  setRights(): boolean {
    const { socket } = this.places;
    if (this.path() !== "ours" || (lstatSync(socket).mode & 0o777) === rights()) return false;
    chmodSync(socket, rights());
    return true;
  }

  takeBack(isWanted: () => Promise<boolean>): Promise<boolean> {
    prepare(this.places);
    return withLock(this.places.lock, async () => {
      if (!(await isWanted())) return false;
      this.#ours = await listenAnew(this.server, this.places.socket);
      return true;
    });
  }

  release(): void {
    // Closing a listening server removes its path, whoever owns it by now.
    if (this.path() === "ours") this.server.close();
  }
}

/** Whoever may connect has write permission: in strong mode the served user's group. */
const rights = () => (isStrongService() ? 0o660 : 0o600);

function prepare({ state, strong }: Places): void {
  // In strong mode an administrator has made it.
  if (strong !== undefined) return;
  makePrivateFolder(state);
  chmodSync(state, 0o700);
}

/** Tells whether a service that lost its socket takes it back in time, and so keeps its editors and questions. */
async function isHealed(places: Places): Promise<boolean> {
  if ((await holderOf(places)) === "service") return true;
  if (!otherServices(places)?.length) return false;
  for (const until = Date.now() + HEALING_MS; Date.now() < until; ) {
    await new Promise(resolve => setTimeout(resolve, 50));
    if ((await holderOf(places)) === "service") return true;
  }
  return false;
}

const ANSWER_MS = 2000;

/**
 * Tells who has the path. A service of ours that hangs, or whose key is just being restored, cannot prove itself, so
 * the system's records count. If they say nothing, a listener that does not answer is taken for a service.
 */
async function holderOf(places: Places): Promise<"service" | "stranger" | "nobody"> {
  if (!(await accepts(places.socket))) return "nobody";
  try {
    return (await serviceStatus(places, ANSWER_MS)) ? "service" : "nobody";
  } catch (error) {
    const ours = otherServices(places);
    if (ours?.length || (ours === undefined && error instanceof NoAnswer)) return "service";
    // A service that was just ending is gone by now.
    return (await accepts(places.socket)) ? "stranger" : "nobody";
  }
}

/** Names the listeners on the socket besides this process: `python3 (process 4242)`. */
export function strangersAt(socket: string): readonly string[] {
  const pids = listenersAt(socket, pid => pid !== process.pid) ?? [];
  return pids.map(pid => `${startOf(pid)?.[0] ?? "a program"} (process ${pid})`);
}

/** Tells whether somebody accepts connections there, which a socket file alone does not prove. */
export function accepts(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = connect(socket);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
    // A listener that neither accepts nor refuses is stuck, but alive. Taking its place would split the audit log.
    probe.setTimeout(1000, () => {
      probe.destroy();
      resolve(true);
    });
  });
}

/** Replaces whatever is at the path. Returns the new socket's identity. */
async function listenAnew(server: Server, socket: string): Promise<string> {
  // This closes only the listening socket, not the HTTP server, so connections continue.
  if (server.listening) NetServer.prototype.close.call(server);
  rmSync(socket, { recursive: true, force: true });
  await listen(server, socket);
  chmodSync(socket, rights());
  return identityOf(socket, lstatSync) ?? "";
}

function listen(server: Server, socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(socket, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Identifies a file by its number and creation time, as numbers are reused. */
function identityOf(path: string, look: typeof lstatSync | typeof statSync): string | undefined {
  try {
    const { dev, ino, birthtimeNs } = look(path, { bigint: true });
    return `${dev}:${ino}:${birthtimeNs}`;
  } catch {
    return undefined;
  }
}
