/** Reads the corpus: acts by subject, one JSON object per line, each with what comes of it. README.md explains the keys. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Act, World } from "../support/little-world.ts";
import { root } from "../support/project.ts";
import worlds from "./worlds.json" with { type: "json" };

export const FOLDER = join(root, "test/corpus");

/** The names of the files, without their ending. Those of acts in disguise begin with `disguise-`. */
export const SUBJECTS: readonly string[] = readdirSync(FOLDER)
  .flatMap(name => (name.endsWith(".jsonl") ? [name.slice(0, -".jsonl".length)] : []))
  .sort();

const outcomeSchema = z.strictObject({
  does: z.array(z.string().regex(/^[a-z-]+ [a-z-]+$/)),
  where: z.enum(["development", "staging", "production"]).optional(),
  then: z.enum(["allow", "ask", "deny"]),
  level: z.enum(["safe", "low", "medium", "high", "critical"]),
});

const gitSchema = z.strictObject({
  branch: z.string().exactOptional(),
  modified: z.array(z.string()).exactOptional(),
  untracked: z.array(z.string()).exactOptional(),
  ignored: z.array(z.string()).exactOptional(),
  stashes: z.number().exactOptional(),
});

const lineSchema = z
  .strictObject({
    run: z.string().exactOptional(),
    sql: z.string().exactOptional(),
    mcp: z
      .strictObject({ server: z.string(), tool: z.string(), arguments: z.record(z.string(), z.unknown()).default({}) })
      .exactOptional(),
    shell: z.enum(["bash", "sh", "zsh", "fish", "powershell", "cmd"]).exactOptional(),
    world: z.enum(Object.keys(worlds) as [keyof typeof worlds]).exactOptional(),
    files: z.record(z.string(), z.string()).exactOptional(),
    env: z.record(z.string(), z.string()).exactOptional(),
    git: gitSchema.exactOptional(),
    ...outcomeSchema.partial().shape,
    why: z.string().min(1).exactOptional(),
    gap: z.string().min(1).exactOptional(),
  })
  .refine(line => [line.run, line.sql, line.mcp].filter(given => given !== undefined).length === 1, {
    error: "needs exactly one of run, sql and mcp",
  });

/** A line as it stands in its file; the recorder writes it back. */
export type Line = z.infer<typeof lineSchema>;

/** What comes of an act: the effects that are held, the place where that is no local or unknown one, the verdict. */
export interface Outcome {
  /** Verb and resource of each, in the order of the alphabet. */
  readonly does: readonly string[];
  readonly where?: "development" | "staging" | "production" | undefined;
  readonly then: "allow" | "ask" | "deny";
  readonly level: "safe" | "low" | "medium" | "high" | "critical";
}

export interface Case {
  readonly subject: string;
  /** File and line, for messages. */
  readonly place: string;
  readonly act: Act;
  /** The act as one text. */
  readonly text: string;
  readonly world: World;
  readonly expected: Outcome;
  /** The line's own reason, where its text does not speak for itself. */
  readonly why?: string;
  /** Why the recorded verdict is wrong: what it should be is the opposite. */
  readonly gap?: string;
}

/** All cases of one subject, in the order of its file. Throws at the first line that is not valid, naming it. */
export function readCorpus(subject: string): Case[] {
  return readLines(subject).map(({ line, place }) => {
    const outcome = outcomeOf(line);
    if (outcome === undefined) throw new Error(`${place}: nothing is recorded yet. Run: npm run corpus:record`);
    return caseOf(subject, place, line, outcome);
  });
}

/** The lines of a subject as they are written, with their places. Throws where one is not valid. */
export function readLines(subject: string): { readonly line: Line; readonly place: string }[] {
  return readFileSync(join(FOLDER, `${subject}.jsonl`), "utf8")
    .split("\n")
    .flatMap((text, i) => {
      const place = `test/corpus/${subject}.jsonl:${i + 1}`;
      return text === "" ? [] : [{ line: parsed(text, place), place }];
    });
}

function parsed(text: string, place: string): Line {
  const read = lineSchema.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${place}: ${z.prettifyError(read.error)}`);
  return read.data;
}

/** What the line says comes of its act; undefined where it is new and says nothing yet. Throws where it says a part. */
export function outcomeOf({ does, where, then, level }: Line): Outcome | undefined {
  if (does === undefined && where === undefined && then === undefined && level === undefined) return undefined;
  return outcomeSchema.parse({ does, where, then, level });
}

export function caseOf(subject: string, place: string, line: Line, expected: Outcome): Case {
  const { run, sql, mcp, shell, world: named, files, env, git, why, gap } = line;
  const act: Act =
    mcp !== undefined
      ? { kind: "mcp", ...mcp }
      : run !== undefined
        ? { kind: "command", text: run, ...(shell && { shell }) }
        : { kind: "sql", text: sql ?? "" };
  const shared: World = named === undefined ? {} : worlds[named];
  return {
    subject,
    place,
    act,
    text: act.kind === "mcp" ? `${act.server} ${act.tool} ${JSON.stringify(act.arguments)}` : act.text,
    world: { ...shared, ...(files && { files }), ...(env && { env }), ...(git && { git }) },
    expected,
    ...(why !== undefined && { why }),
    ...(gap !== undefined && { gap }),
  };
}
