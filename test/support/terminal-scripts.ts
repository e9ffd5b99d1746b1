/** The scripts of guarded shells in the place where a build has them. */
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.ts";

/** Copies them below `folder`, and returns what stands for the build's folder. */
export function scriptsAsBuilt(folder: string): string {
  const dist = join(folder, "dist");
  cpSync(join(root, "src/hosts/terminal/scripts"), join(dist, "terminal"), { recursive: true });
  // The build writes the names of dangerous programs there; here nothing stands in for them.
  writeFileSync(join(dist, "terminal", "marked.txt"), "");
  return dist;
}
