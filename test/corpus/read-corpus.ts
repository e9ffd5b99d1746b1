/**
 * Our own corpus: commands written for the purpose, one JSON object per line, each with the reason why it must be
 * stopped or must pass. `must-stop` and `disguised` are held, `must-pass` is silent, `odd` says for itself.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Judgement } from "../../src/core/judgement.ts";
import { type Act, judgeIn, type World } from "../support/little-world.ts";
import { root } from "../support/project.ts";
import worlds from "./worlds.json" with { type: "json" };

export const SETS = ["must-stop", "must-pass", "disguised", "odd"] as const;
export type SetName = (typeof SETS)[number];

/** What has to come of it: `hold` is ask or deny. */
export type Expected = "hold" | "allow";

export interface Case {
  readonly set: SetName;
  /** File and line, for messages. */
  readonly place: string;
  readonly category: string;
  readonly act: Act;
  readonly world: World;
  readonly why: string;
  readonly expected: Expected;
  /** Why this one is not judged as it should be yet: counted as wrong, and the test notices when it is mended. */
  readonly gap?: string;
}

const lineSchema = z
  .strictObject({
    category: z.string().min(1),
    run: z.string().optional(),
    shell: z.enum(["bash", "sh", "zsh", "fish", "powershell", "cmd"]).optional(),
    sql: z.string().optional(),
    mcp: z
      .strictObject({ server: z.string(), tool: z.string(), arguments: z.record(z.string(), z.unknown()).default({}) })
      .optional(),
    why: z.string().min(1),
    expect: z.enum(["hold", "allow"]).optional(),
    gap: z.string().min(1).optional(),
    /** Files and git state that many lines share, by their name in worlds.json. */
    world: z.enum(Object.keys(worlds) as [keyof typeof worlds]).optional(),
    files: z.record(z.string(), z.string()).optional(),
    env: z.record(z.string(), z.string()).optional(),
    git: z
      .strictObject({
        branch: z.string(),
        modified: z.array(z.string()),
        untracked: z.array(z.string()),
        ignored: z.array(z.string()),
        stashes: z.number(),
      })
      .partial()
      .optional(),
  })
  .refine(line => [line.run, line.sql, line.mcp].filter(given => given !== undefined).length === 1, {
    error: "needs exactly one of run, sql and mcp",
  });

/** All cases of one set, in the order of its file. Throws at the first line that is not valid, naming it. */
export function readCorpus(set: SetName): Case[] {
  const file = join(root, "test/corpus", `${set}.jsonl`);
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text, i) => (text === "" ? [] : [caseOf(set, text, `test/corpus/${set}.jsonl:${i + 1}`)]));
}

function caseOf(set: SetName, text: string, place: string): Case {
  const read = lineSchema.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${place}: ${z.prettifyError(read.error)}`);
  const { category, run, shell, sql, mcp, why, expect, gap, world: named, files, env, git } = read.data;
  if ((set === "odd") !== (expect !== undefined))
    throw new Error(`${place}: "expect" belongs to odd.jsonl, and there to each line`);
  const act: Act =
    run !== undefined
      ? { kind: "command", text: run, ...(shell && { shell }) }
      : sql !== undefined
        ? { kind: "sql", text: sql }
        : { kind: "mcp", ...(mcp ?? { server: "", tool: "", arguments: {} }) };
  const shared: World = named === undefined ? {} : worlds[named];
  const world: World = { ...shared, ...(files && { files }), ...(env && { env }), ...(git && { git: definedOf(git) }) };
  return {
    set,
    place,
    category,
    act,
    world,
    why,
    expected: expect ?? (set === "must-pass" ? "allow" : "hold"),
    ...(gap !== undefined && { gap }),
  };
}

/** zod gives absent keys as undefined; the world wants them absent. */
function definedOf(git: object): NonNullable<World["git"]> {
  return Object.fromEntries(Object.entries(git).filter(([, value]) => value !== undefined));
}

/** Judges a case: what came of it, and whether that is what had to. */
export async function judgeCase({ act, world, expected }: Case): Promise<{ judgement: Judgement; right: boolean }> {
  const judgement = await judgeIn(world, act);
  return { judgement, right: (judgement.decision === "allow") === (expected === "allow") };
}

/** The act as one line of text. */
export function textOfAct(act: Act): string {
  return act.kind === "mcp" ? `${act.server} ${act.tool} ${JSON.stringify(act.arguments)}` : act.text;
}
