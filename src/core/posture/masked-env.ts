/** Masks an env file for an agent: the names stay in order, and each value is replaced by a description. */

import { hostOfValue } from "../places/hosts.ts";
import { readDotenv } from "../text/dotenv-text.ts";
import { kindOfForm, kindOfName } from "./secret-kinds.ts";
import { kindOfToken } from "./tokens.ts";

/** Returns the masked text, without values and without comments, which may contain values. */
export function maskedEnv(text: string): string {
  const lines = readDotenv(text).map(({ name, value }) => `${name}=<${described(name, value)}>`);
  return [
    "# Values are withheld by AgentGuard: this copy says what each one is. Use the variables by their names.",
    ...lines,
    "",
  ].join("\n");
}

function described(name: string, value: string): string {
  const length = `${value.length} character${value.length === 1 ? "" : "s"}`;
  if (value === "") return "empty";
  const kind = kindOfToken(value)?.kind ?? kindOfForm(value)?.kind ?? kindOfName(name);
  if (kind) return `${kind.is}, ${length}`;
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value) && hostOfValue(value)) return `an address, ${length}`;
  if (/^\d+$/.test(value)) return `a number, ${length}`;
  return /^(?:true|false|yes|no|on|off)$/i.test(value) ? "a switch" : length;
}
