/**
 * Tables that a test makes at its beginning and drops at its end: `db.create_all()`, `yield`, `db.drop_all()`. They are
 * the test's own where the program says that its application is one under test, or that its database is in memory.
 */
import type { CodeLanguage } from "../../effects/pack.ts";
import { anyOf } from "../../text/expressions.ts";
import type { Answered } from "./context/context.ts";

/** What tells an application that it is under test, or puts its database into memory. */
const UNDER_TEST = anyOf([
  /\bcreate_app\(\s{0,20}(?:\w{1,40}=)?["']test(?:s|ing)?["']/,
  /\b(?:Test|Testing)(?:Config|Settings|Configuration)\b/,
  /["']TESTING["']\]?\s{0,4}[:=]\s{0,4}True\b/,
  /\bTESTING=True\b/,
  /["']sqlite(?:\+\w{1,20})?:\/\/(?:\/?:memory:)?["']/,
]);
/** The address of a database elsewhere, unless it is called a test's. */
const ANOTHER =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mssql|oracle|cockroachdb)(?:\+\w{1,20})?:\/\/(?![^\s"']{0,200}[/_-]test)/;

/** The drops of tables in `text` that a test makes itself; undefined where it makes none. */
export function droppedByTest(language: CodeLanguage, text: string): Answered | undefined {
  if (language !== "python") return undefined;
  const made = text.indexOf(".create_all(");
  if (made < 0 || text.indexOf(".drop_all(", made) < 0) return undefined;
  return UNDER_TEST.test(text) && !ANOTHER.test(text) ? ({ name }) => name.endsWith(".drop_all") : undefined;
}
