/**
 * The tools of VS Code's own chat, its Local target. Names from microsoft/vscode-copilot-chat, `toolNames.ts`, arguments
 * from the schemas in its package.json (March 2026). How its hooks name tools of MCP servers is not documented; in the
 * chat they are called `mcp_<server>_<tool>`.
 */
import * as z from "zod";
import {
  commandOf,
  dialectAt,
  fetches,
  harmlessTools,
  insert,
  mcpCall,
  mcpTool,
  type Proposed,
  patches,
  type ReadTool,
  reads,
  replace,
  searches,
  shell,
  type Tools,
  write,
} from "./tool-calls.ts";

export const VSCODE = "vscode-chat";

const Replacements = z.object({
  replacements: z.array(z.object({ filePath: z.string().min(1), oldString: z.string(), newString: z.string() })).min(1),
});
const Urls = z.object({ urls: z.array(z.string()) });
const Task = z.object({ task: z.object({ command: z.string(), args: z.array(z.string()).optional() }) });
const line = z.string().regex(/^[^\r\n]*$/, "expected a path of one line");

/** One act names one file: pieces of several are one patch. */
const multiReplace: ReadTool = (input, at) => {
  const byFile = new Map<string, { from: string; to: string; all: boolean }[]>();
  for (const { filePath, oldString: from, newString: to } of Replacements.parse(input).replacements) {
    const path = line.parse(at(filePath));
    byFile.set(path, [...(byFile.get(path) ?? []), { from, to, all: false }]);
  }
  const [first, ...more] = byFile;
  if (first && more.length === 0) return { kind: "edit", path: first[0], replace: first[1] };
  const marked = (mark: string, text: string) => text.split("\n").map(row => `${mark}${row}`);
  const sections = [...byFile].flatMap(([path, pieces]) => [
    `*** Update File: ${path}`,
    ...pieces.flatMap(({ from, to }) => ["@@", ...marked("-", from), ...marked("+", to)]),
  ]);
  return { kind: "patch", text: ["*** Begin Patch", ...sections, "*** End Patch"].join("\n") };
};

const createAndRunTask: ReadTool = (input, at): Proposed => {
  const { command, args = [] } = Task.parse(input).task;
  const text = args.length === 0 ? command : `${command} ${commandOf(args)}`;
  return { kind: "command", text, shell: dialectAt(at(".")) };
};

const fetchPages: ReadTool = (input, at) => {
  const { urls } = Urls.parse(input);
  const [url, ...more] = urls;
  if (url === undefined) return undefined;
  return more.length === 0 ? fetches("url")({ url }, at) : mcpCall(VSCODE, "fetch_webpage")(input, at);
};

export const VSCODE_TOOLS: Tools = new Map<string, ReadTool>([
  ["run_in_terminal", shell("command")],
  ["send_to_terminal", shell("command")],
  ["create_and_run_task", createAndRunTask],
  ["create_file", write("filePath", "content")],
  ["replace_string_in_file", replace("filePath", "oldString", "newString")],
  ["multi_replace_string_in_file", multiReplace],
  // Leaves out what it does not change, so that what the file becomes cannot be told.
  ["insert_edit_into_file", insert("filePath")],
  ["edit_notebook_file", insert("filePath")],
  ["apply_patch", patches("input")],
  ["read_file", reads("filePath")],
  ["view_image", reads("filePath")],
  ["fetch_webpage", fetchPages],
  // Notes of its own, under paths that are none of this machine.
  ["memory", () => undefined],
  ["grep_search", searches("path", "includePattern", "query")],
  ...harmlessTools(
    "file_search semantic_search list_dir get_errors get_changed_files read_project_structure " +
      "search_workspace_symbols list_code_usages vscode_listCodeUsages test_search test_failure testFailure " +
      "get_vscode_api get_project_setup_info get_search_view_results github_repo github_text_search " +
      "create_directory create_new_workspace create_new_jupyter_notebook copilot_getNotebookSummary " +
      "read_notebook_cell_output get_terminal_output terminal_selection terminal_last_command get_task_output " +
      "manage_todo_list runSubagent search_subagent explore_subagent tool_search ask_questions " +
      "vscode_askQuestions task_complete think session_store_sql resolve_memory_file_uri",
  ),
]);

export function otherVscodeTool(name: string): ReadTool {
  return mcpTool(VSCODE, name, "mcp_", "_");
}
