/** A program is what its name leads to: a link, a copy that the session has made, a folder in front of the others. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../support/little-world.ts";

const WORLD: World = {
  files: {
    "notes.md": "mine\n",
    "/usr/bin/rm": "\u007fELF rm",
    "/bin/rm": "\u007fELF rm",
    "dist/pack": "\u007fELF rm",
  },
  git: { untracked: ["notes.md"] },
  created: ["/home/dev/app/dist/pack"],
};

function check(held: boolean, runs: readonly string[], world = WORLD): void {
  it.each(runs)("%s", async run => {
    const { decision } = await judgeIn(world, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("another name", () => {
  check(true, [
    "dist/pack -f notes.md",
    "PATH=dist:/usr/bin; pack -f notes.md",
    "BASH_CMDS[cat]=/bin/rm; cat -f notes.md",
    "source <(echo 'f() { rm -f notes.md; }'); f",
    "source <(printf 'tidy() { %s -f notes.md; }' rm); tidy",
    "echo 'f() { rm -f \"$1\"; }' > lib.sh; . ./lib.sh; f notes.md",
    "ln -s /bin/rm fmt; ./fmt -f notes.md",
  ]);
});

describe("its own name", () => {
  check(false, ["dist/pack --version", "BASH_CMDS[cat]=/bin/cat; cat notes.md", "source <(echo 'f() { ls; }'); f"]);
  check(false, ["dist/pack notes.md"], { ...WORLD, created: [] });
});
