/** Runs the server's process, which ends with the relay however that ends. The relay ends as the server did. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

export interface Server {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Sends a signal to the server and all its child processes. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves when it has ended and all its output was read. Rejects when it could not be started. */
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const WINDOWS = process.platform === "win32";
/** How long a server's children may hold its output open after its end, ms. */
const LINGER_MS = 500;

/** Starts the server. Its standard error is the relay's own, as the guard does not read it. */
export function startServer(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Server {
  const warden = WINDOWS ? undefined : startWarden();
  const child = warden ? startGroup(warden, command, args, env) : startAlone(command, args, env);
  const group = child.pid;
  const signal = (name: NodeJS.Signals) => {
    try {
      if (WINDOWS || group === undefined) child.kill(name);
      else process.kill(-group, name);
    } catch {
      // It has already ended.
    }
  };
  const ended = new Promise<Ended>((resolve, reject) => {
    let end: Ended | undefined;
    const finish = () => {
      if (!end) return;
      signal("SIGTERM");
      warden?.stdin?.end("ended\n");
      resolve(end);
    };
    child.on("error", error => {
      warden?.stdin?.end();
      reject(error);
    });
    child.on("exit", (code, name) => {
      end = { code, signal: name };
      setTimeout(finish, LINGER_MS).unref();
    });
    child.on("close", finish);
  });
  child.stdin.on("error", () => {});
  return { stdin: child.stdin, stdout: child.stdout, signal, ended };
}

type Child = ChildProcess & { readonly stdin: Writable; readonly stdout: Readable };

function startAlone(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Child {
  return spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], env });
}

/** Waits for a line on descriptor 3, and then becomes the server. */
const BECOME = 'read -r go <&3 || exit; exec 3<&-; exec "$@"';

/**
 * Starts the server in a process group of its own, as `npx` and the like start the real server as a child. It begins
 * when the warden knows the group, since the relay may be killed as soon as a server runs.
 */
function startGroup(warden: ChildProcess, command: string, args: readonly string[], env: NodeJS.ProcessEnv): Child {
  const child = spawn("/bin/sh", ["-c", BECOME, "agentguard relay", command, ...args], {
    stdio: ["pipe", "pipe", "inherit", "pipe"],
    env,
    detached: true,
  });
  const go = child.stdio[3] as Writable;
  go.on("error", () => {});
  if (child.pid !== undefined) warden.stdin?.write(`${child.pid}\n`);
  go.end("go\n");
  return child as Child;
}

/**
 * The warden learns the server's group, and waits for the relay to end without notice: a killed relay can end nobody.
 * The server sees the end of its input first and has two seconds to exit by itself.
 */
function startWarden(): ChildProcess {
  // Without `--`, which dash does not accept here.
  const script =
    'read -r group && ! read -r said && { sleep 2; kill -TERM "-$group"; sleep 1; kill -KILL "-$group"; } 2>/dev/null';
  const warden = spawn("/bin/sh", ["-c", script, "agentguard-relay"], {
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
