/** Finds the database of a PostgreSQL client in libpq's order: connection string, options, variables, socket. */

import { type Argument, optionValue } from "../../core/effects/options.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { shown } from "../../core/files/targets.ts";
import { elsewhere } from "../../core/languages/sql/application-database.ts";
import { databaseOfVariable, variableIn } from "../../core/languages/sql/variable.ts";
import { databaseLocators, databaseOf } from "../../core/places/database-address.ts";
import type { Evidence, Locator } from "../../core/places/locator.ts";
import type { Scope } from "../../core/places/scope.ts";
import { namedProduction } from "../../core/providers/account.ts";
import { maskSecrets } from "../../core/text/masking.ts";
import { literalWord, textOf, type Word } from "../../core/text/words.ts";

/** Returns the targets, never empty. `named`: the word that names the database, an operand or the value of -d. */
export function targetOf(args: readonly Argument[], named: Word | undefined, scope: Scope, facts: Facts): Locator[] {
  const hosts = hostLocators(args, scope, facts);
  if (!named) return withDatabase(hosts ?? [socket(scope)], scope.variables.get("PGDATABASE") ?? undefined);
  const variable = variableIn(named);
  if (variable !== undefined && hosts === undefined) return databaseOfVariable(variable, facts);
  const text = textOf(named);
  const service = SERVICE.exec(text)?.[1];
  if (
    service !== undefined &&
    hosts === undefined &&
    (databaseOf(text)?.host === undefined || /^\w+:\/\/\//.test(text))
  )
    return serviceLocators(service);
  if (databaseOf(text) === undefined) return withDatabase(hosts ?? [socket(scope)], named.value ?? undefined);
  const because = `the command connects to ${maskSecrets(text)}`;
  // Options add what the string leaves out. Both count, and the stricter one wins.
  return [
    ...databaseLocators(text, { because, value: maskSecrets(text) }),
    ...(optionValue(args, "h", "host") ? (hosts ?? []) : []),
  ];
}

function hostLocators(args: readonly Argument[], scope: Scope, facts: Facts): Locator[] | undefined {
  const option = optionValue(args, "h", "host");
  if (option) {
    const variable = variableIn(option);
    if (variable !== undefined) return databaseOfVariable(variable, facts);
    return [at(option.value ?? undefined, { because: `the command connects to ${shown(option)}` })];
  }
  for (const name of ["PGHOSTADDR", "PGHOST"]) {
    if (!scope.variables.has(name)) continue;
    const host = scope.variables.get(name) ?? undefined;
    return [at(host, { because: `${name} is ${host ?? "only known when it runs"}`, variable: name })];
  }
  const service = scope.variables.get("PGSERVICE");
  return service ? serviceLocators(service, "PGSERVICE") : undefined;
}

/** Matches `service=prod`, in pairs or after an address. */
const SERVICE = /(?:^|[\s?&])service\s?=\s?'?([\w.-]+)/;

function serviceLocators(service: string, variable?: string): Locator[] {
  const called = namedProduction([literalWord(service)]);
  const because = `the service ${service} of pg_service.conf`;
  return [...(called ? [called] : []), at(undefined, { because, ...(variable !== undefined && { variable }) })];
}

function at(host: string | undefined, evidence: Evidence): Locator {
  return { kind: "database", ...(host !== undefined && { host }), evidence };
}

function socket(scope: Scope): Locator {
  const remote = elsewhere(scope)[0];
  return remote ?? at("localhost", { because: `no host is named, so that the client uses the socket ${here(scope)}` });
}

function here({ container }: Scope): string {
  return container ? "in the container" : "on this machine";
}

function withDatabase(locators: readonly Locator[], database: string | undefined): Locator[] {
  return locators.map(one => (one.kind === "database" && database ? { ...one, database } : one));
}
