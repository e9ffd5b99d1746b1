/** Reads Railway's command line: the control plane of its API, with the environment named by an option or a link. */
import type { Effect } from "../core/effects/effect.ts";
import { type Argument, operands, optionValue, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfStdin } from "../core/files/input-text.ts";
import { shown } from "../core/files/targets.ts";
import { linkedProject } from "../core/places/accounts/linked-projects.ts";
import type { Locator } from "../core/places/locator.ts";
import type { Scope } from "../core/places/scope.ts";
import { HOLE, knownPrefix, type Word } from "../core/text/words.ts";

const VALUES = "e environment s service v volume set p project t team w workspace n name d deployment-id k".split(" ");

export const railwayCli: ProgramPack = {
  kind: "program",
  id: "railway-cli",
  programs: ["railway"],
  read,
  examples: [
    { run: "railway volume delete --volume pgdata --yes", expect: "deny" },
    { run: "railway environment delete staging", expect: "deny" },
    { run: "railway delete", expect: "deny", why: "the whole project" },
    { run: 'railway variables --service api --environment production --set "DATABASE_URL=x"', expect: "ask" },
    { run: "railway variable delete API_KEY -e production", expect: "deny" },
    { run: "railway down", expect: "ask" },
    { run: "railway run psql -c 'DROP TABLE users'", expect: "ask", why: "nobody knows where its variables point" },
    { run: "railway ssh -- rm -rf /", expect: "deny" },
    { run: "railway run npm test", expect: "allow" },
    { run: "railway variables --environment production", expect: "allow" },
    { run: "railway status", expect: "allow" },
    { run: "railway logs -s api", expect: "allow" },
    { run: "railway up", expect: "ask", why: "nobody knows which environment is linked" },
    { run: "railway up --environment dev", expect: "allow" },
    { run: "railway up -e production --detach", expect: "ask" },
    { run: "railway redeploy -y", expect: "ask" },
    { run: "railway connect Postgres", expect: "allow" },
    { run: "echo 'DROP TABLE users' | railway connect Postgres", expect: "ask" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), { values: VALUES });
  const [group, action, ...rest] = operands(args);
  const at = placeOf(args, command, facts);
  const deletes = /^(?:delete|remove|rm)$/.test(action?.value ?? "");
  const named = (option: string) => optionValue(args, option) ?? rest[0];
  switch (group?.value) {
    case "volume":
      return { effects: deletes ? volume(command, at, named("volume")) : [] };
    case "environment":
    case "env":
      return { effects: deletes ? [whole(command, at, "environment", rest[0])] : [] };
    case "service":
      return { effects: deletes ? [whole(command, at, "service", rest[0])] : [] };
    case "delete":
    case "project":
      return { effects: group.value === "delete" || deletes ? [whole(command, at, "project", rest[0])] : [] };
    case "domain":
      return { effects: deletes ? [gone(command, at, "domain", "domain", rest[0])] : [] };
    case "variables":
    case "variable":
    case "vars":
      return { effects: variables(command, at, args, action, deletes, rest) };
    case "down":
      return { effects: [{ ...gone(command, at, "service", "running deployment", undefined), recovery: "effort" }] };
    case "up":
    case "redeploy":
    case "deploy":
      return { effects: [deployed(command, at, group.value)] };
    case "run":
    case "local":
    case "shell":
    case "ssh":
      return { effects: [], inner: ran(command, group.value) };
    case "connect": {
      const text = textOfStdin(command, facts);
      const { span } = command;
      return text === undefined
        ? { effects: [] }
        : {
            effects: [],
            inner: [{ kind: "sql", text: text ?? HOLE, at, source: "railway-cli", ...(span && { span }) }],
          };
    }
    default:
      return { effects: [] };
  }
}

/**
 * Returns the place. Without `--environment` it is the environment linked to the folder, unless a project's token takes
 * precedence.
 */
function placeOf(args: readonly Argument[], { scope }: Invocation, facts: Facts): readonly Locator[] {
  const profile = optionValue(args, "e", "environment")?.value ?? undefined;
  const known = profile === undefined && !scope.variables.has("RAILWAY_TOKEN");
  const link = known ? linkedProject("railway", { variables: scope.variables, cwd: scope.cwd }, facts) : undefined;
  if (link) return [link];
  const because =
    profile === undefined
      ? "the environment is the one this folder is linked to"
      : `the command names the environment ${profile}`;
  return [{ kind: "cloud", provider: "railway", ...(profile !== undefined && { profile }), evidence: { because } }];
}

function deployed({ span }: Invocation, at: readonly Locator[], how: string): Effect {
  return {
    verb: "deploy",
    resource: "service",
    target: "the linked service",
    reach: "one",
    recovery: "effort",
    certainty: "certain",
    source: "railway-cli",
    says: how === "redeploy" ? "puts the latest deployment into service anew" : "puts a new version into service",
    at,
    ...(span && { span }),
  };
}

function gone(
  command: Invocation,
  at: readonly Locator[],
  resource: Effect["resource"],
  noun: string,
  name: Word | undefined,
): Effect {
  const target = [noun, name && shown(name)].filter(Boolean).join(" ");
  return {
    verb: "delete",
    resource,
    target,
    reach: "one",
    recovery: "none",
    certainty: "certain",
    source: "railway-cli",
    says: `deletes the ${target}`,
    at,
    instead: "Let the person do it in Railway's dashboard, where it shows what hangs on it.",
    ...(command.span && { span: command.span }),
  };
}

/** Reads the deletion of a volume, which also deletes its backups, as they are kept in it. */
function volume(command: Invocation, at: readonly Locator[], name: Word | undefined): Effect[] {
  const effect = gone(command, at, "volume", "volume", name);
  const says = `${effect.says} and the backups stored in it`;
  const marked = { ...effect, says, marks: ["with-backups"] as const };
  return [marked, { ...marked, resource: "backup", target: `backups of ${effect.target}`, reach: "all" }];
}

function whole(
  command: Invocation,
  at: readonly Locator[],
  noun: "environment" | "service" | "project",
  name: Word | undefined,
): Effect {
  const effect = gone(command, at, noun, noun, name);
  return noun === "service"
    ? effect
    : { ...effect, says: `${effect.says} and every service, volume and variable in it`, marks: ["with-backups"] };
}

/** Reads `variables --set A=b`, `variable set A=b`, `variable delete A`. The old value is lost. */
function variables(
  command: Invocation,
  at: readonly Locator[],
  args: readonly Argument[],
  action: Word | undefined,
  deletes: boolean,
  rest: readonly Word[],
): Effect[] {
  if (deletes) return rest.map(name => gone(command, at, "secret", "variable", name));
  const set = [...optionValues(args, "set"), ...(action?.value === "set" ? rest : [])];
  return set.map(word => {
    const name = knownPrefix(word).split("=")[0] || "a variable";
    return {
      ...gone(command, at, "secret", "variable", undefined),
      verb: "overwrite",
      target: `variable ${name}`,
      says: `overwrites the variable ${name}`,
      instead: "Say which value is to change, and let the person set it.",
    };
  });
}

/** Reads `run`, which sets the environment's variables for a local command, and `ssh`, which runs it in the service. */
function ran(command: Invocation, how: string): Inner[] {
  const words = command.argv.slice(1);
  const dashes = words.findIndex(({ value }) => value === "--");
  const plain = operands(readArguments(words, { values: VALUES, stopAtOperand: true }));
  const inside =
    dashes === -1
      ? operands(readArguments(plain.slice(1), { values: VALUES, stopAtOperand: true }))
      : words.slice(dashes + 1);
  if (inside.length === 0) return [];
  const connection = ["DATABASE_URL", "PGHOST", "MYSQL_URL", "REDIS_URL", "MONGO_URL"];
  const scope: Scope = {
    ...command.scope,
    cwd: how === "ssh" ? null : command.scope.cwd,
    variables: new Map([...command.scope.variables, ...connection.map((name): [string, null] => [name, null])]),
    via: [...command.scope.via, `railway ${how}`],
  };
  return [{ kind: "argv", argv: inside, scope, ...(command.span && { span: command.span }) }];
}
