/** Commands that a program runs with names of its own behind them, and texts that it computes before it runs them. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../support/little-world.ts";

const WORLD: World = {
  files: {
    "notes.md": "mine\n",
    "data/in.csv": "1\n",
    "src/util.ts": "export const a = 1;\n",
    "/home/dev/Pictures/a.jpg": "x",
  },
  git: { untracked: ["notes.md", "data/in.csv"], modified: ["src/util.ts"] },
};

function check(held: boolean, runs: readonly string[], world = WORLD): void {
  it.each(runs)("%s", async run => {
    const { decision } = await judgeIn(world, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("names behind a command: held", () => {
  check(true, [
    "git grep -O'truncate -s0' line",
    "git grep --open-files-in-pager='rm -f' line -- src",
    "git difftool -y -x 'sh -c \": > $MERGED\"' -- src/util.ts",
    "git difftool --no-prompt --extcmd='truncate -s 0 \"$REMOTE\" #'",
    "git -c difftool.x.cmd='cp /dev/null \"$MERGED\"' difftool -y --tool=x",
    "GIT_EXTERNAL_DIFF='rm -f' git diff",
    "git -c diff.external='truncate -s 0' diff",
    "prove -e 'truncate -s0' notes.md",
    "prove --exec 'rm -f' data/in.csv notes.md",
    "nodemon -x 'rm -f' notes.md",
    "mapfile -t -c 1 -C 'rm -rf' list < <(printf '%s\\n' notes.md data)",
    "printf '%s\\n' notes.md | mapfile -t -c1 -C 'truncate -s0' l",
    'ls -d data/*.csv > >(while read -r n; do truncate -s 0 "$n"; done)',
    "git ls-files -o > >(xargs rm -f)",
    'while read -r f; do rm -f "$f"; done < <(ls -d data/*.csv)',
  ]);
});

describe("names behind a command: not held", () => {
  check(false, [
    "git grep -Oless line",
    "git grep -n line",
    "git difftool -y -x 'diff -u' -- src/util.ts",
    "git difftool -y -x 'code --wait --diff' HEAD~1",
    "git difftool --tool=meld",
    "GIT_EXTERNAL_DIFF=difft git diff",
    "prove -e 'perl -w' t/",
    "prove -lr t/",
    "nodemon -x 'node --inspect' src/main.js",
    "mapfile -t -c 1 -C 'echo read' list < notes.md",
    "mapfile -t lines < notes.md",
    "make > >(tee build.log) 2>&1",
    "npm test > >(grep -v skipped)",
    'ls > >(while read -r n; do echo "$n"; done)',
  ]);
});

describe("computed and then run: held", () => {
  check(true, [
    "banner='build $(rm -f notes.md)ok'; echo \"${banner@P}\"",
    "p='`rm -rf data`'; printf %s \"${p@P}\"",
    "compgen -W '$(rm -rf data)build test' -- b",
    "complete -W '$(rm -rf data)' deploy",
  ]);
});

describe("computed and then run: not held", () => {
  check(false, [
    "p='\\u@\\h \\w'; echo \"${p@P}\"",
    "x='$(rm -rf data)'; echo \"${x@Q}\"",
    "compgen -W 'build test' -- b",
    "compgen -W '$(git branch --format=\"%(refname:short)\")' -- b",
    "complete -W 'build test' deploy",
  ]);
});

describe("options in variables: held", () => {
  check(true, [
    "TAR_OPTIONS=--remove-files tar cf - -C ~ Pictures | wc -c",
    "export TAR_OPTIONS='--checkpoint=1 --checkpoint-action=exec=rm\\ -rf\\ data'; tar cf - src | wc -c",
    "TAR_OPTIONS='--to-command=\"rm -rf data\"' tar xf old.tar",
    "GOFLAGS='-toolexec=rm\\ -rf\\ data' go build ./...",
    "PYTEST_ADDOPTS='--junitxml=notes.md' pytest",
    "BROWSER='rm -f notes.md %s' python3 -m webbrowser -t http://localhost/",
    "PAGER='cat > data/in.csv' python3 -m pydoc len",
  ]);
});

describe("options in variables: not held", () => {
  check(false, [
    "TAR_OPTIONS=--numeric-owner tar cf /tmp/x.tar src",
    "GOFLAGS=-mod=vendor go build ./...",
    "PYTEST_ADDOPTS='-q --maxfail=1' pytest",
    "PAGER=cat python3 -m pydoc len",
    "BROWSER=firefox python3 -m webbrowser http://localhost/",
    "XZ_OPT=-9 tar cJf /tmp/x.tar.xz src",
  ]);
});
