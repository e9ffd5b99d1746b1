/** Tables of commands by the environment they land in, with the files of the machine that say so. */
import { expect, it } from "vitest";
import type { EnvironmentName } from "../../src/core/places/environment.ts";
import type { Policy } from "../../src/core/policy/policy.ts";
import { judgeIn, type World } from "./little-world.ts";

export interface Landing extends World {
  readonly run: string;
  readonly expect: EnvironmentName;
  /** `file:line` of some evidence; `~` is the home folder, other relative paths stand in the workspace. */
  readonly from?: string;
  /** What the place is called, where that says less care than it needs. */
  readonly called?: EnvironmentName;
}

export function checkLandings(cases: Readonly<Record<string, Landing>>, policy: Policy): void {
  it.each(Object.entries(cases))("%s", async (_name, { run, expect: expected, from, called, ...world }) => {
    const files = Object.fromEntries(Object.entries(world.files ?? {}).map(([path, text]) => [atHome(path), text]));
    const { environment } = await judgeIn({ ...world, files }, { kind: "command", text: run }, policy);
    expect({ name: environment.name, because: environment.evidence }).toMatchObject({ name: expected });
    if (from !== undefined)
      expect(environment.evidence.flatMap(({ file, line }) => `${file}:${line}`)).toContain(place(from));
    expect(environment.called?.name).toBe(called);
  });
}

function atHome(path: string): string {
  return path.replace(/^~/, "/home/dev");
}

function place(path: string): string {
  return path.startsWith("~") || path.startsWith("/") ? atHome(path) : `/home/dev/app/${path}`;
}
