/** Reads clients that call one tool of an MCP server from the command line, as that tool call. */
import { type Argument, operands, optionValue, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { textOf, type Word } from "../core/text/words.ts";

/** Options that take a value. Others may be arguments of the tool itself (`--id 5`). */
const VALUES = `server s tool t args params p json input a config c method tool-name tool-arg prompt-name uri transport
  log-level timeout output format env e root stdio http-url url name`.split(/\s+/);

export const mcpCallers: ProgramPack = {
  kind: "program",
  id: "mcp-callers",
  programs: ["mcporter", "inspector", "mcp-inspector", "mcp-cli", "mcptools", "mcpt", "mcp", "mcpc", "fastmcp"],
  read,
  examples: [
    { run: "mcporter call linear.delete_project id=1", expect: "deny" },
    { run: `mcporter call 'linear.delete_issue(id: "ENG-1")'`, expect: "ask" },
    { run: 'mcporter call --server postgres --tool query --args \'{"sql":"DROP TABLE users"}\'', expect: "ask" },
    { run: "mcporter call supabase.execute_sql query='drop table users'", expect: "deny" },
    { run: "mcporter call linear.list_issues assignee=me", expect: "allow" },
    { run: "mcporter list linear --schema", expect: "allow" },
    {
      run: "npx @modelcontextprotocol/inspector --cli node server.js --method tools/call --tool-name delete_project --tool-arg id=1",
      expect: "deny",
    },
    { run: "npx @modelcontextprotocol/inspector --cli node server.js --method tools/list", expect: "allow" },
    { run: "npx @modelcontextprotocol/inspector node server.js", expect: "allow" },
    { run: "mcp call delete_database --params '{\"id\":1}' npx -y acme-db-mcp", expect: "deny" },
    { run: "mcp dev server.py", expect: "allow" },
    { run: 'mcp-cli github/delete_file \'{"path":"README.md"}\'', expect: "ask" },
    { run: "mcp-cli call github get_me", expect: "allow" },
    { run: "fastmcp call server.py drop_index name=users", expect: "deny" },
  ],
};

function read(command: Invocation): Reading {
  const args = readArguments(command.argv.slice(1), { values: VALUES });
  const called = calledTool(args);
  if (!called) return { effects: [] };
  const { server, tool, rest } = called;
  const inner: Inner = {
    kind: "mcp",
    server,
    tool,
    arguments: { ...argumentsIn(args, rest), ...called.given },
    scope: command.scope,
    ...(command.span && { span: command.span }),
  };
  return { effects: [], inner: [inner] };
}

interface Called {
  readonly server: string;
  readonly tool: string;
  readonly rest: readonly Word[];
  /** The arguments of `server.tool(a: 1)`. */
  readonly given?: Readonly<Record<string, unknown>>;
}

function calledTool(args: readonly Argument[]): Called | undefined {
  const words = operands(args);
  const text = (option: string) => optionValue(args, option)?.value ?? undefined;
  const named = text("tool-name") ?? text("tool");
  const at = words.findIndex(({ value }) => value === "call");
  const rest = words.slice(at + 1);
  if (named !== undefined) return { server: text("server") ?? words.map(textOf).join(" "), tool: named, rest };
  const [first, second, ...more] = rest;
  const said = textOf(first ?? { text: "", value: "", pieces: [], glob: false });
  // `linear.delete_issue`, `github/delete_file`, `https://mcp.linear.app/mcp.delete_issue`; a script is a server's.
  const [, server, tool, list] = /^(.{1,200}?)[./]([A-Za-z_][\w-]*)(?:\(([\s\S]*)\))?$/.exec(said) ?? [];
  if (server !== undefined && tool !== undefined && !/^(?:[cm]?[jt]sx?|py|json|ya?ml|toml)$/.test(tool))
    return { server, tool, rest: rest.slice(1), ...(list !== undefined && { given: pairsOf(list) }) };
  if (at === -1 || !first) return undefined;
  // Reads `call github get_me`, `call server.py drop_index`, and `call delete_database npx -y server`.
  const isServer =
    second &&
    /^[A-Za-z_][\w-]*$/.test(textOf(second)) &&
    !/^(?:npx|uvx|node|python3?|docker|bunx|deno)$/.test(textOf(second));
  if (isServer) return { server: said, tool: textOf(second), rest: more };
  return { server: [second, ...more].map(word => (word ? textOf(word) : "")).join(" "), tool: said, rest: [] };
}

function argumentsIn(args: readonly Argument[], rest: readonly Word[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const word of [...optionValues(args, "args", "params", "p", "json", "input", "a"), ...rest])
    Object.assign(found, objectIn(textOf(word)));
  for (const word of [...optionValues(args, "tool-arg"), ...rest]) {
    const [, key, value] = /^([A-Za-z_][\w.-]{0,60})(?:=|:=?)([\s\S]*)$/.exec(textOf(word)) ?? [];
    if (key !== undefined && value !== undefined) found[key] = plain(value);
  }
  // An option that the client lacks, such as `--id 5`, is an argument of the tool.
  for (const [i, arg] of args.entries()) {
    if (arg.kind !== "option" || VALUES.includes(arg.name) || arg.name.length < 2) continue;
    const next = args[i + 1];
    const value = arg.value ?? (next?.kind === "operand" ? next.word : undefined);
    found[arg.name] ??= value ? plain(textOf(value)) : true;
  }
  return found;
}

function objectIn(text: string): Record<string, unknown> {
  if (!/^\s*\{/.test(text)) return {};
  try {
    const value: unknown = JSON.parse(text.slice(0, 64 * 1024));
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    // The text of an incomplete object tells as much.
    return { input: text };
  }
}

/** Reads the arguments of a function call: `id: "ENG-1", force: true`. */
function pairsOf(list: string): Record<string, unknown> {
  const pairs = list
    .slice(0, 8_000)
    .matchAll(/(?<!\w)([A-Za-z_]\w*)\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,]+)/g);
  return Object.fromEntries(
    [...pairs].map(([, key = "", value = ""]) => [key, plain(value.trim().replace(/^(["'])([\s\S]*)\1$/, "$2"))]),
  );
}

function plain(text: string): unknown {
  return text === "true" ? true : text === "false" ? false : /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}
