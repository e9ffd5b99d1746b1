// Runs one TypeScript file with the oldest Node we support: node test/support/run.mjs <file.ts> [arguments].
import { spawn } from "node:child_process";
import { basename, resolve } from "node:path";

const { build } = await import("esbuild").catch(() => {
  console.error("The packages of this project are not installed. Run: npm ci");
  process.exit(1);
});
const { knowledge } = await import("../../build/knowledge.mjs");
const [entry, ...rest] = process.argv.slice(2);
if (!entry) throw new Error("usage: node test/support/run.mjs <file.ts> [arguments]");
const outfile = resolve("out/scripts", `${basename(entry, ".ts")}.mjs`);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  plugins: [knowledge],
  sourcemap: "inline",
  logLevel: "warning",
});
const child = spawn(process.execPath, ["--enable-source-maps", outfile, ...rest], { stdio: "inherit" });
// The terminal sends Ctrl-C to the whole group; the script decides when it ends.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
