/** Reads what an agent asks before it acts: exactly one act, in the form of its own tools. */
import { resolve } from "node:path";
import * as z from "zod";
import type { Action } from "../../core/action/action.ts";

const path = z.string().min(1).max(4096);
const text = z.string().max(256 * 1024);

export const QUESTION = z
  .strictObject({
    command: text.optional().describe("A shell command, as it would be run."),
    shell: z
      .enum(["bash", "sh", "zsh", "fish", "powershell", "cmd"])
      .optional()
      .describe("The shell that the command is written for; without it, bash."),
    sql: text.optional().describe("SQL, as it would be sent to the workspace's database."),
    edit: z
      .strictObject({ path, content: text.optional().describe("The whole text of the file afterwards.") })
      .optional()
      .describe("A file to be written."),
    delete: path.optional().describe("A file or folder to be deleted."),
    read: path.optional().describe("A file to be read."),
    mcp: z
      .strictObject({
        server: z.string().min(1).max(200),
        tool: z.string().min(1).max(200),
        arguments: z.record(z.string(), z.unknown()).optional(),
      })
      .optional()
      .describe("A tool of an MCP server to be called."),
    url: z.string().max(8192).optional().describe("An address to be fetched."),
    cwd: path.optional().describe("The folder it would happen in; without it, the workspace."),
  })
  .refine(({ shell, cwd, ...acts }) => Object.values(acts).filter(act => act !== undefined).length === 1, {
    error: "Give exactly one of command, sql, edit, delete, read, mcp and url.",
  })
  .describe("One act, not yet done.");

/** Returns the act. `here`: absolute folder for inputs that name none. Throws an error that says what is wrong. */
export function actionAsked(input: unknown, here: string, agent: string): Action {
  const read = QUESTION.safeParse(input);
  if (!read.success) throw new Error(z.prettifyError(read.error));
  const { command, shell = "bash", sql, edit, mcp, url, ...rest } = read.data;
  const cwd = resolve(here, rest.cwd ?? ".");
  const base = { cwd, origin: { agent } };
  if (command !== undefined) return { ...base, kind: "command", text: command, shell };
  if (sql !== undefined) return { ...base, kind: "sql", text: sql };
  if (mcp) return { ...base, kind: "mcp", server: mcp.server, tool: mcp.tool, arguments: mcp.arguments ?? {} };
  if (url !== undefined) return { ...base, kind: "fetch", url, method: "GET" };
  if (rest.delete !== undefined) return { ...base, kind: "delete", path: resolve(cwd, rest.delete) };
  if (rest.read !== undefined) return { ...base, kind: "read", path: resolve(cwd, rest.read) };
  const { path = "", content } = edit ?? {};
  return { ...base, kind: "edit", path: resolve(cwd, path), ...(content !== undefined && { after: content }) };
}
