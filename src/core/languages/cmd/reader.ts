/** Reads a text of cmd.exe into every command that it would run. Nothing is thrown, and nothing is skipped silently. */
import type { Facts } from "../../facts/facts.ts";
import { OutOfBudget, SearchResults } from "../../files/search-results.ts";
import type { Scope } from "../../places/scope.ts";
import { LayeredMap } from "../../text/layered-map.ts";
import type { ShellReading } from "../shell/reader.ts";
import { parseCmd } from "./parse.ts";
import { runNodes, spellingsIn } from "./run.ts";

const MAX_CHARACTERS = 64 * 1024;

export function readCmd(text: string, scope: Scope, facts: Facts): ShellReading {
  const found = new SearchResults();
  if (text.length > MAX_CHARACTERS) found.cannotRead(`the command is longer than ${MAX_CHARACTERS} characters`);
  else {
    try {
      if (/[\u0000\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/.test(text.slice(1)))
        found.cannotRead("it holds characters that nobody can see");
      // A caret at the end of a line joins the next one to it.
      const { nodes, problems } = parseCmd(text.replace(/\^\r?\n/g, "  ").replaceAll("\r\n", " \n"));
      for (const { because, span } of problems) found.cannotRead(because, span);
      runNodes(
        nodes,
        {
          cwd: scope.cwd,
          stack: [],
          variables: LayeredMap.of(scope.variables),
          spellings: spellingsIn(scope),
          loops: new Map(),
          earlier: scope.earlier,
          via: scope.via,
          depth: 0,
        },
        { facts, found },
      );
    } catch (error) {
      found.cannotRead(
        error instanceof OutOfBudget
          ? error.message
          : `the cmd reader failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  const { invocations, writes, unreadable, endless } = found;
  return { invocations, writes, unreadable, ...(endless.size > 0 && { endless }) };
}
