/** One service per user: whoever listens on the socket is it. */
import { chmodSync, statSync, unlinkSync } from "node:fs";
import type { Server } from "node:http";
import { connect } from "node:net";
import { withLock } from "../../platform/lock.ts";
import { makePrivateFolder, type Places } from "../../platform/places.ts";

/** Longest path that every platform's `sockaddr_un` can hold. */
const MAX_SOCKET_PATH = 103;

export type Taken =
  /** `release` closes the socket, and only ours: a newer service may stand at the same path by then. */
  { readonly kind: "listening"; release(): void } | { readonly kind: "already-running" };

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
  makePrivateFolder(places.data);
  chmodSync(places.data, 0o700);
  return withLock(places.lock, async () => {
    if (await answers(socket)) return { kind: "already-running" };
    unlinkIfThere(socket);
    await listen(server, socket);
    chmodSync(socket, 0o600);
    const ours = statSync(socket).ino;
    return {
      kind: "listening",
      release() {
        // Closing a listening server removes its path, whoever owns it by now.
        if (statSync(socket, { throwIfNoEntry: false })?.ino === ours) server.close();
      },
    };
  });
}

/** True when somebody accepts connections there: a socket file alone proves nothing. */
function answers(socket: string): Promise<boolean> {
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

function listen(server: Server, socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(socket, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
