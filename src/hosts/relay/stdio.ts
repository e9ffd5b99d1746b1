/** A server that is a program: the client's standard streams on one side, the server's on the other. */
import type { Ended, Server } from "./child.ts";
import type { Gate } from "./gate.ts";
import { Lines, type Outlet } from "./lines.ts";

/** A client's message that is longer can neither be judged nor kept. */
const MAX_LINE = 64 * 1024 * 1024;

/** Signals that clients and terminals end programs with. */
const ENDING = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
/** How long a server that was told to end may take, ms. */
const GRACE_MS = 3000;

export interface StdioRelay {
  readonly server: Server;
  readonly gate: Gate;
  readonly outlet: Outlet;
}

/** Resolves when the server has ended. Rejects when it could not be started. */
export async function relayStdio({ server, gate, outlet }: StdioRelay): Promise<Ended> {
  const fromClient = new Lines();
  process.stdin.on("data", (chunk: Buffer) => {
    if (fromClient.push(chunk, line => gate.fromClient(line)) <= MAX_LINE) return;
    process.stderr.write("AgentGuard's relay ends: the client sent a message that is too large to be judged.\n");
    end("SIGTERM");
  });
  process.stdin.on("end", () => {
    gate.close();
    server.stdin.end();
  });
  listen(server, gate, outlet);
  // The client is gone: nobody reads any more.
  outlet.stream.on("error", () => end("SIGTERM"));
  const end = (signal: NodeJS.Signals) => {
    gate.close();
    server.signal(signal);
    setTimeout(() => server.signal("SIGKILL"), GRACE_MS).unref();
  };
  for (const signal of ENDING) process.on(signal, () => end(signal));
  const ended = await server.ended;
  gate.close();
  return ended;
}

/** What the server writes goes on as it comes; a copy is kept only while a list of tools is awaited. */
function listen(server: Server, gate: Gate, outlet: Outlet): void {
  let copy: Lines | undefined;
  server.stdout.on("data", (chunk: Buffer) => {
    // What is awaited cannot have begun before it was asked for.
    if (!copy && gate.isListening) copy = new Lines(!outlet.atStart);
    const left = copy?.push(chunk, line => gate.fromServer(line)) ?? 0;
    if (left === 0 && !gate.isListening) copy = undefined;
    if (outlet.pass(chunk)) return;
    server.stdout.pause();
    outlet.stream.once("drain", () => server.stdout.resume());
  });
}
