/** Effect templates for the sub-commands of migration tools, whichever tool it is. */
import type { EffectTemplate } from "../../kit/table.ts";

const REVIEW = "Take a dump first, or write a new migration that goes forward.";

function drops(says: string, thing?: string, more: Partial<EffectTemplate> = {}): EffectTemplate {
  const all = more.resource === undefined && more.reach === undefined;
  return {
    verb: "drop",
    resource: "table",
    ...(all && { reach: "all" }),
    says,
    ...(thing !== undefined && { thing }),
    named: [],
    instead: REVIEW,
    ...more,
  };
}

/** The schema changes, the data stays. */
export const MIGRATES: EffectTemplate = {
  verb: "migrate",
  resource: "schema",
  recovery: "effort",
  says: "migrates the database forward[ to {}]",
};

/** Seeds often empty their tables first, and restore only what development needs. */
export const SEEDS: EffectTemplate = {
  verb: "overwrite",
  resource: "rows",
  reach: "one",
  recovery: "effort",
  certainty: "likely",
  says: "puts the seeds' rows into the tables",
  named: [],
};

/** What the last migration created goes, with the data in it. */
export const REVERTS: EffectTemplate = {
  verb: "drop",
  resource: "table",
  certainty: "likely",
  says: "takes back migrations and drops what they created",
  thing: "the tables of the migrations taken back",
  named: [],
  instead: REVIEW,
};

/** Back to an empty schema. */
export const REVERTS_ALL = drops(
  "takes back every migration and drops what they created",
  "the tables of every migration",
);

/** Drops the database and creates it again, empty. */
export const RESETS = drops("drops the database and builds it anew without its data", "database", {
  resource: "database",
});

export const DROPS_DATABASE = drops("drops the database", undefined, { resource: "database" });
export const DROPS_TABLES = drops("drops every table of the database");
export const EMPTIES_TABLES = drops("empties every table of the database", undefined, {
  verb: "truncate",
  reach: "all",
});

/** Changes the schema to match a definition: what the definition lacks is dropped. */
export const FORCES_SCHEMA = drops(
  "changes the schema and drops the tables and columns that the definition lacks",
  "the tables and columns that the definition lacks",
  {
    reach: "several",
    certainty: "likely",
    instead: "Look at the planned statements first, and write a migration.",
  },
);

/** The record of what has been applied changes, not the data. */
export const REWRITES_HISTORY: EffectTemplate = {
  verb: "mutate",
  resource: "schema",
  recovery: "effort",
  says: "changes which migrations count as applied",
  named: [],
};
