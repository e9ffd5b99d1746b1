/** Tells whether the packaged extension exists and none of its source files has changed since. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, vsix } from "./project.ts";

/** The folders that `npm run package` reads. The project's folder also holds tests, reports and caches. */
const FOLDERS = ["src", "build", "media", "syntaxes", "agent-plugin"];
const FILES = "package.json package-lock.json esbuild.mjs .vscodeignore README.md CHANGELOG.md SECURITY.md LICENSE";

export function isPackaged(): boolean {
  return (
    existsSync(vsix) && newest([...FOLDERS, ...FILES.split(" ")].map(name => join(root, name))) < statSync(vsix).mtimeMs
  );
}

/** Returns the time of the last change of the files, and of all that is in the folders, in epoch ms. */
function newest(paths: readonly string[]): number {
  return Math.max(
    ...paths.map(path => {
      const found = statSync(path);
      const inside = found.isDirectory() ? readdirSync(path).map(name => join(path, name)) : [];
      return Math.max(found.mtimeMs, newest(inside));
    }),
  );
}
