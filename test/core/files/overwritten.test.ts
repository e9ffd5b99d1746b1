/** What a word may be is asked like its plain name: patterns, searches, folders by pattern, archives, links. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../support/little-world.ts";

type Case = readonly [run: string, held: boolean, world?: World];

const DOCUMENTS: World = {
  files: {
    "/home/dev/Documents/thesis.tex": "years of work\n",
    "/home/dev/Documents/notes/mon.md": "a\n",
    "/home/dev/others/thesis.tex": "another\n",
    "/home/dev/old.tar": "thesis.tex\nnew.txt\n",
    "/home/dev/todo.txt": "x\n",
  },
};
const SAVED: World = { files: { "src/a.ts": "x\n", "new/a.ts": "yy\n", "old.tar": "a.ts\n" }, git: {} };

function check(cases: readonly Case[]): void {
  it.each(cases)("%s", async (...one) => {
    const [run, held, world = DOCUMENTS] = one as unknown as Case;
    const { decision } = await judgeIn(world, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("a file by a pattern or a search", () => {
  check([
    ["ln -sf /dev/null ~/Doc*/thes*.tex", true],
    ["cp ~/todo.txt ~/Documents/th*.tex", true],
    ["mv ~/todo.txt ~/Documents/th*.tex", true],
    ['for i in ~/Documents/*; do ln -sf /dev/null "$i"; done', true],
    ['for i in ~/Documents/**; do ln -sf /dev/null "$i"; done', true],
    [': > "$(ls ~/to* | head -n 1)"', true],
    [': > "$(ls -d ~/todo.txt)"', true],
    [": > \"$(find ~ -maxdepth 1 -name 'tod*')\"", true],
    [': > "$(realpath ~/tod*)"', true],
    ["cd ~/Doc*; : > thesis.tex", true],
    ['cd ~/Doc*; : > "$PWD"/thesis.tex', true],
    ['echo ~/tod* | while read -r i; do : > "$i"; done', true],
    ["python3 -c 'import sys; open(sys.argv[1], \"w\")' ~/tod*", true],
    ["python3 -c 'import sys, os\nfor p in sys.argv[1:]: os.truncate(p, 0)' ~/todo.txt", true],
    ["perl -e 'open F, \">\", shift' ~/todo.txt", true],
    ["perl -e 'while ($f = shift) { unlink $f }' /tmp/x ~/todo.txt", true],
    ["awk 'BEGIN { printf \"\" > ARGV[1] }' ~/todo.txt", true],
    ["sed -i '/x/d' ~/todo.txt", true],
    ["ln -sf /dev/null ~/Doc*/none*.tex", false],
    ["cp ~/todo.txt ~/Documents/none*.tex", false],
    [': > "$(ls -d src/*.ts)"', false, SAVED],
    ['for i in src/*; do cp new/a.ts "$i"; done', false, SAVED],
    ['echo x > "$(mktemp)"', false],
    ['date > "$OUT"', false],
    ["sed -i '/y/d' ~/todo.txt", false],
    ["awk '{ print > ARGV[2] }' ~/todo.txt new.txt", false],
  ]);
});

describe("many files that come into a folder", () => {
  check([
    ["cp ~/others/* ~/Documents", true],
    ["cp -r ~/others/. ~/Documents", true],
    ["cp -t ~/Documents ~/others/*.tex", true],
    ["mv ~/others/* ~/Documents", true],
    ["tar xf ~/old.tar -C ~/Documents", true],
    ["tar xf ~/old.tar -C ~/Doc*", true],
    ["cat ~/old.tar | tar x -C ~/Documents", true],
    ["tar cf - -C ~/others . | tar xf - -C ~/Documents", true],
    ["(cd ~/Documents && tar xf ../old.tar)", true],
    ["cp -r ~/others/. ~/empty", false],
    ["cp -n ~/others/* ~/Documents", false],
    ["cp -r new/. src", false, SAVED],
    ["tar xf old.tar -C src", false, SAVED],
    ["tar xf ~/old.tar -C ~/others/sub", false],
    ["tar xkf ~/old.tar -C ~/Documents", false],
    ["tar tf ~/old.tar -C ~/Documents", false],
    ["git archive HEAD | tar x", true, { files: { "a.ts": "x" }, git: { modified: ["a.ts"] } }],
    ["git archive HEAD | tar x", false, { files: { "a.ts": "x" }, git: {} }],
    ["git archive HEAD | tar x -C /tmp/release", false, { files: { "a.ts": "x" }, git: { modified: ["a.ts"] } }],
  ]);
});

describe("what is moved to where everything may go", () => {
  check([
    ["mv ~/Doc* /tmp/zz", true],
    ["mv ~/todo.txt /tmp", true],
    ["mv -t /tmp ~/todo.txt", true],
    ['python3 -c \'import shutil; shutil.move("/home/dev/Documents", "/tmp/zz")\'', true],
    ["mv ~/todo.txt ~/later.txt", false],
    ["mv src/a.ts /tmp", false, SAVED],
    ["mv /tmp/a /tmp/b", false],
    ["mv src/none.bak /tmp/", false, SAVED],
  ]);
});

describe("through a link that the same text has made", () => {
  check([
    ["ln -s ~/Documents l; cp ~/others/thesis.tex l/thesis.tex", true],
    ['ln -s "$(realpath ~/Doc*)" l; rm l/thesis.tex', true],
    ["ln -s ~/Documents l; : > l/th*", true],
    ["ln -s ~/others l; cp ~/todo.txt l/new.txt", false],
  ]);
});
