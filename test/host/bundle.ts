/** Builds the suite as an extension host loads it: CommonJS, with the editor's API and Mocha left outside. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { dist, out, root } from "../support/project.ts";

export interface BuiltSuite {
  /** Absolute path of the folder with package.json: the extension under test. */
  readonly extension: string;
  /** Absolute path of the module whose `run` the editor calls. */
  readonly entry: string;
  /** Absolute path where the suite is to write its report; nothing is there yet. */
  readonly report: string;
  /** Absolute path where a runner may keep what the consoles said. */
  readonly console: string;
}

/**
 * Builds into out/host/`name`. That is inside the project on purpose: the extension host gives an extension's API to
 * the files below that extension's folder, and Mocha is found from there. Throws when the extension is not built.
 */
export async function bundleSuite(name: string): Promise<BuiltSuite> {
  for (const part of ["editor", "service", "hook", "cli"] as const) dist(part);
  const source = join(root, "test", "host");
  const suites = readdirSync(join(source, "suite")).map(file => join(source, "suite", file));
  const outdir = join(out, "host", name);
  // Neither a suite that has been removed nor the report of an earlier run may count.
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [join(source, "entry.ts"), ...suites],
    outbase: source,
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    // The extension host of the engine floor runs on this Node.
    target: "node20",
    mainFields: ["module", "main"],
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return {
    extension: root,
    entry: join(outdir, "entry.cjs"),
    report: join(outdir, "report.json"),
    console: join(outdir, "console.txt"),
  };
}
