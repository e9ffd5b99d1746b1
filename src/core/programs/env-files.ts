/** Variables that a program loads from files before it starts another one, each with the place where it stands. */

import { optionValues, readArguments } from "../effects/options.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { Project } from "../places/databases/project.ts";
import type { Origin, Scope } from "../places/scope.ts";
import type { Entry } from "../text/dotenv-text.ts";
import { baseName } from "../text/paths.ts";

export interface Loading {
  /** Strongest first; null: only known at run time. */
  readonly files: readonly (string | null)[];
  /** The call names them itself: one that is not there, or cannot be read, may say anything. */
  readonly named: boolean;
  /** They win over what the process already has. */
  readonly override?: boolean;
  readonly folder: string;
  /** Absent: they are env files. */
  readonly read?: (text: string) => readonly Entry[];
}

/** What usually holds a connection: unknown where an unknown file is loaded. */
const USUAL = ["DATABASE_URL", "PGHOST", "MYSQL_HOST", "REDIS_URL", "MONGODB_URI"];
/** Values that stand for a secret elsewhere, that are decrypted when the program starts, or that a command makes. */
const ELSEWHERE = /^(?:encrypted:|op:\/\/|vault:|awssm:|gcpsm:|ref\+)|\$\(|`/;

/** `scope` as the program sees it that is started with the files' variables. */
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
  // What stands in it encrypted, or as a reference, is at least what the file is called.
  const [file] = named ? files : [];
  return {
    ...scope,
    ...(file && { settingsOf: calledAs(baseName(file), `its variables are from ${file}`) }),
    variables: named && loaded.length < files.length ? unknown(variables, override) : variables,
    origins,
  };
}

/**
 * What bun and `bunx` have loaded by the time they start anything: the process first, then these. `.env.local` is not
 * read in tests, and `--env-file` stands for all of them. bun.sh/docs/runtime/env
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

/** `scope` where a store that nobody here can look into sets the usual variables; `name`: of the part it takes. */
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
