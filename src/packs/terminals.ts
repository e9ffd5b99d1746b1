/** Reads tmux and screen: commands for new windows, and text that is typed into one. */

import { operands, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { carriedBy } from "../core/kit/carrying.ts";
import { wholly, words } from "../core/text/expressions.ts";
import { textOf, type Word } from "../core/text/words.ts";

const TMUX_GLOBAL = { values: ["c", "f", "L", "S", "T"], stopAtOperand: true };
/** Sub-commands of tmux(1) and their abbreviations whose operands are a shell command. */
const STARTS = wholly(words`
  new(-session)? neww new-window splitw split-window respawn(p|w|-pane|-window) popup display-popup run(-shell)?
  if(-shell)? pipep pipe-pane
`);
const STARTS_GRAMMAR = {
  values: ["c", "e", "F", "n", "s", "t", "x", "y", "f", "l", "p", "T", "w"],
  stopAtOperand: true,
};
const TYPES = /^(send|send-keys|send-prefix)$/;
const KEY = /^(Enter|KPEnter|C-[a-z]|M-.|Space|Tab|Escape|BSpace|Up|Down|Left|Right|Home|End|PgUp|PgDn|F\d+)$/;

/** Terminals that take a command after `-e`, `-x` or `--`; one word is a shell text. */
const EMULATORS =
  "xterm uxterm x-terminal-emulator konsole gnome-terminal xfce4-terminal mate-terminal lxterminal terminator tilix urxvt rxvt st alacritty foot wezterm".split(
    " ",
  );

export const terminals: ProgramPack = {
  kind: "program",
  id: "terminals",
  programs: ["tmux", "screen", "byobu", "abduco", "dtach", "zellij", ...EMULATORS],
  read(command: Invocation): Reading {
    return {
      effects: [],
      inner: command.program === "tmux" || command.program === "byobu" ? tmux(command) : others(command),
    };
  },
  examples: [
    { run: "tmux new-session -d -s x 'rm -rf ~'", expect: "deny" },
    { run: "tmux new -d rm -rf /home/dev", expect: "deny" },
    { run: "tmux send-keys -t x 'rm -rf ~' Enter", expect: "deny" },
    { run: "tmux send -t x.1 'cd /' C-m 'rm -rf home' C-m", expect: "deny" },
    { run: "tmux new -d \\; send-keys 'rm -rf ~' Enter", expect: "deny" },
    { run: "screen -dmS x bash -c 'rm -rf ~'", expect: "deny" },
    { run: "screen -S x -X stuff 'rm -rf ~\\n'", expect: "deny" },
    { run: "dtach -n /tmp/x.sock rm -rf /home/dev", expect: "deny" },
    { run: "tmux new-session -d -s dev 'npm run dev'", expect: "allow" },
    { run: "tmux send-keys -t dev C-c", expect: "allow" },
    { run: "tmux send-keys -t dev 'npm test' Enter", expect: "allow" },
    { run: "tmux capture-pane -p -t dev", expect: "allow" },
    { run: "tmux kill-session -t dev", expect: "allow" },
    { run: "screen -ls", expect: "allow" },
  ],
};

/** Splits a call into commands, which a word `;` separates. */
function tmux(command: Invocation): Inner[] {
  const rest = operands(readArguments(command.argv.slice(1), TMUX_GLOBAL));
  const calls: Word[][] = [[]];
  for (const word of rest) {
    if (word.value === ";") calls.push([]);
    else calls.at(-1)?.push(word);
  }
  return calls.flatMap(([verb, ...words]): Inner[] => {
    const name = verb?.value ?? "";
    if (STARTS.test(name)) {
      const carried = operands(readArguments(words, STARTS_GRAMMAR));
      // One word is a text for the shell, several are a program and its words; `if-shell` takes several texts.
      if (/^if/.test(name)) return carried.map(word => shell(command, textOf(word)));
      return carried.length === 0
        ? []
        : carried.length === 1
          ? [shell(command, carried.map(textOf).join(""))]
          : [argv(command, carried)];
    }
    return TYPES.test(name) ? [typedText(command, operands(readArguments(words, { values: ["t", "N", "c"] })))] : [];
  });
}

/** Returns the text of keys: named keys end a line or are left out, others are text. */
function typed(words: readonly Word[]): string {
  return words
    .map(word => {
      const text = textOf(word);
      if (/^(Enter|KPEnter|C-m|C-j)$/.test(text)) return "\n";
      return text === "Space" ? " " : KEY.test(text) ? "" : text.replace(/\\n|\\r/g, "\n");
    })
    .join("");
}

/** Keys may go to a shell, an editor, or any other program. */
function typedText(command: Invocation, words: readonly Word[]): Inner {
  const text = typed(words);
  const scope = { ...inside(command), guessed: true as const };
  return { kind: "shell", text, scope, ...(command.span && { span: command.span }) };
}

function others(command: Invocation): Inner[] {
  if (EMULATORS.includes(command.program)) {
    const at = command.argv.findIndex(({ value }) => /^(?:-e|-x|--|--command|--execute|start)$/.test(value ?? ""));
    const words = at < 0 ? [] : command.argv.slice(at + 1);
    const [only, ...more] = words;
    return only === undefined ? [] : more.length === 0 ? [shell(command, textOf(only))] : [argv(command, words)];
  }
  if (command.program === "screen") {
    const words = command.argv.slice(1);
    const sent = words.findIndex(word => /^-[a-zA-Z]*X$/.test(word.value ?? ""));
    if (sent >= 0) {
      const [verb, ...rest] = words.slice(sent + 1);
      if (/^(stuff|exec|screen)$/.test(verb?.value ?? "")) return [shell(command, typed(rest))];
      return [];
    }
    return [...(carriedBy(command, { values: ["S", "c", "e", "h", "p", "s", "t", "T"] }) ?? [])];
  }
  if (command.program === "zellij")
    return [...(carriedBy(command, { command: "run|action", behindDashes: true }) ?? [])];
  return [...(carriedBy(command, { values: ["e", "r"], before: 1 }) ?? [])];
}

function shell(command: Invocation, text: string): Inner {
  return { kind: "shell", text, scope: inside(command), ...(command.span && { span: command.span }) };
}

function argv(command: Invocation, words: readonly Word[]): Inner {
  return { kind: "argv", argv: words, scope: inside(command), ...(command.span && { span: command.span }) };
}

function inside({ scope, program }: Invocation) {
  return { ...scope, via: [...scope.via, program] };
}
