/** Follows the statements of a PowerShell text: assignments, blocks, and the flow through pipelines. */

import type { Stdin } from "../../effects/pack.ts";
import { anyOf } from "../../text/expressions.ts";
import { isSmall } from "../../text/value-size.ts";
import { knownPrefix, literalWord, type Word } from "../../text/words.ts";
import { noteWritten } from "../windows/files.ts";
import { outputOfExpression, runCommand } from "./command.ts";
import { defaultsIn } from "./members.ts";
import { copyOf, mayBecome, type State, scopeOf, setVariable, type Value, type Walk } from "./state.ts";
import type { Block, Expression, Stage, Statement } from "./syntax.ts";
import { hole, madePath, printedPath, valueOfExpression, valueOfWord } from "./values.ts";

const NOTHING: Stdin = { kind: "none" };
/** Most known items of a loop that are followed one by one. */
const MAX_ROUNDS = 24;

/** Runs a block in `state`; returns what its last statement prints. */
export function runBlock(block: Block, state: State, walk: Walk, input: Stdin): Stdin {
  let printed = NOTHING;
  // Functions are defined first, since one may be called in another's body before its definition is reached.
  for (const statement of block.statements)
    if (statement.kind === "function") state.functions.set(statement.name, statement.body);
  for (const statement of block.statements) {
    walk.found.spend();
    printed = runStatement(statement, state, walk, input);
  }
  return printed;
}

function runStatement(statement: Statement, state: State, walk: Walk, input: Stdin): Stdin {
  switch (statement.kind) {
    case "function":
      return NOTHING;
    case "control":
      runControl(statement, state, walk, input);
      return { kind: "pipe" };
    case "pipeline":
      return runPipeline(statement, state, walk, input);
  }
}

function runPipeline(
  { stages, assign }: Extract<Statement, { kind: "pipeline" }>,
  state: State,
  walk: Walk,
  input: Stdin,
): Stdin {
  const [only, ...more] = stages;
  if (assign) tellAssignment(assign.name, only, state, walk);
  if (assign && only?.kind === "expression" && more.length === 0) {
    assignTo(assign.name, assign.operator, valueOfExpression(only, state, walk), state);
    return NOTHING;
  }
  if (assign && only?.kind === "command" && more.length === 0) {
    // A block that is kept runs when something calls it.
    const [word, ...words] = only.words;
    const kept =
      word?.text.startsWith("{") && words.length === 0 && only.call === "" && NAME.test(assign.name)
        ? valueOfWord(word, copyOf(state), walk)
        : undefined;
    if (kept?.kind === "script") {
      assignTo(assign.name, assign.operator, kept, state);
      return NOTHING;
    }
    const path = printedPath(only.words, state, walk);
    if (path) {
      assignTo(assign.name, assign.operator, { kind: "words", words: [path] }, state);
      return NOTHING;
    }
  }
  let flow = input;
  for (const stage of stages) flow = runStage(stage, state, walk, flow);
  if (!assign) return flow;
  const made = only?.kind === "command" && more.length === 0 ? madePath(only.words, state, walk) : undefined;
  const value: Value | undefined = made
    ? { kind: "words", words: [made] }
    : flow.kind === "text" && !flow.text.includes("\uFFFC")
      ? {
          kind: "words",
          words: flow.text
            .replace(/\n$/, "")
            .split("\n")
            .map(line => ({ ...hole(line), value: line, pieces: [{ kind: "text", value: line, quoted: true }] })),
        }
      : flow.kind === "file" || flow.kind === "pipe"
        ? { kind: "items", from: flow }
        : undefined;
  assignTo(assign.name, assign.operator, value, state);
  return NOTHING;
}

function runStage(stage: Stage, state: State, walk: Walk, flow: Stdin): Stdin {
  if (stage.kind === "command") return runCommand(stage, state, walk, flow);
  const output = expressionOutput(stage, state, walk);
  const blank = (output.kind === "none" || (output.kind === "text" && output.text.trim() === "")) && {
    blank: true as const,
  };
  const redirects = stage.redirects.flatMap(({ operator, target }) => {
    const value = valueOfWord(target, state, walk);
    const [word] = value.kind === "words" ? value.words : [];
    if (!word || operator === ">&") return [];
    walk.found.write({ target: word, operator, scope: scopeOf(state, walk), span: stage.span, ...blank });
    return [{ operator, target: word }];
  });
  if (redirects.length === 0) return output;
  state.earlier = noteWritten(redirects, output, scopeOf(state, walk)) ?? state.earlier;
  return NOTHING;
}

function expressionOutput(stage: Expression, state: State, walk: Walk): Stdin {
  return outputOfExpression(valueOfExpression(stage, state, walk));
}

/** A variable; not a member of an object, which may call what it gets, nor a function by its drive. */
const NAME = /^(?:(?:global|script|local|private):)?\w+$/i;
/** Variables and members that profile or restrict PowerShell and .NET: setting one is an act itself. */
const HOLDS_BACK = anyOf([
  /^env:(?:complus_|cor_|coreclr_|dotnet_startup|__pslockdown|psmodulepath$|comspec$)/,
  /\.(?:languagemode|(?:lastwritetime|creationtime|lastaccesstime)(?:utc)?|attributes|targetpath)$/,
]);

function tellAssignment(name: string, stage: Stage | undefined, state: State, walk: Walk): void {
  if (!HOLDS_BACK.test(name.toLowerCase()) || !stage) return;
  const value = stage.kind === "expression" ? valueOfExpression(stage, state, walk) : undefined;
  const words = value?.kind === "words" ? value.words : [];
  const variable = literalWord(name.replace(/^env:/i, ""));
  const argv = [literalWord("set"), variable, ...words];
  walk.found
    .reserve()
    .push({ program: "set", argv, redirects: [], stdin: NOTHING, scope: scopeOf(state, walk), span: stage.span });
}

function assignTo(name: string, operator: string, value: Value | undefined, state: State): void {
  const entry = /^psdefaultparametervalues\[(.+)\]$/.exec(name);
  if (entry?.[1]) return defaultsIn(entry[1], value ?? { kind: "words", words: [] }, state);
  if (name === "psdefaultparametervalues" && value?.kind === "hash") {
    for (const statement of value.block.statements)
      if (statement.kind === "pipeline" && statement.assign)
        defaultsIn(statement.assign.name, firstValue(statement.stages), state);
    return;
  }
  const [only, ...more] = value?.kind === "words" ? value.words : [];
  if (/^env:/i.test(name)) {
    // `'x;' + $env:PATH`: the folder that is searched first is known.
    const text = operator === "=" && only && more.length === 0 ? (only.value ?? searchedFirst(name, only)) : null;
    state.environment = state.environment.with(name.slice(4), text !== null && only && isSmall([only]) ? text : null);
    return;
  }
  // Assigning an element or a member makes the whole object unknown.
  const base = name.replace(/[.[].*$/s, "");
  if (base !== name) {
    state.variables.set(base, null);
    if (MEMBERS.test(name)) state.variables.set(name.toLowerCase(), value ?? null);
  } else if (operator === "=") setVariable(state, name, value);
  else if (operator === "??=") state.variables.set(name, null);
  else {
    const before = state.variables.get(name);
    const first = before?.kind === "words" && before.words.length === 1 ? before.words[0] : undefined;
    const joins = operator === "+=" && first && only && more.length === 0;
    const pieces = joins ? [...first.pieces, ...only.pieces] : [];
    const known = pieces.every(piece => piece.kind === "text") && joins;
    const text = pieces.map(piece => (piece.kind === "text" ? piece.value : "")).join("");
    setVariable(state, name, known ? { kind: "words", words: [{ text, value: text, pieces, glob: false }] } : null);
  }
}

/** Members that say what a later call of their object does. */
const MEMBERS = /\.(?:filename|arguments|commandtext)$/i;

/** The known first folders of a new `PATH`. */
function searchedFirst(name: string, word: Word): string | null {
  const known = knownPrefix(word);
  return /^env:path$/i.test(name) && known.includes(";") ? known.slice(0, known.lastIndexOf(";")) : null;
}

/** `$true` or a literal of a hash entry, without running anything. */
function firstValue(stages: readonly Stage[]): Value {
  const [stage] = stages;
  const part = stage?.kind === "expression" ? stage.parts.find(({ kind }) => kind !== "type") : undefined;
  const text = part?.kind === "variable" ? `$${part.name}` : part?.kind === "text" ? part.value : "";
  return {
    kind: "words",
    words: [{ text, value: text, pieces: [{ kind: "text", value: text, quoted: true }], glob: false }],
  };
}

function runControl(
  { keyword, groups, bodies, variable }: Extract<Statement, { kind: "control" }>,
  state: State,
  walk: Walk,
  input: Stdin,
): void {
  if (keyword === "foreach" && groups[0]) return runForeach(groups[0], bodies, variable, state, walk);
  const loops = /^(?:for|while|do|until)$/.test(keyword);
  if (loops) for (const name of [...groups, ...bodies].flatMap(assignedIn)) state.variables.set(name, null);
  for (const group of groups) {
    walk.block(group, state, walk, NOTHING);
    if (loops) for (const name of assignedIn(group)) state.variables.set(name, null);
  }
  const certain = /^(?:try|begin|process|end|finally|param|data|inlinescript|do)$/.test(keyword);
  for (const body of bodies.flatMap(one => (keyword === "switch" ? [one, ...casesOf(one)] : [one]))) {
    if (certain) walk.block(body, state, walk, input);
    else {
      const branch = copyOf(state);
      walk.block(body, branch, walk, input);
      mayBecome(state, branch);
    }
  }
}

/** The blocks after the values of a `switch`: `switch ($x) { 'a' { … } default { … } }`. */
function casesOf({ statements }: Block): Block[] {
  return statements.flatMap(statement =>
    statement.kind !== "pipeline"
      ? []
      : statement.stages.flatMap(stage =>
          (stage.kind === "expression" ? stage.parts : stage.words.flatMap(({ parts }) => parts)).flatMap(part =>
            part.kind === "script" ? [part.block] : [],
          ),
        ),
  );
}

function runForeach(
  over: Block,
  bodies: readonly Block[],
  variable: string | undefined,
  state: State,
  walk: Walk,
): void {
  const [statement, ...more] = over.statements;
  const [stage, ...stages] = statement?.kind === "pipeline" && more.length === 0 ? statement.stages : [];
  const value: Value =
    stage?.kind === "expression" && stages.length === 0
      ? valueOfExpression(stage, state, walk)
      : { kind: "items", from: walk.block(over, state, walk, NOTHING) };
  const rounds: (Value | null)[] =
    value.kind === "words" && value.words.length > 0 && value.words.length <= MAX_ROUNDS
      ? value.words.map(word => ({ kind: "words", words: [word] }))
      : [value.kind === "items" ? value : null];
  for (const round of rounds)
    for (const body of bodies) {
      const branch = copyOf(state);
      if (variable !== undefined) branch.variables.set(variable, round);
      walk.block(body, branch, walk, NOTHING);
      mayBecome(state, branch);
    }
}

function assignedIn(block: Block): string[] {
  return block.statements.flatMap(statement => {
    if (statement.kind === "control") return statement.bodies.flatMap(assignedIn);
    if (statement.kind !== "pipeline") return [];
    const counted = statement.stages.flatMap(stage =>
      stage.kind === "expression" && stage.parts.some(part => part.kind === "operator" && /^(?:\+\+|--)$/.test(part.of))
        ? stage.parts.flatMap(part => (part.kind === "variable" ? [part.name] : []))
        : [],
    );
    return [...(statement.assign ? [statement.assign.name] : []), ...counted];
  });
}
