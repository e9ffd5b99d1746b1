/** psql and PostgreSQL's small clients: what SQL they send, and to which database. */
import type { Effect, Locator } from "../../core/effects/effect.ts";
import { textOfFile, textOfStdin } from "../../core/effects/input-text.ts";
import {
  type Argument,
  type Grammar,
  hasOption,
  operands,
  optionValue,
  readArguments,
} from "../../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { pathOf, shown } from "../../core/effects/targets.ts";
import { textOf, type Word } from "../../core/effects/words.ts";
import type { Facts } from "../../core/facts.ts";
import { examples } from "./examples.ts";
import { readScript } from "./script.ts";
import { targetOf } from "./target.ts";

export const psql: ProgramPack = {
  kind: "program",
  id: "psql",
  programs: ["psql", "pgcli", "dropdb", "dropuser", "createdb", "createuser", "pg_restore"],
  read(command, facts) {
    switch (command.program) {
      case "dropdb":
        return dropped(command, facts, "DATABASE");
      case "dropuser":
        return dropped(command, facts, "ROLE");
      case "pg_restore":
        return restored(command, facts);
      case "psql":
      case "pgcli":
        return client(command, facts);
      default:
        return { effects: [] };
    }
  },
  examples,
};

const CONNECTION = ["h", "p", "U", "host", "port", "username"];
const PSQL: Grammar = {
  abbreviations: true,
  values: [
    ...CONNECTION,
    ..."cdfvoLFRTP",
    ..."command dbname file variable set output log-file field-separator record-separator table-attr pset".split(" "),
  ],
  flags:
    "list no-psqlrc single-transaction echo-all echo-queries echo-hidden quiet tuples-only expanded html csv no-align password no-password version help".split(
      " ",
    ),
};

function client(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), PSQL);
  if (hasOption(args, "l", "list", "version", "V", "help", "?")) return { effects: [] };
  const at = targetOf(args, optionValue(args, "d", "dbname") ?? operands(args)[0], command.scope, facts);
  const texts = args.flatMap(arg =>
    arg.kind === "option" && arg.value && RUNS.has(arg.name) ? [source(arg.name, arg.value, command, facts)] : [],
  );
  const piped = texts.length === 0 ? textOfStdin(command, facts) : undefined;
  if (piped !== undefined) texts.push({ text: piped, name: "what is piped in" });

  const effects: Effect[] = [];
  const inner: Inner[] = [];
  for (const { text, name, path } of texts) {
    if (text === null) effects.push(unreadable(name, at, command));
    else inner.push(...readScript({ text, ...(path !== undefined && { path }) }, at, command, facts));
  }
  return { effects, inner };
}

const RUNS = new Set(["c", "command", "f", "file"]);

interface Source {
  /** Null when it could not be read. */
  readonly text: string | null;
  readonly name: string;
  readonly path?: string;
}

function source(option: string, value: Word, command: Invocation, facts: Facts): Source {
  if (option.startsWith("c")) return { text: textOf(value), name: "its own text" };
  if (value.value === "-") return { text: textOfStdin(command, facts) ?? null, name: "what is piped in" };
  const path = pathOf(value, command.scope);
  return { text: textOfFile(value, command.scope, facts), name: shown(value), ...(path !== undefined && { path }) };
}

function unreadable(name: string, at: readonly Locator[], { span }: Invocation): Effect {
  return {
    verb: "execute-unknown",
    resource: "code",
    target: name,
    reach: "unknown",
    recovery: "none",
    certainty: "possible",
    source: "psql",
    says: `runs SQL that could not be read (${name})`,
    at,
    instead: "Put the SQL into the command or into a file of the workspace.",
    ...(span && { span }),
  };
}

/** `dropdb x` is `DROP DATABASE x`. */
function dropped(command: Invocation, facts: Facts, what: "DATABASE" | "ROLE"): Reading {
  const args = readArguments(command.argv.slice(1), {
    abbreviations: true,
    values: [...CONNECTION, "maintenance-db"],
    flags: ["if-exists", "force", "interactive", "echo", "password", "no-password", "help", "version"],
  });
  const [name] = operands(args);
  if (!name) return { effects: [] };
  const at = targetOf(args, what === "DATABASE" ? name : undefined, command.scope, facts);
  const text = `DROP ${what} "${textOf(name).replaceAll('"', '""')}"`;
  return {
    effects: [],
    inner: [{ kind: "sql", text, at, source: "psql", ...(command.span && { span: command.span }) }],
  };
}

/** Without `-d` it prints SQL; with `--clean` it drops what is there before it brings back the archive's. */
function restored(command: Invocation, facts: Facts): Reading {
  const args: Argument[] = readArguments(command.argv.slice(1), {
    abbreviations: true,
    values: [
      ...CONNECTION,
      ..."dfFIjLnNPStT",
      "dbname",
      "file",
      "format",
      "index",
      "jobs",
      "use-list",
      "schema",
      "table",
      "trigger",
      "function",
    ],
    flags: ["clean", "create", "if-exists", "list", "data-only", "schema-only"],
  });
  const database = optionValue(args, "d", "dbname");
  if (!database || !hasOption(args, "c", "clean")) return { effects: [] };
  const at = targetOf(args, database, command.scope, facts);
  return {
    effects: [
      {
        verb: "drop",
        resource: "table",
        target: shown(database),
        reach: "several",
        recovery: "none",
        certainty: "certain",
        source: "psql",
        says: `drops what the archive also holds from ${shown(database)} before it restores it`,
        at,
        instead: "Restore into a new database, and switch over when it is right.",
        ...(command.span && { span: command.span }),
      },
    ],
  };
}
