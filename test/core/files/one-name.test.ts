/** Several files that come to one name, and files that others take the place of by a call of a library. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../support/little-world.ts";

const WORLD: World = {
  files: {
    "notes.md": "mine\n",
    "data/in.csv": "1\n",
    "data/out.csv": "2\n",
    "archive/a.csv": "3\n",
    "src/a.ts": "x\n",
    "/home/dev/others/letter.txt": "other\n",
    "/home/dev/Documents/letter.txt": "dear\n",
    "/home/dev/Documents/notes/mon.md": "1\n",
    "/home/dev/Documents/notes/tue.md": "2\n",
  },
  git: { untracked: ["notes.md", "data/in.csv", "data/out.csv", "archive/a.csv"] },
};

function check(held: boolean, runs: readonly string[]): void {
  it.each(runs)("%s", async run => {
    const { decision } = await judgeIn(WORLD, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("each takes the place of the one before", () => {
  check(true, [
    'for f in data/*.csv; do mv "$f" data/all.csv; done',
    "find ~/Documents/notes -name '*.md' -execdir mv {} merged.md \\;",
    "find data -name '*.csv' -exec mv {} /tmp/x.csv \\;",
    "ls data/*.csv | xargs -I{} mv {} one.csv",
    'node -e \'const fs = require("fs"); for (const f of fs.readdirSync("data")) fs.renameSync("data/" + f, "data/table.csv")\'',
    'for f in data/*.csv; do mv -- "$f" "data/all.${f##*.}"; done',
    'python3 -c \'import shutil, glob; [shutil.move(f, "data/latest") for f in sorted(glob.glob("data/*.csv"))]\'',
  ]);
});

describe("each keeps a name of its own", () => {
  check(false, [
    'for f in data/*.csv; do mv "$f" archive/; done',
    'for f in data/*.csv; do mv -- "$f" "${f%.*}.${f##*.}.bak"; done',
    "find data -name '*.csv' -exec mv {} archive/ \\;",
    "find data -name '*.csv' -exec mv -t archive {} +",
    "find data -name '*.csv' -execdir mv {} {}.bak \\;",
    "ls data/*.csv | xargs -I{} mv {} {}.bak",
    "ls data/*.csv | xargs mv -t archive",
    'node -e \'const fs = require("fs"); for (const f of fs.readdirSync("data")) fs.renameSync("data/" + f, "moved/" + f)\'',
    'python3 -c \'import shutil, glob; [shutil.move(f, "archive") for f in glob.glob("data/*.csv")]\'',
  ]);
});

describe("a pattern alone names a destination, too", () => {
  check(true, ["mv data/*.csv", "cp data/*.csv", "mv ~/Documents/notes/*.md"]);
  check(false, ["mv data/in*.csv", "cp src/*.ts", "cp data/*.csv archive", "cp -t archive data/*.csv"]);
});

describe("calls of libraries that write over: held", () => {
  check(true, [
    'node -e \'require("fs").cpSync(process.env.HOME + "/others", process.env.HOME + "/Documents", { recursive: true })\'',
    'python3 -c \'import shutil; shutil.copytree("/home/dev/others", "/home/dev/Documents", dirs_exist_ok=True)\'',
    'python3 -c \'import logging; logging.basicConfig(filename="notes.md", filemode="w")\'',
    'python3 -c \'import logging; logging.FileHandler("notes.md", "w")\'',
    'python3 -c \'from operator import methodcaller; from pathlib import Path; list(map(methodcaller("unlink"), Path("data").glob("*.csv")))\'',
    'set -- -k notes.md; while getopts k: o; do case $o in k) dd of="$OPTARG" count=0;; esac; done',
  ]);
});

describe("calls of libraries that do not: not held", () => {
  check(false, [
    'node -e \'require("fs").cpSync("src", "copy", { recursive: true })\'',
    'python3 -c \'import shutil; shutil.copytree("src", "copy")\'',
    "python3 -c 'import logging; logging.basicConfig(filename=\"notes.md\")'",
    'python3 -c \'import logging; logging.basicConfig(filename="app.log", filemode="w")\'',
    "python3 -c 'import logging; logging.FileHandler(\"notes.md\")'",
    'python3 -c \'from operator import methodcaller; print(list(map(methodcaller("upper"), ["a"])))\'',
    'set -- -k notes.md; while getopts k: o; do case $o in k) cat "$OPTARG";; esac; done',
  ]);
});
