/** `agentguard explain`: shows the judgement of a card in words. */
import type { Command } from "commander";
import type { Card } from "../../core/approval/card.ts";
import { makeCard } from "../../core/approval/make-card.ts";
import type { Judgement } from "../../core/decision/judgement.ts";
import { measureImpact } from "../../platform/impact.ts";
import { places } from "../../platform/places.ts";
import { toType } from "../cards/arming.ts";
import { traceAct } from "../engine.ts";
import { weigher } from "../hook/weigh.ts";
import { policiesOf } from "../policies.ts";
import { commandAction } from "./command-action.ts";
import { factLines, treeLines } from "./reading-lines.ts";
import { print } from "./terminal.ts";

export function addExplain(program: Command): void {
  program
    .command("explain")
    .description("say in words what a command would do, where, and why the guard judges it as it does")
    .option("--cwd <folder>", "working directory of the command")
    .option("--shell <dialect>", "bash, sh, zsh, fish, powershell or cmd", "bash")
    .argument("<command...>", "the command, after --")
    .action(async (words: string[], options: { cwd?: string; shell?: string }) => {
      const action = commandAction(words, options);
      const { judgement, policy, facts } = await weigher(policiesOf(places()))(action);
      const measured = judgement.decision === "allow" ? undefined : await measureImpact(action, judgement);
      const sections = [
        explanation(makeCard(action, judgement, policy, measured), judgement),
        section("How it was read", treeLines(traceAct(action, policy, facts))),
        section("Facts it rests on", factLines(facts)),
      ];
      print(...sections.join("\n\n").split("\n"));
    });
}

/** Returns what, where, what would be lost, why with points, and the gentler way, in the order of the card. */
function explanation(card: Card, { decision, override, effects }: Judgement): string {
  const { environment } = card;
  const asked = toType(card);
  const lines = [
    card.command,
    "",
    `Decision  ${DECIDED[decision]}${asked === undefined ? "" : `, unless a person types ${override === "code" ? asked : `"${asked}"`} on the card`}`,
    `Score     ${card.score} of 100, ${card.level}`,
    `What      ${card.what}`,
    // The place of an act without effects is unknown, as nobody looked.
    ...(decision === "allow" && effects.length === 0
      ? []
      : [`Where     ${card.where}${environment.evidence.length === 0 ? "" : ":"}`]),
    ...environment.evidence.map(({ because, file, line }) => `          ${because}${place(file, line)}`),
    ...card.lost.map((line, i) => `${i === 0 ? "Lost      " : "          "}${line}`),
    ...card.why.map(({ points, because, rule, then }, i) => {
      const weight = then ? then : points > 0 ? `+${points}` : String(points);
      return `${i === 0 ? "Why       " : "          "}${weight.padStart(4)}  ${because} (${rule})`;
    }),
  ];
  if (card.instead !== undefined) lines.push(`Instead   ${card.instead}`);
  return lines.join("\n");
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...(lines.length === 0 ? ["nothing"] : lines).map(line => `  ${line}`)].join("\n");
}

const DECIDED = {
  allow: "passes",
  ask: "a person is asked",
  deny: "denied",
} as const satisfies Record<Judgement["decision"], string>;

function place(file: string | undefined, line: number | undefined): string {
  return file === undefined ? "" : ` (${file}${line === undefined ? "" : `:${line}`})`;
}
