/** A psql script: SQL with backslash commands that include files, run a shell, or connect somewhere else. */
import type { Locator } from "../../core/effects/effect.ts";
import { textOfFile } from "../../core/effects/input-text.ts";
import type { Inner, Invocation } from "../../core/effects/pack.ts";
import { databaseLocators, databaseOf } from "../../core/effects/sql/connection.ts";
import { literalWord } from "../../core/effects/words.ts";
import type { Facts } from "../../core/facts.ts";
import { maskSecrets } from "../../core/masking.ts";
import { parentOf, resolvePath } from "../../core/paths.ts";

export interface Script {
  readonly text: string;
  /** The file it stands in, for `\ir`. */
  readonly path?: string;
}

const MAX_INCLUDES = 5;
const COMMAND = /^[ \t]*\\(i|ir|include|include_relative|!|c|connect)(?![a-z_])[ \t]*(.*)$/;

/** SQL, with what its commands include or run; a command that cannot be followed stays in the text and counts as unknown. */
export function readScript(
  script: Script,
  at: readonly Locator[],
  command: Invocation,
  facts: Facts,
  depth = 0,
): Inner[] {
  const inner: Inner[] = [];
  const span = command.span && { span: command.span };
  let place = at;
  let sql: string[] = [];
  const flush = () => {
    const text = sql.join("\n");
    if (text.trim() !== "") inner.push({ kind: "sql", text, at: place, source: "psql", ...span });
    sql = [];
  };
  for (const line of script.text.split("\n")) {
    const [, name, rest = ""] = COMMAND.exec(line) ?? [];
    const argument = rest.trim().replace(/^'(.*)'$/, "$1");
    if (name === undefined) sql.push(line);
    else if (name === "!") inner.push({ kind: "shell", text: rest, scope: command.scope, ...span });
    else if (name === "c" || name === "connect") {
      flush();
      place = connectedTo(argument, place);
    } else {
      const included = includedBy(name, argument, script, command, facts);
      if (included === undefined || depth === MAX_INCLUDES) sql.push(line);
      else {
        flush();
        inner.push(...readScript(included, place, command, facts, depth + 1));
      }
    }
  }
  flush();
  return inner;
}

function includedBy(name: string, file: string, script: Script, command: Invocation, facts: Facts): Script | undefined {
  const { cwd } = command.scope;
  const folder = name.endsWith("r") || name.endsWith("relative") ? script.path && parentOf(script.path) : cwd;
  if (!folder) return undefined;
  const path = resolvePath(file, folder);
  const text = textOfFile(literalWord(path), command.scope, facts);
  return text === null ? undefined : { text, path };
}

/** `\c dbname user host port`, or a connection string; `-` keeps what was. */
function connectedTo(argument: string, before: readonly Locator[]): readonly Locator[] {
  const because = `the script connects to ${maskSecrets(argument)}`;
  if (databaseOf(argument)) return databaseLocators(argument, { because });
  const [database, , host] = argument.split(/\s+/).map(part => (part === "-" ? "" : part));
  if (host) return [{ kind: "database", host, ...(database && { database }), evidence: { because } }];
  return before.map(one => (one.kind === "database" && database ? { ...one, database } : one));
}
