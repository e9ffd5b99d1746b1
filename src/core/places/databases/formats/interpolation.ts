/** Parses placeholders for variables in texts of configuration files. */
import { type Setting, textSetting, UNKNOWN, variableSetting } from "../setting.ts";

/** A syntax of placeholders: `${DB_HOST:localhost}`. The pattern is global. */
export interface Notation {
  readonly pattern: RegExp;
  setting(found: RegExpExecArray): Setting;
}

/** Parses a text by the first of `notations` with a placeholder in it. */
export function interpolated(text: string, ...notations: readonly Notation[]): Setting {
  for (const { pattern, setting } of notations) {
    const parts: Setting[] = [];
    let at = 0;
    for (const found of text.matchAll(pattern)) {
      if (found.index > at) parts.push(interpolated(text.slice(at, found.index), ...notations));
      parts.push(setting(found));
      at = found.index + found[0].length;
    }
    if (parts.length === 0) continue;
    if (at < text.length) parts.push(interpolated(text.slice(at), ...notations));
    const [only = UNKNOWN, ...more] = parts;
    return more.length === 0 ? only : { kind: "joined", parts };
  }
  return textSetting(text);
}

/** `${DB_HOST}` and `${DB_HOST:-localhost}` of shells and compose files. */
export const SHELL_STYLE: Notation = {
  pattern: /\$\{(\w+)(?::?([-?+])([^{}]*))?\}|\$(\w+)/g,
  setting: ([, name = "", sign, otherwise = "", bare]) =>
    sign === "-" ? variableSetting(name, textSetting(otherwise)) : variableSetting(bare ?? name),
};

/** `${spring.datasource.host:localhost}`: a variable or another key. Spring maps `DB_HOST` to `db.host`, too. */
export const SPRING_STYLE: Notation = {
  pattern: /\$\{([\w.-]+)(?::([^{}]*))?\}|@([\w.-]+)@/g,
  setting: ([, name, otherwise]) => {
    if (name === undefined) return UNKNOWN;
    const upper = name.replace(/[.-]/g, "_").toUpperCase();
    const last = otherwise === undefined ? undefined : textSetting(otherwise);
    return upper === name ? variableSetting(name, last) : variableSetting(name, variableSetting(upper, last));
  },
};

/** `%env(resolve:DATABASE_URL)%` of Symfony; `%kernel.project_dir%` is a folder. */
export const SYMFONY_STYLE: Notation = {
  pattern: /%env\((?:\w+:)*(\w+)\)%|%([\w.]+)%/g,
  setting: ([, variable]) => (variable === undefined ? UNKNOWN : variableSetting(variable)),
};
