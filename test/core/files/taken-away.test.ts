/** Where a text has taken away what was there, nothing is overwritten; what has a new name is lost under that name. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

const FILES = { "notes.md": "mine\n", "plan.md": "mine\n", "data/in.csv": "1\n", "data/out.csv": "2\n", "n.gz": "z" };

function check(expected: "allow" | "held", texts: readonly string[]): void {
  it.each(texts)("%s", async text => {
    const git = { untracked: Object.keys(FILES) };
    const env = { PATH: "/home/dev/bin:/usr/bin:/bin" };
    const { decision } = await judgeIn({ files: FILES, git, env }, { kind: "command", text });
    expect(decision === "allow" ? "allow" : "held").toBe(expected);
  });
}

describe("nothing is there any more", () => {
  check("allow", [
    "mv notes.md n2 && echo x > notes.md",
    "mv notes.md n2 && cp plan.md notes.md",
    "cd data && mv in.csv t && mv out.csv in.csv && mv t out.csv",
    "mv data data.saved && mkdir data && echo id > data/in.csv",
    "mv -f notes.md plan.md data/sub && echo x > plan.md",
    "mv -t old notes.md && echo x > notes.md",
    "mv notes.md n2 && ls && mv n2 notes.md",
    "mv notes.md n2; ls; mv n2 notes.md",
  ]);
});

describe("something is, or may be", () => {
  check("held", [
    "mv notes.md n2; echo x > notes.md",
    "mv notes.md n2 || echo x > notes.md",
    "mv -n notes.md n2 && echo x > notes.md",
    "mv -i notes.md n2 && echo x > notes.md",
    "mv -u notes.md n2 && echo x > notes.md",
    "mv notes.md n2 && echo x > plan.md",
    "mv notes.md n2 && true; echo x > notes.md",
    "mv notes.md n2 && mv n2 notes.md && echo x > notes.md",
    "mv notes.md n2 && mv plan.md notes.md && echo x > notes.md",
    "mv notes.md n2 && ln -s plan.md notes.md && echo x > notes.md",
    "mv data d2 && mv d2 data && echo x > data/in.csv",
    "mv data d2 && ln -s d2 data && echo x > data/in.csv",
    "mv data d2 && mkdir data && mv d2/in.csv data && echo x > data/in.csv",
    "mv data d2 && mkdir -p data && mv d2/in.csv data && echo x > data/in.csv",
    "mv data d2 && mkdir data && mv d2/* data && echo x > data/in.csv",
    "mv data d2 && cp -al d2 data && echo x > data/in.csv",
    "mv data d2 && ./restore && echo x > data/in.csv",
    "mv notes.md n && gunzip n.gz && echo x > n",
    "mv data/in.csv data/x && echo x > data/out.csv",
    "mv link/ n2 && echo x > notes.md",
    "./mv notes.md n2 && echo x > notes.md",
    "PATH=/tmp/b:$PATH; mv notes.md n2 && echo x > notes.md",
    "PATH=.:$PATH mv notes.md n2 && echo x > notes.md",
    "cp /bin/true ~/bin/mv; mv notes.md n2 && echo x > notes.md",
    "mv() { true; }; mv notes.md n2 && echo x > notes.md",
    "alias mv=true; mv notes.md n2 && echo x > notes.md",
  ]);
});

describe("what has a new name", () => {
  check("held", [
    "mv notes.md n2 && echo x > n2",
    "mv notes.md n2 && mv plan.md n2",
    "mv notes.md n2 && cp plan.md n2",
    "mv notes.md n2 && echo x > notes.md && mv notes.md n2",
    "mv notes.md n2 && echo x > notes.md && rm n2",
    "mv data d2 && mkdir data && rm -rf d2",
    "mv notes.md n2 && mv n2 n3 && rm n3",
    "cd data && mv in.csv t && mv out.csv in.csv && mv t out.csv && rm in.csv",
    "cd data && mv in.csv t && mv out.csv in.csv && mv t out.csv && rm out.csv",
    "cd data && mv in.csv t && mv out.csv in.csv && mv t out.csv && echo > out.csv",
    "mkdir d && mv notes.md d && mv d e && rm -rf e",
    "mv notes.md n2; mv plan.md notes.md; mv n2 notes.md",
  ]);
});
