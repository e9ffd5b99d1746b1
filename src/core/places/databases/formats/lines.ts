/** Parses formats with one key on each line: ini and toml files with sections, Java properties. */
import { mapSetting, merged, type Setting, textSetting, UNSET, variableSetting } from "../setting.ts";
import { interpolated, type Notation } from "./interpolation.ts";

const MAX_LINES = 5000;
const MAX_LINE = 4000;

/** Parses into section → key → value. Keys before the first section are in the section with the empty name. */
export function readIni(text: string): Setting {
  const sections = new Map<string, Map<string, string>>();
  let section = "";
  let last: string | undefined;
  for (const line of linesOf(text)) {
    const bare = line.trim();
    if (bare === "" || /^[#;]/.test(bare)) continue;
    const header = /^\[+(?!\[)([^\]]*)\]/.exec(bare)?.[1];
    if (header !== undefined) section = header.trim();
    const entries = sections.get(section) ?? new Map<string, string>();
    sections.set(section, entries);
    if (header !== undefined) continue;
    const pair = pairIn(bare, /[=:]/);
    // An indented line continues the value above.
    if (!pair && last !== undefined && line !== line.trimStart())
      entries.set(last, `${entries.get(last) ?? ""}${bare}`);
    if (!pair) continue;
    last = pair.key;
    entries.set(last, unquoted(pair.value));
  }
  return mapSetting(
    [...sections].map(([name, entries]) => {
      const filled = [...entries].map(([key, value]) => [key, interpolated(value, percent(entries))] as const);
      return [name, mapSetting(filled)] as const;
    }),
  );
}

/** `%(DB_HOST)s` is another key of the section, else a variable. `%%` is a percent sign. */
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

/** Parses `spring.datasource.url=jdbc:…` into nested maps; `#---` separates documents of one file. */
export function readProperties(...notations: readonly Notation[]): (text: string) => readonly Setting[] {
  return text => {
    const documents: Setting[] = [mapSetting([])];
    for (const line of linesOf(text.replace(/\\\r?\n[ \t]*/g, ""))) {
      if (/^[#!]---\s*$/.test(line)) documents.push(mapSetting([]));
      const bare = line.trim();
      const pair = /^[#!]/.test(bare) ? undefined : pairIn(bare, /[=: \t]/);
      if (!pair) continue;
      const value = interpolated(unescaped(pair.value), ...notations);
      const nested = pair.key.split(".").reduceRight<Setting>((inner, key) => mapSetting([[key, inner]]), value);
      documents[documents.length - 1] = merged(documents.at(-1) ?? UNSET, nested);
    }
    return documents;
  };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/, MAX_LINES).filter(line => line.length <= MAX_LINE);
}

function pairIn(line: string, separator: RegExp): { readonly key: string; readonly value: string } | undefined {
  const at = line.search(separator);
  if (at <= 0) return undefined;
  // In `key = value`, the space ends the key before the sign does.
  return { key: line.slice(0, at).trim(), value: line.slice(at).trim().replace(/^[=:]/, "").trim() };
}

/** Removes quotes, and a comment after the closing one. */
function unquoted(value: string): string {
  const quote = value.charAt(0);
  if (quote !== '"' && quote !== "'") return value;
  const end = value.indexOf(quote, 1);
  return end === -1 || !/^\s*(?:[#;]|$)/.test(value.slice(end + 1)) ? value : value.slice(1, end);
}

function unescaped(value: string): string {
  return value.replace(/\\([:=#!\\ ])/g, "$1");
}
