/** Formats of one key a line: ini and toml files with sections, Java properties. */
import { mapSetting, merged, type Setting, textSetting, UNSET, variableSetting } from "../setting.ts";
import { interpolated, type Notation } from "./interpolation.ts";

const MAX_LINES = 5000;

/** `[section]` → key → value; what stands before the first section is in the section with the empty name. */
export function readIni(text: string): Setting {
  const sections = new Map<string, Map<string, string>>();
  let section = "";
  let last: string | undefined;
  for (const line of linesOf(text)) {
    const header = /^\s*\[+\s*([^\]]+?)\s*\]+\s*(?:[#;].*)?$/.exec(line)?.[1];
    if (header !== undefined) section = header;
    const entries = sections.get(section) ?? new Map<string, string>();
    sections.set(section, entries);
    const pair = /^\s*([^\s=:#;[][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    // An indented line goes on with the value above it.
    if (header === undefined && last !== undefined && /^\s+\S/.test(line) && !pair)
      entries.set(last, `${entries.get(last) ?? ""}${line.trim()}`);
    else if (pair?.[1] !== undefined) {
      last = pair[1];
      entries.set(last, unquoted(pair[2] ?? ""));
    }
  }
  return mapSetting(
    [...sections].map(([name, entries]) => {
      const filled = [...entries].map(([key, value]) => [key, interpolated(value, percent(entries))] as const);
      return [name, mapSetting(filled)] as const;
    }),
  );
}

/** `%(DB_HOST)s`: another key of the section, else a variable. `%%` is one percent sign. */
function percent(entries: ReadonlyMap<string, string>): Notation {
  return {
    pattern: /%\((\w+)\)s|%%|\$\{(\w+)\}/g,
    setting: ([, name, variable]) => {
      if (variable !== undefined) return variableSetting(variable);
      if (name === undefined) return textSetting("%");
      const own = entries.get(name);
      return own === undefined ? variableSetting(name) : textSetting(own);
    },
  };
}

/** `spring.datasource.url=jdbc:…` as maps inside of maps; `#---` begins another document of the same file. */
export function readProperties(...notations: readonly Notation[]): (text: string) => readonly Setting[] {
  return text => {
    const documents: Setting[] = [mapSetting([])];
    for (const line of linesOf(text.replace(/\\\r?\n[ \t]*/g, ""))) {
      if (/^[#!]---\s*$/.test(line)) documents.push(mapSetting([]));
      const pair = /^\s*([^\s=:#!][^\s=:]*)\s*[=: ]\s*(.*?)\s*$/.exec(line);
      if (pair?.[1] === undefined) continue;
      const value = interpolated(unescaped(pair[2] ?? ""), ...notations);
      const nested = pair[1].split(".").reduceRight<Setting>((inner, key) => mapSetting([[key, inner]]), value);
      documents[documents.length - 1] = merged(documents.at(-1) ?? UNSET, nested);
    }
    return documents;
  };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/, MAX_LINES);
}

function unquoted(value: string): string {
  return /^(["'])([\s\S]*)\1\s*(?:[#;].*)?$/.exec(value)?.[2] ?? value;
}

function unescaped(value: string): string {
  return value.replace(/\\([:=#!\\ ])/g, "$1");
}
