/** Converts other tools' lists into policy rules: the result of every import, and what the imports share. */
import { wholly, words } from "../../text/expressions.ts";
import type { Decision } from "../decision.ts";
import type { PolicyFile } from "../schema.ts";

export type ImportedRule = NonNullable<PolicyFile["rules"]>[number];
export type ImportedWhen = NonNullable<ImportedRule["when"]>;

/** An entry that has no equivalent rule, or whose rule differs from it, with the reason in one sentence. */
export interface Hole {
  readonly entry: string;
  readonly because: string;
}

/** A list that can be imported, and the files in which its tool keeps it. */
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

/** An entry with its meaning, or the reason why it has none here. `hole`: how the rule differs from the entry. */
export interface Translated {
  readonly entry: string;
  readonly when?: ImportedWhen;
  readonly then: Decision;
  readonly because?: string;
  readonly hole?: string;
}

/** `source`: the list's name for a person, such as `Claude Code's permissions`; `id`: the prefix of rule ids. */
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

/** Programs that run their arguments. To allow them with any arguments would allow everything. */
const RUNNERS = wholly(words`
  (?:ba|z|da|k|fi)?sh env sudo doas xargs eval exec python[\d.]* node deno bun ruby perl php pwsh powershell cmd npx
  bunx uvx ssh find awk make nix
`);

/** Returns why an allowing rule is refused: harmless acts need none, and a whole program includes its worst call. */
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

/** Returns patterns for the prefix of a command, as most tools' lists mean it: with or without further words. */
export function beginning(text: string, then: Decision): string[] {
  const words = text.trim().split(/\s+/).join(" ");
  return then === "allow" ? [words, `${words} *`] : [words];
}
