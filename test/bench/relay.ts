/** What the relay costs a call: the same server asked through it and by itself, in turn, within one run. */
import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { relay } from "../../src/doors/relay.ts";
import { callService } from "../../src/platform/service-client.ts";
import { Machine } from "../artifact/machine.ts";
import { interleaved, median, quantile, table } from "./numbers.ts";

const TARGET_MS = 2;
const OWN_TARGET_MS = 0.5;

export async function benchRelay(rounds: number): Promise<string> {
  const machine = new Machine();
  const clients: Client[] = [];
  const kept = new Agent({ keepAlive: true });
  try {
    machine.deploy();
    const service = (await machine.service()).child.pid ?? 0;
    const server = [process.execPath, join(process.cwd(), "test/support/mcp-server.mjs"), machine.write("ran.log", "")];
    const connect = async (command: string, args: readonly string[]) => {
      const client = new Client({ name: "bench", version: "1" });
      const env = machine.env as Record<string, string>;
      const transport = new StdioClientTransport({ command, args: [...args], env, cwd: machine.workspace });
      await client.connect(transport);
      // As every client does: from then on the relay holds each call against what the server has said of its tool.
      await client.listTools();
      clients.push(client);
      return { client, pid: transport.pid ?? 0 };
    };
    const bare = await connect(process.execPath, server.slice(1));
    const relayed = await connect(machine.places.relay, ["--server", "postgres", "--", ...server]);
    const call =
      ({ client }: typeof bare) =>
      async () => {
        const { isError } = await client.callTool({ name: "list_tables", arguments: {} });
        if (isError) throw new Error("a harmless call was refused");
      };
    const ping =
      ({ client }: typeof bare) =>
      async () =>
        void (await client.ping());
    const params = { name: "list_tables", arguments: {} };
    const asked = { method: "tools/call", params, server: "postgres", session: "bench", cwd: machine.workspace };
    let calls = 0;
    const judged = async () => {
      const body = JSON.stringify({ ...asked, call: String(++calls) });
      const { status } = await callService(machine.places, "POST", `/v1/hook/${relay.id}`, body, { agent: kept });
      if (status !== 200) throw new Error(`the service answered with ${status}`);
    };
    const runs = {
      "the verdict alone, written to the audit log": judged,
      "a call, bare": call(bare),
      "a call, relayed": call(relayed),
      "another message, bare": ping(bare),
      "another message, relayed": ping(relayed),
    };
    await interleaved(runs, 50);
    const times = await interleaved(runs, rounds);
    const rows = Object.entries(times).map(([name, values]) => [
      name,
      median(values).toFixed(2),
      quantile(values, 0.9).toFixed(2),
    ]);
    const bareCall = median(times["a call, bare"]);
    const added = median(times["a call, relayed"]) - bareCall;
    const own = added - median(times["the verdict alone, written to the audit log"]);
    const passed = median(times["another message, relayed"]) - median(times["another message, bare"]);
    const cpu = await cpuOf([service, relayed.pid], rounds, call(relayed));
    return [
      `MCP through the relay, ms, ${rounds} rounds in turn; a call is judged and written to the audit log`,
      table([["", "median", "p90"], ...rows]),
      "",
      verdict("added to a call", added, TARGET_MS),
      verdict("of it the relay's own, beside the verdict", own, OWN_TARGET_MS),
      `added to any other message: ${passed.toFixed(2)} ms`,
      `a relayed call takes ${((bareCall + added) / bareCall).toFixed(1)} times as long as a bare one`,
      `processor time of a call: ${cpu.map(ms => ms.toFixed(2)).join(" + ")} ms (service + relay)`,
    ].join("\n");
  } finally {
    kept.destroy();
    for (const client of clients) await client.close();
    await machine.dispose();
  }
}

function verdict(what: string, ms: number, target: number): string {
  return `${what}: ${ms.toFixed(2)} ms, wanted below ${target}: ${ms < target ? "met" : "NOT met"}`;
}

/** Milliseconds that each process spends on one call; the clock ticks a hundred times a second. */
async function cpuOf(pids: readonly number[], calls: number, call: () => Promise<void>): Promise<number[]> {
  const spent = () =>
    pids.map(pid => {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10;
    });
  const before = spent();
  for (let i = 0; i < calls; i++) await call();
  return spent().map((ms, i) => (ms - (before[i] ?? 0)) / calls);
}
