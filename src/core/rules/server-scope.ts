/** Applies the policy's scopes of MCP servers: whatever they do not name is refused, whichever way the call came. */
import type { Action, McpAction } from "../action/action.ts";
import { readingName } from "../effects/names.ts";
import type { Facts } from "../facts/facts.ts";
import { readSql } from "../languages/sql/reader.ts";
import { beginsStatement, type StatementKind, statementsIn } from "../languages/sql/statement-kinds.ts";
import { matchesName } from "../places/patterns.ts";
import type { Policy, ServerScope } from "../policy/policy.ts";
import type { Contribution } from "./contribution.ts";

/** Returns a refusal for each scope that the call exceeds. */
export function refusedByScope(action: Action, facts: Facts, { servers }: Policy): Contribution[] {
  if (action.kind !== "mcp") return [];
  return servers
    .filter(({ server }) => matchesName(action.server, server))
    .flatMap(({ allow }): Contribution[] => {
      const beyond = beyondTools(action, allow) ?? beyondStatements(action, allow, facts);
      if (beyond === undefined) return [];
      const may = [...(allow.statements ?? []), ...(allow.tools ?? []).map(tool => `the tool ${tool}`)].join(", ");
      return [
        {
          rule: `servers/${action.server}`,
          points: 0,
          because: `the policy allows the MCP server ${action.server} only ${may}, and this ${beyond}`,
          then: "deny",
          instead: "Leave this to the person, or do it in a way that only needs what is allowed.",
        },
      ];
    });
}

type Allow = ServerScope["allow"];

function beyondTools({ tool }: McpAction, { tools }: Allow): string | undefined {
  return tools === undefined || matchesName(tool, tools) ? undefined : `calls ${tool}`;
}

/** Returns a clause on the first statement that is not allowed; undefined if all are. */
function beyondStatements(action: McpAction, { statements, tools }: Allow, facts: Facts): string | undefined {
  if (statements === undefined) return undefined;
  const texts = sqlIn(action.arguments);
  if (texts === undefined) return "holds more than can be looked through";
  // Without SQL, the tool's name must say that it only reads, or the policy must name the tool.
  if (texts.length === 0)
    return tools !== undefined || readingName(action.tool) ? undefined : `calls ${action.tool} without a statement`;
  for (const text of texts) {
    const beyond = beyondIn(text, statements, facts);
    if (beyond !== undefined) return beyond;
  }
  return undefined;
}

/** Kinds of statements that change no data. Changes by functions that they call are found by reading the text. */
const LOOKING: ReadonlySet<StatementKind> = new Set(["select", "transaction", "set"]);

function beyondIn(text: string, allowed: readonly StatementKind[], facts: Facts): string | undefined {
  const found = statementsIn(text);
  if (found === undefined) return "holds SQL that cannot be parsed";
  for (const { kind, says } of found) {
    if (kind === undefined) return `holds SQL that cannot be parsed, at ${says}`;
    if (!allowed.includes(kind)) return `is ${says}`;
  }
  if (!allowed.every(kind => LOOKING.has(kind))) return undefined;
  return readSql(text, [], "mcp", {}, facts)[0]?.says;
}

const SQL_KEY = /^(?:sql|sql_?query|sql_?text|statements?|ddl|migration(?:_sql)?|query|queries|q|command|script)$/i;
const MAX_VALUES = 2000;

/** Returns arguments that are SQL by their name or their beginning; undefined if there are too many. */
function sqlIn(args: McpAction["arguments"]): readonly string[] | undefined {
  const texts: string[] = [];
  const left: { readonly key: string; readonly value: unknown }[] = [{ key: "", value: args }];
  for (let seen = 0; left.length > 0; seen++) {
    if (seen > MAX_VALUES) return undefined;
    const { key, value } = left.pop() ?? { key: "", value: undefined };
    if (typeof value === "string") {
      const inner = jsonIn(value);
      if (inner !== undefined) left.push({ key, value: inner });
      else if (value.trim() !== "" && (SQL_KEY.test(key) || beginsStatement(value))) texts.push(value);
    } else if (Array.isArray(value)) left.push(...value.map(item => ({ key, value: item })));
    else if (typeof value === "object" && value !== null)
      left.push(...Object.entries(value).map(([name, item]) => ({ key: name, value: item })));
  }
  return texts;
}

function jsonIn(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
