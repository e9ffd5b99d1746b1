/**
 * Finds input that people write on the lines below a program that reads commands. A shell runs these lines itself once
 * the program has ended, so both readings count.
 */

import type { Invocation } from "../../effects/pack.ts";
import { programName, textOf } from "../../text/words.ts";
import { isShell } from "./shell-names.ts";
import { isTyped } from "./typed-input.ts";

/** Languages and debuggers, which read commands when they get no script. */
const LANGUAGES = new Set(
  `python python2 python3 ipython node irb pry lua luajit jjs jshell scala tclsh wish cpan ghci erl iex guile julia octave
   R perl php gdb lldb pdb byebug rdbg jrunscript scanmem debugfs bconsole crash terraform kotlin groovysh dotnet`.split(
    /\s+/,
  ),
);
/** Clients and line editors, which have operands and read commands. */
const CLIENTS = new Set(
  `ftp tftp sftp lftp ncftp psftp smbclient telnet ed red ex mysql mariadb psql sqlite3 sqlplus mongosh redis-cli cqlsh
   tdbtool hping3 nmap msfconsole mail mailx mutt minicom dc bc gnuplot fdisk parted gdisk sfdisk etcdctl zkcli nslookup
   nsupdate rpcclient ldapmodify wpa_cli bluetoothctl virsh asterisk`.split(/\s+/),
);
/** Sub-commands of languages' tools that wait for commands. */
const WAITING =
  /^(?:console|fsi|repl|shell|-i|-q|-qq|-nx|-quiet|--quiet|--silent|--interactive|--no-save|--vanilla|-l)$/;
/** Options that give a script, or a file with one. */
const GIVEN =
  /^(?:-c|-e|-f|-q|-x|-r|-s|-b|-ex|-batch|--?(?:command|execute|eval|expression|file|batch|script|version|help))(?:=|$)/;
const MAX_BELOW = 8192;

/** Returns the commands; one that stands alone on its line and reads commands gets the lines below as its input. */
export function withTextBelow(found: readonly Invocation[], text: string): readonly Invocation[] {
  if (!text.includes("\n")) return found;
  return found.map(command => {
    const below = waits(command) ? linesBelow(command, text) : undefined;
    return below === undefined ? command : { ...command, stdin: { kind: "text", text: below } };
  });
}

function waits({ argv, stdin, redirects }: Invocation): boolean {
  if ((stdin.kind !== "none" && !isTyped(stdin)) || redirects.length > 0) return false;
  const words = argv.map(textOf);
  const at = /^(?:sudo|doas)$/.test(words[0] ?? "") ? words.findIndex((word, i) => i > 0 && !word.startsWith("-")) : 0;
  const name = programName(argv[at]);
  const rest = words.slice(at + 1);
  if (CLIENTS.has(name)) return !rest.some(word => GIVEN.test(word) && !(name === "mail" || word === "-q"));
  return LANGUAGES.has(name) && !isShell(name) && rest.every(word => WAITING.test(word));
}

function linesBelow({ span }: Invocation, text: string): string | undefined {
  if (!span) return undefined;
  const before = text.slice(text.lastIndexOf("\n", span.start - 1) + 1, span.start);
  const end = text.indexOf("\n", span.end);
  if (end < 0 || before.trim() !== "" || text.slice(span.end, end).trim() !== "") return undefined;
  const below = text.slice(end + 1, end + 1 + MAX_BELOW);
  return below.trim() === "" ? undefined : below;
}
