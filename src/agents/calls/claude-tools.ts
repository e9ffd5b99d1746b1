/** Lists the tools of Claude Code, from its types (@anthropic-ai/claude-agent-sdk) and measured on 2.1.329. */
import * as z from "zod";
import { hint } from "../payload.ts";
import {
  each,
  fetches,
  harmlessTools,
  insert,
  mcpCall,
  mcpTool,
  type ReadTool,
  reads,
  replace,
  searches,
  write,
} from "./tool-calls.ts";

const Command = z.object({ command: z.string() });
const Replacement = z.object({ old_string: z.string(), new_string: z.string(), replace_all: z.boolean().optional() });
const Edits = z.object({ file_path: z.string().min(1), edits: z.array(Replacement) });

/** Claude Code uses bash on Windows too. */
const bash: ReadTool = input => ({ kind: "command", text: Command.parse(input).command, shell: "bash" });

const Artifact = z.object({
  action: z.string().optional(),
  file_path: hint,
  file_paths: z.array(z.string().min(1)).optional(),
});
/** A page or a file that becomes visible at claude.ai. Publishing a file discloses its content. */
const artifact: ReadTool = (input, at) => {
  const { action = "publish", file_path, file_paths = [] } = Artifact.parse(input);
  const files = [file_path, ...file_paths].filter(file => file !== undefined).map(file => at(file));
  if (files.length > 0) return each(files, file => ({ kind: "read", path: file }), ["cat"]);
  return mcpCall("claude-code", action.includes("_") ? action : `${action}_artifact`)(input, at);
};

/** Documents of a project at claude.ai. */
const projects: ReadTool = (input, at) => {
  const { method, local_path: file } = z.object({ method: z.string(), local_path: hint }).parse(input);
  if (file !== undefined) return { kind: "read", path: at(file) };
  return mcpCall("claude-code", method === "project_delete" ? "delete_document" : method)(input, at);
};

export const CLAUDE_TOOLS: ReadonlyMap<string, ReadTool> = new Map<string, ReadTool>([
  ["Bash", bash],
  ["PowerShell", input => ({ kind: "command", text: Command.parse(input).command, shell: "powershell" })],
  // Runs a command and watches its output, or listens to a socket.
  ["Monitor", (input, at) => ("ws" in input && !("command" in input) ? undefined : bash(input, at))],
  ["Write", write("file_path", "content")],
  ["Edit", replace("file_path", "old_string", "new_string")],
  [
    "MultiEdit",
    (input, at) => {
      const { file_path, edits } = Edits.parse(input);
      const pieces = edits.map(({ old_string: from, new_string: to, replace_all: all = false }) => ({ from, to, all }));
      return { kind: "edit", path: at(file_path), replace: pieces };
    },
  ],
  ["NotebookEdit", insert("notebook_path")],
  ["Read", reads("file_path")],
  ["Grep", searches("path", "glob")],
  ["WebFetch", fetches("url")],
  ["Artifact", artifact],
  ["Projects", projects],
  // Tools for sub-agents, plans and notes. The calls that follow from them reach the hook as calls of their own.
  ...harmlessTools(
    "Agent Task Workflow SendMessage TodoWrite TodoRead TaskCreate TaskGet TaskList TaskUpdate TaskOutput TaskStop " +
      "BashOutput KillShell KillBash Glob LS WebSearch AskUserQuestion EnterPlanMode ExitPlanMode Skill SlashCommand " +
      "ToolSearch LSP CronCreate CronDelete CronList ListMcpResourcesTool StructuredOutput",
  ),
]);

/**
 * Reads `mcp__server__tool`, and tools that did not exist when this was written. Both names may hold underscores, so
 * `server` is the name that the payload gives separately, if it does.
 */
export function otherClaudeTool(name: string, server: string | undefined): ReadTool {
  const prefix = server === undefined ? undefined : `mcp__${server.replace(/[^A-Za-z0-9_-]/g, "_")}__`;
  if (server === undefined || prefix === undefined || !name.startsWith("mcp__")) return mcpTool("claude-code", name);
  const bare = name.startsWith(prefix) ? name.slice(prefix.length) : name.replace(/^mcp__(?:.*?__)?/, "");
  return input => ({ kind: "mcp", server, tool: bare, arguments: input });
}
