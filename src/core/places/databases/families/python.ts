/** Django, Alembic, Flask. */
import type { ConfigFile, Family, Reader } from "../family.ts";
import { readCodeConfig } from "../formats/code.ts";
import { named, plain } from "../formats/config-file.ts";
import { readIni } from "../formats/lines.ts";
import { type Setting, variableSetting } from "../setting.ts";

const USUAL_VARIABLES: Setting = {
  kind: "first",
  options: ["SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_DATABASE_URL", "DATABASE_URL", "DATABASE_URI", "DB_URL"].map(name =>
    variableSetting(name),
  ),
};

/** The settings module: an option, the variable, else what `manage.py` sets for itself. */
export const DJANGO: Family = {
  name: "Django",
  mode: { variables: ["DJANGO_SETTINGS_MODULE"] },
  env: { files: [".env"] },
  files: ({ config }, mode, read) => {
    const usual = settingsOfManage(read(config ?? "manage.py") ?? read("manage.py"));
    const module =
      mode === ""
        ? usual
        : mode.includes(".") || usual === undefined
          ? mode
          : `${usual.replace(/\.settings\b.*$/s, "")}.settings.${mode}`;
    if (module === undefined)
      return [settingsAt(["settings.py", "config/settings.py", "config/settings/local.py", "config/settings/base.py"])];
    const path = module.replaceAll(".", "/");
    return [settingsAt([`${path}.py`, `${path}/__init__.py`, `src/${path}.py`, `src/${path}/__init__.py`])];
  },
  last: variableSetting("DATABASE_URL"),
};

function settingsAt(names: readonly string[]): ConfigFile {
  return {
    names,
    read: named("python"),
    at: [
      ["DATABASES", "{connection}"],
      ["DATABASES", "default"],
      ["*", "DATABASES", "default"],
    ],
  };
}

function settingsOfManage(text: string | null): string | undefined {
  const said = text === null ? undefined : readCodeConfig("python", text)?.names.get("DJANGO_SETTINGS_MODULE");
  return textIn(said);
}

function textIn(setting: Setting | undefined): string | undefined {
  if (setting?.kind === "text") return setting.text;
  return setting?.kind === "either" ? setting.options.map(textIn).find(text => text !== undefined) : undefined;
}

/** `alembic.ini` says it, unless `env.py` says something else. */
export const ALEMBIC: Family = {
  name: "Alembic",
  mode: { variables: ["APP_ENV", "ENV", "ENVIRONMENT"] },
  env: { files: [".env"] },
  files: ({ config, connection }, _mode, read) => {
    const ini = config ?? "alembic.ini";
    const section = connection ?? "alembic";
    const folder = scriptLocation(ini, read);
    const about = ini.includes("/") && !folder.startsWith("/") ? `${ini.slice(0, ini.lastIndexOf("/"))}/` : "";
    return [
      ...(folder === "" ? [] : [envPy([`${about}${folder}/env.py`])]),
      envPy(["alembic/env.py", "migrations/env.py"]),
      { names: [ini], read: plain(readIni), at: [[section, "sqlalchemy.url"]] },
    ];
  },
  last: USUAL_VARIABLES,
};

function scriptLocation(ini: string, read: Reader): string {
  return /^[ \t]*script_location[ \t]*=[ \t]*(?:%\(here\)s\/)?(\S+)[ \t]*$/m.exec(read(ini) ?? "")?.[1] ?? "";
}

function envPy(names: readonly string[]): ConfigFile {
  return {
    names,
    read: (text, place) => {
      const config = named("python")(text, place);
      // Values from alembic.ini, or from the application's modules, are unknown here.
      return config && { ...config, setting: onlyKnown(config.setting, "sqlalchemy.url") };
    },
    at: [["sqlalchemy.url"]],
  };
}

function onlyKnown(setting: Setting, key: string): Setting {
  const said = setting.kind === "map" ? setting.entries.get(key) : undefined;
  const known = said && JSON.stringify(said, (_, value) => (value instanceof Map ? [...value] : value));
  return said === undefined || known?.includes('"unknown"')
    ? { kind: "map", entries: new Map() }
    : { kind: "map", entries: new Map([[key, said]]) };
}

/** flask.palletsprojects.com/cli: the process, then `.env`, then `.flaskenv`. */
export const FLASK: Family = {
  name: "Flask",
  mode: { variables: ["FLASK_ENV", "APP_ENV", "FLASK_CONFIG", "APP_SETTINGS"], files: [".env", ".flaskenv"] },
  env: { files: [".env", ".flaskenv"], upward: true },
  files: [
    {
      names: ["config.py", "app/config.py", "src/config.py", "instance/config.py", "settings.py", "app/settings.py"],
      read: named("python"),
      at: [["SQLALCHEMY_DATABASE_URI"], ["{mode}", "SQLALCHEMY_DATABASE_URI"], ["*", "SQLALCHEMY_DATABASE_URI"]],
    },
    {
      names: ["app.py", "wsgi.py", "app/__init__.py", "src/app.py"],
      read: named("python"),
      at: [["SQLALCHEMY_DATABASE_URI"]],
    },
  ],
  last: USUAL_VARIABLES,
};
