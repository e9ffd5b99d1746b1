/** Reads `gh api` and its like, which sign requests to one service's API. Flags as `gh api --help` lists them. */

import { type Argument, hasOption, operands, optionValue, optionValues } from "../../effects/options.ts";
import type { HttpCall, Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { textOfFile, textOfStdin } from "../../files/input-text.ts";
import { dropPrefix, HOLE, knownPrefix, textOf, type Word, wordOfText } from "../../text/words.ts";

/** Options of `gh api` and `glab api` that take a value. */
export const API_VALUES =
  "X method f raw-field F field form H header hostname input q jq t template p preview cache output".split(" ");

export interface ApiTool {
  /** Base URL with scheme, without a trailing slash: `https://api.github.com`. */
  readonly base: string;
  /** Path that `api graphql` stands for. */
  readonly graphql?: string;
}

/** The request that `<tool> api <endpoint> …` sends; undefined without an endpoint. `args` are those behind `api`. */
export function apiCall(
  args: readonly Argument[],
  command: Invocation,
  facts: Facts,
  tool: ApiTool,
): HttpCall | undefined {
  const endpoint = operands(args)[0];
  if (!endpoint) return undefined;
  const input = optionValue(args, "input");
  const fields = args.flatMap(arg =>
    arg.kind === "option" && /^(f|raw-field|F|field|form)$/.test(arg.name) && arg.value
      ? [{ value: arg.value, typed: /^(F|field|form)$/.test(arg.name) }]
      : [],
  );
  const body = input
    ? textOfInput(input, command, facts)
    : fields.length > 0
      ? bodyOf(fields, command, facts)
      : undefined;
  const given = optionValue(args, "X", "method");
  const method = given ? (given.value?.toUpperCase() ?? "?") : body !== undefined ? "POST" : "GET";
  const headers = optionValues(args, "H", "header").map(word => {
    const [name = "", ...value] = textOf(word).split(":");
    return { name: name.trim(), value: wordOfText(value.join(":").trim()) };
  });
  return {
    method: hasOption(args, "?") && method === "GET" ? "?" : method,
    url: urlOf(endpoint, optionValue(args, "hostname"), tool),
    headers,
    // With GET the fields go into the query.
    ...(body !== undefined && method !== "GET" && { body }),
    ...(command.span && { span: command.span }),
  };
}

function urlOf(endpoint: Word, hostname: Word | undefined, { base, graphql }: ApiTool): Word {
  const text = textOf(endpoint);
  if (/^https?:\/\//.test(text)) return endpoint;
  const host = hostname ? base.replace(/\/\/[^/]*/, `//${textOf(hostname)}`) : base;
  if (text === "graphql" && graphql !== undefined) return wordOfText(`${host}${graphql}`);
  // `{owner}` and `{repo}` are filled in from the work tree.
  return wordOfText(`${host}/${text.replace(/^\/+/, "").replace(/[{}]/g, "")}`);
}

/** `-f key=value` is text, `-F key=value` may be a number, a boolean, or `@file`. */
function bodyOf(
  fields: readonly { readonly value: Word; readonly typed: boolean }[],
  command: Invocation,
  facts: Facts,
): string | null {
  const body: Record<string, unknown> = {};
  const variables: Record<string, unknown> = {};
  for (const { value, typed } of fields) {
    const known = knownPrefix(value);
    const equals = known.indexOf("=");
    if (equals < 1) return null;
    const name = known.slice(0, equals);
    const rest = dropPrefix(value, equals + 1);
    const file = typed && knownPrefix(rest).startsWith("@");
    const text = file ? textOfInput(dropPrefix(rest, 1), command, facts) : textOf(rest);
    if (text === null || (name === "query" && text.includes(HOLE))) return null;
    (name === "query" ? body : variables)[name] = typed && !file ? typedValue(text) : text;
  }
  return JSON.stringify("query" in body ? { ...body, variables } : variables);
}

function typedValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function textOfInput(file: Word, command: Invocation, facts: Facts): string | null {
  return file.value === "-" ? (textOfStdin(command, facts) ?? null) : textOfFile(file, command.scope, facts);
}
