// Bundles every process of the product into dist/. `--watch` rebuilds on change, `--minify` is for the package.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, rmSync, writeFileSync } from "node:fs";
import { build, context } from "esbuild";
import { knowledge } from "./build/knowledge.mjs";
import { notices, packagesIn } from "./build/notices.mjs";
import { withoutExamples } from "./build/without-examples.mjs";

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
  // They stand in ThirdPartyNotices.txt.
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  plugins: [knowledge],
};
const entries = [
  { ...node, entryPoints: { engine: "src/hosts/programs.ts" }, plugins: [knowledge, withoutExamples] },
  { ...node, entryPoints: { cli: "src/hosts/cli/door.ts" }, banner: { js: "#!/usr/bin/env node" } },
  { ...node, entryPoints: { relay: "src/hosts/relay/main.ts" } },
  { ...node, entryPoints: { demo: "src/hosts/demo/main.ts" } },
];
const editor = {
  ...node,
  entryPoints: { editor: "src/hosts/editor/main.ts" },
  external: ["vscode"],
  // A library asks which browser it is in; the extension host logs an error for every look at `navigator`.
  define: { navigator: "undefined" },
};
/** Starts one program of the engine. */
const starter = name => `require("./engine.cjs").${name}();\n`;
const starters = {
  hook: starter("hook"),
  service: starter("service"),
};

rmSync("dist", { recursive: true, force: true });
if (flags.has("--watch")) {
  for (const entry of [...entries, editor]) await (await context(entry)).watch();
} else {
  const built = await Promise.all([...entries.map(entry => build(entry)), buildEditor()]);
  for (const [name, text] of Object.entries(starters)) writeFileSync(`dist/${name}.cjs`, text);
  chmodSync("dist/cli.cjs", 0o755);
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

/**
 * The editor's program in several files, of which all but the first are loaded when they are needed. Only modules of
 * JavaScript's own kind can be split, and editors load the other kind: they are built as the one and then made the other.
 */
async function buildEditor() {
  const folder = "dist/modules";
  const split = { ...editor, format: "esm", splitting: true, outdir: folder, chunkNames: "editor/[hash]" };
  const built = await build(split);
  const entryPoints = Object.keys(built.metafile.outputs).filter(path => path.endsWith(".cjs"));
  await build({ ...node, bundle: false, mainFields: undefined, loader: { ".cjs": "js" }, entryPoints });
  rmSync(folder, { recursive: true });
  return built;
}

/** What a program of ours prints that is no part of the product. */
async function printedBy(entry) {
  const { outputFiles } = await build({ ...node, entryPoints: [entry], sourcemap: false, write: false });
  return execFileSync(process.execPath, ["-"], { input: outputFiles[0].text, maxBuffer: 1 << 24 });
}
