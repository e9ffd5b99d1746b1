/** A second name of a file, once the act is over that was to take the first one away. */
import { constants, copyFileSync, renameSync, rmSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import type { KeptPlaces } from "./restore-files.ts";
import { identityOf, type SavedFile, statOf } from "./saved-node.ts";

/**
 * Returns what has become of a file. `kept`: the act took it away, and the bytes are the store's alone. `untouched`: it
 * is still there as it was. `lost`: it was written to, and so was what had been kept. `names`: how many names of the
 * file were kept. Throws what the system says.
 */
export function settleFile(node: SavedFile, names: number, places: KeptPlaces): "kept" | "untouched" | "lost" {
  const { content, path, identity, mtimeNs, size } = node;
  if (content.kind !== "linked") return "kept";
  const folder = places.folderOf(node);
  const kept = folder === undefined ? undefined : join(folder, content.name);
  const own = kept === undefined ? undefined : statOf(kept);
  // An undo has put it back.
  if (kept === undefined || !own) return "kept";
  const isSame = own.mtimeNs.toString() === mtimeNs && Number(own.size) === size;
  if (!isSame) return "lost";
  const there = statOf(path);
  if (there && identityOf(there) === identity) {
    unlinkSync(kept);
    return "untouched";
  }
  if (own.nlink > BigInt(names)) copyApart(kept);
  return "kept";
}

/** Makes the kept name a file of its own: the others of the file are somebody's who may write to it. */
function copyApart(kept: string): void {
  const beside = `${kept}.copy`;
  rmSync(beside, { force: true });
  copyFileSync(kept, beside, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  renameSync(beside, kept);
}
