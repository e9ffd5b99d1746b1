/** Reads a client's script: SQL with client commands that include files, run a shell, or connect elsewhere. */

import type { Inner, Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { textOfFile } from "../../files/input-text.ts";
import { scopeInside } from "../../kit/carrying.ts";
import type { Locator } from "../../places/locator.ts";
import { parentOf, resolvePath } from "../../text/paths.ts";
import { literalWord } from "../../text/words.ts";

/** Each pattern is held against a whole line; its first group is the argument. */
export interface ClientSyntax {
  readonly includes?: RegExp;
  /** Includes relative to the script's own folder. */
  readonly includesBeside?: RegExp;
  readonly shell?: RegExp;
  readonly connects?: RegExp;
  /** Returns where a connecting command leads; `before` is the connection until then. */
  connectedTo?(argument: string, before: readonly Locator[]): readonly Locator[];
}

export interface Script {
  readonly text: string;
  /** The file that holds the script. */
  readonly path?: string;
}

export interface Running {
  readonly syntax: ClientSyntax;
  readonly at: readonly Locator[];
  readonly source: string;
  readonly command: Invocation;
  readonly facts: Facts;
}

const MAX_INCLUDES = 5;

/** SQL, with what its commands include or run; a command that cannot be followed stays in the text and counts as unknown. */
export function readScript(script: Script, running: Running, depth = 0): Inner[] {
  const { syntax, command, source } = running;
  const inner: Inner[] = [];
  const span = command.span && { span: command.span };
  let place = running.at;
  let sql: string[] = [];
  const flush = () => {
    const text = sql.join("\n");
    if (text.trim() !== "") inner.push({ kind: "sql", text, at: place, source, ...span });
    sql = [];
  };
  for (const line of script.text.split("\n")) {
    const shell = argumentOf(syntax.shell, line);
    const connection = argumentOf(syntax.connects, line);
    const plain = argumentOf(syntax.includes, line);
    const beside = argumentOf(syntax.includesBeside, line);
    if (shell !== undefined) inner.push({ kind: "shell", text: shell, scope: scopeInside(command), ...span });
    else if (connection !== undefined) {
      flush();
      place = syntax.connectedTo?.(connection, place) ?? place;
    } else if (plain !== undefined || beside !== undefined) {
      const folder = beside === undefined ? command.scope.cwd : script.path && parentOf(script.path);
      const included = includedFrom(folder, unquoted(plain ?? beside ?? ""), running);
      if (included === undefined || depth === MAX_INCLUDES) sql.push(line);
      else {
        flush();
        inner.push(...readScript(included, { ...running, at: place }, depth + 1));
      }
    } else sql.push(line);
  }
  flush();
  return inner;
}

function argumentOf(pattern: RegExp | undefined, line: string): string | undefined {
  const found = pattern?.exec(line);
  return found ? (found[1] ?? "").trim() : undefined;
}

function unquoted(argument: string): string {
  return argument.replace(/;$/, "").replace(/^(['"])(.*)\1$/, "$2");
}

function includedFrom(
  folder: string | null | undefined,
  file: string,
  { command, facts }: Running,
): Script | undefined {
  if (!folder || file === "") return undefined;
  const path = resolvePath(file, folder);
  const text = textOfFile(literalWord(path), command.scope, facts);
  return text === null ? undefined : { text, path };
}
