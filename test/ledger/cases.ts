/** Every act of our own that says what should come of it: the corpus, packs' examples, proofs of knowledge, incidents, lists. */
import PROOFS from "agentguard:knowledge-proofs";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKS } from "../../src/packs/index.ts";
import { readCorpus, SUBJECTS } from "../corpus/read-corpus.ts";
import { LISTS, type ListName, readList } from "../redteam/attempts/lists.ts";
import type { Act, World } from "../support/little-world.ts";
import { root } from "../support/project.ts";

export interface OwnCase {
  readonly kind: "corpus" | "example" | "proof" | "incident" | "list" | "spelt";
  readonly place: string;
  readonly act: Act;
  readonly text: string;
  readonly world: World;
}

/** What the tests of this project hold to a verdict: the corpus, examples and proofs. */
export function testedCases(): OwnCase[] {
  return [...ofCorpus(), ...ofExamples(), ...ofProofs()];
}

/** Told by others: what has happened, and what people have thought of who had not seen the source. */
export function toldCases(): OwnCase[] {
  return [...ofIncidents(), ...ofLists()];
}

function ofCorpus(): OwnCase[] {
  return SUBJECTS.flatMap(readCorpus).map(({ place, act, text, world }) => ({
    kind: "corpus",
    place,
    act,
    text,
    world,
  }));
}

export function ofExamples(): OwnCase[] {
  return PACKS.flatMap(({ id, examples }) =>
    examples.map(({ run, shell, ...world }) => commandCase("example", `pack ${id}`, run, world, shell)),
  );
}

function ofProofs(): OwnCase[] {
  return Object.entries(PROOFS).flatMap(([name, { category, rules }]) => {
    const runs = new Set(Object.values(rules).flatMap(({ held, passes }) => [...held, ...passes]));
    return [...runs].map(run => commandCase("proof", `knowledge/${category}/${name}.yaml`, run, {}));
  });
}

interface Incident {
  readonly id: string;
  readonly channel: string;
  readonly input: unknown;
  readonly cwd: string;
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** Those that are a command or a statement, moved into the little world's home and workspace. */
function ofIncidents(): OwnCase[] {
  const records = JSON.parse(readFileSync(join(root, "test/fixtures/incidents.json"), "utf8")) as Incident[];
  return records.flatMap(({ id, channel, input, cwd, files, env }): OwnCase[] => {
    if (typeof input !== "string") return [];
    const moved = (text: string) =>
      text.replaceAll(cwd, "/home/dev/app").replaceAll(/(?<![\w.~-])\/(?:home|Users)\/[\w.-]+/g, "/home/dev");
    const world = {
      files: Object.fromEntries(
        Object.entries(files).map(([path, text]) => [moved(path.replace(/^~(?=\/)/, "/home/dev")), text]),
      ),
      env,
      ...(Object.keys(files).some(path => path.endsWith(".git")) && { git: { modified: ["src/a.ts"] } }),
    };
    const place = `incident ${id}`;
    if (channel === "sql") return [{ kind: "incident", place, act: { kind: "sql", text: input }, text: input, world }];
    const shell = channel === "powershell" || channel === "cmd" ? channel : undefined;
    return [commandCase("incident", place, moved(input), world, shell)];
  });
}

function ofLists(): OwnCase[] {
  return (Object.keys(LISTS) as ListName[]).flatMap(name =>
    readList(name).flatMap(({ id, steps }) =>
      steps.flatMap(step => ("bash" in step ? [commandCase("list", `${name} ${id}`, step.bash, {})] : [])),
    ),
  );
}

export function commandCase(
  kind: OwnCase["kind"],
  place: string,
  text: string,
  world: World,
  shell?: "powershell" | "cmd",
): OwnCase {
  return { kind, place, act: { kind: "command", text, ...(shell && { shell }) }, text, world };
}
