/** What the sub-commands of migration tools come down to, whichever tool it is. */
import type { Doing } from "../subcommands.ts";

const REVIEW = "Take a dump first, or write a new migration that goes forward.";

/** The schema changes, the data stays. */
export const MIGRATES: Doing = {
  verb: "migrate",
  resource: "schema",
  recovery: "effort",
  says: "migrates the database forward[ to {}]",
};

/** Seeds often empty their tables first, and give back what stood in them in development alone. */
export const SEEDS: Doing = {
  verb: "overwrite",
  resource: "rows",
  reach: "one",
  recovery: "effort",
  certainty: "likely",
  says: "puts the seeds' rows into the tables",
  named: [],
};

/** What the last migration created goes, with the data in it. */
export const REVERTS: Doing = {
  verb: "drop",
  resource: "table",
  certainty: "likely",
  says: "takes back migrations and drops what they created",
  thing: "the tables of the migrations taken back",
  named: [],
  instead: REVIEW,
};

/** Back to an empty schema. */
export const REVERTS_ALL: Doing = {
  verb: "drop",
  resource: "table",
  reach: "all",
  says: "takes back every migration and drops what they created",
  thing: "the tables of every migration",
  named: [],
  instead: REVIEW,
};

/** Dropped and made anew, empty. */
export const RESETS: Doing = {
  verb: "drop",
  resource: "database",
  says: "drops the database and builds it anew without its data",
  thing: "database",
  named: [],
  instead: REVIEW,
};

export const DROPS_DATABASE: Doing = {
  verb: "drop",
  resource: "database",
  says: "drops the database",
  named: [],
  instead: REVIEW,
};

export const DROPS_TABLES: Doing = {
  verb: "drop",
  resource: "table",
  reach: "all",
  says: "drops every table of the database",
  named: [],
  instead: REVIEW,
};

export const EMPTIES_TABLES: Doing = {
  verb: "truncate",
  resource: "table",
  reach: "all",
  says: "empties every table of the database",
  named: [],
  instead: REVIEW,
};

/** Brings the schema in line with a definition: what the definition lacks is dropped. */
export const FORCES_SCHEMA: Doing = {
  verb: "drop",
  resource: "table",
  reach: "several",
  certainty: "likely",
  says: "changes the schema and drops the tables and columns that the definition lacks",
  thing: "the tables and columns that the definition lacks",
  named: [],
  instead: "Look at the planned statements first, and write a migration.",
};

/** The record of what has been applied changes, not the data. */
export const REWRITES_HISTORY: Doing = {
  verb: "mutate",
  resource: "schema",
  recovery: "effort",
  says: "changes which migrations count as applied",
  named: [],
};
