/**
 * Reads a PowerShell text into every command that it would run, with its words as far as they are known. Nothing is
 * thrown, and nothing is skipped silently: what cannot be read is reported beside what can.
 */
import type { Facts } from "../../facts/facts.ts";
import { OutOfBudget, SearchResults } from "../../files/search-results.ts";
import type { Scope } from "../../places/scope.ts";
import { anyOf, inOrder, wholly, words } from "../../text/expressions.ts";
import { literalWord } from "../../text/words.ts";
import type { ShellReading } from "../shell/reader.ts";
import { readLater } from "./functions.ts";
import { valueOfMember } from "./members.ts";
import { runBlock } from "./run.ts";
import { copyOf, initialState, type State, type Walk } from "./state.ts";
import { parsePowershell } from "./statements.ts";
import type { Block } from "./syntax.ts";

const MAX_CHARACTERS = 64 * 1024;

export function readPowershell(text: string, scope: Scope, facts: Facts): ShellReading {
  const found = new SearchResults();
  if (text.length > MAX_CHARACTERS) found.cannotRead(`the command is longer than ${MAX_CHARACTERS} characters`);
  else {
    try {
      read(text, scope, facts, found);
    } catch (error) {
      found.cannotRead(
        error instanceof OutOfBudget
          ? error.message
          : `the PowerShell reader failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  const { invocations, writes, unreadable, endless } = found;
  return { invocations, writes, unreadable, ...(endless.size > 0 && { endless }) };
}

function read(text: string, scope: Scope, facts: Facts, found: SearchResults): void {
  if (/[\u0000\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/.test(text.slice(1)))
    found.cannotRead("it holds characters that nobody can see");
  if (BY_NAME.test(text)) found.cannotRead("it calls a method of .NET that it looks up, or makes a script of a text");
  if (ENCRYPTS.test(text) && LISTS.test(text)) {
    const argv = [literalWord("Protect-ListedFiles"), literalWord("each file that is listed")];
    found.reserve().push({
      program: "protect-listedfiles",
      argv,
      redirects: [],
      stdin: { kind: "none" },
      scope,
      span: { start: 0, end: text.length },
    });
  }
  const { block, source } = parsePowershell(text);
  for (const { because, span } of source.problems) found.cannotRead(because, span);
  const walk: Walk = {
    facts,
    found,
    via: scope.via,
    called: new Set(),
    calls: [],
    later: [],
    block: runBlock,
    member: valueOfMember,
  };
  const state = initialState(scope);
  runBlock(block, state, walk, { kind: "none" });
  readLater(walk);
  readUncalled(block, state, walk);
}

/** Reflection, computed methods or types, and C# compiled at run time that ends or starts something. */
const BY_NAME = anyOf(
  [
    /\bGetMethods?["']?\s{0,4}\(|\.["']?InvokeMember["']?\s{0,4}\(|::\$\w+\s{0,4}\(|\]\s?::\(/,
    /\[Ref\]\s?\.\s?Assembly\b/,
    /\$\w+::["']?(?:Delete\w*|WriteAll\w+|Start|Move|Replace)["']?\s{0,4}\(/,
    /\bNewScriptBlock\s{0,4}\(/,
    /\[type\]\s{0,4}\(\s{0,4}["'][^"']{0,80}\{\d/,
    /\bAdd-Type\b[^|]{0,4000}?(?:\.Delete\s{0,4}\(|Process\.Start|File\.WriteAll|DllImport)/,
  ],
  "i",
);

/** A text that encrypts, and writes the files of a listing. */
const ENCRYPTS = /\bCreateEncryptor\b|\bIO\.File\]::Encrypt\b|\.Encrypt\(\s{0,4}\)|\bProtect-(?:CmsMessage|File)\b/i;
const LISTS = anyOf(
  [
    inOrder([
      words`\b(?:Get-ChildItem|gci|dir|ls)\b ::(?:GetFiles|EnumerateFiles)\b`,
      /(?:(?!\b(?:Get-ChildItem|gci|dir|ls)\b|::(?:GetFiles|EnumerateFiles)\b)[\s\S]){0,2000}?/,
      words`\bforeach\b \| %`,
    ]),
    /\bforeach\s{0,4}\(\$\w+ in\b/,
  ],
  "i",
);

/** Commands that may call a function without naming it. */
const MAY_CALL = wholly(
  words`
    \. & iex icm sal set-alias new-alias ipmo start-job start-threadjob (?:invoke|import|export|register|set|new)-.*
  `,
  "i",
);
/** Functions that PowerShell calls by itself, and names of everyday commands. */
const CALLED_BY_ITSELF = wholly(
  [
    ...words`
      prompt psconsolehostreadline tabexpansion2? out-default cd ls dir cat echo pwd git npm npx node python docker ssh
      code
    `,
    /[a-z]+-(?:item|location|childitem|content|host|output)/,
  ],
  "i",
);

/** Reads functions that nothing here calls as dormant, unless something may call them without naming them. */
function readUncalled(block: Block, state: State, walk: Walk): void {
  const mayBeCalled = walk.found.invocations.some(({ argv }) => argv[0]?.value == null || MAY_CALL.test(argv[0].value));
  for (const statement of block.statements)
    if (statement.kind === "function" && !walk.called.has(statement.body)) {
      const inside = copyOf(state);
      inside.variables.clear();
      const called = mayBeCalled || CALLED_BY_ITSELF.test(statement.name);
      runBlock(statement.body, called ? inside : { ...inside, dormant: true }, walk, { kind: "none" });
    }
}
