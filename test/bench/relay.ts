/** What the relay costs a call: the same server asked through it and by itself, in turn, within one run. */
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { relay } from "../../src/doors/relay.ts";
import { callService } from "../../src/platform/service-client.ts";
import { Machine } from "../artifact/machine.ts";
import { interleaved, median, quantile, table } from "./numbers.ts";

const TARGET_MS = 2;

export async function benchRelay(rounds: number): Promise<string> {
  const machine = new Machine();
  const clients: Client[] = [];
  try {
    machine.deploy();
    await machine.service();
    const server = [process.execPath, join(process.cwd(), "test/support/mcp-server.mjs"), machine.write("ran.log", "")];
    const connect = async (command: string, args: readonly string[]) => {
      const client = new Client({ name: "bench", version: "1" });
      const env = machine.env as Record<string, string>;
      await client.connect(new StdioClientTransport({ command, args: [...args], env, cwd: machine.workspace }));
      clients.push(client);
      return client;
    };
    const bare = await connect(process.execPath, server.slice(1));
    const relayed = await connect(machine.places.relay, ["--server", "postgres", "--", ...server]);
    const call = (client: Client) => async () => {
      const { isError } = await client.callTool({ name: "list_tables", arguments: {} });
      if (isError) throw new Error("a harmless call was refused");
    };
    const ping = (client: Client) => async () => void (await client.ping());
    const params = { name: "list_tables", arguments: {} };
    const asked = { method: "tools/call", params, server: "postgres", session: "bench", cwd: machine.workspace };
    let calls = 0;
    const judged = async () => {
      const body = JSON.stringify({ ...asked, call: String(++calls) });
      const { status } = await callService(machine.places, "POST", `/v1/hook/${relay.id}`, body);
      if (status !== 200) throw new Error(`the service answered with ${status}`);
    };
    const runs = {
      "the verdict alone, audit log flushed": judged,
      "a call, bare": call(bare),
      "a call, relayed": call(relayed),
      "another message, bare": ping(bare),
      "another message, relayed": ping(relayed),
    };
    await interleaved(runs, 20);
    const times = await interleaved(runs, rounds);
    const rows = Object.entries(times).map(([name, values]) => [
      name,
      median(values).toFixed(2),
      quantile(values, 0.9).toFixed(2),
    ]);
    const added = median(times["a call, relayed"]) - median(times["a call, bare"]);
    const own = added - median(times["the verdict alone, audit log flushed"]);
    const passed = median(times["another message, relayed"]) - median(times["another message, bare"]);
    return [
      `MCP through the relay, ms, ${rounds} rounds in turn; a call is judged, written to the audit log and flushed`,
      table([["", "median", "p90"], ...rows]),
      "",
      `added to a call: ${added.toFixed(2)} ms, wanted below ${TARGET_MS}: ${added < TARGET_MS ? "met" : "NOT met"}`,
      `of it the relay's own, beside the verdict: ${own.toFixed(2)} ms`,
      `added to any other message: ${passed.toFixed(2)} ms`,
    ].join("\n");
  } finally {
    for (const client of clients) await client.close();
    await machine.dispose();
  }
}
