/** Every pack proves itself: its own examples through the whole pipeline, under the built-in policy. */
import { describe, expect, it } from "vitest";
import type { Example } from "../src/core/effects/pack.ts";
import type { Fact, Want } from "../src/core/facts.ts";
import { wantKey } from "../src/core/facts.ts";
import { settle } from "../src/core/pipeline.ts";
import { BUILT_IN } from "../src/core/policy/policy.ts";
import { PACKS } from "../src/packs/index.ts";

const ROOT = "/home/dev/app";
const HOME = "/home/dev";

describe.each(PACKS.map(pack => [pack.id, pack] as const))("pack %s", (_, pack) => {
  it("has examples both ways", () => {
    expect(pack.examples.some(({ expect }) => expect !== "allow")).toBe(true);
    expect(pack.examples.some(({ expect }) => expect === "allow")).toBe(true);
  });

  it.each(pack.examples.map(example => [example.run, example] as const))("%s", async (_run, example) => {
    const { judgement } = await judgeExample(example);
    const why = judgement.reasons.map(({ rule, points, because }) => `${points} ${rule}: ${because}`).join("\n");
    expect(`${judgement.decision}\n${why}`).toBe(`${example.expect}\n${why}`);
  });
});

it("has one pack per id and per program", () => {
  const ids = PACKS.map(({ id }) => id);
  const programs = PACKS.flatMap(pack => (pack.kind === "program" ? pack.programs : []));
  expect(new Set(ids).size).toBe(ids.length);
  expect(programs.filter((program, i) => programs.indexOf(program) !== i)).toEqual([]);
});

function judgeExample(example: Example) {
  const around = { roots: [ROOT], home: HOME, user: "dev", platform: "linux" } as const;
  const env = { HOME, PWD: ROOT, ...example.env };
  const action = {
    kind: "command",
    text: example.run,
    shell: "bash",
    cwd: ROOT,
    env,
    origin: { agent: "test" },
  } as const;
  return settle(
    action,
    { packs: PACKS, policy: BUILT_IN, around },
    async wants => new Map(wants.map(want => [wantKey(want), factOf(want, example)])),
  );
}

/** The example's little world: its files and, when it says so, its git state. */
function factOf(want: Want, example: Example): Fact {
  const files = new Map(
    Object.entries(example.files ?? {}).map(([path, text]) => [path.startsWith("/") ? path : `${ROOT}/${path}`, text]),
  );
  switch (want.kind) {
    case "text":
      return files.get(want.path) ?? null;
    case "stat": {
      const entries = [
        ...new Set(
          [...files.keys()]
            .filter(path => path.startsWith(`${want.path}/`))
            .map(path => path.slice(want.path.length + 1).split("/")[0] ?? ""),
        ),
      ];
      const base = { mtimeMs: 0, realpath: want.path };
      if (entries.length > 0 || [ROOT, HOME, "/home", "/"].includes(want.path))
        return { ...base, type: "directory", size: 0, entries };
      const text = files.get(want.path);
      return text === undefined ? { ...base, type: "missing", size: 0 } : { ...base, type: "file", size: text.length };
    }
    case "git": {
      const { git } = example;
      if (!git || !(want.path === ROOT || want.path.startsWith(`${ROOT}/`))) return null;
      return {
        root: ROOT,
        branch: git.branch ?? "main",
        head: "0".repeat(40),
        modified: git.modified ?? [],
        staged: [],
        untracked: git.untracked ?? [],
        ignored: git.ignored ?? [],
        stashes: git.stashes ?? 0,
        cut: false,
      };
    }
    case "dotenv":
      return [...files]
        .filter(([path]) => /\/\.env/.test(path))
        .flatMap(([file, text]) =>
          text.split("\n").flatMap((line, i) => {
            const entry = /^(\w+)=(.*)$/.exec(line);
            return entry?.[1] ? [{ file, line: i + 1, name: entry[1], value: entry[2] ?? "" }] : [];
          }),
        );
  }
}
