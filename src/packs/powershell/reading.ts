/** Reads Get-Content and similar cmdlets, which are silent unless they show credentials. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { secretFile } from "../../core/files/secret-files.ts";
import { pathOf } from "../../core/files/targets.ts";
import { normalizePath } from "../../core/text/paths.ts";
import { READING_EXAMPLES } from "./examples.ts";
import { pathWord } from "./listing.ts";
import { readParameters } from "./parameters.ts";

export const psReading: ProgramPack = {
  kind: "program",
  id: "powershell-reading",
  programs: [
    "get-content",
    "import-csv",
    "import-clixml",
    "format-hex",
    "[io.file]::readalltext",
    "[io.file]::readalllines",
    "[io.file]::readallbytes",
  ],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const args = readParameters(command.argv.slice(1), {
      switches: "raw wait force asbytestream",
      values: `path literalpath totalcount tail encoding delimiter readcount filter include exclude stream head
    first`,
    });
    const words = [...args.values("path", "literalpath"), ...args.plain];
    return {
      effects: words.flatMap(word =>
        secretsIn(pathOf(pathWord(word, command.scope, facts, true), command.scope), command, facts),
      ),
    };
  },
  examples: READING_EXAMPLES,
};

function secretsIn(path: string | undefined, { span }: Invocation, { around }: Facts): Effect[] {
  const what = path && secretFile(path, around.home === undefined ? undefined : normalizePath(around.home));
  if (!path || !what) return [];
  return [
    {
      verb: "read-secret",
      resource: "secret",
      target: path,
      reach: "one",
      recovery: "effort",
      certainty: "certain",
      source: "powershell",
      says: `reads ${what}`,
      path,
      at: [{ kind: "path", path }],
      instead: "Ask for the names of the variables that are needed, not their values.",
      ...(span && { span }),
    },
  ];
}
