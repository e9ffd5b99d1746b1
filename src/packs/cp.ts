/** Reads cp, install, ln: an existing file at the destination is overwritten. */

import { effectsOnGuard } from "../core/detectors/guard/reach.ts";
import { hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { meansContents } from "../core/files/copied-trees.ts";
import { effectsOfBackup, effectsOfPlacing, namedByOne } from "../core/files/replacement.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import { literalWord } from "../core/text/words.ts";

export const cp: ProgramPack = {
  kind: "program",
  id: "cp",
  programs: ["cp", "gcp", "install", "ginstall", "ln", "gln"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), {
      values: ["t", "target-directory", "S", "suffix", "m", "mode", "o", "owner", "g", "group"],
      optional: ["backup", "update", "preserve", "no-preserve", "reflink", "sparse", "context"],
    });
    if (hasOption(args, "help", "version")) return { effects: [] };
    // `install -d` makes folders.
    if (/install$/.test(command.program) && hasOption(args, "d", "directory")) return { effects: [] };
    const links = /ln$/.test(command.program);
    const into = optionValue(args, "t", "target-directory");
    const all = into ? operands(args) : namedByOne(operands(args), command.scope, facts);
    // `ln -s target` makes the link in the current folder, under the target's name.
    const to = into ?? (links && all.length === 1 ? literalWord(".") : all.at(-1));
    const sources = into || (links && all.length === 1) ? all : all.slice(0, -1);
    if (!to) return { effects: [] };
    // For `ln`, `-n` only means not to follow an existing link.
    const keeps =
      hasOption(args, "no-clobber", "b", "backup", ...(links ? [] : ["n"])) ||
      optionValue(args, "update")?.value === "none";
    const placing = {
      scope: command.scope,
      facts,
      source: "cp",
      span: command.span,
      // Without -f, ln refuses to replace anything.
      replaces: !keeps && (!links || hasOption(args, "f", "force")),
      intoFolder: into !== undefined,
      followsLinks: /cp$/.test(command.program) && !hasOption(args, "remove-destination"),
      tree: hasOption(args, "r", "R", "a", "recursive", "archive"),
      merges: !links && hasOption(args, "r", "R", "a", "recursive", "archive"),
    };
    // With `-T` the destination replaces the folder itself.
    const whole = hasOption(args, "T", "no-target-directory");
    // A link gives a guarded file another name, by which it could be changed.
    const onGuard = links || hasOption(args, "l", "link") ? effectsOnGuard(command, facts, false) : [];
    // Copying /dev/null empties the destination.
    if (!links && sources.length === 1 && sources[0]?.value === "/dev/null" && placing.replaces)
      return {
        effects: effectsOfWrite(to, command.scope, facts, {
          source: "cp",
          span: command.span,
          empties: true,
          // New files are not made this way.
          edits: true,
        }),
      };
    return {
      effects: [
        ...onGuard,
        ...effectsOfBackup(to, optionValue(args, "S", "suffix"), placing),
        ...sources.flatMap(from => effectsOfPlacing(from, to, { ...placing, contents: whole || meansContents(from) })),
      ],
    };
  },
  examples: [
    { run: "cp a.txt b.txt", expect: "ask", files: { "a.txt": "x", "b.txt": "y" } },
    { run: "cp /dev/null notes.txt", expect: "ask", files: { "notes.txt": "x" }, why: "empties it" },
    { run: "cp -t docs a.txt", expect: "ask", files: { "a.txt": "x", "docs/a.txt": "y" } },
    { run: "ln -sf /tmp/x .env", expect: "ask", files: { ".env": "A=1" }, git: { ignored: [".env"] } },
    { run: "ln -sfn /srv/new data.csv", expect: "ask", files: { "data.csv": "x" } },
    { run: "cp evil.json .claude/settings.json", expect: "deny", files: { ".claude/settings.json": "{}" } },
    { run: "ln -s ~/.local/share/agentguard /tmp/l && echo > /tmp/l/hook", expect: "deny", why: "a way to the guard" },
    { run: "cp -al ~/.local/share/agentguard /tmp/copy", expect: "deny", why: "other names for the same files" },
    { run: "cp a.txt b.txt", expect: "allow", files: { "a.txt": "x", "b.txt": "y" }, git: {} },
    { run: "cp -b -S .csv a.txt in", expect: "ask", files: { "a.txt": "x", in: "y", "in.csv": "z" } },
    { run: "cp -b -S .csv a.txt in", expect: "allow", files: { "a.txt": "x", in: "y" } },
    {
      run: "git clone . /tmp/x && cp -a /tmp/x/. .",
      expect: "ask",
      files: { "a.txt": "x" },
      git: { modified: ["a.txt"] },
    },
    { run: "git clone . /tmp/x && cp -a /tmp/x/. .", expect: "allow", files: { "a.txt": "x" }, git: {} },
    { run: "cp -a /tmp/gone/. .", expect: "allow", files: { "a.txt": "x" }, git: { modified: ["a.txt"] } },
    { run: "cp -n a.txt b.txt", expect: "allow", files: { "a.txt": "x", "b.txt": "y" } },
    { run: "cp -r src /tmp/copy", expect: "allow", files: { "src/a.ts": "x" } },
    { run: "cp .env.example .env", expect: "allow", files: { ".env.example": "A=" } },
    { run: "ln -s ../shared shared", expect: "allow" },
    { run: "install -d out/bin", expect: "allow" },
  ],
};
