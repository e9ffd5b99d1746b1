/** Code that an application's own console runs inside of it: `artisan tinker`, `manage.py shell`, `wp eval`. */

import type { CodeLanguage, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { readSources } from "../languages/sql/client-input.ts";
import type { Locator } from "../places/locator.ts";

export interface ConsoleCode {
  /** Null: there is some, and nobody can read it; undefined: none was given. */
  readonly text: string | null | undefined;
  readonly language: CodeLanguage;
  /** How the console was started, as the way here. */
  readonly via: string;
  readonly source: string;
  /** What a text that cannot be read is called. */
  readonly name: string;
}

/** `at` tells where the application's database is; it is asked only for a text that cannot be read. */
export function readConsoleCode(code: ConsoleCode, command: Invocation, facts: Facts, at: () => Locator[]): Reading {
  const { text, language, source, name } = code;
  if (text === undefined) return { effects: [] };
  if (text === null) return readSources([{ text, name }], at(), source, command, facts);
  const scope = { ...command.scope, via: [...command.scope.via, code.via] };
  return { effects: [], inner: [{ kind: "code", language, text, scope, source }] };
}
