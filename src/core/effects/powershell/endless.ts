/** Loops without an end that start programs or take memory round after round. */
import type { Invocation } from "../pack.ts";
import type { Block, Stage } from "./syntax.ts";

/** So many rounds of one expression end a machine as surely as those without a last one. */
const MANY = 500;
const STARTS = /^(?:start-process|start-job|start-threadjob|invoke-item|start|cmd|powershell|pwsh|notepad|calc|mshta)$/;
const WAITS = /^(?:start-sleep|wait-process|wait-event|wait-job|read-host|get-content|timeout|timeout\.exe|ping)$/;

/** `$true`, `1`, or nothing at all, as between the two semicolons of `for (;;)`. */
export function neverFalse(keyword: string, groups: readonly Block[]): boolean {
  if (keyword === "for") return (groups[0]?.statements.length ?? 0) === 0;
  if (keyword !== "while") return false;
  const [only, ...more] = groups[0]?.statements ?? [];
  const [stage, ...stages] = only?.kind === "pipeline" ? only.stages : [];
  if (more.length > 0 || stages.length > 0 || stage?.kind !== "expression") return false;
  const [part, ...parts] = stage.parts;
  if (!part || parts.length > 0) return false;
  return part.kind === "variable" ? part.name === "true" : part.kind === "text" && /^[1-9]\d*$/.test(part.value);
}

/** `1..5000` */
export function countsFar(stage: Stage | undefined): boolean {
  if (stage?.kind !== "expression") return false;
  const written = stage.parts.map(part => (part.kind === "text" ? part.value : part.of)).join("");
  const [, from = "", to = ""] = /^\(?(\d+)\.\.(\d+)\)?$/.exec(written.replace(/\s/g, "")) ?? [];
  return to !== "" && Number(to) - Number(from) >= MANY;
}

/** Whether a round leaves something running, or held, when the next one begins. */
export function leavesMore(round: readonly Invocation[]): boolean {
  if (round.some(({ program, argv }) => WAITS.test(program) || argv.some(({ value }) => /^-wait$/i.test(value ?? ""))))
    return false;
  return round.some(({ program, argv }) => STARTS.test(program) || holdsMemory(program, argv.slice(1)));
}

/** `New-Object byte[] 1gb` */
function holdsMemory(program: string, words: Invocation["argv"]): boolean {
  if (program !== "new-object") return false;
  const text = words.map(word => word.text).join(" ");
  return /\bbyte\[\]/i.test(text) && /\d(?:mb|gb|tb)\b|\d{9}/i.test(text);
}
