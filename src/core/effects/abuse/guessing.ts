/** Passwords that a loop tries out one after the other: a variable that takes turns, where a login takes its password. */
import { keepingNames } from "../../latest.ts";
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import type { Doing } from "../subcommands.ts";
import type { Word } from "../words.ts";
import { effectOf } from "./lines.ts";

const GUESSES: Doing = {
  verb: "execute-remote",
  resource: "account",
  reach: "several",
  says: "tries out passwords one after the other",
};

/** Programs that sign in somewhere or open what is locked, and the options that take the password. */
const LOGINS: readonly (readonly [RegExp, RegExp])[] = [
  [/^sshpass$/, /^-p/],
  [/^(?:mysql|mysqladmin|mariadb|mongosh?|mongo|cqlsh|clickhouse-client|isql|sqlcmd)$/, /^(?:-p|-P|--password)/],
  [/^redis-cli$/, /^(?:-a|--pass)/],
  [/^(?:smbclient|rpcclient|net|smbmap|winexe|wmiexec\S*|psexec\S*)$/, /^(?:-U|-p|--user|--password)/],
  [/^(?:ldapsearch|ldapwhoami|ldapadd|ldapmodify)$/, /^-w/],
  [/^(?:curl|wget|http|https|xh)$/, /^(?:-u|--user|-a|--auth|--password|--http-password)/],
  // Archives and documents are no accounts: a file that is locked is somebody's own.
  [/^(?:gpg2?|openssl|veracrypt|cryptsetup|keytool|ssh-keygen)$/, /^(?:-p|-P|-k|-upw|--pass|--?pass|-pass|-storepass)/],
  [
    /^(?:xfreerdp|rdesktop|evil-winrm|vncviewer|snmpwalk|snmpget|ipmitool|lftp|ftp|kinit|bw|wpa_passphrase)$/,
    /^(?:\/p:|-p|-P|-c|-u|--pass)/,
  ],
];
/** Programs that read a password from their input, by themselves or where an option says so. */
const ASKS = /^(?:su|doas|login|kinit|cryptsetup|smbclient|veracrypt|passwd)$/;
const ASKS_IF: readonly (readonly [RegExp, RegExp])[] = [
  [/^sudo$/, /^-[a-zA-Z]*S|^--stdin$/],
  [/^gpg2?$/, /^--passphrase-fd/],
  [/^sshpass$/, /^-d/],
  [/^openssl$/, /^stdin$/],
];

const kindOf = keepingNames(program => ({
  takes: LOGINS.find(([programs]) => programs.test(program))?.[1],
  asks: ASKS.test(program),
  asksIf: ASKS_IF.find(([programs]) => programs.test(program))?.[1],
}));

export function effectsOfGuessing(command: Invocation): Effect[] {
  const { turns } = command.scope;
  if (!turns) return [];
  const { takes, asks: always, asksIf } = kindOf(command.program);
  if (!takes && !always && !asksIf) return [];
  const words = command.argv.slice(1);
  const asks = always || (asksIf !== undefined && words.some(({ text }) => asksIf.test(text)));
  const byOption =
    takes !== undefined &&
    words.some((word, i) => {
      const own = takes.test(word.text);
      const before = words[i - 1];
      return (own || (before !== undefined && takes.test(before.text))) && isTried(word, turns);
    });
  const { stdin } = command;
  const sprayed = SPRAYS.test(command.program) && words.some(word => turns.some(name => startsWith(word, name)));
  const typed =
    asks &&
    (stdin.kind === "pipe" || stdin.kind === "text") &&
    (stdin.producer ?? []).some(word => isTried(word, turns));
  // A page of one's own: `curl -u admin:$p http://localhost:8080/`.
  if (FETCHES.test(command.program) && words.some(({ text }) => OWN_PAGE.test(text))) return [];
  return byOption || typed || sprayed ? [effectOf(GUESSES, command, "guessing")] : [];
}

const FETCHES = /^(?:curl|wget|https?|xh)$/;
const OWN_PAGE = /^["']?(?:https?:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|[\w-]+\.localhost)(?=[:/"']|$)/;

/** Programs that ask a directory for nothing but whether an account's password is right. */
const SPRAYS = /^(?:kinit|ldapwhoami)$/;

/** An account that takes turns: `$u@EXAMPLE.ORG`. */
function startsWith({ text }: Word, name: string): boolean {
  const bare = text.replace(/^"/, "");
  return bare.startsWith(`$${name}`) || bare.startsWith(`\${${name}}`);
}

/** A password that takes turns: `$p`, `"pass:${p}"`, `admin:$p`; not a user's name before a password (`$u:secret`). */
function isTried(word: Word, turns: readonly string[]): boolean {
  const text = word.text.replace(/["']$/, "");
  return turns.some(name => text.endsWith(`$${name}`) || text.endsWith(`\${${name}}`));
}
