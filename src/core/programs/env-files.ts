/** Loads variables from files that a program reads before it starts another one, each with its source. */

import { optionValues, readArguments } from "../effects/options.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { Project } from "../places/databases/project.ts";
import type { Origin, Scope } from "../places/scope.ts";
import type { Entry } from "../text/dotenv-text.ts";
import { baseName } from "../text/paths.ts";

export interface Loading {
  /** The strongest first; null if known only at run time. */
  readonly files: readonly (string | null)[];
  /** The call names the files itself. A missing or unreadable one may then set anything. */
  readonly named: boolean;
  /** They override variables that the process already has. */
  readonly override?: boolean;
  readonly folder: string;
  /** Parses a file; absent: it is an env file. */
  readonly read?: (text: string) => readonly Entry[];
}

/** Variables that usually hold a connection. An unknown file makes them unknown. */
const USUAL = ["DATABASE_URL", "PGHOST", "MYSQL_HOST", "REDIS_URL", "MONGODB_URI"];
/** Values that refer to a secret elsewhere, are decrypted at start, or are output of a command. */
const ELSEWHERE = /^(?:encrypted:|op:\/\/|vault:|awssm:|gcpsm:|ref\+)|\$\(|`/;

/** Returns the scope of the program that is started with the files' variables. */
export function withEnvFiles(
  scope: Scope,
  { files, named, override = false, folder, read }: Loading,
  facts: Facts,
): Scope {
  const project = new Project(folder, [], scope, facts);
  const found = files.map(name => (name === null ? undefined : project.envFile(name, folder, read)));
  const loaded = found.filter(file => file !== undefined);
  const world = project.world("", loaded, override);
  const variables = new Map(scope.variables);
  const origins = new Map<string, Origin>(scope.origins);
  for (const name of new Set(loaded.flatMap(({ entries }) => entries.map(entry => entry.name)))) {
    const known = world.variable(name);
    if (known === undefined) continue;
    const value = known.value !== null && ELSEWHERE.test(known.value) ? null : known.value;
    const { file, line } = known.from;
    variables.set(name, value);
    if (file !== undefined && line !== undefined) origins.set(name, { file, line, value });
  }
  // Encrypted values and references are at least in the environment that the file's name says.
  const [file] = named ? files : [];
  return {
    ...scope,
    ...(file && { settingsOf: calledAs(baseName(file), `its variables are from ${file}`) }),
    variables: named && loaded.length < files.length ? unknown(variables, override) : variables,
    origins,
  };
}

/**
 * Returns the scope after bun and `bunx` have loaded env files, which the process overrides. `.env.local` is not read
 * in tests, and `--env-file` replaces the others. bun.sh/docs/runtime/env
 */
export function scopeOfBun({ argv, scope }: Pick<Invocation, "argv" | "scope">, facts: Facts): Scope {
  const { cwd: folder, variables } = scope;
  if (folder === null) return scope;
  const args = readArguments(argv.slice(1), { values: ["env-file", "cwd"], stopAtOperand: true });
  const given = optionValues(args, "env-file").map(({ value }) => value);
  if (given.length > 0) return withEnvFiles(scope, { files: given.toReversed(), named: true, folder }, facts);
  const mode = variables.get("NODE_ENV") || "development";
  const files = [`.env.${mode}.local`, ...(mode === "test" ? [] : [".env.local"]), `.env.${mode}`, ".env"];
  return withEnvFiles(scope, { files, named: false, folder }, facts);
}

/** Marks the usual variables as unknown because a secret store sets them. `name`: the part of the store. */
export function withUnknownVariables(scope: Scope, name?: string): Scope {
  const settingsOf = name === undefined ? {} : { settingsOf: calledAs(name, `its variables are those of ${name}`) };
  return { ...scope, ...settingsOf, variables: unknown(scope.variables, true) };
}

function calledAs(label: string, because: string): NonNullable<Scope["settingsOf"]> {
  return { kind: "label", label, evidence: { because } };
}

function unknown(variables: ReadonlyMap<string, string | null>, override: boolean): ReadonlyMap<string, string | null> {
  const free = USUAL.filter(name => override || !variables.has(name));
  return new Map([...variables, ...free.map(name => [name, null] as const)]);
}
