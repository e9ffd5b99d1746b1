/** Provides the readers of configuration files that the families use, by language or extension. */

import { ownProperty } from "../../../text/own-property.ts";
import type { ConfigPlace, ReadConfig } from "../family.ts";
import { mapSetting, type Setting } from "../setting.ts";
import { type CodeConfig, type ConfigLanguage, readCodeConfig } from "./code.ts";
import type { Notation } from "./interpolation.ts";
import { readJsonSettings } from "./json.ts";
import { readYamlSettings } from "./yaml.ts";

type Read = (text: string, place: ConfigPlace) => ReadConfig | undefined;

/** Wraps a reader of a format that only contains settings. */
export function plain(read: (text: string) => Setting | undefined): Read {
  return text => {
    const setting = read(text);
    return setting && { setting };
  };
}

/** Returns a program's exported value or, without one, its top-level names. */
export function exported(language: ConfigLanguage): Read {
  return text => {
    const config = configOf(language, text);
    if (!config) return undefined;
    const setting = config.value.kind === "unset" ? mapSetting(config.names) : config.value;
    return { setting, loads: config.loads };
  };
}

/** Returns a program's top-level names, on top of those of the modules whose names it imports. */
export function named(language: ConfigLanguage): Read {
  return (text, place) => {
    const config = configOf(language, text);
    return (
      config && {
        setting: mapSetting(config.names),
        loads: config.loads,
        bases: config.bases.flatMap(module => filesOfModule(module, place)),
      }
    );
  };
}

/** Chooses the format by extension: `knexfile.ts`, `ormconfig.json`, `config.yml`. */
export function byExtension(...notations: readonly Notation[]): Read {
  return (text, place) => {
    const [, extension = ""] = /\.(\w+)$/.exec(place.path) ?? [];
    if (/^json[c5]?$/.test(extension)) return plain(readJsonSettings)(text, place);
    if (/^ya?ml$/.test(extension)) return plain(readYamlSettings(...notations))(text, place);
    const language = ownProperty(LANGUAGES, extension) ?? "javascript";
    return exported(language)(text, place);
  };
}

const LANGUAGES: Readonly<Record<string, ConfigLanguage>> = {
  py: "python",
  php: "php",
  rb: "ruby",
  exs: "elixir",
};

/** Returns the files of a module: `.base` is beside the file, `shop.settings.base` below the project's folder. */
function filesOfModule(module: string, { folder }: ConfigPlace): readonly string[] {
  const dots = /^\.+/.exec(module)?.[0].length ?? 0;
  const path = module.slice(dots).replaceAll(".", "/");
  const start = dots === 0 ? `${folder}/` : `./${"../".repeat(dots - 1)}`;
  return path === "" ? [] : [`${start}${path}.py`, `${start}${path}/__init__.py`];
}

/** Number of recently parsed programs that are cached, because one act asks for a file many times. */
const KEPT = 16;
const kept = new Map<string, CodeConfig | undefined>();

function configOf(language: ConfigLanguage, text: string): CodeConfig | undefined {
  const key = `${language}:${text}`;
  if (kept.has(key)) return kept.get(key);
  const config = readCodeConfig(language, text);
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, config);
  return config;
}
