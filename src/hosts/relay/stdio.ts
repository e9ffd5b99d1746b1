/** Relays to a server that is a program, between the client's standard streams and the server's. */
import type { Ended, Server } from "./child.ts";
import type { Gate } from "./gate.ts";
import { Lines, type Outlet } from "./lines.ts";

/** The longest message of a client, as longer ones can neither be judged nor kept. */
const MAX_LINE = 64 * 1024 * 1024;

/** Signals by which clients and terminals end programs. */
const ENDING = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
/** How long a server may take to end when told to, ms. */
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
  // The client is gone, and nobody reads the output.
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

/** Forwards the server's output as it comes. A copy is parsed only while a list of tools is awaited. */
function listen(server: Server, gate: Gate, outlet: Outlet): void {
  let copy: Lines | undefined;
  server.stdout.on("data", (chunk: Buffer) => {
    // The awaited answer cannot have begun before its request.
    if (!copy && gate.isListening) copy = new Lines(!outlet.atStart);
    const left = copy?.push(chunk, line => gate.fromServer(line)) ?? 0;
    if (left === 0 && !gate.isListening) copy = undefined;
    if (outlet.pass(chunk)) return;
    server.stdout.pause();
    outlet.stream.once("drain", () => server.stdout.resume());
  });
}
