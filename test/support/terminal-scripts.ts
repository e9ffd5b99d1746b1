/** Copies the scripts of guarded shells to where a build has them. */
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.ts";

/** Copies them below `folder`, and returns the folder that takes the place of the build. */
export function scriptsAsBuilt(folder: string): string {
  const dist = join(folder, "dist");
  cpSync(join(root, "src/hosts/terminal/scripts"), join(dist, "terminal"), { recursive: true });
  // A build writes the names of dangerous programs there. Here no program has a stand-in.
  writeFileSync(join(dist, "terminal", "marked.txt"), "");
  return dist;
}
