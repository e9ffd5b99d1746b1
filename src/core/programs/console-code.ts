/** Reads code that an application's console runs: `artisan tinker`, `manage.py shell`, `wp eval`. */

import type { CodeLanguage, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { readSources } from "../languages/sql/client-input.ts";
import type { Locator } from "../places/locator.ts";

export interface ConsoleCode {
  /** Null: there is code that cannot be read; undefined: there is none. */
  readonly text: string | null | undefined;
  readonly language: CodeLanguage;
  /** How the console was started, for the chain of programs that led to the effect. */
  readonly via: string;
  readonly source: string;
  /** The name of a text that cannot be read. */
  readonly name: string;
}

/** Reads the code. `at` returns the application's database; it is only called if the text cannot be read. */
export function readConsoleCode(code: ConsoleCode, command: Invocation, facts: Facts, at: () => Locator[]): Reading {
  const { text, language, source, name } = code;
  if (text === undefined) return { effects: [] };
  if (text === null) return readSources([{ text, name }], at(), source, command, facts);
  const scope = { ...command.scope, via: [...command.scope.via, code.via] };
  return { effects: [], inner: [{ kind: "code", language, text, scope, source }] };
}
