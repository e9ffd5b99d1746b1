/** Finds where a database client connects: its host option, its URL, its variables, else this machine. */

import { type Argument, optionValue } from "../../effects/options.ts";
import type { Facts } from "../../facts/facts.ts";
import { shown } from "../../files/targets.ts";
import { databaseOf } from "../../places/database-address.ts";
import type { Locator } from "../../places/locator.ts";
import type { Scope } from "../../places/scope.ts";
import type { Word } from "../../text/words.ts";
import { databaseOfWord, elsewhere } from "./application-database.ts";
import { databaseOfVariable, variableIn } from "./variable.ts";

export interface Placing {
  /** Options with a host name, `host:port`, or a connection string. */
  readonly host?: readonly string[];
  /** Options that name a stored connection, whose name may tell the environment. */
  readonly profile?: readonly string[];
  /** Variables with a host name or a connection string. */
  readonly variables?: readonly string[];
  /** The client's default is not this machine but a cloud service in its settings. */
  readonly hosted?: true;
}

/** Never empty. `address`: an operand that is a host or a connection string. */
export function clientPlace(
  args: readonly Argument[],
  scope: Scope,
  facts: Facts,
  placing: Placing,
  address?: Word,
): Locator[] {
  const host = optionValue(args, ...(placing.host ?? [])) ?? address;
  if (host) return hostOfWord(host, facts);
  const profile = optionValue(args, ...(placing.profile ?? []));
  if (profile)
    return [
      {
        kind: "label",
        label: profile.value ?? "",
        evidence: { because: `the command uses the stored connection ${shown(profile)}` },
      },
    ];
  for (const variable of placing.variables ?? []) {
    if (!scope.variables.has(variable)) continue;
    const value = scope.variables.get(variable) ?? undefined;
    const named = value === undefined ? undefined : hostIn(value);
    const because = `${variable} is ${named ?? "only known when it runs"}`;
    return [{ kind: "database", ...(named !== undefined && { host: named }), evidence: { because, variable } }];
  }
  const remote = elsewhere(scope);
  if (remote.length > 0) return remote;
  const because = placing.hosted
    ? "the client's own settings say which service this reaches"
    : "no host is named, so that the client connects to this machine";
  return [{ kind: "database", ...(!placing.hosted && { host: "localhost" }), evidence: { because } }];
}

function hostOfWord(word: Word, facts: Facts): Locator[] {
  const variable = variableIn(word);
  if (variable !== undefined) return databaseOfVariable(variable, facts);
  const text = word.value;
  if (text === null || databaseOf(text) !== undefined) return databaseOfWord(word, facts);
  const host = hostIn(text);
  return [
    {
      kind: "database",
      ...(host !== undefined && { host }),
      evidence: { because: `the command connects to ${shown(word)}` },
    },
  ];
}

/** `db.example.com` of `tcp:db.example.com,1433`, `app/pw@db.example.com:1521/x` and of several hosts the first. */
function hostIn(text: string): string | undefined {
  const address = databaseOf(text);
  if (address) return address.host;
  const [first = ""] = text
    .replace(/^[a-z]+:(?:\/\/)?(?=[^\d])/i, "")
    .replace(/^.*@/, "")
    .split(",");
  const bare = first.replace(/^\/\//, "").replace(/(?::\d+)?(?:[/\\].*)?$/s, "");
  return bare === "" || bare === "." || /^\(local/i.test(bare) ? "localhost" : bare.toLowerCase();
}
