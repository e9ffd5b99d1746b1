// Runs a tiny MCP server on standard input and output with two tools. Every call that really arrives is appended to the
// first argument, a file.
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

const log = process.argv[2];
const inputSchema = { type: "object", properties: { table: { type: "string" } }, required: ["table"] };
const tools = [
  { name: "drop_table", description: "Drops a table", inputSchema },
  { name: "list_tables", description: "Lists tables", inputSchema: { type: "object", properties: {} } },
];

const answers = {
  initialize: params => ({
    protocolVersion: params.protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: "demo", version: "1.0.0" },
  }),
  ping: () => ({}),
  "tools/list": () => ({ tools }),
  "tools/call": params => {
    appendFileSync(log, `${params.name}\n`);
    return { content: [{ type: "text", text: `${params.name} ran` }] };
  },
};

createInterface({ input: process.stdin }).on("line", line => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const answer = answers[method];
  const outcome = answer ? { result: answer(params) } : { error: { code: -32601, message: `no method ${method}` } };
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, ...outcome })}\n`);
});
