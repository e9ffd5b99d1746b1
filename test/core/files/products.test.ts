/** What a tool has made from what lies beside it may go; what only looks like it may not. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../support/little-world.ts";

type Case = readonly [run: string, expected: "allow" | "ask" | "deny", files: readonly string[], more?: World];

/** `files` lie in the workspace, and git tracks none of them. */
function check(cases: readonly Case[]): void {
  it.each(cases.map(([run, ...rest]) => [run, rest] as const))("%s", async (run, [expected, names, more = {}]) => {
    const files = { ...Object.fromEntries(names.map(name => [name, "x"])), ...more.files };
    const git = { untracked: names, ...more.git };
    expect((await judgeIn({ files, git }, { kind: "command", text: run })).decision).toBe(expected);
  });
}

describe("by the source of the same name", () => {
  check([
    ["rm -f hello", "allow", ["hello", "hello.c"]],
    ["rm hello.exe", "allow", ["hello.exe", "hello.cpp"]],
    ["rm -f hello", "ask", ["hello", "other.c"]],
    ["rm -f hello.c", "ask", ["hello", "hello.c"]],
    ["rm -rf hello", "ask", ["hello/notes", "hello.c"]],
    ["rm -f hello", "ask", ["hello", "hello.c"], { git: { modified: ["hello"], untracked: [] } }],
    [
      "rm paper.aux paper.bbl paper.pdf paper.log",
      "allow",
      ["paper.tex", "paper.aux", "paper.bbl", "paper.pdf", "paper.log"],
    ],
    ["rm paper.pdf", "ask", ["paper.pdf", "notes.tex"]],
    ["rm -f *.aux *.bbl", "allow", ["paper.tex", "paper.aux", "paper.bbl"]],
    ["rm -f *.pdf", "ask", ["paper.tex", "paper.pdf", "contract.pdf"]],
    ["rm src/a.js src/a.d.ts src/a.js.map", "allow", ["src/a.ts", "src/a.js", "src/a.d.ts", "src/a.js.map"]],
    ["rm src/b.js", "ask", ["src/a.ts", "src/b.js"]],
    ["find src -name '*.js' -delete", "allow", ["src/a.ts", "src/a.js"]],
    ["find src -name '*.js' -delete", "ask", ["src/a.ts", "src/a.js", "src/own.js"]],
    ["rm parse.tab.c lex.yy.c", "allow", ["parse.y", "scan.l", "parse.tab.c", "lex.yy.c"]],
    ["rm ../hello", "ask", ["a"], { files: { "/home/dev/hello": "x", "/home/dev/hello.c": "x" } }],
  ]);
});

describe("by a rule of the makefile", () => {
  const makefile = (text: string): World => ({ files: { Makefile: text } });
  const rules = makefile("P = app\nall: $(P)\n$(P): main.o\n\tcc -o $@ $^\n%.hex: %.elf\n\tobjcopy $< $@\n");
  check([
    ["rm -f app", "allow", ["app", "main.c"], rules],
    ["rm -f fw.hex", "allow", ["fw.hex"], rules],
    ["rm -f data", "ask", ["data"], rules],
    ["rm -f notes", "ask", ["notes"], makefile("notes: a\n\techo notes\n")],
    ["rm -f notes", "ask", ["notes"], makefile(".PHONY: notes\nnotes: a\n\tcc a\n")],
    ["rm -f notes", "ask", ["notes"], makefile("notes:\n")],
    ["rm -f main.c", "ask", ["main.c"], makefile("main.c: main.y\n\tyacc main.y\n")],
    [
      "make clean",
      "allow",
      ["app", "main.c", "main.o", "build/x.o"],
      makefile(
        "SRC := $(wildcard *.c)\nOBJ = $(SRC:.c=.o)\napp: $(OBJ)\n\tcc -o $@ $^\nclean:\n\trm -f app $(OBJ) $(patsubst %.c,build/%.o,$(SRC))\n",
      ),
    ],
    ["make clean", "ask", ["main.c"], makefile("SRC = main.c\nclean:\n\trm -f $(SRC)\n")],
    ["make clean", "deny", ["main.c"], makefile("clean:\n\trm -rf $(wildcard none)/*\n")],
  ]);
});

describe("by what git is told to leave out", () => {
  const ignored = (...names: readonly string[]): World => ({ git: { ignored: names, untracked: [] } });
  check([
    ["rm -rf ios/build", "allow", ["ios/build/a"], ignored("ios/build/")],
    ["rm -rf ios/build", "ask", ["ios/build/a"]],
    ["rm -f storage/logs/*.log", "allow", ["storage/logs/a.log"], ignored("storage/logs/")],
    ["rm -rf storage/data", "ask", ["storage/data/a"], ignored("storage/data/")],
    ["rm -f db/test.sqlite3", "allow", ["db/test.sqlite3"], ignored("db/test.sqlite3")],
    ["rm -f db/dev.sqlite3", "ask", ["db/dev.sqlite3"], ignored("db/dev.sqlite3")],
    ["rm -rf logs && mkdir logs", "allow", ["logs/a.log", "package.json"], ignored("logs/")],
    ["rm -rf pkg", "allow", ["pkg/a.wasm", "Cargo.toml"], ignored("pkg/")],
    ["rm -rf pkg", "deny", ["pkg/a.go", "go.mod"]],
    ["rm -rf Library Temp", "allow", ["Library/a", "Temp/b", "ProjectSettings/x"], ignored("Library/", "Temp/")],
    ["rm -rf charts", "ask", ["charts/own/Chart.yaml", "Chart.yaml"]],
    ["rm tfplan", "allow", ["tfplan", "main.tf"]],
  ]);
});

describe("by the tool that works here", () => {
  check([
    [
      "rm server tool",
      "allow",
      ["server", "tool", "cmd/tool/main.go"],
      { files: { "go.mod": "module acme.io/server\n" } },
    ],
    ["rm other", "ask", ["other"], { files: { "go.mod": "module acme.io/server\n" } }],
    ["rm gmon.out perf.data", "allow", ["gmon.out", "perf.data"]],
    ["rm app-1.2.0.tgz", "allow", ["app-1.2.0.tgz", "package.json"]],
    ["rm backup.tgz", "ask", ["backup.tgz", "package.json"]],
    [
      "rm -rf bin",
      "allow",
      ["bin/tool"],
      { files: { "go.mod": "module x\n" }, git: { ignored: ["bin/"], untracked: [] } },
    ],
    ["rm -rf bin", "ask", ["bin/tool"], { files: { "go.mod": "module x\n" } }],
    ["rm -rf bin", "ask", ["bin/tool"], { git: { ignored: ["bin/"], untracked: [] } }],
  ]);
});
