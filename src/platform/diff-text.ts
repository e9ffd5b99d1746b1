/** Makes a unified diff of two texts for a terminal. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** Limits the comparison, which takes quadratic time for texts that differ everywhere. */
const TIMEOUT_MS = 500;

/** Returns the diff; empty when nothing differs. `null` stands for a missing file. */
export function diffText(before: string | null, after: string | null, file: string): string {
  if (before === after) return "";
  const names = [before === null ? "/dev/null" : file, after === null ? "/dev/null" : file] as const;
  const patch = createTwoFilesPatch(...names, before ?? "", after ?? "", undefined, undefined, {
    context: 3,
    timeout: TIMEOUT_MS,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return patch ?? `--- ${names[0]}\n+++ ${names[1]}\n(the two differ in too much to compare them line by line)\n`;
}
