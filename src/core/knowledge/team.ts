/**
 * Reads a knowledge file of an organization, a user or a workspace. Its contents are limited, because it is applied
 * while agents wait and may come from a repository.
 */
import { START } from "../text/json-text.ts";
import { tooSlow } from "./expressions.ts";
import { type PlaceOf, type Problem, readKnowledge } from "./read.ts";
import type { KnowledgeFile } from "./schema.ts";
import { addingOnly, type Finding, type KnowledgeTier } from "./tiers.ts";

/** A file in force, as plain data that can be sent to the judging threads. */
export interface TeamKnowledge {
  readonly tier: KnowledgeTier;
  /** The file's name and the first part of its rules' ids: `mycorp` of `mycorp/wipe-database`. */
  readonly name: string;
  /** The source for display: an absolute path, or where an organization's policy comes from. */
  readonly file: string;
  readonly knowledge: KnowledgeFile;
  /** 1-based line of each rule. */
  readonly lines: Readonly<Record<string, number>>;
}

/** A problem of such a file. `error`: the rule is not in force; `inert`: the key has no effect in this tier. */
export interface TeamProblem extends Problem {
  readonly severity: "error" | "inert";
}

export interface TeamRead {
  /** Absent if nothing of the file can be used. */
  readonly team?: TeamKnowledge;
  readonly problems: readonly TeamProblem[];
  readonly placeOf: PlaceOf;
}

export const MAX_TEAM_FILE = 65_536;
export const MAX_TEAM_FILES = 20;
const MAX_RULES = 100;
const MAX_EXAMPLES = 200;
const MAX_EXAMPLE_TEXT = 20_000;

/** The first part of ids that name a kind of effect: `effect/drop-table`. */
const KINDS = "effect";
const GUARD = /^agentguard/i;

/**
 * Reads one file and never throws. `name` is the file's name without `.yaml`; `isTaken` returns whether the guard's own
 * rules use a name as the first part of their ids.
 */
export function readTeamKnowledge(
  text: string,
  { tier, name, file }: Pick<TeamKnowledge, "tier" | "name" | "file">,
  isTaken: (name: string) => boolean,
): TeamRead {
  const nowhere: PlaceOf = () => START;
  const fail = (problems: readonly Problem[], placeOf = nowhere): TeamRead => ({
    problems: problems.map(problem => ({ ...problem, severity: "error" })),
    placeOf,
  });
  if (text.length > MAX_TEAM_FILE)
    return fail([{ ...START, message: `The file is longer than ${MAX_TEAM_FILE} characters: make several of it.` }]);
  const read = readKnowledge(text);
  if ("problems" in read) return fail(read.problems);
  const { placeOf } = read;
  const at = ({ path, message }: Finding): Problem => ({ ...placeOf(path), message });
  const wrong = [...wrongName(name, isTaken), ...beyondBounds(read.file)];
  if (wrong.length > 0) return fail(wrong.map(at), placeOf);
  const { file: knowledge, findings } =
    tier === "workspace" ? addingOnly(read.file) : { file: read.file, findings: [] };
  const lines = Object.fromEntries(Object.keys(knowledge.rules).map(rule => [rule, placeOf(["rules", rule]).line]));
  const problems = findings.map(finding => ({ ...at(finding), severity: "inert" as const }));
  return { team: { tier, name, file, knowledge, lines }, problems, placeOf };
}

function wrongName(name: string, isTaken: (name: string) => boolean): Finding[] {
  if (/\.yml$/i.test(name)) return [{ path: [], message: "The file's name has to end in .yaml." }];
  if (!/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/.test(name) || name.length > 60)
    return [{ path: [], message: `"${name}" is no name for its rules: call the file by small letters and dashes.` }];
  if (name !== KINDS && !GUARD.test(name) && !isTaken(name)) return [];
  const message = `Rules of the guard's own are called ${name}/…: call the file otherwise, for example team-${name}.yaml.`;
  return [{ path: [], message }];
}

function beyondBounds(file: KnowledgeFile): Finding[] {
  const found: Finding[] = [];
  const guards = file.programs.findIndex(program => GUARD.test(program));
  if (guards >= 0)
    found.push({ path: ["programs", guards], message: "What AgentGuard's own commands do is said by no file." });
  const rules = Object.entries(file.rules);
  if (rules.length > MAX_RULES)
    found.push({ path: ["rules"], message: `A file may hold ${MAX_RULES} rules: make several files of it.` });
  const examples = [file.passes, ...rules.flatMap(([, { held, passes }]) => [held, passes])].flatMap(listOf);
  if (examples.length > MAX_EXAMPLES || examples.join("").length > MAX_EXAMPLE_TEXT)
    found.push({
      path: ["rules"],
      message: `The examples of one file may be ${MAX_EXAMPLES} with ${MAX_EXAMPLE_TEXT} characters at most: all of them are tried whenever it is read.`,
    });
  const slow = (path: readonly PropertyKey[], source: string | undefined) => {
    const because = source === undefined ? undefined : tooSlow(source);
    if (because !== undefined) found.push({ path, message: `The expression ${because}.` });
  };
  slow(["harmless"], file.harmless);
  for (const [name, { operand, mentions }] of rules) {
    slow(["rules", name, "operand"], operand);
    slow(["rules", name, "mentions"], mentions);
  }
  if (typeof file.reaches === "object" && file.reaches.declared)
    found.push({
      path: ["reaches", "declared"],
      message: "Only files that come with the guard name other files to be read: write `profile` or `variables`.",
    });
  return found;
}

/** Returns examples, which may be absent, one text or a list, as a list. */
export function listOf(given: string | readonly string[] | undefined): readonly string[] {
  return given === undefined ? [] : [given].flat();
}
