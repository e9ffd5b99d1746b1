/** Lists Cline's tools: those of the extension, and those of the SDK and its command line. */
import * as z from "zod";
import type { ToolInput } from "../agent.ts";
import {
  commandOf,
  dialectAt,
  each,
  fetches,
  harmlessTools,
  insert,
  mcpCall,
  patches,
  type ReadTool,
  reads,
  searches,
  shell,
  type Tools,
  write,
} from "../calls/tool-calls.ts";

const path = z.string().min(1);

/** Blocks are `------- SEARCH`, `=======`, `+++++++ REPLACE`. Older versions write them with `<` and `>`. */
const SEARCH = /^(?:-{3,}|<{3,}) SEARCH>?\r?$/;
const MIDDLE = /^={3,}\r?$/;
const REPLACE = /^(?:\+{3,}|>{3,}) REPLACE>?\s*$/;

/** Returns the complete blocks; an unfinished one ends the list. Each text loses its last line break. */
function blocksOf(diff: string): { from: string; to: string; all: boolean }[] {
  const lines = diff.split("\n");
  const blocks: { from: string; to: string; all: boolean }[] = [];
  const next = (mark: RegExp, after: number) => {
    for (let i = after + 1; i < lines.length; i++) if (mark.test(lines[i] ?? "")) return i;
    return -1;
  };
  const text = (start: number, end: number) =>
    lines
      .slice(start + 1, end)
      .join("\n")
      .replace(/\r$/, "");
  for (let end = -1; ; ) {
    const start = next(SEARCH, end);
    const middle = start < 0 ? -1 : next(MIDDLE, start);
    end = middle < 0 ? -1 : next(REPLACE, middle);
    if (end < 0) return blocks;
    blocks.push({ from: text(start, middle), to: text(middle, end), all: false });
  }
}

const replaceInFile: ReadTool = (input, at) => {
  const { path: file, diff } = z.object({ path, diff: z.string() }).parse(input);
  const pieces = blocksOf(diff);
  // Without a block the new content is unknown. An empty text to find stands for the whole file.
  const [first] = pieces;
  if (pieces.length === 1 && first?.from === "") return { kind: "edit", path: at(file), after: first.to };
  return { kind: "edit", path: at(file), ...(pieces.length > 0 && { replace: pieces }) };
};

const useMcpTool: ReadTool = input => {
  const Call = z.object({ server_name: z.string().min(1), tool_name: z.string().min(1), arguments: z.unknown() });
  const { server_name: server, tool_name: tool, arguments: said } = Call.parse(input);
  const named = z.record(z.string(), z.unknown()).safeParse(typeof said === "string" ? Json.parse(said || "{}") : said);
  return { kind: "mcp", server, tool, arguments: named.success ? named.data : { input: said } };
};

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", path: ["arguments"], message: "expected a text that holds JSON" });
    return z.NEVER;
  }
});

const browser: ReadTool = (input, at) => (typeof input.url === "string" ? fetches("url")(input, at) : undefined);

/** Shows a result, and may run a command for it. */
const completion: ReadTool = (input, at) =>
  typeof input.command === "string" && input.command !== "" ? shell("command")(input, at) : undefined;

const Program = z.object({ command: z.string().min(1), args: z.array(z.string()).optional() });

/** Returns command lines: each is a line for a shell or a program with its arguments, alone or in a list. */
function linesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(linesOf);
  const { command, args } = Program.parse(value);
  return [args === undefined ? command : commandOf([command, ...args])];
}

const runCommands: ReadTool = (input, at) => {
  const lines = linesOf(input.commands ?? input.input ?? input.cmd ?? input);
  const cwd = at(".");
  return { kind: "command", text: lines.join("\n"), shell: dialectAt(cwd), cwd };
};

const Request = z.union([path.transform(file => ({ path: file })), z.object({ path })]);

const readFiles: ReadTool = (input, at) => {
  const said = ["files", "file_paths", "paths", "input"].map(field => input[field]).find(value => value !== undefined);
  const files = z.array(Request).parse(Array.isArray(said) ? said : [said ?? input]);
  return each(
    files.map(file => at(file.path)),
    file => ({ kind: "read", path: file }),
    ["cat"],
  );
};

const Edit = z.object({
  path,
  old_text: z.string().nullish(),
  new_text: z.string(),
  insert_line: z.number().nullish(),
});

const editor: ReadTool = (input, at) => {
  const { path: file, old_text: from, new_text: to, insert_line: line } = Edit.parse(input);
  if (typeof line === "number") return { kind: "edit", path: at(file) };
  if (!from) return { kind: "edit", path: at(file), after: to };
  return { kind: "edit", path: at(file), replace: [{ from, to, all: false }] };
};

const fetchWeb: ReadTool = input => {
  const { requests } = z.object({ requests: z.array(z.object({ url: z.string().min(1) })).min(1) }).parse(input);
  return each(
    requests.map(({ url }) => url),
    url => ({ kind: "fetch", url, method: "GET" }),
    ["curl"],
  );
};

const resource: ReadTool = (input: ToolInput, at) => {
  const { server_name } = z.object({ server_name: z.string().min(1) }).parse(input);
  return mcpCall(server_name, "resources/read")(input, at);
};

export const TOOLS: Tools = new Map<string, ReadTool>([
  ["execute_command", shell("command")],
  ["write_to_file", write("path", "content")],
  ["new_rule", write("path", "content")],
  ["replace_in_file", replaceInFile],
  ["read_file", reads("path")],
  ["search_files", searches("path", "file_pattern", "regex")],
  ["use_mcp_tool", useMcpTool],
  ["access_mcp_resource", resource],
  ["browser_action", browser],
  ["web_fetch", fetches("url")],
  ["attempt_completion", completion],
  ["run_commands", runCommands],
  ["read_files", readFiles],
  ["editor", editor],
  ["apply_patch", patches("input")],
  ["edit_notebook", insert("path")],
  ["fetch_web_content", fetchWeb],
  ...harmlessTools(
    "list_files list_code_definition_names ask_followup_question plan_mode_respond act_mode_respond new_task condense " +
      "summarize_task focus_chain load_mcp_documentation web_search use_skill use_subagents report_bug " +
      "generate_explanation search_codebase skills ask_question submit_and_exit spawn_agent",
  ),
]);
