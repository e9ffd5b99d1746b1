/**
 * Builds packs from tables, for tools whose calls are a sub-command and options (`docker volume rm -f data`). Each line
 * names a call and its effects; calls that the table does not list are read by the words of their name.
 */

import type { Effect, Mark } from "../effects/effect.ts";
import { type Argument, type Grammar, hasOption, operands, optionValues, readArguments } from "../effects/options.ts";
import type { Example, Invocation, ProgramPack, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { textOfFile } from "../files/input-text.ts";
import { shown } from "../files/targets.ts";
import { accountOf } from "../providers/account.ts";
import { givenByWords } from "../providers/granted-rights.ts";
import { keysHandedOut } from "../providers/keys-made.ts";
import { toldByJson, toldByOptions } from "../providers/telling-options.ts";
import type { Word } from "../text/words.ts";
import { clauseOf } from "./clause.ts";
import { spokenCall } from "./resource-verbs.ts";
import { rulesOf, withIds } from "./rule-ids.ts";
import type { Call, EffectTemplate, Table } from "./table.ts";
import { mentions, TableLine } from "./table-line.ts";
import { namedAfterDestruction } from "./unknown-words.ts";

/** Returns the pack that a table describes. */
export function tablePack(table: Table): ProgramPack {
  let read: readonly TableLine[] | undefined;
  // Compiled on first use: most tables are never needed.
  const lines = () => {
    read ??= withIds(table.programs[0] ?? table.id, table.lines).map(line => new TableLine(line));
    return read;
  };
  return {
    kind: "program",
    id: table.id,
    programs: table.programs,
    get rules() {
      return rulesOf(
        table,
        lines().map(({ line }) => line),
      );
    },
    read: (command, facts) => readCall(command, facts, table, lines()),
    examples: table.examples,
  };
}

/**
 * Returns a reader by a table that takes precedence over other knowledge of its programs. It uses only the table's
 * lines, nouns and options, and returns undefined for a call that it leaves to that other knowledge.
 */
export function readByRules(table: TableOf): (command: Invocation, facts: Facts) => Reading | undefined {
  const lines = table.lines.map(line => new TableLine(line));
  return (command, facts) => {
    const call = callOf(command, facts, table);
    if (isHarmless(call, table)) return { effects: [] };
    if (asksForHelp(call, table, lines)) return undefined;
    const said = byLines(call, table, lines);
    const effects = said === "by-words" ? undefined : (said ?? byNouns(call, table));
    return effects && { effects: withMore(effects, call, table) };
  };
}

/** Combines tables of several tools of one kind into one pack. */
export function tablesPack(
  id: string,
  tables: readonly Omit<Table, "id" | "examples">[],
  examples: readonly Example[],
): ProgramPack {
  const packs = tables.map(table => tablePack({ ...table, id, examples: [] }));
  const known = new Map(packs.flatMap(pack => pack.programs.map(program => [program, pack] as const)));
  return {
    kind: "program",
    id,
    programs: [...known.keys()],
    get rules() {
      return packs.flatMap(({ rules = [] }) => rules);
    },
    read: (command, facts) => known.get(command.program)?.read(command, facts) ?? { effects: [] },
    examples,
  };
}

type TableOf = Omit<Table, "examples">;

function readCall(command: Invocation, facts: Facts, table: Table, lines: readonly TableLine[]): Reading {
  const call = callOf(command, facts, table);
  if (isHarmless(call, table) || asksForHelp(call, table, lines)) return { effects: [] };
  const special = table.special?.(call);
  if (special) return special;
  const inner = table.inner?.(call) ?? [];
  const said = byLines(call, table, lines);
  const effects = said === "by-words" ? byDestruction(call) : (said ?? byWords(call, table));
  return { effects: withMore(effects, call, table), inner };
}

function callOf(command: Invocation, facts: Facts, { grammar = {}, prefixes = [] }: TableOf): Call {
  const args = withoutPrefix(readArguments(command.argv.slice(1), grammar), prefixes);
  return { command, args, words: operands(args), facts };
}

/** Whether an option or a word makes the call harmless, according to the table. */
function isHarmless({ command, args }: Call, { shows = [], harmless }: TableOf): boolean {
  return isShown(args, shows) || (harmless !== undefined && mentions(command, harmless));
}

function asksForHelp({ command, args }: Call, { grammar, shows = [] }: TableOf, lines: readonly TableLine[]): boolean {
  if (onlyShows(args, shows)) return true;
  // A tool that acts without any sub-command may mean something else by it: `shutdown now -h`.
  return endsInHelp(command, grammar) && !lines.some(line => line.actsAlone);
}

/** Adds effects that a call to a service has whatever its name: by its options, JSON and words. */
function withMore(effects: readonly Effect[], call: Call, table: TableOf): readonly Effect[] {
  if (!table.account && !table.at) return effects;
  const { args, command, facts } = call;
  const known = effects.some(({ verb }) => verb === "grant" || verb === "weaken");
  const inJson = toldByJson(args, file => textOfFile(file, command.scope, facts));
  const said = [
    toldByOptions(args),
    known || effects.some(({ verb }) => verb === "read-secret") ? undefined : keysHandedOut(args),
    ...inJson,
    known ? undefined : givenByWords(command.argv.slice(1).map(({ value }) => value)),
  ];
  // An option that accepts a loss adds nothing where the table already reports a loss.
  const isLossSaid = effects.some(({ recovery }) => recovery === "none");
  const told = said.flatMap(one =>
    one && !(isLossSaid && one.verb === "discard") ? [effectOfTemplate(one, call.words.slice(1), call, table)] : [],
  );
  return told.length > 0 ? [...effects, ...told] : effects;
}

/** Returns the effects of the first line that matches; undefined where none does. */
function byLines(call: Call, table: TableOf, lines: readonly TableLine[]): readonly Effect[] | "by-words" | undefined {
  for (const one of lines) {
    const rest = one.fits(call);
    if (rest === undefined) continue;
    if (one.isAnyOther) return "by-words";
    const { id, does = [] } = one.line;
    return [does].flat().map((doing: EffectTemplate) => withRule(id, effectOfTemplate(doing, rest, call, table)));
  }
  return undefined;
}

/** Returns the effects of a call that no line names, by its own words. */
function byWords(call: Call, table: TableOf): readonly Effect[] {
  const [first] = call.words;
  if (first?.value === null) return [unknownCall(call.command, first)];
  return table.nouns ? (byNouns(call, table) ?? []) : byDestruction(call);
}

function byNouns(call: Call, table: TableOf): readonly Effect[] | undefined {
  const said = table.nouns && spokenCall(call.words, table.nouns);
  if (!said) return undefined;
  const named = said.rest.length === 0 && table.names ? { named: table.names } : {};
  return [effectOfTemplate({ ...said.doing, ...named }, said.rest, call, table)];
}

function byDestruction({ command }: Call): readonly Effect[] {
  return namedAfterDestruction(command, command.argv.slice(1));
}

function withRule(rule: string | undefined, effect: Effect): Effect {
  return rule === undefined ? effect : { ...effect, rule };
}

function withoutPrefix(args: readonly Argument[], prefixes: readonly string[]): readonly Argument[] {
  const at = args.findIndex(arg => arg.kind === "operand");
  const first = args[at];
  return first?.kind === "operand" && prefixes.includes(first.word.value ?? "") ? args.toSpliced(at, 1) : args;
}

/** Whether an option makes the call only print: `--help`, `--dry-run`, `--dry-run=client`; not `--dry-run=none`. */
function onlyShows(args: readonly Argument[], more: readonly string[]): boolean {
  // `--version 1.2` selects a version; `--version` alone prints the tool's own.
  const asksVersion = args.some(
    (arg, i) => arg.kind === "option" && arg.name === "version" && arg.value === undefined && args[i + 1] === undefined,
  );
  return (asksVersion && !more.includes("version")) || isShown(args, ["help", "dry-run", "dryrun"]);
}

function isShown(args: readonly Argument[], names: readonly string[]): boolean {
  return args.some(
    arg => arg.kind === "option" && names.includes(arg.name) && !/^(?:none|false|no|0)$/i.test(arg.value?.value ?? ""),
  );
}

/**
 * `az group delete -h`: after nothing but sub-commands `-h` asks for help, unless the tool has an option of that name.
 */
function endsInHelp({ argv }: Invocation, { values = [], optional = [], flags = [] }: Grammar = {}): boolean {
  if (argv.at(-1)?.value !== "-h" || argv.length < 3 || argv.length > 6) return false;
  if ([...values, ...optional, ...flags].includes("h")) return false;
  return argv.slice(1, -1).every(({ value }) => value !== null && /^[a-z][a-z0-9:_-]{1,40}$/i.test(value));
}

/** Fills a table line's template in with the names of its targets. */
export function effectOfTemplate(
  doing: EffectTemplate,
  rest: readonly Word[],
  call: Call,
  table: Pick<Table, "id" | "unasked" | "at" | "account">,
): Effect {
  const named = doing.named ? optionValues(call.args, ...doing.named) : [];
  const targets = named.length > 0 ? named : doing.named ? [] : rest;
  const names = targets.map(shown).join(", ");
  const several = targets.length > 1 || targets.some(word => word.glob);
  const listed = targets.some(isListing);
  const unasked = table.unasked !== undefined && hasOption(call.args, ...table.unasked);
  const marks: Mark[] = [...(doing.marks ?? []), ...(unasked ? (["no-confirmation"] as const) : [])];
  const place =
    table.at?.(call) ?? (table.account ? accountOf(table.account, call.args, call.command.scope, call.facts) : []);
  const at = doing.label === undefined ? place : [{ kind: "label" as const, label: doing.label }, ...place];
  // Reading one value by its name is everyday; reading each item of a listing reads all there are.
  const swept = doing.verb === "read-secret" && (listed || isEachItem(targets, call.command));
  return {
    verb: doing.verb,
    resource: swept ? "secret" : doing.resource,
    target: names === "" ? (doing.thing ?? objectOf(clauseOf(doing.says, []))) : names,
    reach: doing.reach ?? (listed ? "unknown" : several ? "several" : "one"),
    recovery: doing.recovery ?? "none",
    certainty: doing.certainty ?? "certain",
    source: table.id,
    says: clauseOf(doing.says, targets.map(shown)),
    ...(at.length > 0 && { at }),
    ...(doing.instead !== undefined && { instead: doing.instead }),
    ...(marks.length > 0 && { marks }),
    ...(call.command.span && { span: call.command.span }),
  };
}

/** A target that `xargs`, `parallel` or a loop fills in from a listing. */
function isEachItem(targets: readonly Word[], { scope }: Invocation): boolean {
  return (
    targets.some(({ value }) => value === null) && scope.via.some(text => /^(?:xargs|parallel|while)\b/.test(text))
  );
}

/** `$(az vm list --query '[].id' -o tsv)`: a substitution whose number of results is unknown. */
export function isListing({ pieces }: Word): boolean {
  const [only] = pieces;
  return (
    pieces.length === 1 &&
    only?.kind === "hole" &&
    only.from === "substitution" &&
    !only.quoted &&
    /\b(?:list|ls|describe-[a-z-]+|get|find|grep)\b/.test(only.of) &&
    !/\b(?:head|tail)\b|\[0\]|--limit|--raw/.test(only.of)
  );
}

/** The object of a clause: `cluster` of `takes the cluster: nobody reaches it`. */
export function objectOf(says: string): string {
  return says.replace(/^\w+ (?:the |a |an )?/, "").replace(/[:,].*$/s, "");
}

/** A sub-command that is only known at run time may be any. */
export function unknownCall(command: Invocation, word: Word): Effect {
  return {
    verb: "execute-unknown",
    resource: "code",
    target: `${command.program} ${shown(word)}`,
    reach: "unknown",
    recovery: "none",
    certainty: "possible",
    source: "reader",
    says: `runs a ${command.program} command that is only known at run time (${shown(word)})`,
    ...(command.span && { span: command.span }),
  };
}
