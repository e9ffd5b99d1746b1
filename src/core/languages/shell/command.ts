/** Reads one simple command: expands its words, lists it as an invocation, and follows its changes of state. */
import type { Assignment, Command, CommandArgument, Redirection } from "unbash";
import type { Invocation, Stdin } from "../../effects/pack.ts";
import { MAX_ARGUMENTS } from "../../files/search-results.ts";
import type { Scope } from "../../places/scope.ts";
import { LayeredMap } from "../../text/layered-map.ts";
import { programName, type Word } from "../../text/words.ts";
import { assign, assignmentWord } from "./assignments.ts";
import { atomsOf } from "./atoms.ts";
import { madeUnderNames } from "./begun-operations.ts";
import { expandBraces } from "./braces.ts";
import { runBuiltin } from "./builtins.ts";
import { callAlias, callFunction } from "./calls.ts";
import { takesCreated, usesCreated } from "./created-resource-tracker.ts";
import { noteFiles, noteFolders, noteLeft } from "./earlier.ts";
import type { ExpansionContext } from "./expansion.ts";
import { expansionContextAt } from "./expansion-context.ts";
import { leftByShell } from "./inner-shells.ts";
import { contentOf, outputOf } from "./printed.ts";
import { deletesCreated } from "./put-resources.ts";
import { readRedirects } from "./redirects.ts";
import { asksStartedServer, takesNewContainer } from "./started-servers.ts";
import { always, either, type Outcome, type Saved, SILENT, type State, withVariable } from "./state.ts";
import { hasSubscript } from "./subscripts.ts";
import { mayHoldCommand, type Outputs, readWords } from "./substitutions.ts";
import { type Place, spanAt, type Walk } from "./walk.ts";
import { fieldsOf, holeWord, isLiteral, plainWord, valueOfAtoms } from "./words.ts";

const DECLARES = new Set(["export", "declare", "typeset", "local", "readonly"]);

export function runCommand(node: Command, state: State, place: Place, walk: Walk): Outcome {
  let outputs = readWords(node.prefix, state, place, walk);
  const slot = walk.found.reserve();
  if (node.name && mayHoldCommand(node.name.text)) outputs = readWords([node.name], state, place, walk, outputs);
  const fed = node.suffix.filter(feedsCommands);
  const rest = fed.length === 0 ? node.suffix : node.suffix.filter(part => !feedsCommands(part));
  outputs = readWords(rest, state, place, walk, outputs);
  const look = expansionContextAt(state, place, walk, outputs);
  const argv = wordsOf(node, look);
  if (fed.length > 0) readFed(fed, argv, state, place, walk);
  walk.found.spend(argv.length);
  const prefix = assignmentsIn(node.prefix);
  let assigned = state;
  for (const part of prefix) assigned = assign(assigned, part, look);
  if (!state.dormant)
    for (const { name } of prefix) {
      const value = assigned.variables.get(name);
      if (value && runsLater(name, value)) walk.kept.set(`${name}=${value}`, { name, value, state: assigned });
    }
  const { redirects, stdin } = readRedirects(node.redirects, look, state, place, walk, argv);
  if (argv.length === 0)
    // `$(<file)` prints the file.
    return node.name === undefined && outputs.size === 0 && stdin === undefined
      ? always(assigned)
      : either(assigned, stdin?.kind === "file" ? stdin : SILENT);

  const span = spanAt(node, place);
  const program = programName(argv[0]);
  const input = stdin ?? place.stdin;
  const { connections } = assigned;
  const at = walk.scopeAt(!connections || connections === state.connections ? state : { ...state, connections });
  const here = place.narrowed ? { ...at, narrowed: true as const } : at;
  const scope = prefix.length === 0 ? here : withAssigned(here, prefix, assigned);
  const own: Invocation = span
    ? { program, argv, redirects, stdin: input, scope, span }
    : { program, argv, redirects, stdin: input, scope };
  const made = outputs.size === 0 ? undefined : madeOnTheSpot(node, outputs);
  const marked = withOwn(own);
  const invocation = made ? { ...marked, made } : marked;
  slot.push(invocation);
  // After a redirect, bash 5.2 still takes these as reserved words in some places: both readings count.
  if (argv.length > 1 && node.prefix.length > 0 && /^(!|time)$/.test(node.name?.text ?? ""))
    slot.push({ ...invocation, argv: argv.slice(1), program: programName(argv[1]) });
  return followed(node, invocation, state, place, walk, look);
}

/** `> >(…)`: its commands read the output of this one. */
function feedsCommands(part: Command["suffix"][number]): boolean {
  return (
    part.type === "Redirect" && /^(?:&?>>?|>\|)$/.test(part.operator) && (part.target?.text.startsWith(">(") ?? false)
  );
}

function readFed(fed: Command["suffix"], argv: readonly Word[], state: State, place: Place, walk: Walk): void {
  const command = {
    program: programName(argv[0]),
    argv,
    redirects: [],
    stdin: place.stdin,
    scope: walk.scopeAt(state),
  };
  readWords(fed, state, { ...place, printed: contentOf(command, walk.facts) }, walk);
}

/** Marks the command where it concerns what the same text has created or started. */
function withOwn(command: Invocation): Invocation {
  const newContainer = takesNewContainer(command);
  if (!newContainer && !command.scope.earlier?.begun?.size) return command;
  const own = newContainer || takesCreated(command) || deletesCreated(command);
  const ownServer = usesCreated(command) || asksStartedServer(command);
  if (!own && !ownServer) return command;
  return { ...command, scope: { ...command.scope, ...(own && { own }), ...(ownServer && { ownServer }) } };
}

function assignmentsIn(parts: readonly (Assignment | Redirection)[]): readonly Assignment[] {
  return parts.length === 0 ? NONE : parts.flatMap(part => (part.type === "Assignment" ? [part] : []));
}

const NONE: readonly Assignment[] = [];

/** Whether bash(1) later runs substitutions in the value: a prompt, or a subscript in arithmetic. */
function runsLater(name: string, value: string): boolean {
  return /\$\(|`/.test(value) && (/^PS[0124]$/.test(name) || hasSubscript(value));
}

/** Adds the assignments before a command to its scope. */
function withAssigned(scope: Scope, prefix: readonly Assignment[], { variables }: State): Scope {
  const extra = prefix.map(({ name }) => [name, variables.get(name) ?? null] as const);
  return { ...scope, variables: LayeredMap.of(scope.variables).withAll(extra) };
}

/** The output of process substitutions that the command reads as files: `source <(…)`. */
function madeOnTheSpot(node: Command, outputs: Outputs): Invocation["made"] {
  const made = new Map<string, Stdin>();
  for (const word of node.args) {
    const [part, ...more] = word.type === "Word" ? (word.parts ?? []) : [];
    const output = part?.type === "ProcessSubstitution" && more.length === 0 ? outputs.get(part) : undefined;
    if (output) made.set(word.text, output);
  }
  return made.size > 0 ? made : undefined;
}

function followed(
  node: Command,
  invocation: Invocation,
  state: State,
  place: Place,
  walk: Walk,
  look: ExpansionContext,
): Outcome {
  const { argv, program, stdin } = invocation;
  const name = argv[0]?.value ?? "";
  if (state.functions.has(name) || state.aliases.has(node.name?.text ?? "")) {
    const inside = { ...place, stdin };
    const called = callFunction(name, argv.slice(1), state, inside, walk) ?? callAlias(node, state, inside, walk);
    if (called) return called;
  }
  const isLast = node === walk.whole;
  const outcome =
    runBuiltin(invocation, state, place, walk) ??
    (isLast ? undefined : leftByShell(invocation, state, place, walk)) ??
    either(state);
  const changed = DECLARES.has(program) ? declared(node, invocation, outcome, look) : outcome;
  if (isLast) return changed;
  const note = (after: State | null, succeeded: boolean) =>
    after && noteFiles(invocation, noteFolders(invocation, after, walk.facts, succeeded), walk.facts);
  const same =
    changed.failed === changed.ok &&
    program !== "mkdir" &&
    program !== "git" &&
    madeUnderNames(invocation).length === 0;
  const done = note(changed.ok, true);
  const ok = done && noteLeft(invocation, done, walk.facts);
  const end = { ...changed, ok, failed: same ? done : note(changed.failed, false) };
  if (!place.heard || program === "eval" || program === "source" || program === ".") return end;
  return { ...end, output: outputOf(invocation, walk.facts) };
}

/** The command's words, without the assignments before it. */
function wordsOf(node: Command, look: ExpansionContext): readonly Word[] {
  const { name, args } = node;
  if (!name) return NO_WORDS;
  if (isLiteral(name.text) && args.length <= MAX_ARGUMENTS && args.every(isPlainWord)) {
    const program = plainWord(name.text, look.span(name));
    // Arrays that are built like this reserve no room: thousands of them are kept until the text is read.
    return args.length === 0 ? [program] : [program].concat(args.map(arg => plainWord(arg.text, look.span(arg))));
  }
  const words: Word[] = [];
  // The parser keeps quotes in a subscript that turns out to be a name.
  if (name.text.includes("[") && /\s/.test(name.text)) words.push(holeWord(name.text, "other", look.span(name)));
  else addFields(words, name, look);
  for (const arg of args) {
    // More words only need to be counted as too many.
    if (words.length > MAX_ARGUMENTS) break;
    addFields(words, arg, look);
  }
  // The copy reserves no room, unlike an array that has grown word by word.
  return words.slice();
}

const NO_WORDS: readonly Word[] = [];

function isPlainWord(arg: CommandArgument): boolean {
  return arg.type === "Word" && isLiteral(arg.text);
}

function addFields(words: Word[], arg: CommandArgument, look: ExpansionContext): void {
  if (arg.type === "Assignment") words.push(assignmentWord(arg, look));
  else if (isLiteral(arg.text)) words.push(plainWord(arg.text, look.span(arg)));
  else for (const field of fieldsOf(arg, look)) words.push(field);
}

/** `export X=1`: assigns its arguments; in a function, `local` saves the old values. */
function declared(node: Command, { program, argv }: Invocation, outcome: Outcome, look: ExpansionContext): Outcome {
  const start = outcome.ok ?? look.state;
  // The variable is a name reference, and its value no text.
  if (argv.some(({ value }) => /^-[a-zA-Z]*n/.test(value ?? ""))) return always(start);
  const keeps = start.locals && program !== "export" && program !== "readonly" && !argv.some(meansGlobal);
  const locals = keeps ? remember(start, node.args, argv) : start.locals;
  let state: State = locals === start.locals ? start : { ...start, locals };
  for (const arg of node.args) if (arg.type === "Assignment") state = assignDeclared(state, arg, look);
  return always(state);
}

/** `declare -g`: the variable is global, even in a function. */
function meansGlobal({ value }: Word): boolean {
  return value?.startsWith("-") === true && /^-[a-zA-Z]*g/.test(value);
}

/** Braces are expanded here, unlike in plain assignments: `export w={1..3}` is three arguments, and the last stays. */
function assignDeclared(state: State, part: Assignment, look: ExpansionContext): State {
  const all = part.value.type === "Word" ? expandBraces(atomsOf(part.value)) : [];
  const last = all?.at(-1);
  if (part.value.type !== "Word" || (all?.length === 1 && last)) return assign(state, part, look);
  const value = last && !part.append && !part.index ? valueOfAtoms(last, part.value.text, look.with(state)) : undefined;
  return withVariable(state, part.name, value ? [value] : null);
}

/** Saves the old values of declared names, assigned or not. */
function remember(state: State, args: readonly CommandArgument[], [, ...words]: readonly Word[]): LayeredMap<Saved> {
  let locals = state.locals ?? LayeredMap.of<Saved>();
  const cover = (name: string | null): void => {
    if (name === null || !/^[A-Za-z_]\w*$/.test(name) || locals.has(name)) return;
    locals = locals.with(name, { value: state.variables.get(name), rich: state.rich.get(name) });
  };
  for (const arg of args) if (arg.type === "Assignment") cover(arg.name);
  for (const { value } of words) cover(value);
  return locals;
}
