/** Reads run-parts(8), which runs every program of a folder in turn. */

import { hasOption, operands, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { pathOf } from "../core/files/targets.ts";
import { scopeInside } from "../core/kit/carrying.ts";
import { literalWord } from "../core/text/words.ts";

export const runParts: ProgramPack = {
  kind: "program",
  id: "run-parts",
  programs: ["run-parts"],
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), { values: ["a", "arg", "u", "umask", "regex"] });
    const [folder] = operands(args);
    const path = folder && pathOf(folder, command.scope);
    if (path === undefined || hasOption(args, "test", "list", "help", "version")) return { effects: [] };
    const entries = facts.ask({ kind: "stat", path })?.entries ?? [];
    const scope = scopeInside(command);
    // It skips names with a dot, such as copies by editors and package managers.
    const names = entries.filter(name => /^[\w-]+$/.test(name));
    const inner = names.map((name): Inner => {
      const argv = [literalWord(`${path}/${name}`)];
      return { kind: "argv", argv, scope, stdin: command.stdin, ...(command.span && { span: command.span }) };
    });
    return { effects: [], inner };
  },
  examples: [
    {
      run: "run-parts scripts",
      expect: "ask",
      files: { "scripts/10-clean": "#!/bin/sh\nrm -rf ~/Documents\n", "/home/dev/Documents/a": "x" },
    },
    {
      run: "run-parts --test scripts",
      expect: "allow",
      files: { "scripts/10-clean": "#!/bin/sh\nrm -rf ~/Documents\n", "/home/dev/Documents/a": "x" },
    },
    { run: "run-parts scripts", expect: "allow", files: { "scripts/10-build": "#!/bin/sh\nmake\n" } },
  ],
};
