/** Tells where things are in this project, for tests and for the scripts behind `npm start` and `npm test`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Absolute path of the project; scripts and vitest are always started there. */
export const root = process.cwd();
if (!existsSync(join(root, "package.json")) || manifest().name !== "agentguard") {
  throw new Error(`${root} is not the AgentGuard project: start this from its root folder`);
}

/** The folder for large tools that tests need and npm cannot install for the project: VS Code, the agent clients. */
export const cache = process.env.AGENTGUARD_CACHE ?? join(root, ".cache");
/** The folder for reports and pictures, which git ignores and CI keeps. */
export const out = join(root, "out");
/** The file that `npm run package` makes. */
export const vsix = join(root, `${manifest().name}-${manifest().version}.vsix`);

/** Returns a built file, such as `dist("service")`. Throws with the command that makes it. */
export function dist(name: "editor" | "service" | "hook" | "cli" | "demo"): string {
  const file = join(root, "dist", `${name}.cjs`);
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build`);
  return file;
}

export function manifest(): { name: string; version: string } {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string; version: string };
}
