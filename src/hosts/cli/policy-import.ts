/** `agentguard policy import`: prints as rules what other tools already allow, ask about and refuse. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { AGENTS } from "../../agents/index.ts";
import type { ImportSource } from "../../core/policy/import/imported.ts";
import { oneLine } from "../../core/text/one-line.ts";
import { read } from "./files.ts";
import { Trouble } from "./trouble.ts";

/** The lists that can be imported, from the agents' own files. */
const IMPORTS: readonly ImportSource[] = AGENTS.flatMap(({ id, title, imports }) =>
  imports ? [{ id, title, ...imports }] : [],
);

export function addPolicyImport(policy: Command): void {
  policy
    .command("import")
    .description("print the lists of other tools as rules, with what they cannot say")
    .option("--from <tool>", IMPORTS.map(({ id }) => id).join(", "))
    .option("--file <file>", "a file of that tool; without it, the usual ones of your home and of this folder")
    .action(({ from, file }: { from?: string; file?: string }) => {
      const sources = from === undefined ? IMPORTS : IMPORTS.filter(({ id }) => id === from);
      const [only] = sources;
      if (!only) throw new Trouble(`--from ${from}: must be one of ${IMPORTS.map(({ id }) => id).join(", ")}`);
      if (file !== undefined && sources.length > 1) throw new Trouble("--file: say with --from whose file it is");
      const found = file === undefined ? sources.flatMap(filesOf) : [{ source: only, file: resolve(file) }];
      if (found.length === 0) throw new Trouble("none of these tools keeps a list here");
      process.stdout.write(policyText(found));
    });
}

interface Found {
  readonly source: ImportSource;
  readonly file: string;
}

function filesOf(source: ImportSource): Found[] {
  return source.files
    .map(file => (file.startsWith("~/") ? join(homedir(), file.slice(2)) : resolve(file)))
    .filter(file => existsSync(file))
    .map(file => ({ source, file }));
}

/** Returns a whole policy file, with gaps as comments. */
function policyText(found: readonly Found[]): string {
  const ids = new Set<string>();
  const blocks = found.flatMap(({ source, file }) => {
    const { rules, holes } = source.read(read(file));
    const told = holes.map(({ entry, because }) => `    // ${oneLine(entry)}: ${because}`);
    const written = rules.map(rule => `    ${JSON.stringify({ ...rule, id: unique(rule.id, ids) })},`);
    return [
      `    // From ${oneLine(file)}: ${rules.length} rules, ${holes.length} entries to look at.`,
      ...told,
      ...written,
    ];
  });
  return `{\n  "version": 1,\n  "rules": [\n${blocks.join("\n")}\n  ]\n}\n`;
}

function unique(id: string, taken: Set<string>): string {
  const [name = "", number = "1"] = id.split("/");
  let next = Number(number);
  while (taken.has(`${name}/${next}`)) next++;
  taken.add(`${name}/${next}`);
  return `${name}/${next}`;
}
