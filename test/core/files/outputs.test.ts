/** A file that one of a program's words names to be written is written over, as by `>`. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../support/little-world.ts";

const WORLD: World = {
  files: {
    "notes.md": "mine\n",
    "README.md": "read\n",
    "data/in.csv": "1\n",
    "src/x.c": "int main;\n",
    "app.c": "int main;\n",
    app: "\u007fELF\0\0",
    server: "\u007fELF\0\0",
    "README.html": "<p>\n",
    "/home/dev/Documents/letter.txt": "dear\n",
  },
  git: { untracked: ["notes.md", "data/in.csv", "app", "server", "README.html"] },
};

function check(held: boolean, runs: readonly string[]): void {
  it.each(runs)("%s", async run => {
    const { decision } = await judgeIn(WORLD, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("written over", () => {
  check(true, [
    "as -o notes.md /dev/null",
    "dot -Tpng -odata/in.csv README.md",
    "tsc --outFile notes.md src/main.ts",
    "esbuild src/main.ts --outfile=notes.md",
    "gcc -c src/x.c -MD -MF notes.md -o x.o",
    "gcc src/x.c -o notes.md",
    "gunzip -f notes.md.gz",
    "gzip -df notes.md.gz",
    "gzip -f -S .csv data/in",
    "dpkg-deb -b pkg notes.md",
    "git fast-export --export-marks=notes.md HEAD",
    "git merge-file notes.md README.md README.md",
    "git mailinfo data/in.csv /tmp/p < README.md",
    "xxd -p README.md ~/Documents/letter.txt",
    "pod2man README.md ~/Documents/letter.txt",
    "python3 -m json.tool --indent 2 a.json notes.md",
    "python3 -m cProfile -o notes.md src/x.py",
    "python3 -m zipapp src --output notes.md",
    "ffmpeg -y -i README.md ~/Documents/letter.txt",
    "gs -sDEVICE=pdfwrite -sOutputFile=notes.md README.md",
    "patch -o notes.md README.md fix.diff",
    "strace -f -o notes.md true",
    "script -qc ls notes.md",
    "echo hi 1<> notes.md",
    "csplit -f notes.md -b '%.0d' README.md 2",
    "ptx -G README.md notes.md",
    "tool --report-file notes.md",
    "tool -qo notes.md",
  ]);
});

describe("not written over", () => {
  check(false, [
    "gunzip notes.md.gz",
    "gunzip -cf notes.md.gz",
    "gunzip -f README.md.gz",
    "gzip -dkf src/new.c.gz",
    "dpkg-deb -b pkg app.deb",
    "dpkg-deb -c notes.md",
    "ps -o pid,comm",
    "grep -o notes.md README.md",
    "grep -on line notes.md",
    "ls -o notes.md",
    "nm -o notes.md",
    "ssh -o StrictHostKeyChecking=no host ls",
    "gcc -o app app.c",
    "gcc -o server src/x.c app.c",
    "strace -o /tmp/t ls",
    "xxd notes.md",
    "cpp README.md",
    "pandoc README.md -o README.html",
    "pandoc README.md -o new.html",
    "git merge-file -p notes.md README.md README.md",
    "csplit -f new notes.md 2",
    "exec 3<> notes.md",
    "[ -f notes.md -o -f data/in.csv ]",
    "sort -o notes.md notes.md",
    "esbuild src/main.ts --outfile=dist/main.js",
    "cp notes.md notes.bak && tool --out notes.md",
    "time -a -o notes.md ls",
    "docker run img tool -o notes.md",
    "pytest --junitxml=report.xml",
  ]);
});
