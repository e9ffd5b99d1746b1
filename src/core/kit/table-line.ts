/** Matches calls against one line of a table of sub-commands. */
import { type Argument, hasOption, optionValue } from "../effects/options.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Word } from "../text/words.ts";
import type { Call, Expression, Line } from "./table.ts";

export class TableLine {
  private readonly steps: Steps;

  constructor(readonly line: Line) {
    this.steps = stepsOf(line.call);
  }

  /** Whether the line has an effect and matches any sub-command, or none. */
  get actsAlone(): boolean {
    return this.line.does !== undefined && (this.steps.length === 0 || this.steps[0]?.has("*") === true);
  }

  /** Whether the line is the `*` at the end of a table, which leaves other calls to the words of their names. */
  get isAnyOther(): boolean {
    return this.line.does === undefined && this.steps.length === 1 && this.steps[0]?.has("*") === true;
  }

  /** Returns the words after the sub-commands; undefined when the call does not match. */
  fits({ args, words, command }: Call): readonly Word[] | undefined {
    const { operand, mentions: mentioned } = this.line;
    if (!this.mayBegin(words)) return undefined;
    const rest = behindSteps(this.steps, args);
    if (rest === undefined || !optionsFit(this.line, args)) return undefined;
    if (operand && !rest.some(word => operand.test(word.value ?? word.text))) return undefined;
    return mentioned && !mentions(command, mentioned) ? undefined : rest;
  }

  /** Quick check that rules out most lines of a long table: is the first sub-command among the words at all? */
  private mayBegin(words: readonly Word[]): boolean {
    const [first] = this.steps;
    return first === undefined || first.has("*") || words.some(({ value }) => first.has(value ?? ""));
  }
}

/** Whether any word after the program's name matches. */
export function mentions({ argv }: Invocation, expression: Expression): boolean {
  return argv.slice(1).some(word => expression.test(word.value ?? word.text));
}

/** Returns the words after the sub-commands of `call`, written as in `Line`; undefined when the call does not match. */
export function behindCall(call: string, args: readonly Argument[]): readonly Word[] | undefined {
  return behindSteps(stepsOf(call), args);
}

/** The sub-commands of a call in order, each with its spellings. */
export type Steps = readonly ReadonlySet<string>[];

/**
 * Returns the words after the sub-commands; undefined when the call does not match. A word right after an option that
 * the grammar does not know may be that option's value, and is skipped where it does not match.
 */
export function behindSteps(path: Steps, args: readonly Argument[]): readonly Word[] | undefined {
  let at = 0;
  const rest: Word[] = [];
  for (const [i, arg] of args.entries()) {
    if (arg.kind === "option") continue;
    const step = path[at];
    if (step === undefined) {
      rest.push(arg.word);
      continue;
    }
    if (step.has("*") || step.has(arg.word.value ?? "")) at++;
    else {
      const before = args[i - 1];
      const maybeValue = !arg.literal && before?.kind === "option" && before.value === undefined;
      if (!maybeValue) return undefined;
    }
  }
  return at === path.length ? rest : undefined;
}

/** Parses `call` of a `Line`: `volume rm|remove`. */
export function stepsOf(call: string): Steps {
  return call
    .split(" ")
    .filter(step => step !== "")
    .map(step => new Set(step.split("|")));
}

function optionsFit({ with: names, without }: Line, args: readonly Argument[]): boolean {
  const given = names === undefined || isGiven(args, names) || args.some(isUnknownOption);
  return given && !(without !== undefined && hasOption(args, ...without));
}

/** One of them by its name, or by its name and value: `safety=none`. */
function isGiven(args: readonly Argument[], names: readonly string[]): boolean {
  if (hasOption(args, ...names)) return true;
  return names.some(name => {
    const at = name.indexOf("=");
    return at > 0 && optionValue(args, name.slice(0, at))?.value === name.slice(at + 1);
  });
}

/** An option that is only known at run time may be any. */
function isUnknownOption(arg: Argument): boolean {
  return arg.kind === "option" && arg.name === "?";
}
