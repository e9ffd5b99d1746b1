/** Tries the examples of a team's file. A rule whose example does not hold is not in force. */
import type { CommandAction } from "../../action/action.ts";
import type { Judgement } from "../../decision/judgement.ts";
import { maskSecrets } from "../../text/masking.ts";
import { listOf, type TeamKnowledge, type TeamProblem, type TeamRead } from "../team.ts";

/** Judges an act under the built-in policy and one team's file, with no facts about the disk. */
export type JudgeTeamExample = (action: CommandAction, team: TeamKnowledge) => Judgement;

/** An example, the rule that states it, if any, and its path in the file. */
interface Example {
  readonly run: string;
  readonly rule: string | undefined;
  readonly held: boolean;
  readonly path: readonly PropertyKey[];
}

/** A rule that is removed can break examples of others. After this many rounds the file is not used. */
const MAX_ROUNDS = 5;

export interface ProvedTeam {
  /** The file without rules whose examples do not hold; absent if nothing of it can be used. */
  readonly team?: TeamKnowledge;
  readonly problems: readonly TeamProblem[];
  /** Number of examples. */
  readonly tried: number;
}

/** Tries every example under `team` alone, and repeats that without the rules that failed. */
export function proveTeam({ team, problems, placeOf }: TeamRead, judge: JudgeTeamExample): ProvedTeam {
  if (!team) return { problems, tried: 0 };
  const found = [...problems];
  const tried = examplesOf(team).length;
  let left = team;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wrong = examplesOf(left).flatMap(example => {
      const judgement = judge(actOf(example.run), left);
      const lie = lieOf(example, judgement, left);
      return lie === undefined ? [] : [{ example, lie, rules: blamedFor(example, judgement, left) }];
    });
    for (const { example, lie } of wrong) {
      const place = placeOf(example.path);
      const isTold = found.some(({ line, column }) => line === place.line && column === place.column);
      if (!isTold) found.push({ ...place, message: lie, severity: "error" });
    }
    const blamed = new Set(wrong.flatMap(({ rules }) => rules));
    if (blamed.size === 0) return { team: left, problems: found, tried };
    left = without(left, blamed);
  }
  return { problems: found, tried };
}

function examplesOf({ knowledge }: TeamKnowledge): Example[] {
  const of = (given: string | readonly string[] | undefined, path: readonly PropertyKey[], rule?: string): Example[] =>
    listOf(given).map((run, i) => ({
      run,
      rule,
      held: path.at(-1) === "held",
      path: typeof given === "string" ? path : [...path, i],
    }));
  return [
    ...of(knowledge.passes, ["passes"]),
    ...Object.entries(knowledge.rules).flatMap(([rule, { held, passes }]) => [
      ...of(held, ["rules", rule, "held"], rule),
      ...of(passes, ["rules", rule, "passes"], rule),
    ]),
  ];
}

function actOf(text: string): CommandAction {
  return { kind: "command", text, shell: "bash", cwd: "/workspace", origin: { agent: "agent" } };
}

function lieOf({ run, rule, held }: Example, judgement: Judgement, team: TeamKnowledge): string | undefined {
  const { decision, score, reasons, effects } = judgement;
  const ends = rule === undefined ? "" : `, so ${team.name}/${rule} is not in force`;
  const [reason] = reasons.filter(({ points, then }) => points > 0 || then);
  const why = reason ? `: ${maskSecrets(reason.because)}, by ${reason.rule}` : "";
  const came = `the guard ${DECIDES[decision]} (score ${score}${why})${ends}: ${maskSecrets(run)}`;
  if (!held) return decision === "allow" ? undefined : `The example says that this passes, but ${came}`;
  if (decision === "allow") return `The example says that this is held, but ${came}`;
  if (effects.some(effect => effect.rule === `${team.name}/${rule}`)) return undefined;
  return `The example is held by another rule: ${came}`;
}

const DECIDES = { allow: "lets it pass", ask: "asks a person", deny: "denies it" } as const;

/** Returns the rules that a failed example puts out of force. */
function blamedFor({ rule }: Example, { effects }: Judgement, { name, knowledge }: TeamKnowledge): string[] {
  if (rule !== undefined) return [rule];
  return Object.keys(knowledge.rules).filter(own => effects.some(effect => effect.rule === `${name}/${own}`));
}

function without(team: TeamKnowledge, rules: ReadonlySet<string>): TeamKnowledge {
  const left = Object.entries(team.knowledge.rules).filter(([name]) => !rules.has(name));
  return { ...team, knowledge: { ...team.knowledge, rules: Object.fromEntries(left) } };
}
