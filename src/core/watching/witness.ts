/**
 * Attributes changes by what was seen while they happened. Somebody is named only on evidence: a process whose
 * arguments or work are these changes, or an allowed act at that time on exactly these files. Pure.
 */
import { parentOf, resolvePath } from "../text/paths.ts";
import { changingCommand, programOf, roleOf } from "./programs.ts";
import { SOMEBODY, sameWho, type Who } from "./who.ts";

/** Who started a process. */
export type Starter =
  /** `because`: the evidence, one clause about the process. */
  | { readonly kind: "agent"; readonly agent: string; readonly session?: string; readonly because: string }
  /** A person's shell started it, directly or through shells and programs of the table only. */
  | { readonly kind: "terminal" }
  | { readonly kind: "editor" }
  | { readonly kind: "unknown" };

/** A process that was observed working in a folder, or with one of its paths among its arguments. */
export interface Seen {
  readonly pid: number;
  /** Its command line, the program first. */
  readonly words: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** The processor time used so far, in any unit. */
  readonly computed: number;
  readonly starter: Starter;
  /** Command lines of its ancestors, nearest first, up to the terminal, the window or the agent. */
  readonly above: readonly (readonly string[])[];
}

/** One snapshot of the processes while files changed. */
export interface ProcessSnapshot {
  /** The burst of changes during which it was taken. */
  readonly burst: number;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Every change until `from` had been reported by then. */
  readonly heardAll: boolean;
  /** Files of one folder vanished before, during and after the snapshot, so whatever deletes them is in it. */
  readonly losing: boolean;
  readonly seen: readonly Seen[];
}

/** An act of an agent that was allowed. */
export interface Call {
  /** Epoch ms. */
  readonly at: number;
  readonly agent: string;
  readonly session?: string;
  /** The proposed act, shortened. */
  readonly summary: string;
  /** Absolute paths that it changes or may change. */
  readonly targets: readonly string[];
}

export interface Witness {
  readonly looks: readonly ProcessSnapshot[];
  readonly calls: readonly Call[];
  /** An agent works here, and its shells look like a person's. */
  readonly unmarked: boolean;
}

export interface Testimony {
  readonly who: Who;
  /** Clauses that are each true on their own and accuse nobody. */
  readonly evidence: readonly string[];
}

/** A changed file, and when the change was reported. */
interface Changed {
  readonly path: string;
  readonly at: number;
  readonly burst?: number;
}

/** The most time in ms between an act and the first change. */
const SAME_MOMENT = 10_000;
/** The most time in ms that an allowed act may run. */
const ACT_MS = 10 * 60_000;
const MAX_TOLD = 6;

/** Returns who made the changes, and the evidence. `gone`: the files were deleted or moved, not modified. */
export function testify(changed: readonly Changed[], gone: boolean, root: string, witness?: Witness): Testimony {
  if (!witness || changed.length === 0) return { who: SOMEBODY, evidence: [] };
  const bursts = [...new Set(changed.map(({ burst }) => burst))].map(burst => {
    const of = changed.filter(one => one.burst === burst);
    return ofBurst(
      of,
      witness.looks.filter(look => look.burst === burst),
      gone,
      root,
      witness,
    );
  });
  const [first, ...others] = bursts;
  const one = first && others.every(({ who }) => sameWho(who, first.who));
  return {
    who: one ? first.who : SOMEBODY,
    evidence:
      one || bursts.length === 1 ? [...new Set(bursts.flatMap(({ evidence }) => evidence))].slice(0, MAX_TOLD) : [],
  };
}

function ofBurst(
  changed: readonly Changed[],
  looks: readonly ProcessSnapshot[],
  gone: boolean,
  root: string,
  witness: Witness,
): Testimony {
  const at = byWords(changed, looks, gone, root);
  const doers = at.length > 0 ? at : byWork(changed, looks);
  const [doer, ...others] = doers;
  const who = doer && whoOf(doer, witness);
  if (who && others.every(one => sameWho(whoOf(one, witness), who)))
    return { who, evidence: [asEvidence(doer), ...(who.kind === "agent" ? runBy(who.agent, changed, witness) : [])] };
  const call = witness.calls.findLast(one => targetsAll(one, changed));
  if (call && at.length === 0)
    return {
      who: agentOf(call),
      evidence: [`${call.agent} was let run ${quoted(call)} ${ago(call, changed)}, which names these files`],
    };
  const seen = [...new Map(looks.flatMap(look => look.seen.map(one => [one.pid, one] as const))).values()];
  return { who: somebodyAt(doers), evidence: neutral(seen, changed, witness) };
}

/** Returns the programs whose only purpose is such a change and that name most of these files. */
function byWords(changed: readonly Changed[], looks: readonly ProcessSnapshot[], gone: boolean, root: string): Seen[] {
  const paths = new Set(changed.flatMap(({ path }) => [path, ...foldersOf(path, root)]));
  const named = looks.flatMap(({ seen }) =>
    seen.flatMap(one => {
      const count = countOf(one, gone, changed, paths);
      return count > 0 ? [{ one, count, by: JSON.stringify([one.starter, one.above.at(-1)]) }] : [];
    }),
  );
  const most = named.reduce((max, { count }) => Math.max(max, count), 0);
  return named.filter(({ count }) => count === most).map(({ one }) => one);
}

/** Counts the changed files of which a process names the path or a parent folder. */
function countOf(one: Seen, gone: boolean, changed: readonly Changed[], paths: ReadonlySet<string>): number {
  const role = roleOf(one.words);
  if (role === "git") return changingCommand(one.words) === undefined ? 0 : changed.length;
  if (!(role === "removes" || (role === "writes" && !gone)) || !isAtIt(one.words)) return 0;
  const named = one.words
    .slice(1)
    .filter(word => word !== "" && !word.startsWith("-"))
    .map(word => resolvePath(word, one.cwd))
    .filter(path => paths.has(path) || (role === "removes" && isAbove(path, changed)));
  return changed.filter(({ path }) => named.some(name => path === name || path.startsWith(`${name}/`))).length;
}

function isAbove(path: string, changed: readonly Changed[]): boolean {
  return changed.some(one => one.path.startsWith(`${path}/`));
}

/** Some programs only read or print unless an option says otherwise. */
function isAtIt(words: readonly string[]): boolean {
  const program = programOf(words);
  if (program === "find") return words.some(word => /^-(delete|exec|execdir|ok)$/.test(word));
  if (program === "fd") return words.some(word => /^(-x|-X|--exec|--exec-batch)$/.test(word));
  if (program === "sed" || program === "perl") return words.some(word => /^(-[a-zA-Z]*i|--in-place)/.test(word));
  return true;
}

function foldersOf(path: string, root: string): string[] {
  const found: string[] = [];
  for (let folder = parentOf(path); folder.startsWith(`${root}/`); folder = parentOf(folder)) found.push(folder);
  return found;
}

/**
 * Returns the programs that worked in the folder while files vanished: in a snapshot taken during that, or in two with
 * reports before and after them. Between two snapshots alone, a program may have started, done it and ended.
 */
function byWork(changed: readonly Changed[], looks: readonly ProcessSnapshot[]): Seen[] {
  const during = looks.filter(({ losing }) => losing);
  const among = looks.filter(
    ({ heardAll, from, to }) => heardAll && changed.some(({ at }) => at < from) && changed.some(({ at }) => at > to),
  );
  const [first, ...others] = during.length > 0 ? during : among.length > 1 ? among.slice(0, -1) : [];
  return (first?.seen ?? []).filter(
    one =>
      one.starter.kind !== "editor" &&
      mayChange(one.words) &&
      others.every(({ seen }) => seen.some(({ pid }) => pid === one.pid)) &&
      hasWorked(one, looks.slice(looks.findIndex(look => look === first) + 1)),
  );
}

/** Returns whether a program may change a person's files. Git's housekeeping and programs that only read do not. */
function mayChange(words: readonly string[]): boolean {
  const role = roleOf(words);
  return role === "git" ? changingCommand(words) !== undefined : role !== "reads";
}

/** Returns whether the process used processor time until the next snapshot, or had ended by then. */
function hasWorked({ pid, computed }: Seen, [next]: readonly ProcessSnapshot[]): boolean {
  const then = next?.seen.find(one => one.pid === pid);
  return then === undefined || then.computed > computed;
}

function whoOf(one: Seen, { calls, unmarked }: Witness): Who {
  const { starter } = one;
  if (starter.kind === "agent") {
    const session = starter.session ?? calls.findLast(({ agent }) => agent === starter.agent)?.session;
    return { kind: "agent", agent: starter.agent, ...(session !== undefined && { session }) };
  }
  const terminal = starter.kind === "terminal" && !unmarked;
  for (const words of [one.words, ...one.above]) {
    const role = roleOf(words);
    if (changingCommand(words) !== undefined) return { kind: "git", command: outermost(one) };
    if (role === "packages" || role === "build" || role === "formatter")
      return { kind: "tool", of: role, program: programOf(words), terminal };
  }
  const program = programOf(one.words);
  return terminal ? { kind: "terminal", program } : { kind: "somebody", program };
}

/** Returns the outermost git command, because git starts itself for parts of its work. */
function outermost({ words, above }: Seen): string {
  return [words, ...above].flatMap(line => changingCommand(line) ?? []).at(-1) ?? "";
}

/** Returns whether an act was at that time and covers all changed files. */
function targetsAll({ at, targets }: Call, changed: readonly Changed[]): boolean {
  const from = firstOf(changed);
  if (at > from + 1000 || at < from - SAME_MOMENT) return false;
  return changed.every(({ path }) => targets.some(target => path === target || path.startsWith(`${target}/`)));
}

function neutral(seen: readonly Seen[], changed: readonly Changed[], { calls }: Witness): string[] {
  const names = [...new Set(seen.map(inWords))].slice(0, MAX_TOLD);
  const agents = [...new Set(seen.flatMap(({ starter }) => (starter.kind === "agent" ? [starter.agent] : [])))];
  return [
    ...(names.length > 0 ? [`processes in this folder in that moment: ${names.join(", ")}`] : []),
    ...agents.flatMap(agent => runBy(agent, changed, { calls })),
  ];
}

/** Words the last allowed act of an agent, if that may still run. */
function runBy(agent: string, changed: readonly Changed[], { calls }: Pick<Witness, "calls">): string[] {
  const from = firstOf(changed);
  const call = calls.findLast(one => one.agent === agent && one.at <= from + 1000 && one.at > from - ACT_MS);
  return call ? [`while ${agent} was running ${quoted(call)}, let through ${ago(call, changed)}`] : [];
}

function somebodyAt(doers: readonly Seen[]): Who {
  const names = new Set(doers.map(({ words }) => programOf(words)));
  const [program] = names;
  return names.size === 1 && program !== undefined ? { kind: "somebody", program } : SOMEBODY;
}

function agentOf({ agent, session }: Call): Who {
  return { kind: "agent", agent, ...(session !== undefined && { session }) };
}

function asEvidence(one: Seen): string {
  const how = one.starter.kind === "agent" ? `, ${one.starter.because}` : "";
  return `seen at it: ${inWords(one)}${how}`;
}

/** Names the program and its script. Other arguments may be secret. */
function inWords({ words, pid }: Seen): string {
  const name = programOf(words);
  const script = roleOf(words) === "shell" ? words.slice(1).find(word => !word.startsWith("-")) : undefined;
  const isFile = script !== undefined && /^[\w./-]+$/.test(script);
  return `${isFile ? `${name} ${script}` : name} (process ${pid})`;
}

function quoted({ summary }: Call): string {
  return `\`${summary}\``;
}

function ago({ at }: Call, changed: readonly Changed[]): string {
  return `${Math.max(0, Math.round((firstOf(changed) - at) / 1000))} s before`;
}

function firstOf(changed: readonly Changed[]): number {
  return changed.reduce((min, { at }) => Math.min(min, at), Infinity);
}
