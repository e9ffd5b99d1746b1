/** Mappers and schema tools of JavaScript, each with the files that it reads itself. */

import { readDotenv } from "../../../text/dotenv-text.ts";
import type { ConfigFile, EnvFiles, Family } from "../family.ts";
import { readBlocks } from "../formats/blocks.ts";
import { readCodeConfig } from "../formats/code.ts";
import { byExtension, exported, plain } from "../formats/config-file.ts";
import { mapSetting, pathOf, type Setting, variableSetting } from "../setting.ts";

const EXTENSIONS = ["ts", "mts", "cts", "js", "mjs", "cjs"];
export const scripts = (name: string) => EXTENSIONS.map(extension => `${name}.${extension}`);

/** Env files that a project's own start-up code may load, in unknown combination. */
export const ANY_ENV: EnvFiles = {
  files: [".env.{mode}.local", ".env.local", ".env.{mode}", ".env"],
  as: "any",
};
export const NODE_MODE = { variables: ["NODE_ENV", "APP_ENV"], default: "development" };

/** prisma.io/docs: `./.env`, then the one beside the schema. Migrations take `directUrl` where there is one. */
export const PRISMA: Family = {
  name: "Prisma",
  mode: { variables: ["NODE_ENV", "APP_ENV"] },
  env: { files: [".env", "prisma/.env"] },
  files: ({ config }) => [
    ...(config === undefined || !/\.[cm]?[jt]s$/.test(config) ? [] : [prismaConfig([config])]),
    ...(config === undefined || !/\.prisma$|\/$|^[^.]*$/.test(config)
      ? []
      : [prismaSchema([config, `${config}/schema.prisma`])]),
    prismaConfig([...scripts("prisma.config"), ...scripts(".config/prisma")]),
    prismaSchema([
      "prisma/schema.prisma",
      "schema.prisma",
      "prisma/schema/schema.prisma",
      "prisma/schema/datasource.prisma",
      "src/prisma/schema.prisma",
      "db/schema.prisma",
      "api/db/schema.prisma",
    ]),
  ],
};

function prismaConfig(names: readonly string[]): ConfigFile {
  return {
    names,
    read: exported("javascript"),
    at: [["datasource", "directUrl"], ["datasource", "url"], ["datasource"]],
  };
}

function prismaSchema(names: readonly string[]): ConfigFile {
  return {
    names,
    read: plain(readBlocks),
    at: [
      ["datasource", "*", "directUrl"],
      ["datasource", "*"],
    ],
  };
}

/** A configuration program that loads its env files itself, or relies on unknown ones. */
function configured(name: string, names: readonly string[], at: ConfigFile["at"], more: Partial<Family> = {}): Family {
  return {
    name,
    mode: NODE_MODE,
    env: ANY_ENV,
    files: ({ config }) => [
      ...(config === undefined ? [] : [{ names: [config], read: byExtension(), at }]),
      { names, read: byExtension(), at },
    ],
    ...more,
  };
}

export const DRIZZLE: Family = configured(
  "Drizzle",
  [...scripts("drizzle.config"), "drizzle.config.json"],
  [["dbCredentials"], ["connectionString"]],
);

/** knexjs.org: the section of the environment; a file without sections holds one connection. */
export const KNEX: Family = configured("Knex", scripts("knexfile"), [
  ["{mode}"],
  ["default", "{mode}"],
  ["connection"],
  ["default", "connection"],
  [],
]);

/** sequelize.org/docs, "Migrations": `config/config.json`, or where `.sequelizerc` says. */
export const SEQUELIZE: Family = {
  name: "Sequelize",
  mode: { variables: ["NODE_ENV"], default: "development" },
  env: ANY_ENV,
  files: ({ config }, _mode, read) => {
    const rc = readCodeConfig("javascript", read(".sequelizerc") ?? "")?.value;
    const said = rc?.kind === "map" ? pathOf(rc.entries.get("config")) || undefined : undefined;
    const own = [config, said].filter(name => name !== undefined);
    const at = [["{mode}"], []];
    return [
      ...(own.length === 0 ? [] : [{ names: own, read: byExtension(), at }]),
      {
        names: [
          "config/config.json",
          "config/config.js",
          "config/config.cjs",
          "config/database.json",
          "config/database.js",
        ],
        read: byExtension(),
        at,
      },
    ];
  },
};

const TYPEORM_VARIABLES: Setting = mapSetting([
  ["url", variableSetting("TYPEORM_URL")],
  ["type", variableSetting("TYPEORM_CONNECTION")],
  ["host", variableSetting("TYPEORM_HOST")],
  ["port", variableSetting("TYPEORM_PORT")],
  ["username", variableSetting("TYPEORM_USERNAME")],
  ["database", variableSetting("TYPEORM_DATABASE")],
]);
const DATA_SOURCES = [
  "data-source",
  "src/data-source",
  "ormconfig",
  "src/ormconfig",
  "src/database/data-source",
  "src/db/data-source",
  "src/config/data-source",
  "typeorm.config",
  "src/typeorm.config",
  "config/data-source",
];

/** typeorm.io: the data source that `-d` names; older versions read `ormconfig` in one of its formats. */
export const TYPEORM: Family = configured(
  "TypeORM",
  [...DATA_SOURCES.flatMap(scripts), "ormconfig.json", "ormconfig.yml", "ormconfig.yaml"],
  [["{connection}"], ["default"], [], ["*"]],
  {
    last: TYPEORM_VARIABLES,
    env: { ...ANY_ENV, files: [...ANY_ENV.files, { file: "ormconfig.env", read: readDotenv }] },
  },
);

export const MIKRO_ORM: Family = configured(
  "MikroORM",
  [...scripts("mikro-orm.config"), ...scripts("src/mikro-orm.config")],
  [[]],
  {
    first: mapSetting([
      ["url", variableSetting("MIKRO_ORM_CLIENT_URL")],
      ["host", variableSetting("MIKRO_ORM_HOST")],
    ]),
  },
);
