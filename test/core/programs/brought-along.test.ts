/** What a package or a tool has brought along, wherever the workspace itself lies. */
import { describe, expect, it } from "vitest";
import { type Fact, Facts, wantKey } from "../../../src/core/facts/facts.ts";
import { isBroughtAlong } from "../../../src/core/languages/shell/brought-along.ts";
import { startedScript } from "../../../src/core/programs/started-script.ts";
import { literalWord } from "../../../src/core/text/words.ts";

type Case = readonly [path: string, workspace: string, along: boolean];

const PATHS: readonly Case[] = [
  ["/home/dev/app/node_modules/tool/run.js", "/home/dev/app", true],
  ["/home/dev/app/.venv/bin/tool", "/home/dev/app", true],
  ["/home/dev/app/run.sh", "/home/dev/app", false],
  ["/home/dev/.cache/work/run.sh", "/home/dev/.cache/work", false],
  ["/home/dev/.cache/work/scripts/run.sh", "/home/dev/.cache/work", false],
  ["/home/dev/.cache/work/node_modules/tool/run.js", "/home/dev/.cache/work", true],
  ["/srv/Pods/app/run.sh", "/srv/Pods/app", false],
  ["/home/dev/.cache/tool/run.sh", "/home/dev/app", true],
  // A workspace inside of another one: whichever of the two names it as the project's own.
  ["/home/dev/.gradle/work/run.sh", "/home/dev,/home/dev/.gradle/work", false],
];

describe("whether a script came along with something", () => {
  it.each(PATHS)("%s in %s: %s", (path, workspace, along) => {
    const facts = factsOf(workspace.split(","));
    expect(isBroughtAlong(path, { cwd: "/" }, facts)).toBe(along);
  });

  it("is not so for what the same text has written", () => {
    const path = "/home/dev/app/.cache/run.sh";
    const none = new Map();
    const earlier = { written: new Map([[path, "rm -rf ~"]]), derived: none, moved: none, copied: none, linked: none };
    expect(isBroughtAlong(path, { cwd: "/home/dev/app", earlier }, factsOf(["/home/dev/app"]))).toBe(false);
  });
});

it("reads a script of a workspace that lies in a cache", () => {
  const root = "/home/dev/.cache/work";
  const facts = factsOf([root], { kind: "text", path: `${root}/run.sh` }, "#!/bin/sh\nrm -rf ~\n");
  const word = literalWord("./run.sh");
  const scope = { cwd: root, variables: new Map(), via: [] };
  const argv = [word];
  const read = startedScript({ program: "run.sh", argv, redirects: [], stdin: { kind: "none" }, scope }, facts);
  expect(read?.inner?.[0]).toMatchObject({ kind: "argv", argv: [{ value: "/bin/sh" }, { value: "./run.sh" }] });
});

function factsOf(roots: readonly string[], want?: Parameters<typeof wantKey>[0], fact: Fact = null): Facts {
  return new Facts(new Map(want ? [[wantKey(want), fact]] : []), { roots, platform: "linux" });
}
