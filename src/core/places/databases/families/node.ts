/** What runs on Node besides: Next.js, Vite, back ends, and migration tools with settings of their own. */
import type { Family } from "../family.ts";
import { exported, plain } from "../formats/config-file.ts";
import { readJsonSettings } from "../formats/json.ts";
import { mapSetting, type Setting, variableSetting } from "../setting.ts";
import { ANY_ENV, NODE_MODE, scripts } from "./javascript.ts";

/** Their settings are options, `DATABASE_URL`, or a file with a section for each environment. */
export const NODE_MIGRATIONS: Family = {
  name: "a migration tool of Node",
  mode: NODE_MODE,
  env: ANY_ENV,
  files: [
    {
      names: ["database.json", "config/database.json"],
      read: plain(withVariables),
      at: [["{mode}"], ["{defaultEnv}"], ["dev"]],
    },
    { names: ["migrate-mongo-config.js", "migrate-mongo-config.ts"], read: exported("javascript"), at: [["mongodb"]] },
    { names: scripts("kysely.config"), read: exported("javascript"), at: [["dialectConfig"], []] },
  ],
  last: variableSetting("DATABASE_URL"),
};

/** db-migrate writes `{"ENV": "DATABASE_URL"}` for a variable. */
function withVariables(text: string): Setting | undefined {
  const setting = readJsonSettings(text);
  return setting && filled(setting);
}

function filled(setting: Setting): Setting {
  if (setting.kind !== "map") return setting;
  const variable = setting.entries.get("ENV");
  if (variable?.kind === "text") return variableSetting(variable.text);
  return mapSetting([...setting.entries].map(([key, value]) => [key, filled(value)]));
}

/** Strapi, Directus, Adonis and their like: the usual variables, from `.env`. */
export const NODE_BACKENDS: Family = {
  name: "a back end of Node",
  mode: NODE_MODE,
  env: {
    files: [".env.{mode}.local", { file: ".env.local", notIn: ["test"] }, ".env.{mode}", ".env", ".env.defaults"],
  },
  files: [
    {
      names: ["config/env/{mode}/database.ts", "config/env/{mode}/database.js"],
      read: exported("javascript"),
      at: [["connection"]],
    },
  ],
  last: mapSetting([
    [
      "url",
      {
        kind: "first",
        options: [
          variableSetting("DATABASE_URL"),
          variableSetting("DB_CONNECTION_STRING"),
          variableSetting("DATABASE_URI"),
        ],
      },
    ],
    [
      "host",
      {
        kind: "first",
        options: [variableSetting("DATABASE_HOST"), variableSetting("DB_HOST"), variableSetting("PG_HOST")],
      },
    ],
    ["port", { kind: "first", options: [variableSetting("DATABASE_PORT"), variableSetting("DB_PORT")] }],
    [
      "database",
      {
        kind: "first",
        options: [
          variableSetting("DATABASE_NAME"),
          variableSetting("DB_DATABASE"),
          variableSetting("DATABASE_FILENAME"),
        ],
      },
    ],
    ["username", { kind: "first", options: [variableSetting("DATABASE_USERNAME"), variableSetting("DB_USER")] }],
    ["client", { kind: "first", options: [variableSetting("DATABASE_CLIENT"), variableSetting("DB_CLIENT")] }],
  ]),
};
