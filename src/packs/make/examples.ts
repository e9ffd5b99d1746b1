/** Examples of what make runs, and of what stays silent. */
import type { Example } from "../../core/effects/pack.ts";

const makefile = (...lines: readonly string[]) => ({ Makefile: `${lines.join("\n")}\n` });

export const EXAMPLES: readonly Example[] = [
  { run: "make", expect: "deny", files: makefile("all: wipe", "wipe:", "\t@rm -rf ~") },
  { run: "make wipe", expect: "deny", files: makefile("D := /home/dev", "all:", "wipe:", "\t-rm -rf $(D)") },
  {
    run: "make -C sub x",
    expect: "deny",
    files: { "sub/Makefile": "x: y\n\ny:\n\trm -rf $(TOP)\nTOP = /home/dev\n" },
  },
  { run: "make -f build.mk x", expect: "deny", files: { "build.mk": "x:\n\t$(RM) -r /home/dev\n" } },
  { run: "make x DIR=/", expect: "deny", files: makefile("DIR = out", "x:", "\trm -rf $(DIR)") },
  {
    run: "make x",
    expect: "deny",
    files: { ...makefile("include more.mk", "all:"), "more.mk": "x:\n\trm -rf /\n" },
  },
  { run: "make a", expect: "deny", files: makefile("a:", "\t$(MAKE) b", "b:", "\tcd / && rm -rf home") },
  { run: "make -f - <<< $'all:\\n\\trm -rf ~'", expect: "deny" },
  { run: "make --eval='x:;rm -rf ~' x", expect: "deny" },
  { run: "make SHELL='rm -rf ~ #'", expect: "deny" },
  { run: "make", expect: "deny", files: makefile("X := $(shell rm -rf ~)", "all:") },
  { run: "make", expect: "allow", files: makefile("V := $(shell git describe --tags)", "all:", "\techo $(V)") },
  { run: "make destroy", expect: "ask", why: "nobody can read it, and its name says so" },
  { run: "make db-reset", expect: "ask" },
  { run: "make destroy", expect: "ask", files: makefile("include unknown.mk", "all:") },
  {
    run: "make clean",
    expect: "allow",
    files: {
      ...makefile("OUT = dist", "clean:", "\trm -rf $(OUT) *.o", "\tfind . -name '*.pyc' -delete"),
      "dist/a": "x",
    },
  },
  { run: "make clean", expect: "allow" },
  { run: "make -j8 test lint", expect: "allow", files: makefile("test:", "\tgo test ./...", "lint:", "\tgolint") },
  { run: "make -n wipe", expect: "allow", files: makefile("wipe:", "\trm -rf ~") },
  { run: "make -n", expect: "deny", files: makefile("X := $(shell rm -rf ~)", "all:") },
  { run: "make -n all", expect: "deny", files: makefile("all:", "\t@+rm -rf ~") },
  { run: "make -n a", expect: "allow", files: makefile("a:", "\t$(MAKE) b", "b:", "\trm -rf ~") },
  { run: "make -n build", expect: "allow", files: makefile("V := $(shell git rev-parse HEAD)", "build:", "\tcc a.c") },
  { run: "make build", expect: "allow", files: makefile("wipe:", "\trm -rf ~", "build:", "\tcc a.c") },
  { run: "make install PREFIX=/tmp/x", expect: "allow" },
];
