/** The server's process: it ends with the relay, however that ends, and the relay ends as it did. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

export interface Server {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** To the server and everything it has started. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves when it has ended and all that it wrote was read. Rejects when it could not be started. */
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const WINDOWS = process.platform === "win32";
/** How long what a server has started may hold its output open after its own end, ms. */
const LINGER_MS = 500;

/** Standard error is the relay's own: what the server says there is not for the guard. */
export function startServer(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Server {
  // A group of its own: `npx` and the like start the real server as a child of theirs.
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], env, detached: !WINDOWS });
  const group = child.pid;
  const signal = (name: NodeJS.Signals) => {
    try {
      if (WINDOWS || group === undefined) child.kill(name);
      else process.kill(-group, name);
    } catch {
      // It has ended already.
    }
  };
  const warden = group === undefined || WINDOWS ? undefined : startWarden(group);
  const ended = new Promise<Ended>((resolve, reject) => {
    let end: Ended | undefined;
    const finish = () => {
      if (!end) return;
      signal("SIGTERM");
      warden?.stdin?.end("ended\n");
      resolve(end);
    };
    child.on("error", reject);
    child.on("exit", (code, name) => {
      end = { code, signal: name };
      setTimeout(finish, LINGER_MS).unref();
    });
    child.on("close", finish);
  });
  child.stdin.on("error", () => {});
  return { stdin: child.stdin, stdout: child.stdout, signal, ended };
}

/**
 * Waits for the relay to end without having said so: killed outright, it can end nobody. The server sees the end of its
 * input first and has two seconds to leave by itself.
 */
function startWarden(group: number): ChildProcess {
  // Without `--`, which dash does not know here.
  const script =
    'read -r said; [ -n "$said" ] || { sleep 2; kill -TERM "-$1"; sleep 1; kill -KILL "-$1"; } 2>/dev/null';
  const warden = spawn("/bin/sh", ["-c", script, "agentguard-relay", String(group)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    env: { PATH: "/usr/bin:/bin" },
  });
  warden.on("error", () => {});
  warden.stdin?.on("error", () => {});
  warden.unref();
  (warden.stdin as { unref?: () => void } | null)?.unref?.();
  return warden;
}
