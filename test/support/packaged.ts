/** Whether the packaged extension is there and no file that goes into it has changed since. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, vsix } from "./project.ts";

/** What `npm run package` reads; the project's folder also holds tests, reports and caches. */
const FOLDERS = ["src", "build", "media", "syntaxes", "agent-plugin"];
const FILES = "package.json package-lock.json esbuild.mjs .vscodeignore README.md CHANGELOG.md SECURITY.md LICENSE";

export function isPackaged(): boolean {
  return (
    existsSync(vsix) && newest([...FOLDERS, ...FILES.split(" ")].map(name => join(root, name))) < statSync(vsix).mtimeMs
  );
}

/** Epoch ms of the latest change of the files, and of all that lies in the folders. */
function newest(paths: readonly string[]): number {
  return Math.max(
    ...paths.map(path => {
      const found = statSync(path);
      const inside = found.isDirectory() ? readdirSync(path).map(name => join(path, name)) : [];
      return Math.max(found.mtimeMs, newest(inside));
    }),
  );
}
