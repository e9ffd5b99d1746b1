// Runs a server on the official SDK of revisions up to 2025-11-25: `node older.mjs <log> [http | sse]`. Every call that
// really arrives is appended to the first argument, a file. With `http` it listens on a port of its own and prints the
// address, with `sse` it does so in the manner of 2024-11-05.
import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { z } from "zod";

const [, , log, how] = process.argv;
const ran = what => appendFileSync(log, `${what}\n`);
const text = said => ({ content: [{ type: "text", text: said }] });

function server() {
  const mcp = new McpServer({ name: "older", version: "1.0.0" });
  // The description of `list_tables` is in a file beside the log, if there is one.
  const described = existsSync(`${log}.said`) ? readFileSync(`${log}.said`, "utf8") : "Lists tables";
  mcp.registerTool("list_tables", { description: described, annotations: { readOnlyHint: true } }, () => {
    ran("list_tables");
    return text("users, orders");
  });
  mcp.registerTool("drop_table", { description: "Drops a table", inputSchema: { table: z.string() } }, ({ table }) => {
    ran(`drop_table ${table}`);
    return text(`${table} is gone`);
  });
  mcp.registerTool("query", { description: "Runs SQL", inputSchema: { sql: z.string() } }, ({ sql }) => {
    ran(`query ${sql}`);
    return text("0 rows");
  });
  mcp.registerTool("tidy", { description: "Tidies up", annotations: { destructiveHint: true } }, () => {
    ran("tidy");
    return text("tidied");
  });
  mcp.registerTool("get_length", { inputSchema: { of: z.string() } }, ({ of }) => text(String(of.length)));
  mcp.registerTool("get_much", { inputSchema: { size: z.number() } }, ({ size }) => text("ü".repeat(size / 2)));
  mcp.registerTool(
    "get_slowly",
    { inputSchema: { steps: z.number() } },
    async ({ steps }, { sendNotification, signal, _meta }) => {
      for (let progress = 1; progress <= steps; progress++) {
        if (signal.aborted) {
          ran("get_slowly was cancelled");
          break;
        }
        const params = { progressToken: _meta?.progressToken, progress, total: steps };
        if (_meta?.progressToken !== undefined) await sendNotification({ method: "notifications/progress", params });
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      return text("slow but there");
    },
  );
  mcp.registerTool("get_opinion", {}, async () => {
    const asked = await mcp.server.createMessage({
      messages: [{ role: "user", content: { type: "text", text: "well?" } }],
      maxTokens: 10,
    });
    return text(`the client says ${asked.content.text}`);
  });
  mcp.registerTool("get_end", { inputSchema: { code: z.number() } }, ({ code }) => process.exit(code));
  mcp.registerTool("get_env", { inputSchema: { name: z.string() } }, ({ name }) => text(String(process.env[name])));
  mcp.registerResource("env", `file://${dirname(log)}/work/.env`, {}, uri => ({
    contents: [{ uri: uri.href, text: "SECRET=1" }],
  }));
  mcp.registerResource("notes", "notes://all", {}, uri => ({ contents: [{ uri: uri.href, text: "notes" }] }));
  mcp.registerPrompt("greet", {}, () => ({ messages: [{ role: "user", content: { type: "text", text: "hello" } }] }));
  return mcp;
}

if (how === "sse") {
  const sessions = new Map();
  const listening = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://x");
    if (request.headers["x-key"] !== undefined) ran(`key ${request.headers["x-key"]}`);
    if (request.method === "GET" && pathname === "/mcp") {
      const transport = new SSEServerTransport("/messages", response);
      sessions.set(transport.sessionId, transport);
      return server().connect(transport);
    }
    const session = pathname === "/messages" ? sessions.get(searchParams.get("sessionId")) : undefined;
    if (!session) return response.writeHead(405).end();
    await session.handlePostMessage(request, response);
  });
  listening.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${listening.address().port}/mcp\n`));
} else if (how === "http") {
  const sessions = new Map();
  const listening = createServer(async (request, response) => {
    const session = request.headers["mcp-session-id"];
    if (request.headers["x-key"] !== undefined) ran(`key ${request.headers["x-key"]}`);
    let transport = sessions.get(session);
    if (!transport) {
      if (session !== undefined) return response.writeHead(404).end();
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: id => sessions.set(id, transport),
        onsessionclosed: () => ran("session closed"),
      });
      await server().connect(transport);
    }
    await transport.handleRequest(request, response);
  });
  listening.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${listening.address().port}/mcp\n`));
} else {
  process.stderr.write("older server ready\n");
  await server().connect(new StdioServerTransport());
}
