/** Spring, Flyway, Liquibase: profiles, properties, `${NAME:default}`. */
import type { ConfigFile, ConfigPlace, Family, ReadConfig } from "../family.ts";
import { plain } from "../formats/config-file.ts";
import { interpolated, SHELL_STYLE, SPRING_STYLE } from "../formats/interpolation.ts";
import { readIni, readProperties } from "../formats/lines.ts";
import { readYamlDocuments } from "../formats/yaml.ts";
import { mapSetting, merged, type Setting, settingsAt, UNSET, variableSetting } from "../setting.ts";

const FOLDERS = ["src/main/resources/", "src/main/resources/config/", "", "config/"];
const SPRING_AT = [
  ["spring", "datasource"],
  ["spring", "r2dbc"],
  ["spring", "flyway"],
  ["quarkus", "datasource", "jdbc"],
  ["quarkus", "datasource"],
  ["datasources", "default"],
];

/** docs.spring.io, "Externalized Configuration": a profile's file over the common one, variables over both. */
export const SPRING: Family = {
  name: "Spring",
  mode: { variables: ["SPRING_PROFILES_ACTIVE", "QUARKUS_PROFILE", "MICRONAUT_ENVIRONMENTS"] },
  first: mapSetting([
    [
      "url",
      {
        kind: "first",
        options: [variableSetting("SPRING_DATASOURCE_URL"), variableSetting("QUARKUS_DATASOURCE_JDBC_URL")],
      },
    ],
  ]),
  env: { files: [".env"] },
  files: [springFiles()],
};

function springFiles(): ConfigFile {
  const files = (name: string) =>
    FOLDERS.flatMap(folder => ["yml", "yaml", "properties"].map(one => `${folder}${name}.${one}`));
  return {
    names: [...files("application"), ...files("application-{mode}")],
    layers: true,
    read: documents,
    at: SPRING_AT,
  };
}

/** One file may hold several documents, each for a profile of its own. */
function documents(text: string, { path, mode }: ConfigPlace): ReadConfig | undefined {
  const read = /\.properties$/.test(path) ? readProperties(SPRING_STYLE) : readYamlDocuments(SPRING_STYLE);
  const setting = read(text)
    .filter(document => isFor(document, mode))
    .reduce<Setting>(merged, UNSET);
  return setting.kind === "unset" ? undefined : { setting };
}

function isFor(document: Setting, mode: string): boolean {
  const said = [
    ...settingsAt(document, ["spring", "config", "activate", "on-profile"]),
    ...settingsAt(document, ["spring", "profiles"]),
  ];
  const names = said.flatMap(one => (one.kind === "text" ? one.text.split(/[\s,|&()]+/) : []));
  return (
    names.length === 0 ||
    names.some(name => mode.split(",").includes(name) || (name.startsWith("!") && name.slice(1) !== mode))
  );
}

const FLYWAY_CONF: ConfigFile["at"] = [["flyway"]];

/** documentation.red-gate.com/fd: `flyway.toml` with environments, before it `flyway.conf`. */
export const FLYWAY: Family = {
  name: "Flyway",
  mode: { variables: ["FLYWAY_ENVIRONMENT"] },
  first: variableSetting("FLYWAY_URL"),
  files: ({ config }) => [
    ...(config === undefined ? [] : [flywayFile([config])]),
    flywayFile(["flyway.toml", "flyway.user.toml", "conf/flyway.toml", "flyway.conf", "conf/flyway.conf"]),
    springFiles(),
  ],
};

function flywayFile(names: readonly string[]): ConfigFile {
  return {
    names,
    read: (text, { path }) => {
      if (!/\.toml$/.test(path)) return { setting: readProperties(SHELL_STYLE)(text)[0] ?? UNSET };
      return { setting: readIni(text) };
    },
    at: [["environments.{mode}"], ["environments.default"], ["flyway"], ...FLYWAY_CONF],
  };
}

/** docs.liquibase.com: `liquibase.properties` where it is called. */
export const LIQUIBASE: Family = {
  name: "Liquibase",
  mode: { variables: ["LIQUIBASE_ENVIRONMENT"] },
  first: variableSetting("LIQUIBASE_COMMAND_URL"),
  files: ({ config }) => [
    {
      names: [
        ...(config === undefined ? [] : [config]),
        "liquibase.properties",
        "src/main/resources/liquibase.properties",
        "src/main/resources/db/liquibase.properties",
      ],
      read: plain(text => readProperties(SHELL_STYLE)(text)[0]),
      at: [["liquibase", "command"], []],
    },
    springFiles(),
  ],
};

/** Builds with Maven, Gradle or sbt: Flyway's and Liquibase's own files, then the address in the build file. */
export const JVM_BUILD: Family = {
  name: "a build with migrations",
  mode: { variables: ["SPRING_PROFILES_ACTIVE"] },
  first: { kind: "first", options: [variableSetting("FLYWAY_URL"), variableSetting("LIQUIBASE_COMMAND_URL")] },
  files: [
    flywayFile(["flyway.toml", "flyway.conf", "conf/flyway.conf", "src/main/resources/flyway.conf"]),
    {
      names: ["liquibase.properties", "src/main/resources/liquibase.properties"],
      read: plain(text => readProperties(SHELL_STYLE)(text)[0]),
      at: [["liquibase", "command"], []],
    },
    { names: ["pom.xml", "build.gradle", "build.gradle.kts", "build.sbt"], read: addresses, at: [[]] },
    springFiles(),
  ],
};

/** Every address of a database in a text; a build file without one says nothing. */
function addresses(text: string): ReadConfig {
  const found = [...new Set(text.match(/jdbc:[a-z0-9]+:[^\s"'<>]+/g) ?? [])].slice(0, 8);
  return { setting: { kind: "list", items: found.map(address => interpolated(address, SPRING_STYLE)) } };
}
