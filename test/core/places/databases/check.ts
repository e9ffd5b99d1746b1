/** One row: a project's files, how its tool is called, and every place it may reach with what says so. */
import { expect, it } from "vitest";
import { type Fact, Facts, type Want, wantKey } from "../../../../src/core/facts/facts.ts";
import type { Asked, Family } from "../../../../src/core/places/databases/family.ts";
import { databasesOf } from "../../../../src/core/places/databases/resolve.ts";

export const ROOT = "/home/dev/app";

export interface Called extends Partial<Omit<Asked, "folder">> {
  /** Relative to the workspace. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | null>>;
}

export type Row = readonly [
  name: string,
  files: Readonly<Record<string, string>>,
  called: Called,
  /** `user@host:port/database ← file:line VARIABLE`, one for each place. */
  places: readonly string[],
];

export function check(family: Family, rows: readonly Row[]): void {
  it.each(rows)("%s", (_name, files, { cwd, env = {}, ...asked }, places) => {
    const folder = cwd === undefined ? ROOT : `${ROOT}/${cwd}`;
    const facts = new Facts(tableOf(files, family, { folder, ...asked }, env), { roots: [ROOT], platform: "linux" });
    const { databases } = databasesOf(family, { folder, ...asked }, { variables: new Map(Object.entries(env)) }, facts);
    expect(databases.map(shown)).toEqual(places);
  });
}

function shown(at: ReturnType<typeof databasesOf>["databases"][number]): string {
  const { host = "?", port, database, user, evidence } = at;
  const address = `${user ? `${user}@` : ""}${host}${port ? `:${port}` : ""}${database ? `/${database}` : ""}`;
  const file = evidence?.file?.replace(`${ROOT}/`, "") ?? "environment";
  const place = [`${file}${evidence?.line ? `:${evidence.line}` : ""}`, evidence?.variable].filter(Boolean).join(" ");
  expect(evidence?.value ?? "").not.toMatch(/hunter2/);
  return `${address} ← ${place}`;
}

/** Every file that is wanted, as a machine would tell it; round after round, as the host does. */
function tableOf(
  files: Readonly<Record<string, string>>,
  family: Family,
  asked: Asked,
  env: Readonly<Record<string, string | null>>,
): ReadonlyMap<string, Fact> {
  const table = new Map<string, Fact>();
  for (let round = 0; round < 6; round++) {
    const facts = new Facts(table, { roots: [ROOT], platform: "linux" });
    databasesOf(family, asked, { variables: new Map(Object.entries(env)) }, facts);
    if (facts.wants.size === 0) return table;
    for (const want of facts.wants.values()) table.set(wantKey(want), answer(files, want));
  }
  throw new Error("still wants facts after six rounds");
}

function answer(files: Readonly<Record<string, string>>, want: Want): Fact {
  if (want.kind !== "text") throw new Error(`a family asked for ${want.kind}`);
  return files[want.path.replace(`${ROOT}/`, "")] ?? files[want.path] ?? null;
}
