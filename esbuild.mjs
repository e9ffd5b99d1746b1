// Bundles every process of the product into dist/. `--watch` rebuilds on change, `--minify` is for the package.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { build, context } from "esbuild";
import { notices, packagesIn } from "./build/notices.mjs";

const flags = new Set(process.argv.slice(2));
const node = {
  bundle: true,
  platform: "node",
  // The oldest Node that runs us: the extension host of the engine floor, and Node 20 for the command line.
  target: "node20",
  format: "cjs",
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  // jsonc-parser's UMD build asks for its own files at run time; its module build does not.
  mainFields: ["module", "main"],
  minify: flags.has("--minify"),
  sourcemap: flags.has("--minify") ? false : "linked",
  logLevel: "warning",
  metafile: true,
};
const entries = [
  // A library asks which browser it is in; the extension host logs an error for every look at `navigator`.
  {
    ...node,
    entryPoints: { editor: "src/hosts/editor/main.ts" },
    external: ["vscode"],
    define: { navigator: "undefined" },
  },
  { ...node, entryPoints: { service: "src/hosts/service/main.ts" } },
  { ...node, entryPoints: { hook: "src/hosts/hook/main.ts" } },
  { ...node, entryPoints: { relay: "src/hosts/relay/main.ts" } },
  { ...node, entryPoints: { cli: "src/hosts/cli/main.ts" }, banner: { js: "#!/usr/bin/env node" } },
  { ...node, entryPoints: { demo: "src/hosts/demo/main.ts" } },
].filter(e => existsSync(Object.values(e.entryPoints)[0]));

rmSync("dist", { recursive: true, force: true });
if (flags.has("--watch")) {
  for (const entry of entries) await (await context(entry)).watch();
} else {
  const built = await Promise.all(entries.map(entry => build(entry)));
  if (existsSync("dist/cli.cjs")) chmodSync("dist/cli.cjs", 0o755);
  cpSync("src/hosts/terminal/scripts", "dist/terminal", { recursive: true });
  writeFileSync("dist/terminal/marked.txt", await printedBy("src/hosts/terminal/list-marked.ts"));
  // PostgreSQL's grammar looks for its module beside the bundle that asks it.
  const grammar = "node_modules/libpg-query/wasm/libpg-query.wasm";
  copyFileSync(grammar, "dist/libpg-query.wasm");
  const packages = packagesIn(
    built.map(({ metafile }) => metafile),
    [grammar],
  );
  writeFileSync("dist/ThirdPartyNotices.txt", notices(packages, "build/notices"));
}

/** What a program of ours prints that is no part of the product. */
async function printedBy(entry) {
  const { outputFiles } = await build({ ...node, entryPoints: [entry], sourcemap: false, write: false });
  return execFileSync(process.execPath, ["-"], { input: outputFiles[0].text, maxBuffer: 1 << 24 });
}
