/** Resolves a connection in a variable that is not set: the workspace's env files may define it. */
import type { DotenvEntry, Facts } from "../../facts/facts.ts";
import { addressText, databaseLocators, databaseOf } from "../../places/database-address.ts";
import type { Evidence, Locator } from "../../places/locator.ts";
import { maskSecrets } from "../../text/masking.ts";
import type { Word } from "../../text/words.ts";

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
  const called = calledAfterProduction(name);
  return [
    ...(called ? [called] : []),
    { kind: "database", evidence: { because: `${name} is only known when it runs`, variable: name } },
  ];
}

function calledAfterProduction(name: string): NamedConnection | undefined {
  if (!/(?:^|_)(?:PROD|PRODUCTION|PRD)(?:_|$)/i.test(name)) return undefined;
  return {
    kind: "label",
    label: "production",
    evidence: { because: `${name} is called after production`, variable: name },
  };
}

/** Variables from which programs take their connection by default. */
const CONNECTIONS: ReadonlySet<string> = new Set(
  "DATABASE_URL POSTGRES_URL PG_URL DB_URL DATABASE_URI DIRECT_URL MYSQL_URL MONGODB_URI MONGO_URL REDIS_URL PGHOST DB_HOST".split(
    " ",
  ),
);

/** The label of a connection that is taken from a variable with a telling name: `DATABASE_URL=$PROD_DATABASE_URL`. */
export function connectionCalled(name: string, words: readonly Word[] | null): NamedConnection | undefined {
  if (!CONNECTIONS.has(name)) return undefined;
  const [word, ...more] = words ?? [];
  const from = word && more.length === 0 ? variableIn(word) : undefined;
  return from === undefined ? undefined : calledAfterProduction(from);
}

export type NamedConnection = Extract<Locator, { kind: "label" }>;

function locatorsOf(entry: DotenvEntry, root: string): Locator[] {
  const { file, line, name, value } = entry;
  const shown = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
  const host = databaseOf(value)?.host ?? (/[:=]/.test(value) ? undefined : value);
  const because = `${name} in ${shown} points at ${addressText(databaseOf(value) ?? (host === undefined ? {} : { host }))}`;
  const evidence: Evidence = { because, file, line, variable: name, value: maskSecrets(value) };
  if (databaseOf(value)) return databaseLocators(value, evidence);
  return [{ kind: "database", ...(host !== undefined && { host }), evidence }];
}
