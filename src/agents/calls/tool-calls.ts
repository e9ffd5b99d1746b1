/** Reads tool calls by a table of the agent's tools, which says what each of them proposes. */
import * as z from "zod";
import { quotedForShell } from "../../core/text/words.ts";
import type { Payload, ToolInput } from "../agent.ts";
import { type Act, complaint, given, placeOf } from "../payload.ts";

/** Makes a path in an argument absolute. */
export type At = (path: string) => string;
/** An act, with the folder in which the tool works if it is not the session's. */
export type Proposed = Act & { readonly cwd?: string };
/** Reads a tool's input; undefined when there is nothing to judge. Throws `ZodError` for an input that does not fit. */
export type ReadTool = (input: ToolInput, at: At) => Proposed | undefined;
export type Tools = ReadonlyMap<string, ReadTool>;

export interface ToolCall {
  /** Id of the agent's file. */
  readonly agent: string;
  readonly event: string;
  readonly tool: string;
  readonly input: ToolInput;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>> | undefined;
  readonly session?: string | undefined;
  readonly subagent?: string | undefined;
  readonly callId?: string | undefined;
}

/** `other` reads tools that are not in the table: MCP servers', and those that did not exist when it was written. */
export function readToolCall(call: ToolCall, tools: Tools, other: ReadTool): Payload {
  const { agent, event, tool, input, cwd, env, session, subagent, callId } = call;
  const known = tools.get(tool);
  // A tool that touches nothing and one day brings a command is judged by it.
  const read = known === harmless && "command" in input ? shell("command") : (known ?? other);
  try {
    const act = read(input, path => placeOf(path, cwd, env));
    if (!act) return { kind: "pass", event, because: `${tool} touches nothing outside the conversation` };
    const intent = act.kind === "command" && typeof input.description === "string" ? input.description : undefined;
    const origin = { agent, ...given({ session, subagent, callId, intent }) };
    return { kind: "act", event, action: { cwd, ...act, origin, ...given({ env }) } };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { kind: "malformed", event, because: `${tool}: ${complaint(error, "tool_input")}` };
  }
}

const text = z.string();
const name = z.string().min(1);

/** Sub-agents, plans, notes and lists of names: what they lead to reaches the hook as calls of its own. */
export const harmless: ReadTool = () => undefined;

/** A table's lines for all of these tools, names separated by blanks. */
export function harmlessTools(names: string): (readonly [string, ReadTool])[] {
  return names.split(" ").map(tool => [tool, harmless] as const);
}

/** Runs `field` in a shell of this machine, in `folder` when the call names one. */
export function shell(field: string, folder = "cwd", typed?: "typed"): ReadTool {
  return (input, at) => {
    const command = the(field, text, input);
    const cwd = at(typeof input[folder] === "string" && input[folder] !== "" ? input[folder] : ".");
    return { kind: "command", text: command, shell: dialectAt(cwd), cwd, ...(typed && { typed: true }) };
  };
}

/** PowerShell is what agents start on Windows. */
export function dialectAt(cwd: string): "bash" | "powershell" {
  return cwd.startsWith("/") ? "bash" : "powershell";
}

/** Replaces a file as a whole, or makes it. */
export function write(path: string, content: string): ReadTool {
  return (input, at) => ({ kind: "edit", path: at(the(path, name, input)), after: the(content, text, input) });
}

/** Puts text at the end of a file, or anywhere: what it becomes cannot be told from the call. */
export function insert(path: string): ReadTool {
  return (input, at) => ({ kind: "edit", path: at(the(path, name, input)) });
}

/** Replaces pieces of a file; an empty text to replace makes the file. */
export function replace(path: string, from: string, to: string, all = "replace_all"): ReadTool {
  return (input, at) => {
    const file = at(the(path, name, input));
    const [before, after] = [the(from, text, input), the(to, text, input)];
    if (before === "") return { kind: "edit", path: file, after };
    return { kind: "edit", path: file, replace: [{ from: before, to: after, all: input[all] === true }] };
  };
}

/** A patch of many files in the form of `apply_patch`, in the first of `fields` that holds a text. */
export function patches(...fields: readonly [string, ...string[]]): ReadTool {
  return input => {
    const field = fields.find(name => typeof input[name] === "string") ?? fields[0];
    return { kind: "patch", text: the(field, text, input) };
  };
}

export function reads(path: string): ReadTool {
  return (input, at) => ({ kind: "read", path: at(the(path, name, input)) });
}

/** Reads a file that it may be pointed at; without one it looks for names. */
export function readsIfGiven(path: string): ReadTool {
  return (input, at) => (typeof input[path] === "string" ? { kind: "read", path: at(input[path]) } : undefined);
}

/**
 * Shows lines of the files below a folder, or of one file. `filter`: the argument that says of which files, as ripgrep's
 * `--glob`, several of them with blanks or commas between. Names are read; a search by patterns is judged as the
 * command that does the same.
 */
export function searches(path: string, filter: string, pattern = "pattern"): ReadTool {
  return (input, at) => {
    const globs = globsIn(input[filter]);
    if (globs.length === 0) return readsIfGiven(path)(input, at);
    const below = at(typeof input[path] === "string" && input[path] !== "" ? input[path] : ".");
    if (!globs.some(glob => /[*?[{!]/.test(glob))) return readAll(globs.map(name => at(`${below}/${name}`)));
    const what = typeof input[pattern] === "string" ? input[pattern] : ".";
    const words = ["rg", "-e", what, ...globs.flatMap(glob => ["-g", glob]), "--", below];
    return { kind: "command", text: commandOf(words), shell: "sh" };
  };
}

/** Commas between braces belong to one of them, which stands for several. */
function globsIn(value: unknown): readonly string[] {
  if (typeof value !== "string") return [];
  return value.split(/\s+/).flatMap(glob => {
    const [, before = "", inner, after = ""] = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(glob) ?? [];
    if (inner !== undefined) return inner.split(",").map(one => `${before}${one}${after}`);
    return (glob.includes("{") ? [glob] : glob.split(",")).filter(one => one !== "");
  });
}

function readAll(files: readonly string[]): Proposed | undefined {
  return files.length === 0 ? undefined : each(files, path => ({ kind: "read", path }), ["cat"]);
}

/** Shows the files that a list names. */
export function readsEach(list: string): ReadTool {
  return (input, at) => {
    const named = z.array(z.string()).catch([]).parse(input[list]);
    return readAll(named.filter(file => file !== "").map(file => at(file)));
  };
}

export function removes(path: string): ReadTool {
  return (input, at) => ({ kind: "delete", path: at(the(path, name, input)) });
}

export function fetches(url: string): ReadTool {
  return input => ({ kind: "fetch", url: the(url, text, input), method: "GET" });
}

/** A tool of a server, or one of the agent's own that nobody has told us about. */
export function mcpCall(server: string, tool: string): ReadTool {
  return input => ({ kind: "mcp", server, tool, arguments: input });
}

/** `mcp__server__tool`; a server's name may hold underscores, two of them end it. Anything else is the agent's own. */
export function mcpTool(agent: string, tool: string, prefix = "mcp__", between = "__"): ReadTool {
  if (!tool.startsWith(prefix)) return mcpCall(agent, tool);
  const rest = tool.slice(prefix.length);
  const cut = rest.indexOf(between);
  return cut <= 0
    ? mcpCall(prefix === "" ? agent : rest || agent, rest)
    : mcpCall(rest.slice(0, cut), rest.slice(cut + between.length));
}

/** Several files in one call, as the command that does the same: one act names one file only. */
export function each(paths: readonly string[], one: (path: string) => Act, program: readonly string[]): Act {
  const [only, ...more] = paths;
  if (only !== undefined && more.length === 0) return one(only);
  return { kind: "command", text: commandOf([...program, "--", ...paths]), shell: "sh" };
}

/** Words as one line for `sh`. */
export function commandOf(words: readonly string[]): string {
  return words.map(quotedForShell).join(" ");
}

function the<T>(field: string, schema: z.ZodType<T>, input: ToolInput): T {
  const found = schema.safeParse(input[field]);
  if (found.success) return found.data;
  throw new z.ZodError(found.error.issues.map(issue => ({ ...issue, path: [field, ...issue.path] })));
}
