/** Reads `apply_patch`, which agents provide in their shells: a patch as its argument, or on standard input. */

import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfStdin } from "../core/files/input-text.ts";

const DELETES = "'*** Begin Patch\n*** Delete File: notes.txt\n*** End Patch'";

export const applyPatch: ProgramPack = {
  kind: "program",
  id: "apply_patch",
  programs: ["apply_patch", "applypatch"],
  read,
  examples: [
    { run: "apply_patch '*** Begin Patch\n*** Add File: a.txt\n+x\n*** End Patch'", expect: "allow" },
    { run: `apply_patch ${DELETES}`, files: { "notes.txt": "x" }, git: { untracked: ["notes.txt"] }, expect: "ask" },
    { run: `apply_patch ${DELETES}`, files: { "notes.txt": "x" }, git: {}, expect: "allow", why: "git has it" },
    {
      run: "apply_patch <<'EOF'\n*** Begin Patch\n*** Update File: .git/hooks/pre-commit\n@@\n-a\n+b\n*** End Patch\nEOF",
      expect: "ask",
    },
    {
      run: "apply_patch <<'EOF'\n*** Begin Patch\n*** Update File: a.ts\n@@\n const a = 1;\n-const b = 2;\n+const b = 3;\n*** End Patch\nEOF",
      files: { "a.ts": "const a = 1;\nconst b = 2;\n" },
      git: {},
      expect: "allow",
    },
    { run: "apply_patch --help", expect: "allow" },
    { run: "apply_patch 'something else'", expect: "ask", why: "what cannot be read is asked" },
    { run: "printf '%s' \"$PATCH\" | apply_patch", expect: "ask" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const [, patch] = command.argv;
  if (/^(?:-h|--help|--version)$/.test(patch?.value ?? "")) return { effects: [] };
  const text = patch ? patch.value : (textOfStdin(command, facts) ?? null);
  const { scope, span } = command;
  return { effects: [], inner: [{ kind: "patch", text, scope, ...(span && { span }) }] };
}
