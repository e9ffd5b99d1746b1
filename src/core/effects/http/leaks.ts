/** Secrets on their way out: credential files and the environment in what a command sends to another machine. */

import type { Facts } from "../../facts.ts";
import { baseName } from "../../paths.ts";
import type { Effect } from "../effect.ts";
import { originOf } from "../input-text.ts";
import type { Invocation } from "../pack.ts";
import { secretFile } from "../secret-files.ts";
import { literalWord, programName, type Word } from "../words.ts";
import type { HttpPlace } from "./place.ts";

/** `files`: what the body is read from; `-` is standard input. */
export function leaksOf(
  command: Invocation,
  files: readonly Word[],
  place: HttpPlace,
  source: string,
  facts: Facts,
): Effect[] {
  if (place.local) return [];
  const sent = new Set<string>();
  for (const file of files) {
    const what = file.value === "-" ? secretOnStdin(command, facts) : secretIn(file, command, facts);
    if (what) sent.add(what);
  }
  for (const word of command.argv)
    for (const piece of word.pieces) {
      if (piece.kind !== "hole" || piece.from !== "substitution") continue;
      const what = secretInText(piece.of, command, facts);
      if (what) sent.add(what);
    }
  return [...sent].map(what => ({
    verb: "exfiltrate",
    resource: "secret",
    target: what,
    reach: "one",
    recovery: "none",
    certainty: "certain",
    source,
    says: `sends ${what} to ${place.name}`,
    at: place.at,
    instead: "Send only the values that the request needs, by name.",
    ...(command.span && { span: command.span }),
  }));
}

const PRINTS_ENVIRONMENT = new Set(["env", "printenv", "set", "export", "declare"]);

function secretOnStdin(command: Invocation, facts: Facts): string | undefined {
  if (command.stdin.kind === "file") return secretIn(command.stdin.path, command, facts);
  const producer = command.stdin.kind === "pipe" ? (command.stdin.producer ?? []) : [];
  if (producer.length === 1 && PRINTS_ENVIRONMENT.has(programName(producer[0]))) return "the whole environment";
  return producer
    .slice(1)
    .map(word => secretIn(word, command, facts))
    .find(Boolean);
}

function secretIn(file: Word, command: Invocation, facts: Facts): string | undefined {
  const path = originOf(file, command.scope);
  if (path === undefined) return undefined;
  const what = secretFile(path, facts.around.home);
  if (what) return what;
  // Inside the workspace a development `.env` is read freely; leaving the machine is another matter.
  return /^\.env(?:\.(?!example$|sample$|template$).+)?$/.test(baseName(path))
    ? `the variables in ${baseName(path)}`
    : undefined;
}

/** `$(cat ~/.aws/credentials)`, `$(printenv)`: the words inside that name a secret. */
function secretInText(text: string, command: Invocation, facts: Facts): string | undefined {
  const words = text
    .replace(/^\$\(|\)$|`/g, "")
    .split(/[\s|;&<>"']+/)
    .filter(Boolean);
  if (words.length === 1 && PRINTS_ENVIRONMENT.has(words[0] ?? "")) return "the whole environment";
  const home = facts.around.home ?? "~";
  return words
    .map(word => secretIn(literalWord(word.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, home)), command, facts))
    .find(Boolean);
}
