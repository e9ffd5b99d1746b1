/**
 * Turns an action into effects by one recursion through everything embedded. Packs hand back what they do not
 * understand (a shell text, an argv, SQL, an HTTP call), which is read by the same code under one shared budget.
 */
import type { Action, CommandAction } from "../action/action.ts";
import { Encrypting } from "../detectors/attack-techniques/encrypting.ts";
import { endlessProcesses } from "../detectors/attack-techniques/exhaustion.ts";
import { AcrossCommands } from "../detectors/guard/across-commands.ts";
import { effectsOfProgramOnGuard } from "../detectors/guard/programs.ts";
import { effectsOfTerminalText } from "../detectors/guard/terminal.ts";
import { effectsOfPatch } from "../edits/documents.ts";
import { Budget, MAX_DEPTH, MAX_INVOCATIONS, notRead } from "../effects/budget.ts";
import { type Cause, commandOf } from "../effects/cause.ts";
import type { Effect } from "../effects/effect.ts";
import type { Inner, Invocation, Pack, Reading } from "../effects/pack.ts";
import { type Step, Trace } from "../effects/trace.ts";
import { Facts } from "../facts/facts.ts";
import { ContainerFacts } from "../files/mounts.ts";
import { effectsOfWrites } from "../files/writes.ts";
import { callOf, invocationOf, placeOf, textOfCommand, textOfInner } from "../kit/embedded.ts";
import { readCmd } from "../languages/cmd/reader.ts";
import { readCode } from "../languages/code/reader.ts";
import { readFish } from "../languages/fish/reader.ts";
import { readHttp } from "../languages/http/reader.ts";
import { readMcp } from "../languages/mcp/reader.ts";
import { readPowershell } from "../languages/powershell/reader.ts";
import { readShell } from "../languages/shell/reader.ts";
import { TYPED, waitsForTyping } from "../languages/shell/typed-input.ts";
import { databaseOfProgram } from "../languages/sql/application-database.ts";
import { readSql } from "../languages/sql/reader.ts";
import { windowsTextFor } from "../languages/windows/windows-text.ts";
import type { Scope } from "../places/scope.ts";
import { runByVariables } from "../programs/hooked-variables.ts";
import { scriptsByPattern } from "../programs/script-patterns.ts";
import { standIn } from "../programs/stand-ins.ts";
import { scriptNamedLike } from "../programs/started-script.ts";
import { Selection } from "../providers/selecting.ts";
import type { Span } from "../text/span.ts";
import { readDirect } from "./direct-acts.ts";
import { type KnownPacks, knownName, knownPacks } from "./known-packs.ts";
import { landing } from "./landing.ts";
import { Alike } from "./merge-effects.ts";
import { type Nesting, OUTERMOST, placed, placeIn, spanOf } from "./nesting.ts";
import { Repeats, type Standing } from "./replay.ts";
import { readSimpleCommand } from "./simple-command.ts";
import { startOf } from "./start.ts";
import { WholeText } from "./whole-text.ts";

export interface ActReading {
  /** Everything the action would do, in reading order. */
  readonly effects: readonly Effect[];
  /** What leads to each of them, by the same index; undefined where the act itself is no command. */
  readonly causes: readonly (Cause | undefined)[];
  /** Every simple command, nested ones too, as its words joined by blanks; repeated ones may appear once. */
  readonly commands: readonly string[];
  /** Effects that are an earlier one at another place of the text, with that one. */
  readonly twins: ReadonlyMap<Effect, Effect>;
}

export function readEffects(action: Action, facts: Facts, packs: readonly Pack[]): ActReading {
  const reader = new Reader(facts, packs, action);
  reader.act(action);
  reader.end();
  return reader;
}

/** Reads like `readEffects`, and returns the reading as a tree. */
export function traceEffects(action: Action, facts: Facts, packs: readonly Pack[]): Step {
  const trace = new Trace();
  const reader = new Reader(facts, packs, action, trace);
  reader.act(action);
  reader.end();
  return trace.root;
}

const NONE: readonly never[] = [];
/** Effects of one command that are not compared with each other. */
const FEW = 8;

/** One reading: what was found so far, and what is left of the budget. */
class Reader implements ActReading {
  readonly effects: Effect[] = [];
  readonly causes: (Cause | undefined)[] = [];
  private readonly budget = new Budget();
  private readonly known: KnownPacks;
  private nothing: Facts | undefined;
  private last: Standing | undefined;
  private readonly encrypting = new Encrypting();
  private readonly across: AcrossCommands;
  private readonly selection = new Selection();
  private readonly repeats = new Repeats();
  private readonly whole = new WholeText();
  /** Where the action starts, with the variables of its environment. */
  private readonly start: Scope;

  constructor(
    private readonly facts: Facts,
    packs: readonly Pack[],
    private readonly action: Action,
    private readonly trace?: Trace,
  ) {
    this.known = knownPacks(packs);
    this.start = startOf(action);
    this.across = new AcrossCommands(action.kind === "command" ? action.text : "");
  }

  /** Revises effects that only the whole text can judge. A twin becomes what its original became. */
  end(): void {
    for (const [index, seen] of this.whole.seenAgain(this.effects, this.facts, this.start.cwd)) {
      const effect = this.effects[index];
      if (!effect || seen === effect || this.twins.has(effect)) continue;
      this.effects[index] = seen;
      this.trace?.replace(effect, seen);
    }
  }

  get commands(): readonly string[] {
    return this.whole.commands;
  }

  get twins(): ReadonlyMap<Effect, Effect> {
    return this.repeats.twins;
  }

  act(action: Action): void {
    if (action.kind === "command") this.command(action);
    else this.take(readDirect(action, this.start, this.facts, this.known.providers), this.start, OUTERMOST);
  }

  private command(action: CommandAction): void {
    const { shell } = action;
    const dialect = shell === "powershell" || shell === "cmd" || shell === "fish" ? shell : undefined;
    this.shell(action.text, this.start, OUTERMOST, {
      ...(dialect && { dialect }),
      ...(action.typed && { stdin: TYPED }),
    });
    const meant = windowsTextFor(action.text, shell);
    if (meant) this.shell(meant.text, { ...this.start, guessed: true }, OUTERMOST, { dialect: meant.dialect });
    this.take({ effects: effectsOfTerminalText(action.text, action.env) }, this.start, OUTERMOST);
  }

  /** Adds the effects of a pack, and reads what it handed back. */
  private take(reading: Reading, scope: Scope, at: Nesting): void {
    const alike = reading.effects.length > FEW ? new Alike() : undefined;
    for (const effect of reading.effects) this.add(landing(placed(effect, at), scope, this.facts), at.cause, alike);
    if (!reading.inner?.length) return;
    const inside = { ...at, depth: at.depth + 1 };
    for (const inner of reading.inner) this.inner(inner, scope, inside);
  }

  private add(effect: Effect, cause: Cause | undefined, alike?: Alike): void {
    const caused = causedBy(effect, cause);
    this.whole.effect(caused, this.effects.length);
    const first = alike?.of(caused);
    if (first !== undefined && first !== caused) this.repeats.twins.set(caused, first);
    this.put(caused, cause);
  }

  private put(effect: Effect, cause: Cause | undefined): void {
    this.effects.push(effect);
    this.causes.push(cause);
    this.trace?.effect(effect);
  }

  private inner(inner: Inner, scope: Scope, at: Nesting): void {
    if (at.depth > MAX_DEPTH) return this.unknown(`commands are nested more than ${MAX_DEPTH} deep`, at);
    if (inner.kind === "argv")
      return this.invocation(invocationOf(inner.argv, inner.scope, inner.stdin, inner.span), at);
    const text = textOfInner(inner);
    const cause: Cause = {
      kind: "text",
      text,
      scope: "scope" in inner ? inner.scope : scope,
      start: this.start,
      within: at.cause,
    };
    if (!this.trace) return this.embedded(inner, scope, { ...at, cause });
    const shown = inner.kind === "http" ? `${inner.call.method} ${text}` : text;
    this.trace.step(inner.kind, shown, { words: [], cwd: null }, () => this.embedded(inner, scope, { ...at, cause }));
  }

  private embedded(inner: Exclude<Inner, { kind: "argv" }>, scope: Scope, at: Nesting): void {
    switch (inner.kind) {
      case "shell":
        return this.shell(inner.text, inner.scope, this.within(inner, inner.text, at), inner);
      case "code": {
        const inside = { ...at, span: spanOf(inner, at), offset: undefined };
        if (!this.affords(inner.text, inside)) return;
        const facts = this.factsAt(inner.scope);
        this.take({ effects: effectsOfProgramOnGuard(inner.text) }, inner.scope, inside);
        return this.take(readCode(inner.language, inner.text, inner.scope, facts, inner.at), inner.scope, inside);
      }
      case "sql": {
        const database = inner.at.length > 0 ? inner.at : databaseOfProgram(scope, this.facts);
        const { offset } = this.within(inner, inner.text, at);
        const of = { span: placeIn(inner.span, at), offset };
        const effects = readSql(inner.text, database, inner.source, of, this.facts);
        return this.take({ effects }, scope, { ...at, span: undefined });
      }
      case "patch": {
        const { cwd } = inner.scope;
        const text = cwd === null ? null : inner.text;
        const facts = this.factsAt(inner.scope);
        return this.take({ effects: effectsOfPatch({ text, cwd: cwd ?? "/" }, facts, inner.span) }, inner.scope, at);
      }
      case "mcp": {
        const { scope: there } = inner;
        const reading = readMcp(callOf(inner, this.action), this.factsAt(there), this.known.providers);
        return this.take(reading, there, { ...at, span: spanOf(inner, at), offset: undefined });
      }
      case "http":
        return this.take(
          readHttp(inner.call, inner.scope, inner.source, this.factsAt(inner.scope), this.known.providers),
          inner.scope,
          at,
        );
    }
  }

  private shell(
    text: string,
    scope: Scope,
    at: Nesting,
    { dialect, stdin }: Pick<Extract<Inner, { kind: "shell" }>, "dialect" | "stdin">,
  ): void {
    if (!this.affords(text, at)) return;
    const facts = this.factsAt(scope);
    const reading = SHELLS[dialect ?? "posix"](text, scope, facts, stdin);
    // A guessed command may be no shell text at all, so its unreadable parts are no finding.
    if (!scope.guessed)
      for (const hole of reading.unreadable) this.unknown(hole.because, { ...at, span: placeIn(hole.span, at) });
    if (TURNS_ORDER.test(text)) this.unknown("it holds marks that make it read in another order than it runs", at);
    for (const because of reading.endless ?? []) this.add(endlessProcesses(because, at.span), at.cause);
    for (const invocation of reading.invocations) if (!invocation.scope.dormant) this.invocation(invocation, at);
    const writes = reading.writes.filter(write => !write.scope.dormant);
    this.take({ effects: effectsOfWrites(writes, facts) }, scope, at);
  }

  /** The position of an embedded text, with its offset in the action's text when it occurs there literally. */
  private within(inner: { readonly span?: Span }, text: string, at: Nesting): Nesting & { readonly span: Span } {
    const span = spanOf(inner, at);
    const found = this.action.kind === "command" && text !== "" ? this.action.text.indexOf(text, span.start) : -1;
    return { ...at, span, offset: found === -1 ? undefined : found };
  }

  /** The facts that may be asked for in `scope`: none for another machine, the mounts for a container. */
  private factsAt(scope: Scope): Facts {
    if (scope.container) return new ContainerFacts(this.facts, scope.container);
    if (!scope.elsewhere) return this.facts;
    const { platform, guard = [], hookFiles = [], switches = [] } = this.facts.around;
    this.nothing ??= new Facts(new Map(), { roots: [], platform, guard, hookFiles, switches });
    return this.nothing;
  }

  /** Whether the budget still allows for `text`; if not, reports that. */
  private affords(text: string, at: Nesting): boolean {
    if (this.budget.affords(text)) return true;
    this.unknown("there is more text than can be read", at);
    return false;
  }

  private invocation(invocation: Invocation, at: Nesting): void {
    const counted = this.budget.command();
    if (counted === "first beyond") this.unknown(`there are more than ${MAX_INVOCATIONS} commands`, at);
    if (counted !== "in") return;
    const command = textOfCommand(invocation);
    const standing = this.standing(at);
    if (!this.again(command, invocation, standing)) this.first(command, invocation, at, standing);
  }

  /** Reuses the result of the same command read earlier; false where it has to be read. */
  private again(command: string, invocation: Invocation, standing: Standing): boolean {
    const last = this.trace ? undefined : this.repeats.of(command, invocation, standing);
    if (last === undefined || !this.budget.takes(last.spent)) return false;
    for (const effect of this.repeats.effectsAt(invocation, last)) this.effects.push(effect);
    for (const cause of last.causes) this.causes.push(cause);
    return true;
  }

  private first(command: string, invocation: Invocation, at: Nesting, standing: Standing): void {
    const { spent } = this.budget;
    const before = this.effects.length;
    this.whole.command(command, placeOf(invocation).cwd);
    const cause: Cause = {
      kind: "command",
      text: command,
      scope: invocation.scope,
      start: this.start,
      within: at.cause,
    };
    if (this.trace)
      return this.trace.step("command", command, placeOf(invocation), () => this.simple(invocation, { ...at, cause }));
    this.simple(invocation, { ...at, cause });
    const found = this.effects.length > before;
    this.repeats.remember(command, {
      invocation,
      at: standing,
      effects: found ? this.effects.slice(before) : NONE,
      causes: found ? this.causes.slice(before) : NONE,
      spent: this.budget.since(spent),
    });
  }

  /** Returns one shared object for all commands in the same position. */
  private standing({ depth, span, cause, offset }: Nesting): Standing {
    const chosen = this.selection.changes + this.encrypting.changes + this.across.changes;
    const { last } = this;
    if (last?.depth === depth && last.span === span && last.cause === cause && last.chosen === chosen) return last;
    this.last = { depth, span, offset: span ? offset : 0, cause, chosen };
    return this.last;
  }

  private simple(asWritten: Invocation, at: Nesting): void {
    const program = knownName(asWritten.program, this.known.programs);
    const invocation = this.selection.applied(program === asWritten.program ? asWritten : { ...asWritten, program });
    const pack = this.known.programs.get(invocation.program);
    const facts = this.factsAt(invocation.scope);
    const stood = standIn(invocation, facts);
    // What replaces a program is found by name alone, so the program itself is read as well.
    if (stood) this.inner(stood, invocation.scope, { ...at, depth: at.depth + 1, span: at.span ?? invocation.span });
    const known = { facts, encrypting: this.encrypting, across: this.across, env: this.action.env };
    const reading = readSimpleCommand(invocation, pack, known);
    this.take(reading, invocation.scope, at);
    if (reading.effects.length === 0 && !reading.inner?.length && waitsForTyping(invocation))
      this.unknown("what is typed into it later reaches no hook", { ...at, span: at.span ?? invocation.span });
    const script = pack ? scriptNamedLike(invocation, facts) : undefined;
    if (script) this.take(script, invocation.scope, at);
    if (invocation.argv.some(({ glob }) => glob))
      this.take({ effects: NONE, inner: scriptsByPattern(invocation, facts) }, invocation.scope, at);
    // Only variables that the text itself sets may run something here; most commands run before it has set any.
    const sets = invocation.scope.variables !== this.start.variables;
    const hooked = sets ? runByVariables(invocation, this.action.env, facts) : undefined;
    if (hooked) this.take(hooked, invocation.scope, at);
    this.addTo(invocation, asWritten.program, facts, at);
  }

  /** Adds effects that files of the workspace cause. No other effect depends on them, so they never hide one. */
  private addTo(invocation: Invocation, written: string, facts: Facts, at: Nesting): void {
    const { adding } = this.known;
    for (const pack of adding.size === 0 ? NONE : (adding.get(knownName(written, adding)) ?? NONE))
      for (const effect of pack.read(invocation, facts).effects)
        this.put(causedBy(landing(placed(effect, at), invocation.scope, this.facts), at.cause), at.cause);
  }

  private unknown(because: string, { span, cause }: Nesting): void {
    this.add(notRead(because, span), cause);
  }
}

function causedBy(effect: Effect, cause: Cause | undefined): Effect {
  const command = effect.command === undefined ? commandOf(cause) : undefined;
  return command ? { ...effect, command: command.text } : effect;
}

/** Embeddings, overrides and isolates of Unicode's bidirectional text: no keyboard types them by itself. */
const TURNS_ORDER = /[\u202a-\u202e\u2066-\u2069]/;

const SHELLS = { posix: readShell, fish: readFish, powershell: readPowershell, cmd: readCmd } as const;
