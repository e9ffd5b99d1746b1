/**
 * Determines the kind of each statement of a SQL text by parsing, not by its name. Cautious: a word that could begin a
 * statement counts as one, since some servers need no semicolon between two.
 */
import { type Dialect, dialectsOf } from "./dialect.ts";
import { lexSql, splitStatements, type Token } from "./lexer.ts";

const WORDS = {
  select: "SELECT WITH TABLE VALUES SHOW DESCRIBE DESC EXPLAIN FROM",
  insert: "INSERT",
  update: "UPDATE",
  delete: "DELETE",
  merge: "MERGE REPLACE UPSERT",
  create: "CREATE",
  alter: "ALTER RENAME COMMENT",
  drop: "DROP",
  truncate: "TRUNCATE",
  grant: "GRANT REVOKE DENY REASSIGN",
  call: "CALL EXEC EXECUTE DO",
  copy: "COPY LOAD UNLOAD IMPORT EXPORT",
  transaction: "BEGIN COMMIT ROLLBACK START SAVEPOINT RELEASE END ABORT",
  set: "SET RESET USE PRAGMA",
  maintain: "VACUUM ANALYZE REINDEX OPTIMIZE CLUSTER REFRESH CHECKPOINT",
} as const;

export type StatementKind = keyof typeof WORDS;

const KINDS = new Map<string, StatementKind>(
  Object.entries(WORDS).flatMap(([kind, words]) =>
    words.split(" ").map(word => [word, kind as StatementKind] as const),
  ),
);

export interface Statement {
  /** Undefined: the first word begins no known statement. */
  readonly kind: StatementKind | undefined;
  /** The first words, for a person: `DROP TABLE`. */
  readonly says: string;
}

const MAX_CHARACTERS = 256 * 1024;

/** Every statement in `text`, read in each dialect that a server may speak; undefined when it cannot be parsed. */
export function statementsIn(text: string): readonly Statement[] | undefined {
  if (text.length > MAX_CHARACTERS) return undefined;
  const readings = dialectsOf("", text).map(dialect => readAs(text, dialect));
  const whole = readings.filter(({ unclosed }) => !unclosed);
  return whole.length === 0 ? undefined : whole.flatMap(({ statements }) => statements);
}

/** Whether a text begins like a statement. */
export function beginsStatement(text: string): boolean {
  const head = text.slice(0, 2000).replace(/^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|[(;])+/, "");
  return KINDS.has(/^[A-Za-z]+(?=[\s(*]|$)/.exec(head)?.[0].toUpperCase() ?? "");
}

function readAs(text: string, dialect: Dialect) {
  const { tokens, unclosed } = lexSql(text, dialect);
  return { unclosed, statements: splitStatements(tokens).flatMap(kindsOf) };
}

/** Kinds that change something wherever they stand in a statement. */
const ACTING = new Set<StatementKind>([
  "insert",
  "update",
  "delete",
  "merge",
  "create",
  "alter",
  "drop",
  "truncate",
  "call",
]);
/** Words before a verb that begins no statement: `FOR UPDATE`, `ON DELETE CASCADE`, `AFTER INSERT OR UPDATE`. */
const NOT_BEHIND = new Set(["FOR", "ON", "KEY", "AFTER", "BEFORE", "OF", "OR", "DO", "INSTEAD", "NO", "AS", ",", "."]);
/** Name verbs without meaning them: privileges, what is shown, the branches of a merge. */
const NAMING = new Set(["GRANT", "REVOKE", "DENY", "SHOW", "DESCRIBE", "DESC", "MERGE", "COMMENT"]);

function kindsOf(statement: readonly Token[]): Statement[] {
  const start = statement.findIndex(({ kind, text }) => !(kind === "symbol" && text === "("));
  const first = statement[start];
  if (!first) return [];
  const kind = KINDS.get(first.upper);
  const says = sayFrom(statement, start);
  if (kind === undefined) return [{ kind, says }];
  const inner = NAMING.has(first.upper) ? [] : actsWithin(statement, start + 1);
  // The statement after `WITH` or `EXPLAIN` counts; without one it only reads.
  if (inner.length > 0 && /^(?:WITH|EXPLAIN)$/.test(first.upper)) return inner;
  const into = first.upper === "SELECT" && statement.some(({ upper }) => upper === "INTO");
  return [into ? { kind: "create", says: "SELECT INTO" } : { kind, says }, ...inner];
}

function actsWithin(statement: readonly Token[], from: number): Statement[] {
  return statement.flatMap((token, at): Statement[] => {
    if (at < from || token.kind !== "word") return [];
    const kind = KINDS.get(token.upper);
    const before = statement[at - 1];
    const isCall = statement[at + 1]?.text === "(" && statement[at + 1]?.kind === "symbol";
    if (!kind || !ACTING.has(kind) || isCall || NOT_BEHIND.has(before?.upper || before?.text || "")) return [];
    return [{ kind, says: sayFrom(statement, at) }];
  });
}

function sayFrom(statement: readonly Token[], at: number): string {
  const [first, second] = [statement[at], statement[at + 1]];
  if (!first) return "nothing";
  const text = first.upper || first.text.slice(0, 40);
  return second?.kind === "word" && /^[A-Z]+$/.test(second.upper) && second.upper.length < 20
    ? `${text} ${second.upper}`
    : text;
}
