/**
 * Finds the database that an application's own tools reach (`rails db:drop`, `prisma migrate reset`): by a connection
 * they are given, else by the usual variables and env files; also the environment by the framework's name for it.
 */

import { type Argument, optionValues } from "../../effects/options.ts";
import type { Facts } from "../../facts/facts.ts";
import { shown } from "../../files/targets.ts";
import { databaseLocators, databaseOf } from "../../places/database-address.ts";
import type { Asked, Family } from "../../places/databases/family.ts";
import { databasesOf, type ResolvedDatabase } from "../../places/databases/resolve.ts";
import type { World } from "../../places/databases/variables.ts";
import type { Locator } from "../../places/locator.ts";
import type { Scope } from "../../places/scope.ts";
import { namedProduction } from "../../providers/account.ts";
import { maskSecrets } from "../../text/masking.ts";
import { baseName, parentOf, resolvePath } from "../../text/paths.ts";
import { textOf, type Word } from "../../text/words.ts";
import { databaseInScope, defaultEntries } from "./connection.ts";
import { databaseOfVariable, variableIn } from "./variable.ts";

export interface Conventions {
  /** Variables that hold the environment's name: `RAILS_ENV`. */
  readonly variables?: readonly string[];
  /** Options that hold the environment's name: `["env", "e"]`. */
  readonly options?: readonly string[];
  /** Options that take a connection string. */
  readonly connection?: readonly string[];
  /** How the framework itself finds its database; absent: by the usual variables and env files alone. */
  readonly family?: Family;
  /** Those of `options` that select a section or file of the framework; absent: all of them. */
  readonly modes?: readonly string[];
  /** Options that name the configuration file. */
  readonly config?: readonly string[];
  /** Options that name one of several connections: `--database=reports`. */
  readonly named?: readonly string[];
  /** The program lies in the project that it works on: `backend/manage.py`, `bin/rails`. */
  readonly inProject?: true;
}

interface Called {
  readonly command: { readonly scope: Scope; readonly argv?: readonly Word[] };
  readonly args: readonly Argument[];
  readonly facts: Facts;
}

/**
 * Returns every place that the call may reach; empty when nothing says, which every framework takes as a developer's
 * own database. `told`: what the call says about it besides options.
 */
export function applicationDatabase(call: Called, conventions: Conventions, told: Partial<Asked> = {}): Locator[] {
  const { args, facts } = call;
  const { scope } = call.command;
  const given = optionValues(args, ...(conventions.connection ?? [])).flatMap(word => databaseOfWord(word, facts));
  const wanted = facts.wants.size;
  const found = conventions.family && inFamily(conventions.family, call, conventions, told);
  // The files are read before anything is guessed: guessing searches the whole workspace.
  if (facts.wants.size > wanted && given.length === 0) return [...elsewhere(scope), NOT_LOOKED];
  const called = namedProduction(
    optionValues(args, ...(conventions.config ?? []), ...(conventions.connection ?? []), ...(conventions.named ?? [])),
  );
  const labels = [...(called ? [called] : []), ...labelsOf(args, scope, facts, conventions, found)];
  return [...labels, ...elsewhere(scope), ...(given.length > 0 ? given : databaseFound(found, scope, facts))];
}

const NOT_LOOKED: Locator = {
  kind: "database",
  evidence: { because: "nobody has looked yet which database this reaches" },
};

/** What the framework's own files leave open, the usual variables and env files may say. */
function databaseFound(found: ResolvedDatabase | undefined, scope: Scope, facts: Facts): Locator[] {
  const databases = found?.databases ?? [];
  if (databases.length > 0 && databases.every(({ host }) => host !== undefined)) return [...databases];
  return [...databases, ...databaseInScope(scope, facts)];
}

function inFamily(
  family: Family,
  call: Called,
  conventions: Conventions,
  told: Partial<Asked>,
): ResolvedDatabase | undefined {
  const { args, facts } = call;
  const { scope } = call.command;
  const cwd = scope.cwd ?? facts.around.roots[0];
  if (cwd === undefined) return undefined;
  const [config] = optionValues(args, ...(conventions.config ?? []));
  const [connection] = optionValues(args, ...(conventions.named ?? []));
  const modes = optionValues(args, ...(conventions.modes ?? conventions.options ?? [])).map(({ value }) => value);
  const asked: Asked = {
    folder: conventions.inProject ? folderOfProgram(call.command.argv?.[0], cwd) : cwd,
    ...(modes.length > 0 && { modes }),
    ...(config?.value && { config: config.value }),
    ...(connection?.value && { connection: connection.value }),
    ...told,
  };
  return databasesOf(family, asked, scope, facts);
}

/** The project: `/app/backend` of `backend/manage.py`, `/app` of `bin/rails`; by the path as it was written. */
function folderOfProgram(program: Word | undefined, cwd: string): string {
  const written = program?.value?.includes("/") ? program.value : (program?.text ?? "");
  if (!/^[\w./~-]*\/[\w.-]+$/.test(written) || written.startsWith("~")) return cwd;
  const folder = parentOf(resolvePath(written, cwd));
  return /^(?:bin|sbin|scripts)$/.test(baseName(folder)) ? parentOf(folder) : folder;
}

/**
 * Returns where a program connects that names no database: by the usual variables and env files, and by the
 * environment's name for itself. Never empty: when nothing says, the last locator has no host, which is unknown.
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

/** Under ssh or in a cluster, "here" is another machine; a container runs on this one. */
export function elsewhere({ via }: Scope): Locator[] {
  const step = via.find(one => /^(?:ssh|kubectl|oc|heroku|fly|flyctl|railway|render|gcloud|aws|az)\b/.test(one));
  if (step === undefined) return [];
  return [{ kind: "database", evidence: { because: `the database is wherever ${step} leads` } }];
}

/** Labels of the environment: an option precedes variables, and the process's variables those of env files. */
function labelsOf(
  args: readonly Argument[],
  scope: Scope,
  facts: Facts,
  conventions: Conventions,
  found: ResolvedDatabase | undefined,
): Locator[] {
  const options = optionValues(args, ...(conventions.options ?? []));
  if (options.length > 0)
    return options.map(word => {
      const because = `the command names the environment ${shown(word)}`;
      return { kind: "label", label: word.value ?? "", evidence: { because } };
    });
  const variables = conventions.variables ?? [];
  if (found) {
    const named = found.worlds.flatMap(world => variables.flatMap(name => labelIn(world, name, facts) ?? []));
    return [...new Map(named.map(one => [one.evidence?.because, one])).values()];
  }
  return variables.flatMap((variable): Locator[] => {
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

function labelIn(world: World, variable: string, facts: Facts): Extract<Locator, { kind: "label" }> | undefined {
  const known = world.variable(variable);
  if (known === undefined) return undefined;
  const { file, line } = known.from;
  const root = facts.around.roots.find(one => file?.startsWith(`${one}/`));
  const where = file === undefined ? "" : ` in ${root === undefined ? file : file.slice(root.length + 1)}`;
  const because = `${variable} is ${known.value || "not known"}${where}`;
  const place = { ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
  return { kind: "label", label: known.value ?? "", evidence: { because, variable, ...place } };
}
