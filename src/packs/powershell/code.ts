/** Reads cmdlets that run code: Invoke-Expression, Start-Process, Invoke-Command, scripts in files, and Add-Type. */

import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfStdin } from "../../core/files/input-text.ts";
import { shown } from "../../core/files/targets.ts";
import { opensPage } from "../../core/languages/http/web-page.ts";
import { scriptAt, unseenCode } from "../../core/languages/shell/scripts.ts";
import { windowsPath, windowsProgram } from "../../core/languages/windows/paths.ts";
import { HOLE, literalWord, textOf, type Word } from "../../core/text/words.ts";
import { CODE_EXAMPLES } from "./examples.ts";
import { readParameters } from "./parameters.ts";
import { scopeInScript } from "./script-folder.ts";

export const psCode: ProgramPack = {
  kind: "program",
  id: "powershell-code",
  programs: ["invoke-expression", "start-process", "invoke-item", "invoke-command", ".ps1", ".bat", "import-module"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    switch (command.program) {
      case "invoke-expression":
        return evaluated(command, facts);
      case "start-process":
      case "invoke-item":
        return started(command);
      case "invoke-command":
        return elsewhere(command, facts);
      case "import-module":
        return imported(command, facts);
      default:
        return script(command, command.argv[0], command.argv.slice(1), facts);
    }
  },
  examples: CODE_EXAMPLES,
};

function evaluated(command: Invocation, facts: Facts): Reading {
  const { values, plain } = readParameters(command.argv.slice(1), { values: "command" });
  const words = [...values("command"), ...plain];
  const text = words.length > 0 ? words.map(textOf).join(" ") : textOfStdin(command, facts);
  if (text === undefined) return { effects: [] };
  const from = words.length > 0 ? words.map(word => word.text).join(" ") : producerOf(command);
  if (text === null || text.replaceAll(HOLE, "").trim() === "")
    return { effects: [unseenCode(from, "likely", command.span)] };
  return { effects: [], inner: [shellText(command, text)] };
}

function producerOf({ stdin }: Invocation): string {
  return stdin.kind === "pipe" && stdin.producer ? stdin.producer.map(shown).join(" ") : "the pipeline";
}

/** Reads `Start-Process file -ArgumentList a, b`, which joins the arguments by blanks into one line. */
function started(command: Invocation): Reading {
  const { values, plain, has } = readParameters(command.argv.slice(1), {
    switches: "wait nonewwindow passthru usenewenvironment loaduserprofile",
    values: `filepath argumentlist workingdirectory verb windowstyle redirectstandardoutput redirectstandarderror
    redirectstandardinput path literalpath environment`,
    aliases: { args: "argumentlist", pshome: "filepath" },
  });
  if (has("whatif")) return { effects: [] };
  const [program, ...rest] = [...values("filepath", "path", "literalpath"), ...plain];
  if (!program) return { effects: [] };
  const page = opensPage(program, command);
  if (page) return { effects: page };
  const words = [...values("argumentlist"), ...rest];
  const text = [quoted(program), ...words.map(textOf)].join(" ");
  const scope = { ...command.scope, via: [...command.scope.via, "Start-Process"] };
  return {
    effects: [],
    inner: [{ kind: "shell", text, scope, dialect: "cmd", ...(command.span && { span: command.span }) }],
  };
}

function quoted(word: Word): string {
  const text = textOf(word);
  return /\s/.test(text) ? `"${text}"` : text;
}

/** Reads code for other machines as if it ran here. Script blocks have been read already. */
function elsewhere(command: Invocation, facts: Facts): Reading {
  const { values } = readParameters(command.argv.slice(1), {
    switches: "asjob usessl indisconnectedsession",
    values: `computername filepath argumentlist scriptblock session hostname vmname containerid jobname
    throttlelimit username`,
    aliases: { cn: "computername" },
  });
  const [file] = values("filepath");
  return file ? script(command, file, values("argumentlist"), facts) : { effects: [] };
}

function imported(command: Invocation, facts: Facts): Reading {
  const { values, plain } = readParameters(command.argv.slice(1), {
    switches: "force global passthru",
    values: "name function requiredversion prefix",
  });
  const [file] = [...values("name"), ...plain];
  return file && /\.psm?1$/i.test(file.value ?? "") ? script(command, file, [], facts) : { effects: [] };
}

function script(command: Invocation, word: Word | undefined, args: readonly Word[], facts: Facts): Reading {
  if (!word) return { effects: [] };
  const file = windowsPath(word, command.scope, facts, false);
  // The file is on a share, whose writers decide what runs here.
  if (/^(?:\/\/|\\\\)(?![.?][\\/]|localhost[\\/]|wsl)/i.test(file.value ?? ""))
    return { effects: [unseenCode(shown(word), "likely", command.span)] };
  const found = scriptAt(file, command.scope, facts);
  if (found.kind === "unseen") return { effects: [unseenCode(shown(word), "likely", command.span)] };
  const batch = command.program === ".bat";
  if (found.kind === "none") return batch ? { effects: [], inner: [bareName(command, args)] } : { effects: [] };
  return {
    effects: [],
    inner: [
      batch
        ? { ...shellText(command, withArguments(found.text, args)), dialect: "cmd" }
        : shellText({ ...command, scope: scopeInScript(file, command.scope) }, found.text),
    ],
  };
}

/** A tool's own starter is the tool: `gradlew.bat` is gradlew. */
function bareName({ argv, scope, stdin, span }: Invocation, args: readonly Word[]): Inner {
  return { kind: "argv", argv: [literalWord(windowsProgram(argv[0])), ...args], scope, stdin, ...(span && { span }) };
}

/** Replaces `%1` in a batch file by the argument. */
function withArguments(text: string, args: readonly Word[]): string {
  return text.replace(/%~?([1-9])/g, (written, digit: string) => {
    const word = args[Number(digit) - 1];
    return word ? textOf(word) : written;
  });
}

function shellText(command: Invocation, text: string): Extract<Inner, { kind: "shell" }> {
  const scope = { ...command.scope, via: [...command.scope.via, command.program] };
  return { kind: "shell", text, scope, dialect: "powershell", ...(command.span && { span: command.span }) };
}
