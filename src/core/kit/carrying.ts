/** Finds the command that a wrapper program runs among the wrapper's words: `nice -n 5 rm x`, `flock f -c 'rm x'`. */

import { type Argument, operands, optionValues, readArguments } from "../effects/options.ts";
import type { Inner, Invocation } from "../effects/pack.ts";
import type { Scope } from "../places/scope.ts";
import { textOf, type Word } from "../text/words.ts";

/** Describes the command line of a wrapper program. */
export interface Carrier {
  /** Options that take a value, without dashes. */
  readonly values?: readonly string[];
  /** Those of `values` that take two words. */
  readonly pairs?: readonly string[];
  /** Options whose value must be attached. */
  readonly optional?: readonly string[];
  /** Operands before the command: a duration, a lock file, a folder. */
  readonly before?: number;
  /** The sub-command that runs a command, spellings separated by a bar: `ssh`, `env run`. Others run none. */
  readonly command?: string;
  /** Options whose value is a shell text to run. */
  readonly script?: readonly string[];
  /** Joins its words and runs them through a shell. */
  readonly joins?: boolean;
  /** Each operand is a separate shell text. */
  readonly each?: boolean;
  /** `NAME=value` words may stand before the command. */
  readonly assignments?: boolean;
  /** The command stands only behind `--`. */
  readonly behindDashes?: boolean;
  /** Options with which it only prints something. */
  readonly shows?: readonly string[];
  /** Runs the command in a machine or container of its own, so that paths do not mean this disk. */
  readonly apart?: boolean;
  /** One dash starts a long option, as in Go programs. */
  readonly singleDash?: boolean;
  /** Those of `values` whose value is a file that the wrapper writes itself. */
  readonly writes?: readonly string[];
  /** Its own operands are paths that it locks, hides or mounts something over. */
  readonly holdsPaths?: true;
  /** The first operand is such a file, too. */
  readonly writesFirst?: true;
}

/** Returns the files that a wrapper writes itself, whatever it runs: a recording, a log, measurements. */
export function filesOfCarrier(command: Invocation, carrier: Carrier): readonly Word[] {
  const { writes = [], writesFirst } = carrier;
  if (writes.length === 0 && !writesFirst) return NO_WORDS;
  const grammar = { values: [...(carrier.values ?? []), ...(carrier.script ?? [])], stopAtOperand: true };
  const found = behindSubcommand(command.argv.slice(1), carrier, grammar);
  if (!found) return NO_WORDS;
  const args = [...found.before, ...readArguments(found.rest, grammar)];
  const first = args.find(arg => arg.kind === "operand");
  // After `--` stands the command.
  const named = writesFirst && first?.kind === "operand" && !first.literal ? [first.word] : NO_WORDS;
  return [...optionValues(args, ...writes), ...named];
}

const NO_WORDS: readonly Word[] = [];

/** Returns what the wrapper runs, as `carrier` describes it; undefined when this call runs nothing. */
export function carriedBy(command: Invocation, carrier: Carrier): readonly Inner[] | undefined {
  const grammar = {
    values: [...(carrier.values ?? []), ...(carrier.script ?? [])],
    optional: carrier.optional ?? [],
    singleDash: carrier.singleDash ?? false,
    stopAtOperand: true,
  };
  const found = behindSubcommand(withoutSeconds(command.argv.slice(1), carrier.pairs), carrier, grammar);
  if (!found) return undefined;
  const args = [...found.before, ...readArguments(found.rest, grammar)];
  if (carrier.shows && args.some(arg => arg.kind === "option" && carrier.shows?.includes(arg.name))) return [];
  const scope = scopeInside(command, carrier);
  const span = command.span && { span: command.span };
  const shell = (text: string): Inner => ({ kind: "shell", text, scope, ...span });

  const rest = commandWords(args, found.rest, carrier);
  // `flock file -c 'text'`: the option may stand behind the operand.
  const behind = carrier.script && !carrier.each ? readArguments(rest, grammar) : [];
  const scripts = carrier.script ? optionValues([...args, ...behind], ...carrier.script).map(textOf) : [];
  if (carrier.each)
    return [...scripts, ...operands(readArguments(rest, { ...grammar, stopAtOperand: false })).map(textOf)].map(shell);
  if (scripts.length > 0) return scripts.map(shell);
  const { words, assigned } = carrier.assignments ? withoutAssignments(rest) : { words: rest, assigned: [] };
  if (words.length === 0) return [];
  const variables = new Map([...scope.variables, ...assigned]);
  const argv: Inner = { kind: "argv", argv: words, scope: { ...scope, variables }, stdin: command.stdin, ...span };
  if (!carrier.joins) return [argv];
  // Joining loses quotes: `watch sh -c 'a b'` runs `sh -c a b`. The command as intended is read as well.
  const loses = words.length > 1 && words.some(word => /\s/.test(textOf(word)));
  return [shell(words.map(textOf).join(" ")), ...(loses ? [argv] : [])];
}

/** The scope of the command that a wrapper runs. */
export function scopeInside(command: Invocation, { apart }: Pick<Carrier, "apart"> = {}): Scope {
  const inside = { ...command.scope, via: [...command.scope.via, command.program] };
  return apart ? { cwd: null, variables: new Map(), via: inside.via, elsewhere: inside.elsewhere ?? [] } : inside;
}

/** Splits off the `NAME=value` words at the start. */
function withoutAssignments(words: readonly Word[]): {
  readonly words: readonly Word[];
  readonly assigned: readonly (readonly [string, string | null])[];
} {
  const assigned: (readonly [string, string | null])[] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const first = words[at]?.pieces[0];
    const match = first?.kind === "text" ? /^([A-Za-z_]\w*)=/.exec(first.value) : null;
    if (!match?.[1]) break;
    assigned.push([match[1], words[at]?.value?.slice(match[0].length) ?? null]);
  }
  return { words: words.slice(at), assigned };
}

/** Without the second word of options that take two. */
function withoutSeconds(words: readonly Word[], pairs: readonly string[] | undefined): readonly Word[] {
  if (!pairs) return words;
  return words.filter((_, i) => !pairs.includes(words[i - 2]?.value?.replace(/^--?/, "") ?? ""));
}

/** Splits the words at the sub-command that runs a command. */
function behindSubcommand(
  words: readonly Word[],
  carrier: Carrier,
  grammar: Parameters<typeof readArguments>[1],
): { readonly before: readonly Argument[]; readonly rest: readonly Word[] } | undefined {
  if (carrier.command === undefined) return { before: [], rest: words };
  let rest = words;
  const before: Argument[] = [];
  for (const step of carrier.command.split(" ")) {
    const args = readArguments(rest, grammar);
    const [first, ...more] = operands(args);
    if (!first || !step.split("|").includes(first.value ?? "")) return undefined;
    before.push(...args.filter(arg => arg.kind === "option"));
    rest = more;
  }
  return { before, rest };
}

function commandWords(args: readonly Argument[], all: readonly Word[], carrier: Carrier): readonly Word[] {
  const dashes = all.findIndex(word => word.value === "--");
  if (carrier.behindDashes) return dashes < 0 ? [] : all.slice(dashes + 1);
  const words = operands(args);
  const rest = words.slice(carrier.before ?? 0);
  // `exec host -- rm x`: the dashes stand behind the operands that come before the command.
  return rest[0]?.value === "--" ? rest.slice(1) : rest;
}
