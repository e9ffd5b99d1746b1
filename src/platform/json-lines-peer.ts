/** Holds one conversation with a program that speaks JSON-RPC on its standard streams, one message a line. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface Peer {
  /** Rejects with the error's message, or when the program ends. */
  call(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params?: unknown): void;
}

export interface PeerProgram {
  /** Absolute path of the program, and its arguments. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message?: string };
}

/** Starts the program, runs `use` with it, and ends it. Rejects if it does not start, ends early or takes too long. */
export async function withPeer<T>(program: PeerProgram, use: (peer: Peer) => Promise<T>): Promise<T> {
  const [command, ...args] = program.argv;
  const child = spawn(command, args, { cwd: program.cwd, env: program.env, stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let last = 0;
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  child.stdin.on("error", () => {});
  createInterface({ input: child.stdout }).on("line", line => {
    const message = parse(line);
    if (message?.id === undefined) return;
    // The program asks something, which nothing here may answer.
    if (message.method !== undefined) {
      send({ id: message.id, error: { code: -32601, message: "not answered here" } });
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) call?.reject(new Error(message.error.message ?? "it refused"));
    else call?.resolve(message.result);
  });
  const peer: Peer = {
    call: (method, params) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject: error => reject(new Error(`${method}: ${error.message}`)) });
        send({ id: last, method, params });
      }),
    notify: (method, params) => send({ method, params }),
  };
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", code => reject(new Error(`it ended with exit code ${code ?? "none"}`)));
    timer = setTimeout(
      () => reject(new Error(`it did not answer within ${program.timeoutMs / 1000} s`)),
      program.timeoutMs,
    );
  });
  ended.catch(() => {});
  try {
    return await Promise.race([use(peer), ended]);
  } finally {
    clearTimeout(timer);
    child.kill();
  }
}

/** Undefined for a line that is no message: some programs print warnings. */
function parse(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}
