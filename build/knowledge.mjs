/**
 * Compiles knowledge/<category>/<name>.yaml into the modules that the program imports: `agentguard:knowledge` and
 * `agentguard:attack-techniques`, with what the engine needs of programs and of techniques, and
 * `agentguard:knowledge-proofs`, with the commands that prove each rule and where it is documented.
 * The files are read by the product's own reader, so that a build fails where a team's file would be refused.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = join(ROOT, "knowledge");
const TECHNIQUES = "attack-techniques";
const MODULE = /^agentguard:(knowledge|knowledge-proofs|attack-techniques)$/;

/** The plugin for esbuild. */
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

/** The plugin for Vite, which runs the tests. */
export const knowledgeInTests = {
  name: "knowledge",
  resolveId: id => (MODULE.test(id) ? `\0${id}` : undefined),
  load: id => (MODULE.test(id.slice(1)) ? moduleOf(id.slice(1)) : undefined),
};

/** Returns the text of one of the modules. */
async function moduleOf(id) {
  const { programs, proofs, techniques } = await compiled();
  const values = { knowledge: programs, "knowledge-proofs": proofs, [TECHNIQUES]: techniques };
  return `export default ${JSON.stringify(values[MODULE.exec(id)?.[1]])};`;
}

/** Throws one error that names every problem of every file with its line and column. */
async function compiled() {
  const { readKnowledge, readTechniques, compiledRule, listOf, programsOf } = await reader();
  const problems = [];
  const programs = {};
  const proofs = {};
  const owners = new Map();
  const techniques = { programs: {}, names: {}, rules: {} };
  for (const path of paths()) {
    const [category, file] = relative(FOLDER, path).split(/[\\/]/);
    const name = file.replace(/\.yaml$/, "");
    const isTechniques = category === TECHNIQUES;
    const read = (isTechniques ? readTechniques : readKnowledge)(readFileSync(path, "utf8"));
    if (read.problems) {
      for (const { line, column, message } of read.problems)
        problems.push(`${relative(ROOT, path)}:${line}:${column}: ${message}`);
      continue;
    }
    if (proofs[name]) problems.push(`${relative(ROOT, path)}:1:1: another file is called ${name} as well`);
    if (isTechniques) {
      addTechniques(name, read.file);
      continue;
    }
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
    // The rules are a string within the module, so that an entry is parsed when its program is first met.
    programs[name] = { programs: rest.programs, file: JSON.stringify(needed) };
    proofs[name] = { category, about, rules: Object.fromEntries(told.map(([id, , proof]) => [id, proof])) };
  }
  if (problems.length > 0) throw new Error(`the knowledge files cannot be used:\n${problems.join("\n")}`);
  const { names, rules } = techniques;
  // Strings within the module, as above.
  const asTexts = { programs: JSON.stringify(techniques.programs), names: JSON.stringify(names), rules };
  return { programs, proofs, techniques: asTexts };

  function addTechniques(name, { about, shell, passes: everyday, names = {}, rules }) {
    Object.assign(techniques.names, names);
    proofs[name] = { category: TECHNIQUES, about, ...(shell && { shell }), rules: {} };
    for (const [rule, said] of Object.entries(rules)) {
      const id = `${name}/${rule}`;
      const compiled = compiledRule(id, said);
      techniques.rules[id] = JSON.stringify(compiled);
      const lines = LINES.flatMap(key => compiled[key] ?? []);
      const named = [...new Set(lines.flatMap(programsOf))];
      for (const program of named) techniques.programs[program] = [...(techniques.programs[program] ?? []), id];
      const source = `https://attack.mitre.org/techniques/${said.technique.replace(".", "/")}/`;
      proofs[name].rules[rule] = {
        source,
        held: listOf(said.held),
        passes: [...listOf(said.passes), ...listOf(everyday)],
      };
    }
  }
}

const LINES = ["calls", "windows", "raised", "words"];

let loaded;
/** Loads the product's reader of knowledge files. */
function reader() {
  loaded ??= build({
    stdin: {
      contents: ["knowledge/read", "detectors/attack-techniques/rule-file", "detectors/attack-techniques/compiled-rule"]
        .map(file => `export * from "./${file}.ts";`)
        .join("\n"),
      resolveDir: join(ROOT, "src/core"),
    },
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

/** Lists the files in the order of their names. */
function paths() {
  return folders()
    .flatMap(folder =>
      readdirSync(folder)
        .filter(name => name.endsWith(".yaml"))
        .map(name => join(folder, name)),
    )
    .sort();
}
