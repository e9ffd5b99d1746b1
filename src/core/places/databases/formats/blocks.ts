/** Parses formats with named blocks, Prisma's schema and HCL, as far as a connection needs. */
import { mapSetting, merged, type Setting, textSetting, UNKNOWN, UNSET, variableSetting } from "../setting.ts";
import { interpolated, type Notation } from "./interpolation.ts";

/** Parses `datasource db { url = env("DATABASE_URL") }` into datasource → db → url. Nested blocks are skipped. */
export function readBlocks(text: string): Setting {
  let found: Setting = mapSetting([]);
  const path: string[][] = [];
  for (const line of text.split(/\r?\n/, 5000)) {
    const plain = line.trim();
    if (plain.length > 4000 || /^(?:\/\/|#)/.test(plain)) continue;
    const opened = /^([\w-]+)(?:\s+"?([\w.-]+)"?)?\s*(?:=\s*)?\{$/.exec(plain);
    if (opened?.[1]) path.push([opened[1], ...(opened[2] === undefined ? [] : [opened[2]])]);
    else if (plain.startsWith("}")) path.pop();
    else {
      const pair = /^([\w-]+)\s*=\s*(\S.*)$/.exec(plain);
      if (!pair?.[1]) continue;
      const keys = [...path.flat(), pair[1]];
      found = merged(
        found,
        keys.reduceRight<Setting>((inner, key) => mapSetting([[key, inner]]), settingFor(pair[2] ?? "")),
      );
    }
  }
  return found;
}

const CALL = /^(?:env|getenv|os\.getenv)\(\s*"(\w+)"(?:\s*,\s*"([^"]*)")?\s*\)/;
const FILLED: Notation = {
  pattern: /\$\{(?:\s*(?:env|getenv)\(\s*"(\w+)"\s*\)\s*|(?:(?!\$\{)[^}])*)\}/g,
  setting: ([, name]) => (name === undefined ? UNKNOWN : variableSetting(name)),
};

function settingFor(text: string): Setting {
  const [, name, otherwise] = CALL.exec(text) ?? [];
  if (name !== undefined) return variableSetting(name, otherwise === undefined ? undefined : textSetting(otherwise));
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  if (quoted !== undefined) return interpolated(quoted, FILLED);
  return /^[\w.]+$/.test(text) && !/^(?:var|local|data|atlas)\./.test(text)
    ? textSetting(text)
    : text === ""
      ? UNSET
      : UNKNOWN;
}
