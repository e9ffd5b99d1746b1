/**
 * Compiles knowledge/<category>/<name>.yaml into the two modules that the program imports: `agentguard:knowledge`, with
 * what the engine needs, and `agentguard:knowledge-proofs`, with the commands that prove each rule and where it is documented.
 * The files are read by the product's own reader, so that a build fails where a team's file would be refused.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = join(ROOT, "knowledge");
const MODULE = /^agentguard:(knowledge(?:-proofs)?)$/;

/** For esbuild. */
export const knowledge = {
  name: "knowledge",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: MODULE }, ({ path }) => ({ path, namespace: "knowledge" }));
    onLoad({ filter: MODULE, namespace: "knowledge" }, async ({ path }) => ({
      contents: await moduleOf(path),
      watchDirs: [FOLDER, ...folders()],
      watchFiles: paths(),
    }));
  },
};

/** For Vite, which runs the tests. */
export const knowledgeInTests = {
  name: "knowledge",
  resolveId: id => (MODULE.test(id) ? `\0${id}` : undefined),
  load: id => (MODULE.test(id.slice(1)) ? moduleOf(id.slice(1)) : undefined),
};

/** The text of one of the modules. */
async function moduleOf(id) {
  const { programs, proofs } = await compiled();
  const value = MODULE.exec(id)?.[1] === "knowledge" ? programs : proofs;
  return `export default ${JSON.stringify(value)};`;
}

/** Throws one error that names every problem of every file with its line and column. */
async function compiled() {
  const { readKnowledge } = await reader();
  const problems = [];
  const programs = {};
  const proofs = {};
  const owners = new Map();
  for (const path of paths()) {
    const [category, file] = relative(FOLDER, path).split(/[\\/]/);
    const name = file.replace(/\.yaml$/, "");
    const read = readKnowledge(readFileSync(path, "utf8"));
    if (read.problems) {
      for (const { line, column, message } of read.problems)
        problems.push(`${relative(ROOT, path)}:${line}:${column}: ${message}`);
      continue;
    }
    if (programs[name]) problems.push(`${relative(ROOT, path)}:1:1: another file is called ${name} as well`);
    const { rules, about, source, passes: everyday, ...rest } = read.file;
    for (const program of rest.programs) {
      const other = owners.get(program);
      if (other) problems.push(`${relative(ROOT, path)}:1:1: ${program} is a program of ${other} as well`);
      owners.set(program, relative(ROOT, path));
    }
    const told = Object.entries(rules).map(([id, { held, passes, source: own, ...rule }]) => {
      const proof = { source: own ?? source, held: listOf(held), passes: [...listOf(passes), ...listOf(everyday)] };
      return [id, rule, proof];
    });
    const needed = { about, source, ...rest, rules: Object.fromEntries(told.map(([id, rule]) => [id, rule])) };
    // Text within the text: an entry is read when its program is met for the first time.
    programs[name] = { programs: rest.programs, file: JSON.stringify(needed) };
    proofs[name] = { category, about, rules: Object.fromEntries(told.map(([id, , proof]) => [id, proof])) };
  }
  if (problems.length > 0) throw new Error(`the knowledge files cannot be used:\n${problems.join("\n")}`);
  return { programs, proofs };
}

function listOf(given) {
  return given === undefined ? [] : Array.isArray(given) ? given : [given];
}

let loaded;
/** The product's reader of knowledge files. */
function reader() {
  loaded ??= build({
    entryPoints: [join(ROOT, "src/core/knowledge/read.ts")],
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    logLevel: "warning",
  }).then(
    ({ outputFiles }) => import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`),
  );
  return loaded;
}

function folders() {
  return readdirSync(FOLDER, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? [join(FOLDER, entry.name)] : [],
  );
}

/** In the order of their names. */
function paths() {
  return folders()
    .flatMap(folder =>
      readdirSync(folder)
        .filter(name => name.endsWith(".yaml"))
        .map(name => join(folder, name)),
    )
    .sort();
}
