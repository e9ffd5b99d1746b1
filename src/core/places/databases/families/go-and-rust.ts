/** Migration tools that take a connection string from a variable, most of them from `.env`, too. */
import type { ConfigFile, Family } from "../family.ts";
import { readBlocks } from "../formats/blocks.ts";
import { plain } from "../formats/config-file.ts";
import { type Notation, SHELL_STYLE } from "../formats/interpolation.ts";
import { readIni } from "../formats/lines.ts";
import { readYamlTemplate } from "../formats/yaml.ts";
import { type Setting, textSetting, UNKNOWN, variableSetting } from "../setting.ts";

/** github.com/amacneil/dbmate: `--env` names the variable, not the environment. */
export function dbmateFamily(variable?: string | null): Family {
  const unknown = variable === null ? UNKNOWN : variableSetting(variable ?? "DATABASE_URL");
  return { name: "dbmate", env: { files: [".env"] }, last: unknown };
}

/** pressly.github.io/goose: the variables; `.env` where it is called. */
export const GOOSE: Family = { name: "goose", env: { files: [".env"] }, last: variableSetting("GOOSE_DBSTRING") };

/** sqlx-cli, Diesel and SeaORM read `.env` from the folder upwards; the process's own variable wins. */
export const RUST: Family = {
  name: "Rust's migration tools",
  env: { files: [".env"], upward: true },
  last: variableSetting("DATABASE_URL"),
};

/** atlasgo.io: `env "prod" { url = … }` in `atlas.hcl`. */
export const ATLAS: Family = {
  name: "Atlas",
  files: ({ config }) => [
    {
      names: [...(config === undefined ? [] : [config.replace(/^file:\/\//, "")]), "atlas.hcl"],
      read: plain(readBlocks),
      at: [["env", "{mode}", "url"]],
    },
  ],
};

/** Sections by environment, in YAML, TOML or an ini file. */
function sections(names: readonly string[]): ConfigFile {
  return {
    names,
    read: (text, { path }) => {
      const setting = /\.ya?ml$/.test(path) ? readYamlTemplate(GO_TEMPLATE, SHELL_STYLE)(text) : readIni(text);
      return setting && { setting };
    },
    at: [["{mode}"], ["{mode}", "datasource"], ["environments", "{mode}"], []],
  };
}

/** Go templates: `{{ env "DATABASE_URL" }}`, `{{ envOr "DATABASE_URL" "postgres://…" }}`. */
const GO_TEMPLATE: Notation = {
  pattern: /\{\{-?\s*(?:env|envOr|getenv|or \(env)\s+["'`](\w+)["'`]\)?(?:\s+["'`]([^"'`]*)["'`])?\s*-?\}\}/g,
  setting: ([, name = "", otherwise]): Setting =>
    variableSetting(name, otherwise === undefined ? undefined : textSetting(otherwise)),
};

/** sql-migrate, Soda and Pop, Skeema, tern, sqitch: `development` is what counts without a name. */
export const SECTIONED: Family = {
  name: "a migration tool with environments",
  mode: { variables: ["GO_ENV", "ENV"], default: "development" },
  env: { files: [".env"] },
  files: ({ config }) => [
    ...(config === undefined ? [] : [sections([config])]),
    sections([
      "dbconfig.yml",
      "database.yml",
      "config/database.yml",
      "geni.yml",
      "tern.conf",
      ".skeema",
      "sqitch.conf",
    ]),
  ],
  last: variableSetting("DATABASE_URL"),
};
