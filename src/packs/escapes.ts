/** Reads programs that can run another one on the side: search tools, debuggers, dialogues, pagers. */

import { operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfFile } from "../core/files/input-text.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import { unseenCode } from "../core/languages/shell/scripts.ts";
import { literalWord, textOf, type Word } from "../core/text/words.ts";

/** Texts and argument lists that a program would run. */
interface Escape {
  readonly texts?: readonly string[];
  readonly argv?: readonly (readonly Word[])[];
  readonly unseen?: Word | undefined;
  readonly writes?: readonly Word[];
}

const RIPGREP = {
  values: [
    "pre",
    "hostname-bin",
    "pre-glob",
    "g",
    "glob",
    "e",
    "regexp",
    "f",
    "A",
    "B",
    "C",
    "m",
    "t",
    "T",
    "r",
    "replace",
  ],
};
const DEBUGGER = {
  values: [
    "ex",
    "eval-command",
    "iex",
    "init-eval-command",
    "x",
    "command",
    "o",
    "one-line",
    "O",
    "k",
    "s",
    "source",
    "p",
    "pid",
  ],
  singleDash: true,
};
const NMAP = {
  values: ["script", "script-args", "script-args-file", "p", "o", "oN", "oX", "oG", "oA", "iL"],
  singleDash: true,
};

const READERS: Readonly<Record<string, (command: Invocation, facts: Facts) => Escape>> = {
  shuf: ({ argv }) => ({
    writes: optionValues(readArguments(argv.slice(1), { values: ["o", "output", "n", "i"] }), "o", "output"),
  }),
  rg: ({ argv }) => {
    const args = readArguments(argv.slice(1), RIPGREP);
    const [, ...searched] = operands(args);
    // It is run once for every file below the searched folders, by default the current one.
    const files = (searched.length > 0 ? searched : [literalWord(".")]).flatMap(word => [word, everythingIn(word)]);
    return {
      argv: optionValues(args, "pre", "hostname-bin")
        .filter(word => word.value !== "")
        .map(word => [word, ...files]),
    };
  },
  gdb: debuggers,
  lldb: debuggers,
  nmap: ({ argv }) => {
    const scripts = optionValues(readArguments(argv.slice(1), NMAP), "script");
    return { unseen: scripts.find(word => /[/]|\.nse$/.test(textOf(word))) };
  },
  expect: ({ argv, stdin, scope }, facts) => {
    const args = readArguments(argv.slice(1), { values: ["c", "f", "b"], stopAtOperand: true });
    const given = optionValues(args, "c").map(textOf);
    const files = [...optionValues(args, "f", "b"), ...operands(args).slice(0, 1)];
    const written = files.map(file => textOfFile(file, scope, facts) ?? "");
    const text = [...given, ...written, ...(stdin.kind === "text" ? [stdin.text] : [])].join("\n");
    const found = [...text.matchAll(/\b(?:spawn|exec|send)\s+(?:-\w+\s+)*("(?:[^"\\]|\\.)*"|[^;\n\]]+)/g)];
    return { texts: found.map(match => (match[1] ?? "").replace(/^"(.*)"$/s, "$1").replace(/\\[rn]/g, "\n")) };
  },
  "start-stop-daemon": ({ argv }) => {
    const at = argv.findIndex(({ value }) => /^(?:-x|-a|--exec|--startas)$/.test(value ?? ""));
    const dashes = argv.findIndex(({ value }) => value === "--");
    const program = at > 0 ? argv[at + 1] : undefined;
    return { argv: program ? [[program, ...(dashes > 0 ? argv.slice(dashes + 1) : [])]] : [] };
  },
  less: pager,
  more: pager,
  most: pager,
  man: pager,
};

export const escapes: ProgramPack = {
  kind: "program",
  id: "escapes",
  programs: Object.keys(READERS),
  read(command: Invocation, facts: Facts): Reading {
    const { texts = [], argv = [], unseen, writes = [] } = READERS[command.program]?.(command, facts) ?? {};
    const scope = { ...command.scope, via: [...command.scope.via, command.program] };
    const span = command.span && { span: command.span };
    const inner: Inner[] = [
      ...texts.map((text): Inner => ({ kind: "shell", text, scope, ...span })),
      ...argv.map((words): Inner => ({ kind: "argv", argv: words, scope, ...span })),
    ];
    const effects = writes.flatMap(word =>
      effectsOfWrite(word, command.scope, facts, { source: command.program, span: command.span, empties: true }),
    );
    return { effects: [...effects, ...(unseen ? [unseenCode(unseen.text, "likely", command.span)] : [])], inner };
  },
  examples: [
    { run: "shuf -o notes.txt list", expect: "ask", files: { "notes.txt": "x", list: "y" } },
    { run: "rg --pre ./x.sh foo", expect: "deny", files: { "x.sh": "#!/bin/sh\nrm -rf ~\n" } },
    { run: "gdb -batch -ex 'shell rm -rf ~'", expect: "deny" },
    { run: "gdb -p 1 -ex 'call (int)system(\"rm -rf ~\")'", expect: "deny" },
    { run: "lldb -o 'platform shell rm -rf ~' -o quit", expect: "deny" },
    { run: "expect -c 'spawn rm -rf /home/dev; interact'", expect: "deny" },
    { run: "expect -c 'spawn sh; send \"ls; rm -rf /home/dev\\r\"'", expect: "deny" },
    { run: "expect -c 'spawn telnet 127.0.0.1 7000; send \"ip link; udhcpc eth0\\r\"; expect eof'", expect: "allow" },
    { run: "LESSOPEN='|rm -rf ~; cat %s' less a.txt", expect: "deny" },
    { run: "PAGER='rm -rf ~' man ls", expect: "deny" },
    { run: "nmap --script ./x.nse localhost", expect: "ask" },
    { run: "rg 'rm -rf' src", expect: "allow" },
    { run: "gdb -batch -ex run -ex bt ./a.out", expect: "allow" },
    { run: "nmap -sV --script=default localhost", expect: "allow" },
    { run: "start-stop-daemon --start --exec /bin/rm -- -rf /home/dev", expect: "deny" },
    { run: "less +F /var/log/syslog", expect: "allow" },
    { run: "less '+!rm -rf ~' x", expect: "deny" },
    { run: "man -P 'rm -rf ~' ls", expect: "deny" },
    { run: "man -P cat ls", expect: "allow" },
    { run: "rg --pre rm -g '*.ts' x src", expect: "ask", files: { "src/a.ts": "x" } },
    { run: "LESSOPEN='| /usr/bin/lesspipe %s' less a.txt", expect: "allow" },
    { run: "man 7 signal", expect: "allow" },
  ],
};

function everythingIn(folder: Word): Word {
  const pieces = [...folder.pieces, { kind: "text", value: "/*", quoted: false } as const];
  return { text: `${folder.text}/*`, value: folder.value === null ? null : `${folder.value}/*`, pieces, glob: true };
}

/** Reads `shell x`, `!x`, `call system("x")`; after `--args` comes a program with its words. */
function debuggers({ argv }: Invocation): Escape {
  const words = argv.slice(1);
  const args = readArguments(words, DEBUGGER);
  const lines = optionValues(args, "ex", "eval-command", "iex", "init-eval-command", "o", "one-line", "O", "k").map(
    textOf,
  );
  const texts = lines.flatMap(line => {
    const shell = /^\s*(?:!|(?:platform\s+)?shell\s+(?:-h\s+)?|(?:\|\|?|pipe)\s.*\|\s*)(.+)$/s.exec(line)?.[1];
    const called = /\bsystem\s*\(\s*"((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
    return [...(shell ? [shell] : []), ...(called ? [called.replace(/\\(.)/g, "$1")] : [])];
  });
  const at = words.findIndex(word => /^(--args|-args|--)$/.test(word.value ?? ""));
  const started = at < 0 ? [] : words.slice(at + 1);
  return { texts, argv: started.length > 0 ? [started] : [] };
}

/** Commands that a pager takes from its environment: less(1), man(1). */
function pager({ program, scope }: Invocation): Escape {
  const names = program === "man" ? ["MANPAGER", "PAGER", "LESSOPEN"] : ["LESSOPEN", "LESSCLOSE"];
  return { texts: names.flatMap(name => scope.variables.get(name) ?? []).map(text => text.replace(/^[|-]+/, "")) };
}
