/** What a sandbox of a test's own gets: the program that runs in it, and the guard as it is built. */
import { copyFileSync, cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { RUNTIME_FILES } from "../../src/platform/deploy.ts";
import { dist } from "../support/project.ts";

/** Puts `inside.cjs`, bundled from `entry` (absolute), and the folder `dist` into `folder`. */
export function buildInside(entry: string, folder: string): void {
  buildSync({
    entryPoints: [entry],
    outfile: join(folder, "inside.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
  const from = dirname(dist("cli"));
  const to = join(folder, "dist");
  mkdirSync(to);
  for (const name of RUNTIME_FILES) copyFileSync(join(from, name), join(to, name));
  cpSync(join(from, "terminal"), join(to, "terminal"), { recursive: true });
}
