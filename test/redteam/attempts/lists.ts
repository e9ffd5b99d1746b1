/** The lists, as people have written them who had not seen the source. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../support/project.ts";
import { Random } from "../losses/random.ts";
import { type Case, casesIn } from "./case.ts";

export interface List {
  /** What its author was told of: a home and a workspace with more in them than the world of the losses. */
  readonly furnished: boolean;
  /** Whether its cases are meant to be held. */
  readonly meant: boolean;
}

export const LISTS = {
  /** Attempts on the guard itself. */
  attempts: { furnished: true, meant: true },
  /** What only looks like one. */
  lookalikes: { furnished: true, meant: false },
  /** Acts that destroy something, in disguise. */
  disguised: { furnished: false, meant: true },
  /** What only looks like one. */
  harmless: { furnished: false, meant: false },
  // The same by other authors, after what the first lists showed was mended.
  "second-attempts": { furnished: true, meant: true },
  "second-lookalikes": { furnished: true, meant: false },
  "second-disguised": { furnished: true, meant: true },
  "second-harmless": { furnished: true, meant: false },
} as const satisfies Readonly<Record<string, List>>;

export type ListName = keyof typeof LISTS;

export function readList(name: ListName): Case[] {
  return casesIn(readFileSync(join(root, "test", "redteam", "attempts", "lists", `${name}.json`), "utf8"));
}

/** So many of the cases, in their order: the same for the same seed. */
export function partOf(cases: readonly Case[], count: number, seed: number): Case[] {
  const r = new Random(seed);
  const drawn = cases.map((one, index) => ({ one, index, lot: r.next() })).sort((a, b) => a.lot - b.lot);
  return drawn
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ one }) => one);
}
