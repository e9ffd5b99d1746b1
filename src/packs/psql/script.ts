/** Reads psql's own commands inside a script: `\i file`, `\! command`, `\c database`. */

import type { ClientSyntax } from "../../core/languages/sql/client-script.ts";
import { databaseLocators, databaseOf } from "../../core/places/database-address.ts";
import type { Locator } from "../../core/places/locator.ts";
import { maskSecrets } from "../../core/text/masking.ts";

export const PSQL_COMMANDS: ClientSyntax = {
  includes: /^[ \t]*\\(?:i|include)[ \t]+(?![ \t])(.*)$/,
  includesBeside: /^[ \t]*\\(?:ir|include_relative)[ \t]+(?![ \t])(.*)$/,
  shell: /^[ \t]*\\![ \t]*(?![ \t])(.*)$/,
  connects: /^[ \t]*\\(?:c|connect)(?![a-z_])[ \t]*(?![ \t])(.*)$/,
  connectedTo,
};

/** Reads `\\c dbname user host port`, or a connection string; `-` keeps the former value. */
function connectedTo(typed: string, before: readonly Locator[]): readonly Locator[] {
  const argument = typed.replace(/^'(.*)'$/, "$1");
  const because = `the script connects to ${maskSecrets(argument)}`;
  if (databaseOf(argument)) return databaseLocators(argument, { because });
  const [database, , host] = argument.split(/\s+/).map(part => (part === "-" ? "" : part));
  if (host) return [{ kind: "database", host, ...(database && { database }), evidence: { because } }];
  return before.map(one => (one.kind === "database" && database ? { ...one, database } : one));
}
