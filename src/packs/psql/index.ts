/** Reads psql and PostgreSQL's small clients: the SQL they send, and the database. */

import {
  type Argument,
  type Grammar,
  hasOption,
  operands,
  optionValue,
  readArguments,
} from "../../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { shown } from "../../core/files/targets.ts";
import { fileSource, inlineSource, readSources, stdinSource } from "../../core/languages/sql/client-input.ts";
import { textOf } from "../../core/text/words.ts";
import { examples } from "./examples.ts";
import { PSQL_COMMANDS } from "./script.ts";
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
  const given = args.flatMap(arg =>
    arg.kind === "option" && arg.value && RUNS.has(arg.name)
      ? [arg.name.startsWith("c") ? inlineSource(arg.value) : fileSource(arg.value, command, facts)]
      : [],
  );
  const piped = given.length === 0 ? stdinSource(command, facts) : undefined;
  return readSources(piped ? [piped] : given, at, "psql", command, facts, PSQL_COMMANDS);
}

const RUNS = new Set(["c", "command", "f", "file"]);

/** Reads `dropdb x` as `DROP DATABASE x`. */
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

/** Reads pg_restore. Without `-d` it prints SQL; with `--clean` it drops existing objects before it restores. */
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
        target: "what the archive also holds",
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
