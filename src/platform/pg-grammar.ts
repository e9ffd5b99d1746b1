/**
 * Asks PostgreSQL's own grammar for a second opinion on SQL text: libpg-query, its C parser as WebAssembly, loaded when
 * first asked. Any failure (no module, not PostgreSQL, too much text) gives null: could not tell.
 */
import type { Operation } from "../core/facts/sql-operation.ts";

const MAX_CHARACTERS = 64 * 1024;
const MAX_DEPTH = 200;

interface Parser {
  parseSync(text: string): { readonly stmts?: readonly { readonly stmt?: unknown }[] | undefined };
  parsePlPgSQLSync(text: string): unknown;
}

let loading: Promise<Parser | null> | undefined;

/** Returns what the statements of `text` do, in reading order; null when the grammar could not tell. */
export async function readPostgresGrammar(text: string): Promise<readonly Operation[] | null> {
  if (text.length > MAX_CHARACTERS) return null;
  loading ??= load();
  const parser = await loading;
  return parser && operationsOf(text, parser);
}

async function load(): Promise<Parser | null> {
  try {
    const { loadModule, parseSync, parsePlPgSQLSync } = await import("libpg-query");
    await loadModule();
    return { parseSync, parsePlPgSQLSync };
  } catch {
    return null;
  }
}

function operationsOf(text: string, parser: Parser): readonly Operation[] | null {
  try {
    const found: Operation[] = [];
    for (const { stmt } of parser.parseSync(text).stmts ?? []) collect(stmt, parser, found, 0);
    return found;
  } catch {
    return null;
  }
}

type Node = Readonly<Record<string, unknown>>;

/** Collects operations. Every node of a parse tree is an object with one key, its kind, and contains its parts. */
function collect(tree: unknown, parser: Parser, found: Operation[], depth: number): void {
  if (depth > MAX_DEPTH) throw new Error("the tree is nested too deep");
  if (Array.isArray(tree)) {
    for (const one of tree) collect(one, parser, found, depth + 1);
    return;
  }
  if (!isNode(tree)) return;
  for (const [kind, value] of Object.entries(tree)) {
    if (isNode(value)) {
      if (LATER.has(kind) || (kind === "ExplainStmt" && !runs(value))) continue;
      for (const operation of operationsAt(kind, value, parser)) found.push(operation);
    }
    collect(value, parser, found, depth + 1);
  }
}

/** Definitions, whose contents run later, if ever. */
const LATER = new Set(["CreateFunctionStmt", "CreateTrigStmt", "RuleStmt", "PrepareStmt"]);

function operationsAt(kind: string, node: Node, parser: Parser): Operation[] {
  const cascade = node.behavior === "DROP_CASCADE";
  switch (kind) {
    case "DeleteStmt":
    case "UpdateStmt":
      return [
        {
          kind: kind === "DeleteStmt" ? "delete" : "update",
          target: relation(node.relation),
          matches: node.whereClause === undefined ? "all" : "several",
          limited: false,
        },
      ];
    case "MergeStmt":
      return list(node.mergeWhenClauses).flatMap((one): Operation[] => {
        const command = inside(one, "MergeWhenClause")?.commandType;
        const acts = command === "CMD_DELETE" ? "delete" : command === "CMD_UPDATE" ? "update" : undefined;
        return acts ? [{ kind: acts, target: relation(node.relation), matches: "several", limited: false }] : [];
      });
    case "TruncateStmt":
      return [
        { kind: "truncate", targets: list(node.relations).map(one => relation(inside(one, "RangeVar"))), cascade },
      ];
    case "DropStmt":
      return [dropped(String(node.removeType).replace(/^OBJECT_/, ""), list(node.objects).map(nameOf), cascade)];
    case "DropdbStmt":
      return [dropped("DATABASE", [String(node.dbname)], false)];
    case "DropRoleStmt":
      return [dropped("ROLE", roles(node.roles), false)];
    case "DropOwnedStmt":
      return [dropped("OWNED", roles(node.roles), true)];
    case "DropTableSpaceStmt":
      return [dropped("TABLESPACE", [String(node.tablespacename)], false)];
    case "DropSubscriptionStmt":
      return [dropped("SUBSCRIPTION", [String(node.subname)], false)];
    case "DropUserMappingStmt":
      return [dropped("USER MAPPING", [], false)];
    case "AlterTableCmd":
      return node.subtype === "AT_DropColumn"
        ? [{ kind: "drop-part", what: "column", name: String(node.name), table: "" }]
        : [];
    case "GrantStmt":
    case "GrantRoleStmt":
      return [{ kind: node.is_grant === true ? "grant" : "revoke", what: "rights" }];
    case "CopyStmt":
      return node.is_program === true ? [{ kind: "program", how: "COPY … PROGRAM" }] : [];
    case "CallStmt":
      return [{ kind: "call", name: "stored code" }];
    case "DoStmt":
      return blockOperations(node, parser);
    default:
      return [];
  }
}

/** Returns the operations of a DO block. A statement that is assembled when it runs is dynamic. */
function blockOperations(node: Node, parser: Parser): Operation[] {
  const body = list(node.args)
    .map(one => inside(one, "DefElem"))
    .find(one => one?.defname === "as");
  const code = inside(body?.arg, "String")?.sval;
  const found: Operation[] = [];
  try {
    visit(parser.parsePlPgSQLSync(`DO $agentguard$${String(code ?? "")}$agentguard$`), (kind, one) => {
      if (kind === "PLpgSQL_stmt_dynexecute") found.push({ kind: "dynamic", text: "", static: false });
      if (kind !== "PLpgSQL_stmt_execsql") return;
      const query = inside(one.sqlstmt, "PLpgSQL_expr")?.query;
      found.push(...(operationsOf(String(query ?? ""), parser) ?? [{ kind: "unknown", word: "a DO block" } as const]));
    });
  } catch {
    found.push({ kind: "unknown", word: "a DO block" });
  }
  return found;
}

function visit(tree: unknown, see: (kind: string, node: Node) => void): void {
  if (Array.isArray(tree)) for (const one of tree) visit(one, see);
  else if (isNode(tree))
    for (const [kind, value] of Object.entries(tree)) {
      if (isNode(value)) see(kind, value);
      visit(value, see);
    }
}

function runs(explain: Node): boolean {
  return list(explain.options).some(one => {
    const option = inside(one, "DefElem");
    if (option?.defname !== "analyze") return false;
    const value = inside(option.arg, "String")?.sval ?? inside(option.arg, "Boolean")?.boolval;
    return !/^(?:false|off|0)$/i.test(String(value ?? "true"));
  });
}

function dropped(what: string, targets: readonly string[], cascade: boolean): Operation {
  return { kind: "drop", what, targets, cascade, temporary: false };
}

function relation(value: unknown): string {
  if (!isNode(value)) return "";
  return [value.schemaname, value.relname].filter(part => typeof part === "string").join(".");
}

/** Reads a name, which is a string or a list of strings: schema and table. */
function nameOf(value: unknown): string {
  const items = inside(value, "List")?.items;
  const parts = items === undefined ? [value] : list(items);
  return parts
    .map(part => inside(part, "String")?.sval)
    .filter(part => typeof part === "string")
    .join(".");
}

function roles(value: unknown): string[] {
  return list(value).map(one => String(inside(one, "RoleSpec")?.rolename ?? ""));
}

function inside(value: unknown, kind: string): Node | undefined {
  const node = isNode(value) ? value[kind] : undefined;
  return isNode(node) ? node : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
