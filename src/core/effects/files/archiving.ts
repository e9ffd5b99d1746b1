/** Archives: new files among what is there, and files that go once they are packed. What tar, zip, 7z and rsync share. */
import type { Facts } from "../../facts.ts";
import type { Effect } from "../effect.ts";
import type { Invocation, Scope } from "../pack.ts";
import { literalWord, type Word } from "../words.ts";
import { effectsOfUnpackingAmong } from "./copied-trees.ts";
import { belongsToSystem } from "./landmarks.ts";
import { effectOfLoss } from "./losing.ts";
import { shown, targetOf } from "./targets.ts";

/**
 * Effects of unpacking into `folder` (absent: where the command runs). Everyday work in a workspace; in the root or a
 * system folder nobody can say what is replaced.
 */
export function effectsOfExtracting(
  folder: Word | undefined,
  command: Invocation,
  facts: Facts,
  source: string,
): Effect[] {
  const word = folder ?? literalWord(".");
  const target = targetOf(word, command.scope, facts, { recursive: true });
  const path = target?.path;
  const unknown = target?.loss.marks.includes("unresolved-target") && target.loss.marks.includes("root");
  if (!target || (!unknown && (path === undefined || !(belongsToSystem(path) && path !== "/usr/local"))))
    return effectsOfUnpackingAmong(word, command.scope, facts, { source, span: command.span });
  return [
    {
      verb: "overwrite",
      resource: "system",
      target: shown(word),
      reach: "unknown",
      recovery: "none",
      certainty: "certain",
      source,
      says: `unpacks over what is in ${shown(word)}, whatever the archive holds`,
      instead: "Unpack into a new folder, look at it, and move what is needed.",
      ...(path !== undefined && { path, at: [{ kind: "path" as const, path }] }),
      ...(command.span && { span: command.span }),
    },
  ];
}

export interface PackingAway {
  /** Where the words are looked up. */
  readonly scope: Scope;
  /** Whether what takes them in will keep them. */
  readonly kept: boolean;
  readonly source: string;
  /** Clause behind the name: `once it is in the archive`. */
  readonly once: string;
}

/** Effects of deleting `words` after they were copied elsewhere. */
export function effectsOfPackingAway(
  words: readonly Word[],
  { scope, kept, source, once }: PackingAway,
  command: Invocation,
  facts: Facts,
): Effect[] {
  return words.flatMap(word => {
    const target = targetOf(word, scope, facts, { recursive: true });
    if (!target) return [];
    const loss =
      kept && target.loss.recovery === "none" ? { ...target.loss, recovery: "effort" as const } : target.loss;
    const says = `deletes ${target.name} ${once}`;
    return [effectOfLoss({ ...target, loss }, { verb: "delete", source, span: word.span ?? command.span, says })];
  });
}

/** An archive that stays: not one that is thrown away, printed, or put where things are cleaned out. */
export function isKeptArchive(archive: Word | undefined): boolean {
  return archive?.value != null && !/^(-$|\/dev\/|(\/private)?\/(tmp|var\/tmp)\/)/.test(archive.value);
}
