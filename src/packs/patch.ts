/**
 * Reads `patch -R`. With the output of `git diff` it discards uncommitted changes, and with that of `diff old new` it
 * turns the old file into the new one.
 */
import { hasOption, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { PATCH_VALUES } from "../core/languages/shell/edited-files.ts";
import { madeTheOther } from "../core/programs/compared.ts";
import { asArgv } from "../core/programs/interpreter.ts";
import { literalWord } from "../core/text/words.ts";

export const patch: ProgramPack = {
  kind: "program",
  id: "patch",
  programs: ["patch", "gpatch"],
  read(command: Invocation): Reading {
    const args = readArguments(command.argv.slice(1), {
      values: PATCH_VALUES,
    });
    if (hasOption(args, "dry-run", "o", "output", "C", "check")) return { effects: [] };
    const made = madeTheOther(command, hasOption(args, "R", "reverse"));
    if (made) return { effects: [], inner: [made] };
    const takesBack = hasOption(args, "R", "reverse");
    if (!takesBack || command.stdin.kind !== "pipe") return { effects: [] };
    // It does the same as `git apply -R`, whose reader knows where the input came from.
    const words = ["git", "apply", "-R"].map(word => literalWord(word, command.span));
    return { effects: [], inner: [asArgv(command, words)] };
  },
  examples: [
    { run: "diff -u notes.txt /dev/null | patch -s -p0 notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "diff -e notes.txt b.txt | patch -e notes.txt", expect: "ask", files: { "notes.txt": "x", "b.txt": "y" } },
    { run: "diff -u a.txt notes.txt | patch -R", expect: "ask", files: { "notes.txt": "x", "a.txt": "y" } },
    { run: "diff -u a.txt b.txt | patch --dry-run a.txt", expect: "allow", files: { "a.txt": "x", "b.txt": "y" } },
    { run: "git diff | patch -R -p1", expect: "ask" },
    { run: "git diff HEAD -- src | patch -p1 --reverse", expect: "ask" },
    { run: "git diff | patch -R -p1 --dry-run", expect: "allow" },
    { run: "git diff v1..v2 | patch -R -p1", expect: "allow", why: "of what is committed" },
    { run: "patch -p1 < fix.patch", expect: "allow" },
    { run: "patch -R -p1 -i fix.patch", expect: "allow", why: "what it takes back is in the patch" },
  ],
};
