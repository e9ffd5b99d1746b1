/** Reads cmd.exe, `start`, `forfiles` and wsl, which run a text or other programs. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfStdin } from "../../core/files/input-text.ts";
import { opensPage } from "../../core/languages/http/web-page.ts";
import { unseenCode } from "../../core/languages/shell/scripts.ts";
import type { Scope } from "../../core/places/scope.ts";
import { HOLE, textOf, unknownWord, type Word } from "../../core/text/words.ts";
import { PROGRAM_EXAMPLES } from "./examples.ts";

export const cmdProgram: ProgramPack = {
  kind: "program",
  id: "cmd",
  programs: "cmd start forfiles wsl wt windowsterminal msedge chrome firefox iexplore explorer".split(" "),
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    switch (command.program) {
      case "cmd":
        return inline(command, facts);
      case "start":
        return started(command);
      case "forfiles":
        return eachFile(command);
      case "wsl":
        return linux(command);
      case "wt":
      case "windowsterminal":
        return { effects: [], inner: inTerminals(command) };
      default:
        return { effects: browsed(command) };
    }
  },
  examples: PROGRAM_EXAMPLES,
};

/** Reads everything after `/c`. A single word has lost its quotes to the outer shell; several are as they were. */
function inline(command: Invocation, facts: Facts): Reading {
  const words = command.argv.slice(1);
  const at = words.findIndex(word => /^(?:\/[adefqsuv])*\/\/?[ckr](?![a-z]*:)/i.test(word.value ?? textOf(word)));
  if (at < 0) {
    const text = textOfStdin(command, facts);
    if (text === undefined) return { effects: [] };
    return text === null
      ? { effects: [unseenCode("its standard input", "likely", command.span)] }
      : { effects: [], inner: [cmdText(command, text)] };
  }
  const glued = textOf(words[at] ?? unknownWord("")).replace(/^(?:\/[adefqsuv])*\/\/?[ckr]/i, "");
  const rest = words.slice(at + 1);
  const parts = rest.length === 1 ? rest.map(textOf) : rest.map(quoted);
  const text = [glued, ...parts].filter(part => part !== "").join(" ");
  if (text.replaceAll(HOLE, "").trim() === "")
    return text === ""
      ? { effects: [] }
      : { effects: [unseenCode(rest.map(word => word.text).join(" "), "likely", command.span)] };
  return { effects: [], inner: [cmdText(command, text)] };
}

/** Quotes a path that was one word of another shell. */
function quoted(word: Word): string {
  const text = textOf(word);
  return /\s/.test(text) && /^(?:[A-Za-z]:|\\|\.|%|~|[\w-]+[\\/])/.test(text) && !text.includes('"')
    ? `"${text}"`
    : text;
}

/** Reads `start ["title"] [/d path] [/wait …] program …`. */
function started(command: Invocation): Reading {
  const words = command.argv.slice(1);
  let at = 0;
  if (/^"/.test(words[0]?.text ?? "") && words.length > 1) at++;
  while (/^\//.test(words[at]?.value ?? "")) at += /^\/(?:d|node|affinity)$/i.test(words[at]?.value ?? "") ? 2 : 1;
  const [program, ...rest] = words.slice(at);
  if (!program) return { effects: [] };
  const page = opensPage(program, command);
  if (page) return { effects: page };
  const text = [program, ...rest].map(quoted).join(" ");
  return { effects: [], inner: [cmdText(command, text)] };
}

const TERMINAL_VALUES =
  /^(?:-w|-d|-p|-s|-t|--(?:window|startingdirectory|profile|title|tabcolor|colorscheme|size|pos|sessionid|target))$/i;
const TERMINAL_ACTIONS =
  /^(?:new-tab|nt|split-pane|sp|focus-tab|ft|focus-pane|fp|move-focus|mf|move-pane|mp|swap-pane)$/i;

/** Reads `wt [options] command ; new-tab [options] command`: one command for each tab. */
function inTerminals(command: Invocation): Inner[] {
  const tabs: Word[][] = [[]];
  for (const word of command.argv.slice(1)) {
    if (word.value === ";") tabs.push([]);
    else tabs.at(-1)?.push(word);
  }
  return tabs.flatMap(words => {
    let at = 0;
    for (
      let word = words[0]?.value ?? "";
      /^-/.test(word) || TERMINAL_ACTIONS.test(word);
      word = words[at]?.value ?? ""
    )
      at += TERMINAL_VALUES.test(word) ? 2 : 1;
    const text = words.slice(at).map(quoted).join(" ");
    return text === "" ? [] : [cmdText(command, text)];
  });
}

/** Reads `forfiles`. `@path`, `@file` … stand for every file below `/p` that matches `/m`. */
function eachFile(command: Invocation): Reading {
  const words = command.argv.slice(1);
  const behind = (option: RegExp) => words[words.findIndex(({ value }) => option.test(value ?? "")) + 1];
  const has = (option: RegExp) => words.some(({ value }) => option.test(value ?? ""));
  if (!has(/^[/-]c$/i)) return { effects: [] };
  const folder = has(/^[/-]p$/i) ? (behind(/^[/-]p$/i) ?? words[0]) : undefined;
  const mask = has(/^[/-]m$/i) ? behind(/^[/-]m$/i)?.value : "*";
  const base = folder ? textOf(folder).replace(/[\\/]$/, "") : ".";
  const pattern = `${base}\\${has(/^[/-]s$/i) ? "**\\" : ""}${mask ?? HOLE}`;
  const run = behind(/^[/-]c$/i);
  const text = run
    ? textOf(run).replace(/"?@(?:path|file|relpath|fname)"?/gi, pattern.includes(" ") ? `"${pattern}"` : pattern)
    : "";
  return { effects: [], inner: [cmdText(command, text)] };
}

function linux(command: Invocation): Reading {
  const words = command.argv.slice(1);
  const span = command.span && { span: command.span };
  const scope: Scope = { ...command.scope, cwd: mounted(command.scope.cwd), via: [...command.scope.via, "wsl"] };
  for (let i = 0; i < words.length; i++) {
    const value = words[i]?.value ?? "";
    const rest = words.slice(i + 1);
    if (/^--(?:unregister)$/.test(value)) return { effects: [unregistered(rest[0], command)] };
    if (/^(?:-d|--distribution|-u|--user|--cd|--shell-type|--distribution-id)$/.test(value)) i++;
    else if (/^(?:-e|--exec)$/.test(value))
      return { effects: [], inner: [{ kind: "argv", argv: rest, scope, stdin: command.stdin, ...span }] };
    else if (value === "--" || (!value.startsWith("-") && words[i])) {
      const run = value === "--" ? rest : words.slice(i);
      // The login shell there gets it word by word.
      return { effects: [], inner: [{ kind: "argv", argv: run, scope, stdin: command.stdin, ...span }] };
    }
  }
  return { effects: [] };
}

/** Translates `C:\x` to `/mnt/c/x`, its path inside. */
function mounted(cwd: string | null): string | null {
  const drive = /^([A-Za-z]):/.exec(cwd ?? "")?.[1];
  return drive === undefined || cwd === null ? cwd : `/mnt/${drive.toLowerCase()}${cwd.slice(2).replaceAll("\\", "/")}`;
}

function unregistered(word: Word | undefined, { span }: Invocation): Effect {
  const name = word ? textOf(word) : "a distribution";
  return {
    verb: "delete",
    resource: "volume",
    target: name,
    reach: "all",
    recovery: "none",
    certainty: "certain",
    source: "wsl",
    says: `deletes the Linux system ${name} with every file in it`,
    instead: "wsl --export keeps a copy in a file.",
    ...(span && { span }),
  };
}

function browsed(command: Invocation): Effect[] {
  const words = command.argv.slice(1);
  // A headless browser fetches and prints the page, and nobody is signed in.
  if (words.some(({ value }) => /^--?headless/.test(value ?? ""))) return [];
  return words.flatMap(word => opensPage(word, command) ?? []);
}

function cmdText(command: Invocation, text: string): Inner {
  const scope = { ...command.scope, via: [...command.scope.via, command.program] };
  return { kind: "shell", text, scope, dialect: "cmd", ...(command.span && { span: command.span }) };
}
