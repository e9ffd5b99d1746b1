/** Finds embedded languages in a tool's arguments, by the argument's name and the look of its text. */
import type { McpAction } from "../../action/action.ts";
import { readingName } from "../../effects/names.ts";
import type { Inner } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Locator } from "../../places/locator.ts";
import type { Scope } from "../../places/scope.ts";
import { anyOf, inOrder, wholly, words } from "../../text/expressions.ts";
import { resolvePath } from "../../text/paths.ts";
import { literalWord } from "../../text/words.ts";
import type { Destination } from "../graphql/effects.ts";
import { looksLikeGraphql } from "../graphql/requests.ts";
import { defaultDatabase } from "../sql/connection.ts";
import { looksLikeSql } from "../sql/reader.ts";
import {
  argumentList,
  calledByParts,
  isOwnCall,
  PROGRAM,
  ranWithin,
  SHELL,
  scopeOf,
  withProgram,
} from "./command-parts.ts";
import { configuredDatabase } from "./server-config.ts";

const MAX_DEPTH = 100;
const MAX_TEXTS = 2000;

const ALWAYS_SQL = /^(?:sql|sql_?(?:query|text|statements?)|statements?|ddl|migration(?:_sql)?)$/i;
const OFTEN_SQL = /^(?:query|queries|q|command|text|content|body|input|script)$/i;
const PROSE = /^(?:text|content|body)$/i;
/** Arguments that are typed into a running terminal. */
const TYPED = /^(?:input|text|keys|data|line)$/i;
const TERMINAL = /terminal|tmux|iterm|shell|console|\bssh\b|desktop-?commander|process/i;
/** Arguments with code, and tools that run it. */
const CODE = /^(?:code|source|source_?code|program|cell|python|snippet|expression|cypher|js|javascript)$/i;
const RUNS_CODE =
  /(?:^|_|-|\s)(?:exec(?:ute)?|run|eval(?:uate)?)(?:_|-|\s|$)|interpreter|notebook|sandbox|repl|jupyter/i;
const DATABASE = anyOf(
  words`
    sql postgres \bpg maria database (?:^|[^a-z])db(?:[^a-z]|$) supabase neon snowflake bigquery redshift clickhouse
    duckdb cockroach planetscale oracle databricks trino
  `,
  "i",
);
/** Tools whose only purpose is to run a command. */
const EXECUTOR = /^(?:(?:exec(?:ute)?|run)(?:[_-]?(?:command|cmd|shell|bash|terminal))?|bash|sh|zsh|shell)$/i;
/** Tools whose command runs on another machine or in a container, and is never the rest of a call. */
const RUNS_THERE = /exec|send_?command|\bssm\b/i;
/** Databases that a vendor hosts: the workspace's own DATABASE_URL does not matter. */
const HOSTED = /supabase|neon|planetscale|snowflake|bigquery|redshift|databricks|turso|cockroach/i;

const SHELL_TOOL = /(?:^|[_-])(?:bash|sh|zsh|shell)(?:[_-]|$)/i;

interface Text {
  readonly key: string;
  readonly value: string;
  /** The object that holds it, for its neighbours `args` and `cwd`. */
  readonly owner: Readonly<Record<string, unknown>>;
}

export function embeddedIn(
  action: McpAction,
  place: Destination,
  facts: Facts,
): { readonly inner: readonly Inner[]; readonly graphql: readonly string[]; readonly complete: boolean } {
  const inner: Inner[] = [];
  const graphql: string[] = [];
  const isDatabase = DATABASE.test(`${action.server} ${action.tool}`);
  const called = calledByParts(action);
  if (called) inner.push(called);
  const unpacked = unpackedBy(action);
  if (unpacked) inner.push(unpacked);
  const { texts, complete } = textsIn(action.arguments);
  for (const text of texts) {
    // What is typed into a page is no command to a database.
    if (!BROWSER.test(action.server) && isSql(text, isDatabase, action.tool))
      inner.push({ kind: "sql", text: ranBy(action, text.value), at: databaseAt(action, place, facts), source: "mcp" });
    else if (isGraphql(text, action)) graphql.push(text.value);
    else if (isCode(text, action)) inner.push(codeOf(text, action));
    else if (isOfPage(text, action)) inner.push(...codeOfPage(text, action));
    else if (SHELL.test(text.key) && (!isDatabase || PROGRAM.test(action.tool) || /redis/i.test(action.server)))
      inner.push(...shellOf(text, action).map(one => inPod(one, action, place)));
    // A step of a list, as CI has them.
    else if (text.key === "run" && /\s/.test(text.value)) inner.push(...shellOf(text, action));
    else if (/^(?:input|text)$/i.test(text.key) && EXECUTOR.test(action.tool)) inner.push(...shellOf(text, action));
    else if (TYPED.test(text.key) && TERMINAL.test(`${action.server} ${action.tool}`) && !readingName(action.tool))
      inner.push(...(isConsoleText(text.value) ? [codeOf(text, action)] : shellOf(text, action)));
    else if (isTypedByTool(text, action))
      inner.push({ kind: "shell", text: text.value, scope: { ...scopeOf(action), guessed: true } });
    else if (isAddress(text)) inner.push(...callOf(text, action));
    else if (isTheCommand(text, action)) inner.push(...shellOf(text, action));
  }
  return { inner: [...inner, ...argumentList(action)], graphql, complete };
}

const UNPACKS = /(?:^|[-_])(?:extract|unzip|unpack|untar|decompress)(?:[-_]?(?:archive|zip|tar|all|file)\w*)?$/i;
const INTO = [
  "destination",
  "dest",
  "target",
  "output_dir",
  "outputDir",
  "extract_to",
  "extractTo",
  "to",
  "into",
  "folder",
];

/** `extract { archive, destination }` is read as `tar -x`. */
function unpackedBy(action: McpAction): Inner | undefined {
  const { arguments: args, tool } = action;
  const into = UNPACKS.test(tool) ? INTO.map(name => args[name]).find(value => typeof value === "string") : undefined;
  if (typeof into !== "string") return undefined;
  const source = [args.archive, args.file, args.path, args.source].find(value => typeof value === "string");
  const words = ["tar", "-xf", typeof source === "string" ? source : "archive", "-C", into];
  return { kind: "argv", argv: words.map(word => literalWord(word)), scope: scopeOf(action) };
}

/** Arguments with prose or file content, and arguments that say where or how a call is made. */
const WRITTEN = new Set(words`
  text content contents body message messages description title comment note notes prompt markdown html patch diff
  summary explanation reason new_str old_str new_text old_text code source
`);
const BESIDE = wholly(
  words`
    cwd path dir directory folder workdir working_?directory env environment timeout name id language session\w* user
    host port shell server container pod namespace label type kind mode role
  `,
  "i",
);

/**
 * `type { text: "agentguard approve 3c9e" }`: what is typed for the person is read like a command. In a page only the
 * guard's own command counts, since people type anything there.
 */
function isTypedByTool({ key, value, owner }: Text, { server, tool }: McpAction): boolean {
  if (!TYPED_TEXT.test(key) || !(TYPES.test(tool) || TYPES.test(String(owner.action ?? "")))) return false;
  return /\bagentguard\b/i.test(value) || (!BROWSER.test(server) && /\S\s+\S/.test(value));
}

const TYPED_TEXT = /^(?:text|keys?|input|value|string|chars)$/i;
const TYPES = inOrder(
  [
    /(?:^|[_-])/,
    words`type typing typewrite keystrokes? send_?keys? press paste write_?text insert_?text input_?text`,
    /(?:[_-]|$)/,
  ],
  "i",
);

/** A request is what it says, whatever the argument is called: a tool that takes one sends it. */
function isGraphql({ key, value }: Text, { server, tool }: McpAction): boolean {
  if (!looksLikeGraphql(value)) return false;
  if (/^(?:query|mutation|document|graphql)/i.test(key)) return true;
  const isLookedFor = readingName(tool) && /search|find/i.test(tool);
  return !WRITTEN.has(key.toLowerCase()) && !BROWSER.test(server) && !isLookedFor && GRAPHQL_OPERATION.test(value);
}

/** The short form `{ name }` resembles too much else. */
const GRAPHQL_OPERATION = /^\s*(?:#[^\n]*\n\s*)*(?:mutation|subscription|query)\b/;

/** A URL is called when its argument is named after one, or when a method stands beside it. */
function isAddress({ key, value, owner }: Text): boolean {
  if (!/^https?:/i.test(value)) return false;
  return /^(?:url|uri|endpoint)$/i.test(key) || (methodIn(owner) !== undefined && !/\s/.test(value));
}

function methodIn(owner: Readonly<Record<string, unknown>>): string | undefined {
  const said = Object.entries(owner).find(([key]) => /^(?:http_?)?(?:method|verb)$/i.test(key))?.[1];
  return typeof said === "string" && /^[a-z]{3,7}$/i.test(said) ? said : undefined;
}

/** The one text that a tool gets whose whole purpose is to run a command, whatever it is called. */
function isTheCommand({ key, value, owner }: Text, { tool }: McpAction): boolean {
  if (!EXECUTOR.test(tool) || WRITTEN.has(key.toLowerCase()) || BESIDE.test(key) || value === "") return false;
  return !Object.keys(owner).some(other => SHELL.test(other) || /^(?:input|text)$/i.test(other));
}

/** `explain_query { analyze: true }`: the statement is planned, and run only where the plan is measured. */
function ranBy({ tool, arguments: args }: McpAction, sql: string): string {
  if (!/^(?:\w+_)?explain(?:_|$)/i.test(tool) || /^\s*explain\b/i.test(sql)) return sql;
  return `EXPLAIN ${args.analyze === true || args.execute === true ? "ANALYZE " : ""}${sql}`;
}

/** The `query` of a search tool is no SQL; that of a tool which runs SQL is, whatever it looks like. */
function isSql({ key, value, owner }: Text, isDatabase: boolean, tool: string): boolean {
  if (ALWAYS_SQL.test(key)) return true;
  if (!OFTEN_SQL.test(key))
    return isDatabase && !WRITTEN.has(key.toLowerCase()) && !BESIDE.test(key) && looksLikeSql(value);
  // A message to a model, or a web search.
  if (!isDatabase && (typeof owner.role === "string" || /(?:^|[_-]|web)search(?:[_-]|$)/i.test(tool))) return false;
  // A search in code and documents may well look for SQL.
  if (!isDatabase && readingName(tool) && /search|find/i.test(tool)) return false;
  // Texts for people and files may mention SQL.
  if (!isDatabase && PROSE.test(key) && !RUNS_CODE.test(tool)) return false;
  if (looksLikeSql(value)) return isDatabase || !SHELL.test(key);
  return (
    isDatabase &&
    /^(?:query|queries|q)$/i.test(key) &&
    !(readingName(tool) && /search|docs|find/i.test(tool)) &&
    !looksLikeGraphql(value)
  );
}

function databaseAt(action: McpAction, place: Destination, facts: Facts): readonly Locator[] {
  if (place.local)
    return [{ kind: "database", host: "localhost", evidence: { because: `${place.name} runs on this machine` } }];
  const configured = configuredDatabase(action, facts);
  if (configured.length > 0) return configured;
  return HOSTED.test(action.server) ? place.at : defaultDatabase(action, facts);
}

const BROWSER = /playwright|puppeteer|browser|chrome/i;

/** A script that runs in a page affects only the page, unless it sends requests. */
function isOfPage({ key }: Text, { server, tool }: McpAction): boolean {
  if (!BROWSER.test(server)) return false;
  if (/^code$/i.test(key)) return /run|exec|eval/i.test(tool);
  return /^(?:script|function|pageFunction|expression)$/i.test(key) && /eval/i.test(tool);
}

function codeOfPage({ value }: Text, action: McpAction): Inner[] {
  if (!/\bfetch\b|XMLHttpRequest|sendBeacon|\baxios\b|\brequest\s*\.|\brequire\s*\(|\bprocess\s*\./.test(value))
    return [];
  // A function is called with the page.
  const text = /^(?:async\b\s*)?(?:function\b|\([\w$, {}]*\)\s*=>|[\w$]+\s*=>)/.test(value.trimStart())
    ? `(${value.replace(/;\s*$/, "")})(page)`
    : value;
  return [{ kind: "code", language: "javascript", text, scope: scopeOf(action), source: "mcp" }];
}

/** A tool that runs a command inside a pod: what it does lands where the server's token reaches. */
export const IN_POD = /^(?:pods?_exec|exec_(?:in_)?pod|kubectl_exec)$/i;

function inPod(inner: Inner, { tool }: McpAction, { at }: Destination): Inner {
  const runs = inner.kind === "shell" || inner.kind === "argv";
  return runs && IN_POD.test(tool) ? { ...inner, scope: { ...inner.scope, elsewhere: at } } : inner;
}

/** Lines that are calls or assignments of a language with brackets: no shell would take one of them. */
function isConsoleText(text: string): boolean {
  const lines = text.split("\n").filter(line => line.trim() !== "");
  return (
    lines.length > 0 &&
    lines.every(line => /^\s*(?:(?:import|from) \w|[\w.]+ = |(?:await )?[\w.]+\([^$`]*\);?$|[)\]}])/.test(line)) &&
    lines.some(line => /^(?:import \w|from \w[\w.]* import\b|[^"'(=]*\()/.test(line.trimStart()))
  );
}

function isCode({ key }: Text, { server, tool }: McpAction): boolean {
  if (BROWSER.test(server)) return false;
  return CODE.test(key) && (RUNS_CODE.test(`${tool} ${server}`) || SHELL_TOOL.test(tool));
}

function codeOf({ value, owner }: Text, action: McpAction): Inner {
  const said = `${typeof owner.language === "string" ? owner.language : ""} ${action.tool} ${action.server}`;
  const looksLikeScript = owner.language === undefined && /\brequire\(|=>|\b(?:const|let|await|function)\b/.test(value);
  const language =
    looksLikeScript || /\b(?:js|javascript|typescript|node|deno|ts)\b|javascript|node/i.test(said)
      ? "javascript"
      : /ruby/i.test(said)
        ? "ruby"
        : /php/i.test(said)
          ? "php"
          : "python";
  const scope = scopeOf(action);
  const isShell =
    typeof owner.language === "string" ? /\b(?:bash|shell|sh)\b/i.test(owner.language) : SHELL_TOOL.test(action.tool);
  if (isShell) return { kind: "shell", text: value, scope };
  return { kind: "code", language, text: value, scope, source: "mcp" };
}

/**
 * `command` with its neighbour `args` is one argv; on its own it is shell text. What a tool named after a program is
 * given may be the rest of a call of that program, or a command of its own: both are read.
 */
function shellOf({ value, owner }: Text, action: McpAction): Inner[] {
  const folder = [owner.cwd, owner.workdir, owner.working_directory, owner.directory].find(
    item => typeof item === "string",
  );
  const scope: Scope = {
    ...scopeOf(action),
    cwd: folder === undefined ? action.cwd : resolvePath(folder, action.cwd),
  };
  const args = owner.args ?? owner.arguments;
  const within = ranWithin(value, owner, action);
  if (within !== undefined) return [{ kind: "shell", text: within, scope }];
  const whole = withProgram(value, action);
  if (Array.isArray(args) && args.every(arg => typeof arg === "string"))
    return [{ kind: "argv", argv: [...whole.split(" "), ...args].map(arg => literalWord(arg)), scope }];
  const said = `${action.server} ${action.tool}`;
  const dialect = /powershell|pwsh/i.test(said)
    ? "powershell"
    : /(?:^|[\s_-])cmd(?:$|[\s_-])/i.test(said)
      ? "cmd"
      : undefined;
  // `{ command: "delete", resourceType: "namespace", name: "prod" }`: a command in parts.
  const parts = /\s/.test(value)
    ? []
    : [owner.resourceType, owner.resource_type, owner.resource, owner.kind, owner.name].filter(
        part => typeof part === "string" && /^[\w./:-]+$/.test(part),
      );
  const text = whole === value ? whole : [whole, ...parts].join(" ");
  const texts = whole !== value && (isOwnCall(value) || RUNS_THERE.test(action.tool)) ? [text, value] : [text];
  return texts.map(one => ({ kind: "shell", text: one, scope, ...(dialect && { dialect }) }));
}

function callOf({ value, owner }: Text, action: McpAction): Inner[] {
  const options =
    typeof owner.options === "object" && owner.options !== null ? (owner.options as Record<string, unknown>) : {};
  const named = /(?:^|[_-])(get|post|put|patch|delete)(?:$|[_-])/i.exec(action.tool)?.[1];
  const said = methodIn(owner) ?? options.method ?? named;
  const method = typeof said === "string" ? said.toUpperCase() : "GET";
  const body = owner.body ?? owner.data ?? owner.json ?? options.body;
  const given = owner.headers ?? options.headers;
  const headers = Object.entries(typeof given === "object" && given !== null ? given : {}).map(([name, text]) => ({
    name,
    value: literalWord(String(text)),
  }));
  const text = typeof body === "string" ? body : body === undefined ? undefined : JSON.stringify(body);
  const call = { method, url: literalWord(value), headers, ...(text !== undefined && { body: text }) };
  return [{ kind: "http", call, scope: { cwd: action.cwd, variables: new Map(), via: [] }, source: "mcp" }];
}

/** Parses an object or list that is passed as text. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.slice(0, 64 * 1024));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every string in the arguments with its key; items of an array have the array's key. */
function textsIn(args: Readonly<Record<string, unknown>>): { readonly texts: Text[]; readonly complete: boolean } {
  const texts: Text[] = [];
  let complete = true;
  const walk = (value: unknown, key: string, owner: Readonly<Record<string, unknown>>, depth: number): void => {
    if (depth > MAX_DEPTH || texts.length >= MAX_TEXTS) {
      complete = false;
      return;
    }
    const json = typeof value === "string" && /^\s*[{[]/.test(value) ? parsed(value) : undefined;
    if (json !== undefined && !/^(?:code|source|content|text|query|sql)$/i.test(key)) walk(json, key, owner, depth + 1);
    else if (typeof value === "string") texts.push({ key, value, owner });
    else if (Array.isArray(value)) {
      // `command: ["bash", "-c", "…"]` is one argv, read once from its first word.
      const [program, ...rest] = value;
      const isCall = SHELL.test(key) && typeof program === "string" && !/\s/.test(program) && rest.length > 0;
      if (isCall) walk(program, key, { ...owner, args: rest }, depth + 1);
      // `commands: ["pwd", "terraform destroy"]`: each is a command of its own.
      if (!isCall || (/s$/i.test(key) && rest.some(item => /\s/.test(String(item)))))
        for (const item of value) walk(item, key, owner, depth + 1);
    } else if (typeof value === "object" && value !== null) {
      const object = value as Record<string, unknown>;
      for (const [name, item] of Object.entries(object)) walk(item, name, object, depth + 1);
    }
  };
  walk(args, "", args, 0);
  return { texts, complete };
}
