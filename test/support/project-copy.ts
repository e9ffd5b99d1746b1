/** Copies the project, so that something can be built without touching what other tests read. */
import { cpSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must } from "./process.ts";
import { root } from "./project.ts";

/** Copies what git tracks or would track, and links to the installed packages. The caller deletes the copy. */
export async function copyProject(): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-copy-")));
  const { stdout } = await must("git", ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  for (const path of new Set(stdout.split("\0"))) {
    if (path !== "" && !path.startsWith("test/")) cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}
