/** Evaluates lists, pipelines and compound commands, and joins the states of their branches. */
import type { AndOr, Case, CommandNode, CompoundList, If, Pipeline, Statement, TestExpression } from "unbash";
import type { Stdin } from "../../effects/pack.ts";
import { arithmeticNames } from "./assignments.ts";
import { runCommand } from "./command.ts";
import { noteRedirects } from "./earlier.ts";
import { expansionContextAt } from "./expansion-context.ts";
import { afterwards, join, joinAll } from "./joining.ts";
import { forEachItem, repeated, runSelect, runWhile } from "./loops.ts";
import { narrowedStages } from "./narrowed.ts";
import { readRedirects } from "./redirects.ts";
import { either, type Outcome, SILENT, type State, UNKNOWN_OUTPUT, withUnknown } from "./state.ts";
import { computedIn, scriptOfSubscript } from "./subscripts.ts";
import { type Outputs, readSubstitutions } from "./substitutions.ts";
import { testedIn } from "./tested.ts";
import type { Place, Walk } from "./walk.ts";
import { fieldsOf } from "./words.ts";

type Node = CommandNode | CompoundList | Pipeline | AndOr;

export function runNode(node: Node, state: State, place: Place, walk: Walk): Outcome {
  switch (node.type) {
    case "Command":
      return runCommand(node, state, place, walk);
    case "CompoundList":
      return runStatements(node.commands, state, place, walk);
    case "BraceGroup":
      return runStatements(node.body.commands, state, place, walk);
    case "Subshell":
      return apart(runStatements(node.body.commands, state, { ...place, left: [] }, walk), state);
    case "Redirected": {
      const outputs: Outputs = new Map();
      for (const redirect of node.redirects) readSubstitutions(redirect, state, place, walk, outputs);
      const look = expansionContextAt(state, place, walk, outputs);
      const { stdin, redirects } = readRedirects(node.redirects, look, state, place, walk);
      const { ok, failed, output } = runNode(
        node.command,
        state,
        { ...place, heard: true, ...(stdin && { stdin }) },
        walk,
      );
      const note = (after: State | null) => after && noteRedirects(redirects, output, after, walk.facts);
      const taken = redirects.some(({ operator, beside }) => !beside && /^(&?>>?|>\|)$/.test(operator));
      return { ok: note(ok), failed: ok === failed ? note(ok) : note(failed), output: taken ? SILENT : output };
    }
    case "Pipeline":
      return runPipeline(node, state, place, walk);
    case "AndOr":
      return runAndOr(node, state, place, walk);
    case "If":
      return runIf(node, state, place, walk);
    case "For":
      return forEachItem(node, state, place, walk);
    case "Select":
      return runSelect(node, state, place, walk);
    case "While":
      return runWhile(node, state, place, walk);
    case "Case":
      return runCase(node, state, place, walk);
    case "Function": {
      const body = { body: node.body, foreign: place.foreign };
      const slot = walk.found.reserve();
      walk.definitions.push({ ...body, name: node.name.text, state, slot });
      const functions = state.functions.with(node.name.text, [body]);
      return { ok: { ...state, functions }, failed: null, output: SILENT };
    }
    case "Coproc":
      return apart(walk.node(node.body, state, { ...place, stdin: { kind: "pipe" }, left: [] }), state);
    case "TestCommand":
      readSubstitutions(node, state, place, walk);
      readComputed(node.expression, state, place, walk);
      return (
        testedIn(node.expression, state, expansionContextAt(state, place, walk, new Map())) ?? either(state, SILENT)
      );
    case "ArithmeticCommand":
      readSubstitutions(node, state, place, walk);
      return either(withUnknown(state, arithmeticNames(node.body)), SILENT);
    case "ArithmeticFor": {
      for (const part of [node.initialize, node.test, node.update])
        if (part) readSubstitutions(part, state, place, walk);
      return repeated(node, state, place, loop => walk.node(node.body, loop.state, loop.place));
    }
  }
}

function readComputed(expression: TestExpression, state: State, place: Place, walk: Walk): void {
  for (const word of computedIn(expression))
    for (const { value } of fieldsOf(word, expansionContextAt(state, place, walk, new Map()))) {
      const text = value === null ? undefined : scriptOfSubscript(value);
      const script = text === undefined ? null : walk.parse(text);
      if (script) walk.script(script, state, { ...place, foreign: true, left: [] });
    }
}

/** Reads statements in order. Those after an `exit` are read as well, in case the exit is not reached. */
export function runStatements(statements: readonly Statement[], state: State, place: Place, walk: Walk): Outcome {
  let last: Outcome = { ok: state, failed: null, output: SILENT };
  let before = state;
  let output: Stdin = SILENT;
  for (const statement of statements) {
    walk.found.spend();
    const outcome = runNode(statement.command, before, statement.background ? { ...place, left: [] } : place, walk);
    const ended = statement.background ? apart(outcome, before) : outcome;
    if (place.heard) output = both(output, statement.background ? UNKNOWN_OUTPUT : ended.output);
    if (!last.ok && !last.failed) continue;
    last = ended;
    const stops = before.errexit && statement.command.type !== "AndOr";
    before = (stops ? ended.ok : afterwards(ended)) ?? before;
  }
  return { ...last, output };
}

/** `a | b`: each command runs in a subshell, and reads the output of the one before. */
function runPipeline(node: Pipeline, state: State, place: Place, walk: Walk): Outcome {
  const [only, ...more] = node.commands;
  const negated = node.prefixes.filter(prefix => prefix.type === "Negation").length % 2 === 1;
  const flip = (outcome: Outcome): Outcome =>
    negated ? { ...outcome, ok: outcome.failed, failed: outcome.ok } : outcome;
  if (only && more.length === 0) return flip(runNode(only, state, place, walk));
  let stdin = place.stdin;
  let after = state;
  const narrowed = narrowedStages(node.commands);
  for (const [i, stage] of node.commands.entries()) {
    walk.found.spend();
    const heard = place.heard || i < more.length;
    const inside = { ...place, stdin, heard, left: [], narrowed: narrowed[i] === true };
    const outcome = runNode(stage, after, inside, walk);
    after = withFiles(after, outcome);
    stdin = outcome.output;
  }
  return either(after, stdin);
}

function runAndOr(node: AndOr, state: State, place: Place, walk: Walk): Outcome {
  const [first, ...rest] = node.commands;
  if (!first) return either(state);
  const start = runNode(first, state, place, walk);
  let { output } = start;
  // Each command of a long list adds a way to end; they are joined where one is needed.
  let oks = [start.ok];
  let failures = [start.failed];
  rest.forEach((command, i) => {
    walk.found.spend();
    const and = node.operators[i] === "&&";
    const from = joinAll(and ? oks : failures);
    // A side that cannot be reached is read all the same, but changes nothing.
    const next = runNode(command, from ?? joinAll([...oks, ...failures]) ?? state, place, walk);
    if (!from) return;
    const sure = (and ? failures : oks).every(way => way === null);
    if (sure) output = both(output, next.output);
    else output = and ? UNKNOWN_OUTPUT : eitherName(output, next.output);
    if (and) {
      oks = [next.ok];
      failures.push(next.failed);
    } else {
      oks.push(next.ok);
      failures = [next.failed];
    }
  });
  return { ok: joinAll(oks), failed: joinAll(failures), output };
}

function runIf(node: If, state: State, place: Place, walk: Walk): Outcome {
  let condition = walk.node(node.clause, state, place);
  const ends: Outcome[] = [];
  const branch = (body: CompoundList, from: State | null) => {
    const end = walk.node(body, from ?? state, place);
    if (from) ends.push(end);
  };
  branch(node.then, condition.ok);
  let otherwise = condition.failed;
  for (const elif of node.elif) {
    condition = walk.node(elif.clause, otherwise ?? state, place);
    branch(elif.then, otherwise && condition.ok);
    otherwise = otherwise && condition.failed;
  }
  if (node.else) branch(node.else, otherwise);
  return {
    ok: joinAll([node.else ? null : otherwise, ...ends.map(({ ok }) => ok)]),
    failed: joinAll(ends.map(({ failed }) => failed)),
    output: UNKNOWN_OUTPUT,
  };
}

function runCase(node: Case, state: State, place: Place, walk: Walk): Outcome {
  readSubstitutions(node.word, state, place, walk);
  const ends: (State | null)[] = [state];
  let through: State | null = null;
  for (const item of node.items) {
    for (const pattern of item.pattern) readSubstitutions(pattern, state, place, walk);
    const end = afterwards(walk.node(item.body, join(state, through) ?? state, place));
    through = item.terminator === ";;" || item.terminator === undefined ? null : end;
    ends.push(end);
  }
  return either(joinAll(ends) ?? state);
}

/** Drops the changes of a subshell, except those of files. */
function apart(outcome: Outcome, state: State): Outcome {
  const after = withFiles(state, outcome);
  return { ok: after, failed: after, output: outcome.output };
}

function withFiles(state: State, outcome: Outcome): State {
  const earlier = afterwards(outcome)?.earlier;
  return earlier && earlier !== state.earlier ? { ...state, earlier } : state;
}

/** `which python3 || which python`: either output names the same tool. */
function eitherName(a: Stdin, b: Stdin): Stdin {
  const [one, other] = [a, b].map(({ kind, ...rest }) =>
    kind === "text" && "text" in rest ? /^g?([a-z][\w+-]{0,60}?)(?:js|[\d.]+)?\n$/.exec(rest.text)?.[1] : undefined,
  );
  return one !== undefined && one === other ? b : UNKNOWN_OUTPUT;
}

function both(a: Stdin, b: Stdin): Stdin {
  if (a.kind === "text" && a.text === "") return b;
  if (b.kind === "text" && b.text === "") return a;
  return a.kind === "text" && b.kind === "text" ? { kind: "text", text: a.text + b.text } : UNKNOWN_OUTPUT;
}
