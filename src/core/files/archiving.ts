/** Computes what archivers overwrite and delete, as tar, zip, 7z and rsync share it. */

import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { resolvePath } from "../text/paths.ts";
import { literalWord, type Word } from "../text/words.ts";
import { effectsOfUnpackingAmong } from "./copied-trees.ts";
import { belongsToSystem } from "./landmarks.ts";
import { effectOfLoss } from "./loss-effects.ts";
import { contentAt, whereItIs } from "./moved.ts";
import { lossOfAll } from "./overwritten.ts";
import { existingPaths } from "./possible.ts";
import { pathOf, shown, targetOf } from "./targets.ts";

/** What is unpacked: an archive file, or files that another command provides. */
export interface Unpacking {
  readonly archive?: Word | undefined;
  /** Number of leading parts that are removed from each name. */
  readonly strip?: number;
  /** Existing files are kept. */
  readonly keeps?: boolean;
  /** Relative names, if they are known without the archive. */
  readonly names?: readonly string[] | undefined;
}

/** Returns the overwriting of files where members of the archive go; not of those with the same size. */
export function effectsOfUnpackingOver(
  folder: Word | undefined,
  { archive, strip = 0, keeps = false, names }: Unpacking,
  { scope, span }: Invocation,
  facts: Facts,
  source: string,
): Effect[] {
  const into = pathOf(folder ?? literalWord("."), scope);
  const folders = into === undefined ? existingPaths(folder ?? literalWord("."), scope, facts) : [into];
  if (keeps || folders.length === 0) return [];
  const file = archive && pathOf(archive, scope);
  const held = file === undefined ? null : facts.ask({ kind: "members", path: contentAt(file, scope) });
  const all = names?.map(name => ({ name, size: -1 })) ?? held ?? [];
  const lost = folders.flatMap(place =>
    all.flatMap(({ name, size }) => {
      const rest = name
        .split("/")
        .filter(part => part !== "" && part !== ".")
        .slice(strip)
        .join("/");
      const path = whereItIs(resolvePath(rest, place), scope, true);
      const stat = rest === "" ? null : facts.ask({ kind: "stat", path });
      return stat?.type === "file" && stat.size !== size ? [path] : [];
    }),
  );
  const loss = lossOfAll(lost, scope, facts);
  if (loss === undefined) return [];
  const name = `files in ${shown(folder ?? literalWord("."))}`;
  const instead = "Unpack into a new folder, look at it, and move what is needed.";
  return [effectOfLoss({ name, ...loss }, { verb: "overwrite", source, span, instead })];
}

/**
 * Returns the effects of unpacking into `folder` (absent: the working directory). In a workspace this is ordinary; in
 * the root or a system folder, nobody can say what is replaced.
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
  /** The scope in which the words are resolved. */
  readonly scope: Scope;
  /** Whether the destination keeps the files. */
  readonly kept: boolean;
  /** The archive that contains the files afterwards. */
  readonly archive?: Word | undefined;
  readonly source: string;
  /** A clause after the name: `once it is in the archive`. */
  readonly once: string;
}

/** Returns the effects of deleting `words` after they were copied elsewhere. */
export function effectsOfPackingAway(
  words: readonly Word[],
  { scope, kept, source, once, archive }: PackingAway,
  command: Invocation,
  facts: Facts,
): Effect[] {
  return words.flatMap(word => {
    const target = targetOf(word, scope, facts, { recursive: true });
    if (!target) return [];
    const loss =
      kept && target.loss.recovery === "none" ? { ...target.loss, recovery: "effort" as const } : target.loss;
    const says = `deletes ${target.name} ${once}`;
    const effect = effectOfLoss({ ...target, loss }, { verb: "delete", source, span: word.span ?? command.span, says });
    const to = kept && archive ? pathOf(archive, command.scope) : undefined;
    return [{ ...effect, ...(to !== undefined && { brings: { to, onlyCopy: target.loss.recovery === "none" } }) }];
  });
}

/** Returns whether the archive is kept: it is not discarded, printed, or in a folder for temporary files. */
export function isKeptArchive(archive: Word | undefined): boolean {
  return archive?.value != null && !/^(-$|\/dev\/|(\/private)?\/(tmp|var\/tmp)\/)/.test(archive.value);
}
