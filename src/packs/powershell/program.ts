/** Reads powershell.exe and pwsh: the commands and files they are given. */

import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfStdin } from "../../core/files/input-text.ts";
import { bytesOfBase64 } from "../../core/languages/shell/decoded.ts";
import { scriptAt, unseenCode } from "../../core/languages/shell/scripts.ts";
import { windowsPath } from "../../core/languages/windows/paths.ts";
import { wholly, words } from "../../core/text/expressions.ts";
import { HOLE, textOf, type Word } from "../../core/text/words.ts";
import { PROGRAM_EXAMPLES } from "./examples.ts";
import { scopeInScript } from "./script-folder.ts";

/** Parameters with a value, by the prefixes that the programs accept. */
const VALUES = wholly(words`
  ex(?:ecutionpolicy|ecution|ec)? ep w(?:indowstyle)? windowst?y?l?e? v(?:ersion)? inp(?:utformat)? if
  o(?:utputformat)? of config\w* settings\w* settingsfile custompipename wd wo(?:rkingdirectory)? workingdir\w*
  psconsolefile p
`);

export const powershell: ProgramPack = {
  kind: "program",
  id: "powershell",
  programs: ["powershell", "pwsh", "powershell_ise", "pwsh-preview", "sqlps", "sqltoolsps"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const words = command.argv.slice(1);
    for (let i = 0; i < words.length; i++) {
      const word = words[i];
      const option = /^(?:--?|\/)([A-Za-z]+)$/.exec(word?.value ?? "")?.[1]?.toLowerCase();
      const rest = words.slice(i + 1);
      if (option === undefined) return word ? positional(command, [word, ...rest], facts) : { effects: [] };
      if (/^(?:help|\?|h)$/.test(option)) return { effects: [] };
      if (/^(?:c|co\w*|cwa|commandwithargs)$/.test(option) && !option.startsWith("con"))
        return inline(command, rest, facts);
      if (/^(?:e|ec|en\w*)$/.test(option)) return encoded(command, rest[0]);
      if (/^(?:f|fi|fil|file)$/.test(option)) return file(command, rest, facts);
      if (VALUES.test(option)) i++;
    }
    return fromInput(command, facts);
  },
  examples: PROGRAM_EXAMPLES,
};

/** Reads positional words. Windows PowerShell takes them for a command, the newer one for a file, so both are tried. */
function positional(command: Invocation, words: readonly Word[], facts: Facts): Reading {
  const [first] = words;
  const names = first && /\.ps1$/i.test(first.value ?? "");
  return names ? file(command, words, facts) : inline(command, words, facts);
}

function inline(command: Invocation, words: readonly Word[], facts: Facts): Reading {
  if (words.length === 0 || words[0]?.value === "-") return fromInput(command, facts);
  const text = words.map(textOf).join(" ");
  if (text.replaceAll(HOLE, "").trim() === "")
    return { effects: [unseenCode(words.map(word => word.text).join(" "), "likely", command.span)] };
  return { effects: [], inner: [shellText(command, text)] };
}

/** Decodes Base64 of UTF-16, little-endian. */
function encoded(command: Invocation, word: Word | undefined): Reading {
  if (!word) return { effects: [] };
  const bytes = word.value === null ? null : bytesOfBase64(word.value);
  if (!bytes) return { effects: [unseenCode(word.text, "likely", command.span)] };
  return { effects: [], inner: [shellText(command, new TextDecoder("utf-16le").decode(Uint8Array.from(bytes)))] };
}

function file(command: Invocation, [first]: readonly Word[], facts: Facts): Reading {
  if (!first) return { effects: [] };
  if (first.value === "-") return fromInput(command, facts);
  if (first.value === null) return { effects: [unseenCode(first.text, "possible", command.span)] };
  const at = windowsPath(first, command.scope, facts, false);
  const script = scriptAt(at, command.scope, facts);
  if (script.kind === "unseen") return { effects: [unseenCode(first.text, "likely", command.span)] };
  if (script.kind !== "text") return { effects: [] };
  return { effects: [], inner: [shellText({ ...command, scope: scopeInScript(at, command.scope) }, script.text)] };
}

function fromInput(command: Invocation, facts: Facts): Reading {
  const text = textOfStdin(command, facts);
  if (text === undefined) return { effects: [] };
  const { stdin } = command;
  const from =
    stdin.kind === "pipe" && stdin.producer ? stdin.producer.map(word => word.text).join(" ") : "its standard input";
  if (text === null) return { effects: [unseenCode(from, "likely", command.span)] };
  return { effects: [], inner: [shellText(command, text)] };
}

function shellText(command: Invocation, text: string): Inner {
  const scope = { ...command.scope, via: [...command.scope.via, command.program] };
  return { kind: "shell", text, scope, dialect: "powershell", ...(command.span && { span: command.span }) };
}
