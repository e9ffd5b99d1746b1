/**
 * Lists the tools of Copilot's runtime, which runs its command line and the Copilot sessions of VS Code's agent host.
 * Events in camel case name the tools by their own names, events in Pascal case by Claude Code's, but with their own
 * arguments. Names and arguments are measured on Copilot CLI 1.0.102; those of `str_replace_editor` and of the older
 * `write_bash` are from its program.
 */
import * as z from "zod";
import { fetches, harmlessTools, mcpCall, patches, type ReadTool, searches, shell, type Tools } from "./tool-calls.ts";

export const COPILOT = "copilot-cli";

const text = z.string().optional();
const File = z
  .object({ path: text, file_path: text })
  .transform(({ path, file_path }) => path ?? file_path ?? "")
  .refine(path => path !== "", { path: ["path"], message: "expected a path" });
const Edit = z.object({ old_str: text, new_str: text, old_string: text, new_string: text, diff: text });
const Written = z.object({ file_text: text, content: text });

const bash = shell("command");
const powershell: ReadTool = input => ({
  kind: "command",
  text: z.object({ command: z.string() }).parse(input).command,
  shell: "powershell",
});
const view: ReadTool = (input, at) => ({ kind: "read", path: at(File.parse(input)) });

const create: ReadTool = (input, at) => {
  const { file_text, content } = Written.parse(input);
  return { kind: "edit", path: at(File.parse(input)), after: z.string().parse(file_text ?? content) };
};

const edit: ReadTool = (input, at) => {
  const path = at(File.parse(input));
  const { old_str, old_string, new_str, new_string, diff } = Edit.parse(input);
  // `permissionRequest` sends the diff for display instead of the text that is replaced.
  if (diff !== undefined && (old_str ?? old_string) === undefined) return { kind: "edit", path };
  const [from, to] = [z.string().parse(old_str ?? old_string), new_str ?? new_string ?? ""];
  if (from === "") return { kind: "edit", path, after: to };
  return { kind: "edit", path, replace: [{ from, to, all: input.replace_all === true }] };
};

/** One tool performs all edits of files; its argument `command` tells them apart. */
const strReplaceEditor: ReadTool = (input, at) => {
  const does = { view, create, str_replace: edit };
  const known = Object.entries(does).find(([command]) => command === input.command)?.[1];
  return known ? known(input, at) : { kind: "edit", path: at(File.parse(input)) };
};

export const COPILOT_TOOLS: Tools = new Map<string, ReadTool>([
  ["bash", bash],
  ["Bash", bash],
  ["shell", bash],
  ["local_shell", bash],
  ["powershell", powershell],
  ["PowerShell", powershell],
  ["write_bash", shell("input")],
  ["write_powershell", shell("input")],
  ["create", create],
  ["Write", create],
  ["edit", edit],
  ["Edit", edit],
  ["str_replace", edit],
  ["str_replace_editor", strReplaceEditor],
  ["apply_patch", patches("input", "patch")],
  ["view", view],
  ["Read", view],
  ["view_image", view],
  ["grep", searches("path", "glob")],
  ["Grep", searches("path", "glob")],
  ["rg", searches("path", "glob")],
  ["web_fetch", fetches("url")],
  ["WebFetch", fetches("url")],
  // `sql` has a database of its own that lives as long as the session. It may only read the database of all sessions.
  ...harmlessTools(
    "glob Glob task Task Agent skill Skill ask_user AskUserQuestion report_intent update_todo TodoWrite sql " +
      "session_store_sql session_history web_search WebSearch read_bash stop_bash list_bash read_powershell " +
      "stop_powershell list_powershell read_agent write_agent list_agents exit_plan_mode ExitPlanMode " +
      "ide_diagnostics ide_selection get_context_remaining fetch_copilot_cli_documentation tool_search",
  ),
]);

/**
 * Reads `<server>-<tool>`, or `<server>/<tool>` in a `permissionRequest`. Both may hold hyphens. A last piece with
 * underscores is the tool (`github-mcp-server-create_issue`); otherwise it begins early, so that no word is lost.
 */
export function otherCopilotTool(name: string): ReadTool {
  const slash = name.indexOf("/");
  const last = name.lastIndexOf("-");
  const cut = slash > 0 ? slash : name.slice(last + 1).includes("_") ? last : name.indexOf("-");
  return cut > 0 ? mcpCall(name.slice(0, cut), name.slice(cut + 1)) : mcpCall(COPILOT, name);
}
