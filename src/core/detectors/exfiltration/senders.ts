/** Finds secrets that programs send to another machine. The packs of HTTP clients handle those themselves. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { shown } from "../../files/targets.ts";
import { isShell } from "../../languages/shell/shell-names.ts";
import { isDropHost } from "../../places/drop-hosts.ts";
import { isLocalHost, isThisMachine } from "../../places/hosts.ts";
import type { Locator } from "../../places/locator.ts";
import { knownPrefix, literalWord, programName, textOf, type Word } from "../../text/words.ts";
import { secretSent } from "./secret-sent.ts";
import { NOBODY, namedHost, SENDERS, type Sender } from "./sender-programs.ts";
import { credentialIn, secretsSent, strayVariables } from "./sent.ts";
import { networkFile } from "./sockets.ts";

const STDIN = literalWord("-");

/** Returns whether a program sends its input to another machine. */
export function sends(program: string): boolean {
  return SENDERS.has(program);
}

/** Returns the effects of a call that sends secrets, or offers files to everybody; empty for other calls. */
export function secretsSentBy(command: Invocation, facts: Facts): Effect[] {
  const socket =
    command.redirects.length === 0
      ? undefined
      : command.redirects.map(({ target }) => networkFile(knownPrefix(target))).find(Boolean);
  const sender = SENDERS.get(command.program);
  if (!sender && socket === undefined) return toldByTheWay(command, facts);
  const words = command.argv.slice(1);
  const behind =
    command.program === "socat" &&
    words.map(({ value }) => /^(?:EXEC|SYSTEM|SHELL):(.+)/i.exec(value ?? "")?.[1]).find(Boolean);
  if (behind) return [remoteShell(command, "whoever is on the other end", behind)];
  const host = sender ? sender.host(words) : socket?.host;
  if (host === undefined || isThisMachine(host)) return [];
  // The shell holds the connection, so later commands may read and write it.
  if (
    socket !== undefined &&
    command.program === "exec" &&
    command.argv.length === 1 &&
    !isNeighbour(host, command.program)
  )
    return [remoteShell(command, host, "this shell")];
  const shell =
    takesTyping(command.program) ||
    (/^(?:exec|nohup|setsid)$/.test(command.program) && takesTyping(programName(command.argv[1]))) ||
    (command.argv[0]?.glob && /sh?$|\?$|\*$/.test(command.argv[0].text));
  if (socket !== undefined && shell && !command.argv.some(({ value }) => value === "-c"))
    return [remoteShell(command, host)];
  if (sender?.raw && typesOnInput(command.stdin) && !isNeighbour(host, command.program))
    return [remoteShell(command, host)];
  const files = [STDIN, ...(sender ? (sender.files?.(words) ?? []) : words)];
  const secrets = [
    ...secretsSent(command, files, facts),
    ...(DNS.has(command.program)
      ? namesInLabels(words)
      : isNeighbour(host, command.program)
        ? []
        : strayVariables(command, host).flatMap(name => credentialIn(name) ?? [])),
  ];
  if (secrets.length > 0) return secrets.map(what => effectOf(command, host, what, true));
  if (isNeighbour(host, command.program)) return [];
  const content =
    !sender || (sender.raw && host !== NOBODY)
      ? (contentOnInput(command.stdin) ?? contentNamed(command, sender))
      : undefined;
  if (content !== undefined) return [effectOf(command, host, content, false)];
  if (!sender?.drop && !isDropHost(host)) return [];
  const given = files.filter(file => file !== STDIN && file.value !== "send");
  const piped = command.stdin.kind === "none" ? [] : ["what comes in"];
  return [...given.map(shown), ...piped].slice(0, 3).map(what => effectOf(command, host, what, false));
}

/**
 * Finds contents in a substitution or on standard input that any other program sends to a host it names, and that are
 * no login.
 */
function toldByTheWay(command: Invocation, facts: Facts): Effect[] {
  const { argv, stdin } = command;
  const given =
    (stdin.kind === "text" || stdin.kind === "pipe") && stdin.producer ? [...argv, ...stdin.producer] : argv;
  if (!given.some(({ pieces }) => pieces.some(piece => piece.kind === "hole" && piece.from === "substitution")))
    return [];
  const host = namedHost(
    given.slice(1).flatMap(word =>
      textOf(word)
        .split(/\s+/)
        .map(part => literalWord(part)),
    ),
  );
  if (host === undefined || isThisMachine(host)) return [];
  return secretsSent(command, [STDIN], facts)
    .filter(what => TOLD.test(what))
    .map(what => effectOf(command, host, what, true));
}

const TOLD =
  /^(?:the accounts of this machine|the whole environment|what was typed into the shell|the system's secrets)$/;

/** A name without dots is a neighbour in a container network; for ssh and the like it may be an alias of any host. */
function isNeighbour(host: string, program: string): boolean {
  return isLocalHost(host) && !/^(?:scp|rsync|rcp|sftp|ssh)$/.test(program);
}

/** Matches `sh -i | nc host port`: the output of an interactive shell is sent. */
function typesOnInput(stdin: Stdin): boolean {
  const [program, ...words] = (stdin.kind === "pipe" && stdin.producer) || [];
  return isShell(programName(program)) && words.some(({ value }) => value === "-i");
}

/** Returns whether a program runs what is typed at the other end of a connection. */
const takesTyping = (program: string): boolean => isShell(program) || /^python[\d.]*$/.test(program);

/** Returns the effect of `bash -i >& /dev/tcp/host/port`: whoever listens there types the commands. */
function remoteShell({ program, span }: Invocation, host: string, used = "a shell of this machine"): Effect {
  return {
    verb: "execute-remote",
    resource: "code",
    target: program,
    reach: "unknown",
    recovery: "none",
    certainty: "certain",
    source: "secrets",
    says: `lets ${host} use ${used}`,
    ...(span && { span }),
  };
}

/** Returns contents that are sent unchanged: `FILE:x` of socat, an attachment, or output into a socket. */
function contentNamed({ program, argv, redirects }: Invocation, sender: Sender | undefined): string | undefined {
  const words = argv.slice(1);
  if (sender) return sender.files?.(words).find(({ value }) => !value?.startsWith("/dev/"))?.text;
  const named = words.some(({ value, text }) => !(value ?? text).startsWith("-"));
  const inside = words.some(({ pieces }) =>
    pieces.some(piece => piece.kind === "hole" && /^\$\(\s*(?:<|(?:cat|base64|xxd|tar|gzip)\s)/.test(piece.of)),
  );
  const printed = !SAYS.test(program) && redirects.some(one => !one.beside && INTO.test(one.operator));
  return (PACKS.test(program) && named) || inside || (printed && program !== "cat")
    ? argv.map(({ text }) => text).join(" ")
    : undefined;
}

/** Programs that print only their arguments, or nothing. */
const SAYS = /^(?:echo|printf|:|true|false|exec|timeout|sleep|test|\[|read|yes|seq|date)$/;
const INTO = /^(?:>>?|>\||&>>?|>&)$/;

/** Returns a whole file on standard input; a typed line or a request does not count. */
function contentOnInput(stdin: Stdin): string | undefined {
  if (stdin.kind === "file") return knownPrefix(stdin.path).startsWith("/dev/") ? undefined : stdin.path.text;
  if (stdin.kind !== "pipe") return undefined;
  const [program, ...words] = stdin.producer ?? [];
  const name = programName(program);
  if (PACKS.test(name) && (name !== "cat" || words.length > 0))
    return (stdin.producer ?? []).map(({ text }) => text).join(" ");
  return stdin.from && contentOnInput(stdin.from);
}

const PACKS =
  /^(?:g?tar|bsdtar|cat|zip|gzip|xz|zstd|bzip2|dd|pg_dump|pg_dumpall|mysqldump|mongodump|sqlite3|pbpaste|xclip|xsel|wl-paste|find|cpio|tcpdump|tshark|dumpcap|7z|7za|gpg|openssl|mysqldump|pg_basebackup|git|kubectl|docker|redis-cli|screencapture|import|scrot|arecord|base64|xxd|textutil|streamzip|ditto|strings)$/;

const DNS = new Set(
  "dig nslookup host drill kdig ping ping6 getent resolvectl traceroute tracepath mtr fping hping3 arping whois".split(
    " ",
  ),
);

/** Returns parts of host names that reveal data to a name server: `$(whoami).evil.example`. */
function namesInLabels(words: readonly Word[]): string[] {
  return words.flatMap(({ text }) => {
    const found = /(?:\$\(([^()]{1,500})\)|`([^`]{1,500})`)\.[\w.-]*[a-z]{2}/i.exec(text);
    return found ? [`the output of ${found[1] ?? found[2]}`] : [];
  });
}

function effectOf({ program, span }: Invocation, host: string, what: string, secret: boolean): Effect {
  // Some programs send to a service that their words do not name.
  const named = host.endsWith(".invalid") ? `where ${program} stores or posts it` : host;
  const at: Locator[] = [{ kind: "host", host, evidence: { because: `${program} sends it to ${named}` } }];
  const sent: Effect = {
    ...secretSent({ what, to: named, at, source: "secrets", span }),
    instead: "Send only what is needed there, by name.",
  };
  return secret ? sent : { ...sent, resource: "file", recovery: "effort" };
}
