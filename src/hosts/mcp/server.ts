/** Serves the chat tools over MCP on standard streams, in both generations of the protocol. */
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { VERSION } from "../../wire/version.ts";
import { type Adviser, CHAT_TOOLS } from "../advice/advise.ts";

/** Serves them. `here`: the folder of acts that name none. */
export function serveMcp(adviser: Adviser, here: string): void {
  serveStdio(() => {
    const server = new McpServer({ name: "agentguard", version: VERSION });
    for (const { name, title, description, input, answer } of CHAT_TOOLS) {
      const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };
      server.registerTool(name, { title, description, inputSchema: input, annotations }, async (given: unknown) => {
        try {
          return { content: [{ type: "text", text: await answer(given, here, "mcp-client", adviser) }] };
        } catch (error) {
          return { content: [{ type: "text", text: (error as Error).message }], isError: true };
        }
      });
    }
    return server;
  });
}
