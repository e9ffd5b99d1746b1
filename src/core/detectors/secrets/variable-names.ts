/** Words what an agent is told instead of a secret: the names that it may use. */

import type { Facts } from "../../facts/facts.ts";
import { isEnvFile } from "../../files/secret-files.ts";
import { readDotenv } from "../../text/dotenv-text.ts";

const MAX_NAMES = 12;

/** Returns one sentence, with names if the file is a readable env file. */
export function insteadOfReading(path: string | undefined, facts: Facts): string {
  const text = path !== undefined && isEnvFile(path) ? facts.ask({ kind: "text", path }) : null;
  const names = [...new Set(text === null ? [] : readDotenv(text).map(({ name }) => name))];
  if (names.length === 0) return "Ask for the names of the variables that are needed, not their values.";
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  return `Use its variables by their names: ${names.slice(0, MAX_NAMES).join(", ")}${more}.`;
}
