/** Collects the SQL that a database client runs, from options, files and its input; reports what it cannot read. */

import type { Effect } from "../../effects/effect.ts";
import type { Inner, Invocation, Reading } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { textOfFile, textOfStdin } from "../../files/input-text.ts";
import { pathOf, shown } from "../../files/targets.ts";
import type { Locator } from "../../places/locator.ts";
import { textOf, type Word } from "../../text/words.ts";
import { type ClientSyntax, readScript } from "./client-script.ts";

export interface Source {
  /** Null when it could not be read. */
  readonly text: string | null;
  /** Name of the source for sentences. */
  readonly name: string;
  /** Absolute path of the file it stands in. */
  readonly path?: string;
}

export function inlineSource(word: Word): Source {
  return { text: textOf(word), name: "its own text" };
}

/** `-` is standard input. */
export function fileSource(word: Word, command: Invocation, facts: Facts): Source {
  if (word.value === "-" || word.value === "/dev/stdin")
    return { text: textOfStdin(command, facts) ?? null, name: "what is piped in" };
  const path = pathOf(word, command.scope);
  return { text: textOfFile(word, command.scope, facts), name: shown(word), ...(path !== undefined && { path }) };
}

/** What is piped or redirected in; undefined when a person would type. */
export function stdinSource(command: Invocation, facts: Facts): Source | undefined {
  const text = textOfStdin(command, facts);
  return text === undefined ? undefined : { text, name: "what is piped in" };
}

/** The sources as SQL that lands at `at`; a client's own commands in them are followed by its `syntax`. */
export function readSources(
  sources: readonly Source[],
  at: readonly Locator[],
  source: string,
  command: Invocation,
  facts: Facts,
  syntax: ClientSyntax = {},
): Reading {
  const effects: Effect[] = [];
  const inner: Inner[] = [];
  for (const { text, name, path } of sources) {
    if (text === null) effects.push(unreadableSql(name, at, source, command));
    else {
      const script = { text, ...(path !== undefined && { path }) };
      inner.push(...readScript(script, { syntax, at, source, command, facts }));
    }
  }
  return { effects, inner };
}

export function unreadableSql(name: string, at: readonly Locator[], source: string, { span }: Invocation): Effect {
  return {
    verb: "execute-unknown",
    resource: "code",
    target: name,
    reach: "unknown",
    recovery: "none",
    certainty: "possible",
    source,
    says: `runs SQL that could not be read (${name})`,
    at,
    instead: "Put the SQL into the command or into a file of the workspace.",
    ...(span && { span }),
  };
}
