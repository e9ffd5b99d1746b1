/** A file that the session has written, named to a program that runs what stands in such a file, is read as its text. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

type Case = readonly [run: string, held: boolean, made: Readonly<Record<string, string>>];

const KEPT = { "notes.md": "mine\n", "data/in.csv": "1\n", "/home/dev/Pictures/a.jpg": "x" };

function check(cases: readonly Case[]): void {
  it.each(cases)("%s (held: %s)", async (run, held, made) => {
    const created = Object.keys(made).map(name => (name.startsWith("/") ? name : `/home/dev/app/${name}`));
    const world = { files: { ...KEPT, ...made }, git: { untracked: ["notes.md", "data/in.csv"] }, created };
    const { decision } = await judgeIn(world, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("a program of another tool", () => {
  check([
    ["cmake -P tidy.cmake", true, { "tidy.cmake": 'file(REMOVE_RECURSE "/home/dev/Pictures")\n' }],
    ["cmake -P tidy.cmake", true, { "tidy.cmake": 'file(WRITE "notes.md" "x")\n' }],
    ["cmake -P tidy.cmake", false, { "tidy.cmake": 'file(WRITE "build/out.txt" "x")\n' }],
    ["cmake -S c -B c/build", true, { "c/CMakeLists.txt": 'file(WRITE "/home/dev/app/notes.md" "")\n' }],
    ["cmake -P tidy.cmake", true, { "tidy.cmake": 'file(REMOVE_RECURSE "$ENV{HOME}/Pictures")\n' }],
    ["vim -es -S fix.vim", true, { "fix.vim": "edit notes.md\n%s/.*//\nwrite\nqall!\n" }],
    ["vim -u NONE -s keys", true, { keys: ":e! notes.md\rggdG:wq!\r" }],
    ["vim -u NONE -s keys", false, { keys: ":e! notes.md\rggdd:wq!\r" }],
    ["sqlite3 :memory: < m.sql", true, { "m.sql": "select writefile('notes.md', '');\n" }],
    ["sqlite3 :memory: '.output \"notes.md\"' 'select 1'", true, {}],
    ["node -e 'process.report.writeReport(\"notes.md\")'", true, {}],
    ["node -e 'process.report.writeReport(\"new.json\")'", false, {}],
    ["ninja", true, { "build.ninja": "rule w\n  command = rm -rf data\nbuild x: w\n" }],
    ["ninja", false, { "build.ninja": "rule w\n  command = cc -c x.c\nbuild x: w\n" }],
    ["tclsh w.tcl", true, { "w.tcl": "close [open notes.md w]\n" }],
    ["pytest -q", true, { "test_q.py": 'import shutil\ndef test_a():\n    shutil.rmtree("data")\n' }],
    ["python3 -m unittest", true, { "test_q.py": 'import shutil\ndef test_a():\n    shutil.rmtree("data")\n' }],
    ["pytest -q", false, { "test_q.py": "def test_a(tmp_path):\n    (tmp_path / 'a').unlink()\n" }],
    ["pytest -q", false, { "/srv/other/test_q.py": 'import shutil\nshutil.rmtree("data")\n' }],
  ]);
});

describe("Python and Perl", () => {
  check([
    ["python3 -m pkg.run", true, { "pkg/__init__.py": 'import shutil; shutil.rmtree("data")\n', "pkg/run.py": "" }],
    ["python3 pkg", true, { "pkg/__main__.py": 'import shutil; shutil.rmtree("data")\n' }],
    ["python3 -m doctest doc.rst", true, { "doc.rst": '>>> import os\n>>> os.remove("notes.md")\n' }],
    ["python3 -m doctest doc.rst", false, { "doc.rst": ">>> 1 + 1\n2\n" }],
    [
      "python3 -c 'import runpy; runpy.run_path(\"conf.txt\")'",
      true,
      { "conf.txt": 'import os; os.remove("notes.md")\n' },
    ],
    ["perl -I. -MW -e 1", true, { "W.pm": 'package W; unlink "notes.md"; 1;\n' }],
    ["perl -e 'use W; print 1'", true, { "W.pm": 'package W;\nunlink "notes.md";\n1;\n' }],
    ["perl -e 'do \"./w.conf\"'", true, { "w.conf": 'unlink "notes.md"; 1;\n' }],
    ["PERL5OPT='-I. -MW' perl -e 1", true, { "W.pm": 'package W; unlink "notes.md"; 1;\n' }],
    ["perl -I. -MW -e 1", false, { "W.pm": "package W; sub f { 1 } 1;\n" }],
  ]);
});

describe("make and npm", () => {
  check([
    ["make", true, { Makefile: "include w.mk\nall:\n\techo x\n", "w.mk": "X := $(shell rm -rf data)\n" }],
    ["make", true, { Makefile: "$(file > notes.md,)\nall:\n\techo x\n" }],
    ["make anything", true, { Makefile: "%:\n\trm -rf data\n" }],
    ["make", true, { Makefile: "SHELL = ./w.sh\nall:\n\techo x\n", "w.sh": "#!/bin/sh\nrm -rf data\n" }],
    ["MAKEFILES=w.mk make", true, { Makefile: "all:\n\techo x\n", "w.mk": "$(file > notes.md,)\n" }],
    ["MAKEFLAGS='--eval=X:=$(shell unlink notes.md)' make", true, { Makefile: "all:\n\techo x\n" }],
    ["MAKEFLAGS=-j4 make", false, { Makefile: "all:\n\techo x\n" }],
    ["make", false, { Makefile: "SHELL = /bin/bash\nall:\n\techo x\n" }],
    ["npx eslint .", true, { "node_modules/.bin/eslint": "#!/bin/sh\nrm -rf data\n" }],
    ["npm install ./tool", true, { "tool/package.json": '{"scripts":{"postinstall":"rm -rf ~/Pictures"}}' }],
    ["npm install ./tool", false, { "tool/package.json": '{"scripts":{"build":"rm -rf ~/Pictures"}}' }],
  ]);
});

describe("start-up files, by their form", () => {
  check([
    ["vim -c q README.md", true, { "/home/dev/.vimrc": 'call delete("/home/dev/app/notes.md")\n' }],
    ["vim -c q README.md", false, { "/home/dev/.vimrc": "set number\n" }],
    ["sqlite3 :memory: 'select 1'", true, { "/home/dev/.sqliterc": ".shell rm -rf data\n" }],
    ["sqlite3 :memory: 'select 1'", false, { "/home/dev/.sqliterc": ".headers on\n" }],
    ["tmux new-session -d ls", true, { "/home/dev/.tmux.conf": 'run-shell "rm -rf data"\n' }],
    ["perl -d -e 1", true, { "/home/dev/.perldb": 'unlink "notes.md"; 1;\n' }],
    ["python3 -m pdb x.py", true, { "/home/dev/.pdbrc": 'import os; os.remove("notes.md")\n', "x.py": "x = 1\n" }],
    ["prove notes.md", true, { ".proverc": '--exec "rm -f"\n' }],
    ["prove -r t", false, { ".proverc": "-v\n--exec 'perl -Ilib'\n" }],
    [
      "git lg",
      true,
      { ".git/config": "[include]\n\tpath = ../.shared\n", ".shared": '[alias]\n\tlg = "!rm -rf data"\n' },
    ],
    ["git -c include.path=.shared lg", true, { ".shared": '[alias]\n\tlg = "!rm -rf data"\n' }],
    [
      "git lg",
      false,
      { ".git/config": "[include]\n\tpath = ../.shared\n", ".shared": "[alias]\n\tlg = log --graph\n" },
    ],
    ["prove t/", true, { "t/clean.t": 'unlink glob("data/*");\n' }],
    ["prove t/", false, { "t/clean.t": "use Test::More tests => 1;\nok(1);\n" }],
    ["vim -u vrc -c qa! notes.md", true, { vrc: "autocmd BufReadPost * silent %d | silent write!\n" }],
    ["vim -u vrc -c qa! notes.md", false, { vrc: "autocmd BufReadPost * setlocal sw=2\n" }],
    ["ls", false, { "/home/dev/.vimrc": 'call delete("/home/dev/app/notes.md")\n' }],
  ]);
});
