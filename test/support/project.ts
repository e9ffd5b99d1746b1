/** Where things lie in this project, for tests and for the scripts behind `npm start` and `npm test`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Absolute path of the project; scripts and vitest are always started there. */
export const root = process.cwd();
if (!existsSync(join(root, "package.json")) || manifest().name !== "agentguard") {
  throw new Error(`${root} is not the AgentGuard project: start this from its root folder`);
}

/** Heavy things that tests need and npm cannot install for the project: VS Code, the agent client. */
export const cache = process.env.AGENTGUARD_CACHE ?? join(root, ".cache");
/** Reports and pictures. Git-ignored, kept by CI. */
export const out = join(root, "out");
/** Where `npm run package` puts the extension. */
export const vsix = join(root, `${manifest().name}-${manifest().version}.vsix`);

/** A built file, for example `dist("service")`; throws with the command that makes it. */
export function dist(name: "editor" | "service" | "hook" | "cli" | "demo"): string {
  const file = join(root, "dist", `${name}.cjs`);
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build`);
  return file;
}

export function manifest(): { name: string; version: string } {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string; version: string };
}
