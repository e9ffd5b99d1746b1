/** Looks up on the real machine what the core wants to know. Read-only; whatever fails is `null`: could not tell. */
import { constants } from "node:fs";
import { lstat, open, readdir, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Fact, FactOf, StatFact, Want } from "../core/facts.ts";
import { MAX_FILE_TEXT, wantKey } from "../core/facts.ts";
import { readDotenvFiles } from "./dotenv-files.ts";
import { gitState } from "./git-state.ts";
import { readPostgresGrammar } from "./pg-grammar.ts";

const MAX_ENTRIES = 100;

/** Answers every want it is given; the map's keys are `wantKey`s. */
export async function gatherFacts(wants: readonly Want[]): Promise<ReadonlyMap<string, Fact>> {
  const found = await Promise.all(wants.map(async want => [wantKey(want), await lookUp(want)] as const));
  return new Map(found);
}

async function lookUp(want: Want): Promise<Fact> {
  try {
    switch (want.kind) {
      case "text":
        return await textOf(want.path);
      case "stat":
        return await statOf(want.path);
      case "git":
        return await gitState(want.path);
      case "dotenv":
        return await readDotenvFiles(want.root);
      case "postgres":
        return await readPostgresGrammar(want.text);
    }
  } catch {
    return null;
  }
}

/** A named pipe would block even its opening, a device would never end: only regular files are read. */
async function textOf(path: string): Promise<FactOf["text"]> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { size } = await file.stat().then(stat => (stat.isFile() ? stat : Promise.reject(new Error("not a file"))));
    if (size > MAX_FILE_TEXT) return null;
    return (await file.readFile("utf8")).slice(0, MAX_FILE_TEXT);
  } finally {
    await file.close();
  }
}

async function statOf(path: string): Promise<StatFact | null> {
  try {
    const stat = await lstat(path);
    const type = stat.isSymbolicLink() ? "link" : stat.isDirectory() ? "directory" : stat.isFile() ? "file" : "other";
    const real = await realpath(path).catch(() => path);
    const base = { type, size: stat.size, mtimeMs: stat.mtimeMs, realpath: real } as const;
    if (type !== "directory") return base;
    const entries = (await readdir(path)).sort().slice(0, MAX_ENTRIES);
    const above = await lstat(dirname(real));
    return { ...base, entries, ...(above.dev !== stat.dev && { mount: true as const }) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR")
      return { type: "missing", size: 0, mtimeMs: 0, realpath: await realOfMissing(path) };
    return null;
  }
}

/** Where it would come to be: what is not there may stand in a folder behind a link. */
async function realOfMissing(path: string): Promise<string> {
  const folder = dirname(path);
  if (folder === path) return path;
  return join(await realpath(folder).catch(() => realOfMissing(folder)), basename(path));
}
