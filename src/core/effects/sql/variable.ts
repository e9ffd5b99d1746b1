/** A connection that a command takes from a variable nobody has set: the workspace's env files may say what it holds. */
import type { DotenvEntry, Facts } from "../../facts.ts";
import { maskSecrets } from "../../masking.ts";
import type { Evidence, Locator } from "../effect.ts";
import type { Word } from "../words.ts";
import { addressText, databaseLocators, databaseOf } from "./address.ts";

/** The variable that a word consists of: `DATABASE_URL` of `"$DATABASE_URL"`. */
export function variableIn(word: Word): string | undefined {
  const [piece, ...more] = word.pieces.filter(part => part.kind === "hole" || part.value !== "");
  if (piece?.kind !== "hole" || more.length > 0) return undefined;
  return /^\$\{?(\w+)\}?$/.exec(piece.of)?.[1];
}

/**
 * Where the variable points by every env file that defines it, since nobody knows which one is loaded. A value that is
 * no connection string counts as a host name. Never empty: without an entry the one locator has no host.
 */
export function databaseOfVariable(name: string, facts: Facts): Locator[] {
  const found = facts.around.roots.flatMap(root =>
    (facts.ask({ kind: "dotenv", root }) ?? [])
      .filter(entry => entry.name === name && entry.value !== "")
      .flatMap(entry => locatorsOf(entry, root)),
  );
  if (found.length > 0) return found;
  const because = `${name} is called after production`;
  const called: Locator[] = /(?:^|_)(?:PROD|PRODUCTION|PRD)(?:_|$)/i.test(name)
    ? [{ kind: "label", label: "production", evidence: { because, variable: name } }]
    : [];
  return [...called, { kind: "database", evidence: { because: `${name} is only known when it runs`, variable: name } }];
}

function locatorsOf(entry: DotenvEntry, root: string): Locator[] {
  const { file, line, name, value } = entry;
  const shown = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
  const host = databaseOf(value)?.host ?? (/[:=]/.test(value) ? undefined : value);
  const because = `${name} in ${shown} points at ${addressText(databaseOf(value) ?? (host === undefined ? {} : { host }))}`;
  const evidence: Evidence = { because, file, line, variable: name, value: maskSecrets(value) };
  if (databaseOf(value)) return databaseLocators(value, evidence);
  return [{ kind: "database", ...(host !== undefined && { host }), evidence }];
}
