/**
 * The database that an application's own tools reach (`rails db:drop`, `prisma migrate reset`): a connection they are
 * given, else the usual variables and env files; beside it the environment by the name the framework knows it by.
 */
import type { Facts } from "../../facts.ts";
import { maskSecrets } from "../../masking.ts";
import type { Locator } from "../effect.ts";
import { shown } from "../files/targets.ts";
import { type Argument, optionValues } from "../options.ts";
import type { Scope } from "../pack.ts";
import { textOf, type Word } from "../words.ts";
import { databaseLocators, databaseOf } from "./address.ts";
import { databaseInScope, defaultEntries } from "./connection.ts";
import { databaseOfVariable, variableIn } from "./variable.ts";

export interface Conventions {
  /** Variables that hold the environment's name: `RAILS_ENV`. */
  readonly variables?: readonly string[];
  /** Options that take it: `["env", "e"]`. */
  readonly options?: readonly string[];
  /** Options that take a connection string. */
  readonly connection?: readonly string[];
}

interface Called {
  readonly command: { readonly scope: Scope };
  readonly args: readonly Argument[];
  readonly facts: Facts;
}

/** Every place it may reach; empty when nothing says, which is a developer's own database by every framework's default. */
export function applicationDatabase({ command: { scope }, args, facts }: Called, conventions: Conventions): Locator[] {
  const given = optionValues(args, ...(conventions.connection ?? [])).flatMap(word => databaseOfWord(word, facts));
  const database = given.length > 0 ? given : databaseInScope(scope, facts);
  return [...labelsOf(args, scope, facts, conventions), ...elsewhere(scope), ...database];
}

/**
 * Where a program that talks to a database lands when nothing in it says so: the usual variables and env files, and
 * what the environment calls itself. Never empty: when nothing says, the last locator has no host, which is unknown.
 */
export function databaseOfProgram(scope: Scope, facts: Facts): Locator[] {
  const found = applicationDatabase({ command: { scope }, args: [], facts }, { variables: ENVIRONMENT_NAMES });
  if (found.some(({ kind }) => kind === "database")) return found;
  return [...found, { kind: "database", evidence: { because: "nothing here says which database this reaches" } }];
}

const ENVIRONMENT_NAMES = [
  "RAILS_ENV",
  "RACK_ENV",
  "NODE_ENV",
  "APP_ENV",
  "DJANGO_SETTINGS_MODULE",
  "FLASK_ENV",
  "MIX_ENV",
  "ASPNETCORE_ENVIRONMENT",
];

/** Where a connection string, a variable that holds one, or a host leads; never empty. */
export function databaseOfWord(word: Word, facts: Facts): Locator[] {
  const variable = variableIn(word);
  if (variable !== undefined) return databaseOfVariable(variable, facts);
  const text = textOf(word);
  const because = `the command connects to ${maskSecrets(text)}`;
  if (databaseOf(text) !== undefined) return databaseLocators(text, { because, value: maskSecrets(text) });
  return [{ kind: "database", evidence: { because } }];
}

/** Behind ssh or in a cluster, "here" is another machine. A container of this one is not. */
export function elsewhere({ via }: Scope): Locator[] {
  const step = via.find(one => /^(?:ssh|kubectl|oc|heroku|fly|flyctl|railway|render|gcloud|aws|az)\b/.test(one));
  if (step === undefined) return [];
  return [{ kind: "database", evidence: { because: `the database is wherever ${step} leads` } }];
}

/** What names the environment: an option before a variable, the process's variables before the env files'. */
function labelsOf(args: readonly Argument[], scope: Scope, facts: Facts, conventions: Conventions): Locator[] {
  const options = optionValues(args, ...(conventions.options ?? []));
  if (options.length > 0)
    return options.map(word => {
      const because = `the command names the environment ${shown(word)}`;
      return { kind: "label", label: word.value ?? "", evidence: { because } };
    });
  return (conventions.variables ?? []).flatMap((variable): Locator[] => {
    if (scope.variables.has(variable)) {
      const label = scope.variables.get(variable) ?? "";
      return [{ kind: "label", label, evidence: { because: `${variable} is ${label || "not known"}`, variable } }];
    }
    return facts.around.roots.flatMap(root =>
      defaultEntries(root, scope.cwd ?? root, facts)
        .filter(({ name }) => name === variable)
        .map(({ file, line, value }): Locator => {
          const because = `${variable} is ${value} in ${file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file}`;
          return { kind: "label", label: value, evidence: { because, file, line, variable } };
        }),
    );
  });
}
