// Runs a server on the official SDK of revision 2026-07-28, which also speaks the older ones: `node newer.mjs <log>
// [http]`, as `older.mjs`.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import * as z from "zod";

const [, , log, how] = process.argv;
const ran = what => appendFileSync(log, `${what}\n`);
const text = said => ({ content: [{ type: "text", text: said }] });

function server({ era }) {
  const mcp = new McpServer({ name: "newer", version: "1.0.0" });
  mcp.registerTool("list_tables", { description: "Lists tables" }, () => {
    ran(`list_tables ${era}`);
    return text("users, orders");
  });
  mcp.registerTool(
    "drop_table",
    {
      description: "Drops a table",
      inputSchema: z.object({ table: z.string().meta({ "x-mcp-header": "Table" }) }),
    },
    ({ table }) => {
      ran(`drop_table ${table} ${era}`);
      return text(`${table} is gone`);
    },
  );
  mcp.registerTool("get_much", { inputSchema: z.object({ size: z.number() }) }, ({ size }) =>
    text("ü".repeat(size / 2)),
  );
  mcp.registerTool("get_length", { inputSchema: z.object({ of: z.string() }) }, ({ of }) => text(String(of.length)));
  mcp.registerTool("get_slowly", { inputSchema: z.object({ steps: z.number() }) }, async ({ steps }, context) => {
    const { progressToken } = context.mcpReq._meta ?? {};
    for (let progress = 1; progress <= steps && !context.mcpReq.signal.aborted; progress++) {
      if (progressToken !== undefined)
        await context.mcpReq.notify({
          method: "notifications/progress",
          params: { progressToken, progress, total: steps },
        });
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    if (context.mcpReq.signal.aborted) ran("get_slowly was cancelled");
    return text("slow but there");
  });
  mcp.registerResource("notes", "notes://all", {}, uri => ({ contents: [{ uri: uri.href, text: "notes" }] }));
  mcp.registerPrompt("greet", {}, () => ({ messages: [{ role: "user", content: { type: "text", text: "hello" } }] }));
  return mcp;
}

if (how === "http") {
  const handler = createMcpHandler(server);
  const listening = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const answer = await handler.fetch(
      new Request(`http://${request.headers.host}${request.url}`, {
        method: request.method,
        headers: request.headers,
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
        signal: gone.signal,
      }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body)
      Readable.fromWeb(answer.body)
        .on("error", () => {})
        .pipe(response);
    else response.end();
  });
  listening.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${listening.address().port}/mcp\n`));
} else serveStdio(server);
