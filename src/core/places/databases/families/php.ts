/** PHP's frameworks: Laravel, Symfony with Doctrine, Phinx. */

import type { Entry } from "../../../text/dotenv-text.ts";
import type { ConfigFile, EnvFiles, Family } from "../family.ts";
import { byExtension, exported, plain } from "../formats/config-file.ts";
import { SHELL_STYLE, SYMFONY_STYLE } from "../formats/interpolation.ts";
import { readYamlSettings } from "../formats/yaml.ts";
import { mapSetting, type Setting, variableSetting } from "../setting.ts";

const DATABASE_PHP: readonly ConfigFile[] = [
  // With a cached configuration, no env file is read.
  {
    names: ["bootstrap/cache/config.php"],
    read: exported("php"),
    at: [
      ["database", "connections", "{connection}"],
      ["database", "connections", "{default}"],
    ],
  },
  {
    names: ["config/database.php"],
    read: exported("php"),
    at: [
      ["connections", "{connection}"],
      ["connections", "{default}"],
    ],
  },
];

/** The settings of `config/database.php` in a new project. */
const LARAVEL_VARIABLES: Setting = mapSetting([
  ["driver", variableSetting("DB_CONNECTION")],
  ["url", { kind: "first", options: [variableSetting("DB_URL"), variableSetting("DATABASE_URL")] }],
  ["host", variableSetting("DB_HOST")],
  ["port", variableSetting("DB_PORT")],
  ["database", variableSetting("DB_DATABASE")],
  ["username", variableSetting("DB_USERNAME")],
]);

/** Only one file is read: the environment's if it exists, else `.env`. */
const LARAVEL_ENV: EnvFiles = { files: [".env.{mode}", ".env"], as: "one" };

export const LARAVEL: Family = {
  name: "Laravel",
  mode: { variables: ["APP_ENV"] },
  env: LARAVEL_ENV,
  files: DATABASE_PHP,
  last: LARAVEL_VARIABLES,
};

/** `php artisan test`, phpunit, pest: what `phpunit.xml` sets wins over the env files. */
export const LARAVEL_TESTS: Family = {
  ...LARAVEL,
  name: "Laravel's tests",
  mode: { variables: ["APP_ENV"], default: "testing" },
  env: {
    ...LARAVEL_ENV,
    files: [
      { file: "phpunit.xml", read: readPhpunitXml },
      { file: "phpunit.xml.dist", read: readPhpunitXml },
      ...LARAVEL_ENV.files,
    ],
  },
};

/** `<env name="DB_CONNECTION" value="sqlite"/>`; what stands in comments does not count. */
function readPhpunitXml(text: string): readonly Entry[] {
  return withoutComments(text)
    .split("\n")
    .flatMap((line, i) =>
      [...line.matchAll(/<(?:env|server)\s([^<>]*)>/g)].flatMap(([, attributes = ""]) => {
        const name = /\bname="([^"]*)"/.exec(attributes)?.[1];
        const value = /\bvalue="([^"]*)"/.exec(attributes)?.[1];
        return name === undefined || value === undefined ? [] : [{ name, value, line: i + 1, literal: true }];
      }),
    );
}

/** Removes comments but keeps their line breaks, so that line numbers stay. */
function withoutComments(text: string): string {
  let out = "";
  let at = 0;
  for (let start = text.indexOf("<!--"); start !== -1; start = text.indexOf("<!--", at)) {
    const end = text.indexOf("-->", start);
    out += text.slice(at, start);
    if (end === -1) return out;
    out += text.slice(start, end).replace(/[^\n]/g, "");
    at = end + "-->".length;
  }
  return out + text.slice(at);
}

/**
 * symfony.com/doc/current/configuration.html: the later file wins, `.env.local` is not read in tests, and a dumped
 * `.env.local.php` stands for all of them.
 */
const SYMFONY_ENV: EnvFiles = {
  files: [".env.{mode}.local", ".env.{mode}", { file: ".env.local", notIn: ["test"] }, ".env", { file: ".env.dist" }],
};
const DOCTRINE_AT = [
  ["when@{mode}", "doctrine", "dbal", "connections", "{connection}"],
  ["doctrine", "dbal", "connections", "{connection}"],
  ["doctrine", "dbal", "connections", "{default_connection}"],
  ["doctrine", "dbal", "connections"],
  ["doctrine", "dbal"],
] as const;

export const SYMFONY: Family = {
  name: "Symfony",
  mode: { variables: ["APP_ENV"], files: [".env.local", ".env"], default: "dev" },
  env: SYMFONY_ENV,
  files: [
    { names: [".env.local.php"], read: exported("php"), at: [["DATABASE_URL"]] },
    {
      names: ["config/packages/{mode}/doctrine.yaml", "config/packages/doctrine.yaml", "config/packages/doctrine.yml"],
      read: plain(readYamlSettings(SYMFONY_STYLE)),
      at: DOCTRINE_AT,
    },
    { names: ["migrations-db.php", "cli-config.php"], read: exported("php"), at: [[]] },
  ],
  last: variableSetting("DATABASE_URL"),
};

/** book.cakephp.org/phinx: `default_environment` counts where none is named. */
export const PHINX: Family = {
  name: "Phinx",
  mode: { variables: ["PHINX_ENVIRONMENT"] },
  env: { files: [".env"] },
  files: [
    {
      names: ["phinx.php", "phinx.yml", "phinx.yaml", "phinx.json"],
      read: byExtension(SHELL_STYLE, { pattern: /%%(\w+)%%/g, setting: ([, name = ""]) => variableSetting(name) }),
      at: [
        ["environments", "{mode}"],
        ["environments", "{default_environment}"],
        ["environments", "{default_database}"],
        ["environments"],
      ],
    },
  ],
};

/** Connections of the other consoles are in files of PHP, each under a name of its own. */
export const PHP_CONSOLES: Family = {
  name: "a PHP console",
  mode: { variables: ["APP_ENV", "YII_ENV", "CI_ENVIRONMENT"] },
  env: { files: [".env.{mode}", ".env", "config/.env"] },
  files: [
    { names: ["config/app_local.php"], read: exported("php"), at: [["Datasources", "default"]] },
    { names: ["config/db.php", "common/config/main-local.php"], read: exported("php"), at: [["components", "db"], []] },
  ],
  last: mapSetting([
    ["url", { kind: "first", options: [variableSetting("DATABASE_URL"), variableSetting("database.default.DSN")] }],
    ["host", { kind: "first", options: [variableSetting("database.default.hostname"), variableSetting("DB_HOST")] }],
    [
      "database",
      { kind: "first", options: [variableSetting("database.default.database"), variableSetting("DB_NAME")] },
    ],
    ["driver", variableSetting("database.default.DBDriver")],
  ]),
};
