/** Phrases what protecting agents, or no longer protecting them, changes. */
import type { FileChange } from "../../../platform/install.ts";
import { revealLine } from "../../cards/reveal.ts";

/** Returns `settings.json (would be created)`. */
export function planTitle({ file, before, after }: FileChange): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  const what = before === null ? "would be created" : after === null ? "would be removed" : "now ↔ after";
  return `${revealLine(name)} (${what})`;
}

/** Returns one line for each file that a plan touches. */
export function planLines(changes: readonly FileChange[]): string {
  return changes
    .map(({ file, before, after }) => `${before === null ? "Creates" : after === null ? "Removes" : "Changes"} ${file}`)
    .join("\n");
}
