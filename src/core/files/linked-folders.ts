/**
 * What a pattern or a walk reaches through links: `dir/*` + `/` names what is behind each link in `dir`, which costs
 * more than the link.
 */
import type { Facts } from "../facts/facts.ts";
import { resolvePath } from "../text/paths.ts";
import { isPattern, matchesGlob, unescaped } from "./globs.ts";
import { describeLoss, isOutput, type Loss } from "./loss.ts";

export interface Reached {
  readonly path: string;
  readonly loss: Loss;
}

/** As many entries of a folder as a fact holds. */
const MAX_ENTRIES = 100;
const MAX_LOOKS = 200;

/**
 * The worst of what the parts of a pattern below `base` reach behind links; undefined where there is nothing of it. The
 * last part of a pattern that ends in a slash is empty.
 */
export function lossBehindLinks(
  base: string,
  parts: readonly string[],
  facts: Facts,
  cwd: string | null,
): Reached | undefined {
  let looks = 0;
  const within = (folder: string, rest: readonly string[]): Reached | undefined => {
    const [part = "", ...more] = rest;
    // Nothing is followed at the last part.
    if (more.length === 0) return undefined;
    if (!isPattern(part)) return part === "" ? undefined : through(resolvePath(unescaped(part), folder), more);
    const stat = facts.ask({ kind: "stat", path: folder });
    if (stat?.type === "missing") return undefined;
    const entries = stat?.entries ?? [];
    for (const name of entries) {
      if (name.startsWith(".") && !part.startsWith(".")) continue;
      if (matchesGlob(part, name) === false) continue;
      if (++looks > MAX_LOOKS) break;
      const found = through(resolvePath(name, folder), more);
      if (found) return found;
    }
    const all = stat?.type === "directory" && entries.length < MAX_ENTRIES && looks <= MAX_LOOKS;
    return all || !isOutput(folder, facts, cwd) ? undefined : { path: folder, loss: UNTOLD };
  };
  const through = (path: string, more: readonly string[]): Reached | undefined => {
    const stat = facts.ask({ kind: "stat", path });
    if (stat?.type === "directory") return more.every(part => part === "") ? undefined : within(path, more);
    if (stat?.type !== "link") return undefined;
    return lossBehind(stat.realpath, facts, cwd);
  };
  return within(base, parts);
}

/** What a walk that follows links (`find -L`) reaches behind those in `folder` and in its own folders. */
export function lossOfFollowing(folder: string, facts: Facts, cwd: string | null): Reached | undefined {
  return lossBehindLinks(folder, ["*", ""], facts, cwd) ?? lossBehindLinks(folder, ["*", "*", ""], facts, cwd);
}

/** Some of the folder's own links may lead to anything. */
const UNTOLD: Loss = { resource: "directory", reach: "unknown", recovery: "none", marks: [], certainty: "likely" };

function lossBehind(path: string, facts: Facts, cwd: string | null): Reached | undefined {
  const loss = describeLoss(path, facts, cwd);
  return loss.recovery === "free" || loss.resource !== "directory" ? undefined : { path, loss };
}
