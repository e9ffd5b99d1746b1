/**
 * Recognizes tables that a test creates at its start and drops at its end: `db.create_all()`, `yield`, `db.drop_all()`.
 * They are the test's own where the program configures its application for tests, or its database in memory.
 */
import type { CodeLanguage } from "../../effects/pack.ts";
import { anyOf } from "../../text/expressions.ts";
import type { Answered } from "./context/context.ts";

/** Configures an application for tests, or its database in memory. */
const UNDER_TEST = anyOf([
  /\bcreate_app\(\s{0,20}(?:\w{1,40}=)?["']test(?:s|ing)?["']/,
  /\b(?:Test|Testing)(?:Config|Settings|Configuration)\b/,
  /["']TESTING["']\]?\s{0,4}[:=]\s{0,4}True\b/,
  /\bTESTING=True\b/,
  /["']sqlite(?:\+\w{1,20})?:\/\/(?:\/?:memory:)?["']/,
]);
/** The URL of a database server, unless its name says that it is for tests. */
const ANOTHER =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mssql|oracle|cockroachdb)(?:\+\w{1,20})?:\/\/(?![^\s"']{0,200}[/_-]test)/;

/** Tells which drops in `text` remove the test's own tables; undefined where it creates none. */
export function droppedByTest(language: CodeLanguage, text: string): Answered | undefined {
  if (language !== "python") return undefined;
  const made = text.indexOf(".create_all(");
  if (made < 0 || text.indexOf(".drop_all(", made) < 0) return undefined;
  return UNDER_TEST.test(text) && !ANOTHER.test(text) ? ({ name }) => name.endsWith(".drop_all") : undefined;
}
