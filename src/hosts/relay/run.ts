/** Assembles the relay: the client on the standard streams, the server behind, the guard in between. */
import { randomUUID } from "node:crypto";
import type { RelayCall, RelayVerdict } from "../../doors/relay.ts";
import { AuditFile } from "../../platform/audit-file.ts";
import { type Places, places } from "../../platform/places.ts";
import { pinOf } from "../../platform/tool-pins.ts";
import { type Asking, askGuard } from "./ask.ts";
import { type Ended, startServer } from "./child.ts";
import { guardEnvironment, serverEnvironment } from "./environment.ts";
import { Gate } from "./gate.ts";
import { Lines, Outlet } from "./lines.ts";
import { isObject, type JudgedRequest } from "./messages.ts";
import type { RelayOptions } from "./options.ts";
import { Remote } from "./remote.ts";
import { relayStdio } from "./stdio.ts";
import { Tools } from "./tools.ts";

/** Runs the relay until the server or the client ends. `folder`: the folder of the built files. */
export async function runRelay(options: RelayOptions, folder: string): Promise<Ended> {
  const own = places();
  const outlet = new Outlet(process.stdout);
  const tools = toolsOf(options, own);
  const judge = judging(options, { own, folder, env: guardEnvironment(process.env) }, tools);
  if (options.kind === "command") {
    const server = startServer(options.command, options.args, serverEnvironment(process.env));
    const gate = new Gate({
      judge,
      toServer: line => void server.stdin.write(line),
      toClient: line => outlet.say(line),
      listed: page => tools.listed(page),
    });
    return relayStdio({ server, gate, outlet });
  }
  return relayRemote(options, judge, tools, outlet);
}

type Judge = (request: JudgedRequest, client: string | undefined, gone: AbortSignal) => Promise<RelayVerdict>;

function judging({ server, client: configured }: RelayOptions, asking: Asking, tools: Tools): Judge {
  const session = randomUUID();
  let calls = 0;
  return ({ method, params }, named, gone) => {
    const client = configured ?? named;
    const call: RelayCall = {
      method,
      params,
      server,
      ...(client !== undefined && { client }),
      session,
      call: String(++calls),
      cwd: process.cwd(),
      ...(method === "tools/call" && tools.about(params?.name)),
    };
    return askGuard(asking, call, gone);
  };
}

function toolsOf(options: RelayOptions, own: Places): Tools {
  const started = options.kind === "command" ? [options.command, ...options.args] : [options.url.href];
  const audit = new AuditFile(own.audit);
  return new Tools(options.server, { folder: own.tools, pin: pinOf(started) }, (what, because) => {
    process.stderr.write(`AgentGuard: ${because}\n`);
    audit.notice({ kind: "notice", what, by: "mcp relay", because }).catch((error: Error) => {
      process.stderr.write(`AgentGuard could not write its audit log: ${error.message}\n`);
    });
  });
}

/** Runs until the client closes its end, or a signal ends us. */
async function relayRemote(
  { url, headers }: RelayOptions & { readonly kind: "url" },
  judge: Judge,
  tools: Tools,
  outlet: Outlet,
): Promise<Ended> {
  const schemas = new Map<string, unknown>();
  const remote = new Remote({
    url,
    headers,
    schemas,
    deliver(line) {
      if (gate.isListening) gate.fromServer(Buffer.from(line));
      outlet.say(line);
    },
  });
  const gate = new Gate({
    judge,
    toServer: (line, messages) => remote.send(line, messages),
    toClient: line => outlet.say(line),
    listed(page) {
      tools.listed(page);
      for (const tool of page)
        if (isObject(tool) && typeof tool.name === "string") schemas.set(tool.name, tool.inputSchema);
    },
  });
  const lines = new Lines();
  process.stdin.on("data", (chunk: Buffer) => lines.push(chunk, line => gate.fromClient(line)));
  const signal = await new Promise<NodeJS.Signals | null>(resolve => {
    process.stdin.on("end", () => resolve(null));
    outlet.stream.on("error", () => resolve(null));
    for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => resolve(name));
  });
  gate.close();
  await remote.close();
  return { code: 0, signal };
}
