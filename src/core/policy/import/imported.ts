/** Lists of other tools as rules of a policy: what every translation yields, and what they share. */
import { wholly, words } from "../../text/expressions.ts";
import type { Decision } from "../decision.ts";
import type { PolicyFile } from "../schema.ts";

export type ImportedRule = NonNullable<PolicyFile["rules"]>[number];
export type ImportedWhen = NonNullable<ImportedRule["when"]>;

/** An entry that is no rule here, or another one than it looks, with the reason in one sentence. */
export interface Hole {
  readonly entry: string;
  readonly because: string;
}

/** A list that can be taken over, and where its tool keeps it. */
export interface ImportSource {
  readonly id: string;
  readonly title: string;
  /** Relative to the home folder (`~/`) or to the workspace; `*` stands for any name. */
  readonly files: readonly string[];
  readonly read: (text: string) => Imported;
}

export interface Imported {
  readonly rules: readonly ImportedRule[];
  readonly holes: readonly Hole[];
}

/** One entry of a list: either what it means, or why it means nothing here; `hole` where it means something else. */
export interface Translated {
  readonly entry: string;
  readonly when?: ImportedWhen;
  readonly then: Decision;
  readonly because?: string;
  readonly hole?: string;
}

/** `source`: as a person would name the list, for example `Claude Code's permissions`; `id`: what rule ids begin with. */
export function imported(id: string, source: string, entries: readonly Translated[]): Imported {
  const rules: ImportedRule[] = [];
  const holes: Hole[] = [];
  for (const { entry, when, then, because, hole } of entries) {
    const wide = when ? tooWide(when, then) : undefined;
    if (hole !== undefined || wide !== undefined) holes.push({ entry, because: hole ?? wide ?? "" });
    if (!when || wide !== undefined) continue;
    rules.push({ id: `${id}/${rules.length + 1}`, when, then, because: because ?? `${entry} in ${source}` });
  }
  return { rules, holes };
}

/** Programs that run whatever they are given: to let them pass with anything behind them is to let everything pass. */
const RUNNERS = wholly(words`
  (?:ba|z|da|k|fi)?sh env sudo doas xargs eval exec python[\d.]* node deno bun ruby perl php pwsh powershell cmd npx
  bunx uvx ssh find awk make nix
`);

/** What passes unasked anyway needs no rule; a rule that lets a whole program pass would silence its worst call. */
function tooWide({ command }: ImportedWhen, then: Decision): string | undefined {
  if (then !== "allow") return undefined;
  for (const text of [command ?? []].flat()) {
    const [program = "", ...rest] = text.split(" ");
    const open = rest.length > 0 && rest.every(word => word === "*");
    if (open && RUNNERS.test(program))
      return `It lets ${program} run anything, and so no rule is made of it: acts are judged one by one.`;
    if (open || program === "*")
      return `It lets every ${program} pass, whatever it does, and so no rule is made of it: acts are judged one by one.`;
  }
  return undefined;
}

/** A beginning of a command, as the lists of most tools mean it: nothing after it, or anything. */
export function beginning(text: string, then: Decision): string[] {
  const words = text.trim().split(/\s+/).join(" ");
  return then === "allow" ? [words, `${words} *`] : [words];
}
