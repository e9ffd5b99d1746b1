/** One service per user: the one that listens on the socket and proves it. Whoever else listens there is put out. */
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
/** How long a service that runs already is given to take its lost socket back. */
const HEALING_MS = 2000;

export interface Listening {
  readonly kind: "listening";
  /** Another program listened there before; what it was, as far as the system tells. */
  readonly putOut: readonly string[] | undefined;
  /** What stands at the socket's path now. */
  path(): Sight["path"];
  /** Takes from others what rights the socket has more or less than it was made with; true when it had to. */
  setRights(): boolean;
  /** Listens at the path anew, whatever stands there, if `isWanted` still says so under the lock; open connections go on. */
  takeBack(isWanted: () => Promise<boolean>): Promise<boolean>;
  /** Closes the socket, and only ours: a newer service may stand at the same path by then. */
  release(): void;
}

export type Taken = Listening | { readonly kind: "already-running" };

/**
 * Makes `server` listen on the user's socket, unless a service already does. The lock is held only while looking and
 * listening, so that two starters at once give one service and a crash blocks nobody for long.
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

/** Whoever may connect can write to it: in strong mode the served user's group. */
const rights = () => (isStrongService() ? 0o660 : 0o600);

function prepare({ state, strong }: Places): void {
  // In strong mode an administrator has made it.
  if (strong !== undefined) return;
  makePrivateFolder(state);
  chmodSync(state, 0o700);
}

/** Whether a service that has lost its socket has it back in time: it keeps its editors and its questions. */
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
 * Who has the place. A service of ours that hangs, or whose key is just being put back, cannot prove itself: the system
 * tells of it, and where that says nothing, one that does not answer is believed to be one.
 */
async function holderOf(places: Places): Promise<"service" | "stranger" | "nobody"> {
  if (!(await accepts(places.socket))) return "nobody";
  try {
    return (await serviceStatus(places, ANSWER_MS)) ? "service" : "nobody";
  } catch (error) {
    const ours = otherServices(places);
    if (ours?.length || (ours === undefined && error instanceof NoAnswer)) return "service";
    // One that was just ending is gone by now.
    return (await accepts(places.socket)) ? "stranger" : "nobody";
  }
}

/** Who listens at the socket besides this process: `python3 (process 4242)`. */
export function strangersAt(socket: string): readonly string[] {
  const pids = listenersAt(socket, pid => pid !== process.pid) ?? [];
  return pids.map(pid => `${startOf(pid)?.[0] ?? "a program"} (process ${pid})`);
}

/** True when somebody accepts connections there: a socket file alone proves nothing. */
export function accepts(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const probe = connect(socket);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
    // One that neither accepts nor refuses is alive and stuck; taking its place would split the audit log.
    probe.setTimeout(1000, () => {
      probe.destroy();
      resolve(true);
    });
  });
}

/** The new socket's identity. Whatever stands at the path goes. */
async function listenAnew(server: Server, socket: string): Promise<string> {
  // Of the server for sockets, not of the one for HTTP: connections stay as they are.
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

/** Numbers of files are used again; with the time at which one was made it is that file and no other. */
function identityOf(path: string, look: typeof lstatSync | typeof statSync): string | undefined {
  try {
    const { dev, ino, birthtimeNs } = look(path, { bigint: true });
    return `${dev}:${ino}:${birthtimeNs}`;
  } catch {
    return undefined;
  }
}
