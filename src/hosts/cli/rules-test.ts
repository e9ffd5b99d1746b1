/** `agentguard rules test`: tries the examples of teams' knowledge files, wherever the files are. */
import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { KnowledgeTier } from "../../core/knowledge/tiers.ts";
import { nameOf, namesIn } from "../../platform/knowledge-files.ts";
import { places } from "../../platform/places.ts";
import { isWorkspaceKnowledge, userKnowledge, WORKSPACE_KNOWLEDGE } from "../../platform/policy-files.ts";
import { workspaceRootOf } from "../../platform/surroundings.ts";
import { provenTeam } from "../prove.ts";
import { read } from "./files.ts";
import { placeOf } from "./policy-named.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

const TIERS: readonly KnowledgeTier[] = ["user", "workspace", "organization"];

export function addRulesTest(rules: Command): void {
  rules
    .command("test")
    .description("try the examples of knowledge files, and say with line and column what does not hold")
    .argument("[files...]", "knowledge files; without any, yours and this workspace's")
    .option("--as <whose>", `whose file it is to be: ${TIERS.join(", ")}; without it, told by where it lies`)
    .action((files: string[], { as }: { as?: string }) => {
      if (as !== undefined && !isTier(as)) throw new Trouble(`--as ${as}: must be one of ${TIERS.join(", ")}`);
      const named = files.length > 0 ? files.map(file => resolve(file)) : filesHere();
      if (named.length === 0)
        throw new Trouble(`there is no knowledge file in ${userKnowledge(places().userPolicy)} or ${folderHere()}`);
      const results = named.map(file => testFile(file, as ?? tierOf(file)));
      const wrong = results.filter(result => result.wrong).length;
      const tried = results.reduce((sum, result) => sum + result.tried, 0);
      if (wrong > 0) throw new Trouble(`${wrong} of ${named.length} files would not be taken as they are`);
      print(`All ${tried} examples hold.`);
    });
}

/** Tries the examples of a file, and prints what is wrong. */
function testFile(file: string, tier: KnowledgeTier): { readonly wrong: boolean; readonly tried: number } {
  const { problems, tried } = provenTeam(read(file), { tier, name: nameOf(file), file });
  for (const problem of problems) print(`${placeOf({ ...problem, file })}: ${problem.severity}: ${problem.message}`);
  return { wrong: problems.length > 0, tried };
}

function filesHere(): string[] {
  return [userKnowledge(places().userPolicy), folderHere()].flatMap(folder => {
    const { names, because } = namesIn(folder);
    if (because !== undefined) throw new Trouble(`${folder} cannot be read: ${because}`);
    return names.map(name => join(folder, name));
  });
}

function folderHere(): string {
  return join(workspaceRootOf(process.cwd()), WORKSPACE_KNOWLEDGE);
}

/** Returns whose file it is: a workspace's in a workspace's folder for knowledge, and otherwise the person's own. */
function tierOf(file: string): KnowledgeTier {
  return isWorkspaceKnowledge(file) ? "workspace" : "user";
}

function isTier(text: string): text is KnowledgeTier {
  return (TIERS as readonly string[]).includes(text);
}
