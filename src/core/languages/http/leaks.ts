/** Finds secrets and files that an HTTP request sends from this machine to another one. */

import { fileSent, secretSent } from "../../detectors/exfiltration/secret-sent.ts";
import { credentialIn, ownedVariables, secretsSent, strayAt } from "../../detectors/exfiltration/sent.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { isScratch } from "../../files/loss.ts";
import { pathOf, shown } from "../../files/targets.ts";
import { isDropHost } from "../../places/drop-hosts.ts";
import { isThisMachine } from "../../places/hosts.ts";
import type { Scope } from "../../places/scope.ts";
import { inOrder, words } from "../../text/expressions.ts";
import { isWithin } from "../../text/paths.ts";
import type { Word } from "../../text/words.ts";
import type { HttpPlace } from "./place.ts";

export interface Uploads {
  /** What is sent as files (`-T`, `-F file=@x`), not as the data of a call. */
  readonly files: readonly Word[];
  /** The request carries credentials, so somebody has an account at the service. */
  readonly signedIn: boolean;
}

type Where = Pick<HttpPlace, "host" | "local" | "name" | "at">;

/** With more effects than these, each further destination gets one only: files and addresses may be many. */
const MANY_LEAKS = 64;

/** `files`: sources of the body; `-` is standard input. `places`: every destination of the command. */
export function leaksOf(
  command: Invocation,
  files: readonly Word[],
  places: readonly Where[],
  source: string,
  facts: Facts,
  uploads?: Uploads,
): Effect[] {
  const own = ownHosts(command, facts);
  const foreign = places.filter(({ host }) => !isThisMachine(host ?? "") && !own.has(host ?? ""));
  if (foreign.length === 0) return [];
  const secrets = secretsSent(command, files, facts);
  const variables = ownedVariables(command);
  const tells = tellsInAddress(command);
  // To a request catcher every file counts; to other hosts, a body from the workspace is an ordinary call.
  const caught = files.filter(file => file.value !== "-" || command.stdin.kind !== "text");
  const given = new Set([
    ...(uploads?.files ?? []),
    ...files.filter(file => isCollection(file, command) || isAbroad(file, command, facts)),
  ]);
  const all: Effect[] = [];
  for (const place of foreign) {
    const most = all.length < MANY_LEAKS ? Number.POSITIVE_INFINITY : 1;
    const leak = leakingTo(place, source, command);
    const known = [
      ...secrets,
      ...(place.local ? [] : strayAt(place.host, variables).flatMap(name => credentialIn(name) ?? [])),
    ];
    if (known.length > 0) {
      all.push(...known.slice(0, most).map(leak.secret));
      continue;
    }
    // A neighbour in a container network gets files and tokens for its work; a local name alone excuses no secrets.
    if (place.local) continue;
    const dropped = isDropHost(place.host);
    const sent = dropped ? caught : [...given];
    // A request catcher also learns what the address itself contains.
    if (dropped && sent.length === 0 && tells) all.push(leak.address());
    // Who has an account there mostly means to keep the file there.
    const certainty = uploads?.signedIn && !dropped ? "possible" : "certain";
    all.push(...sent.slice(0, most).map(file => leak.file(file, certainty)));
  }
  return all;
}

/** Builds the effects of sending something to one destination. */
function leakingTo(place: Where, source: string, { span }: Invocation) {
  const common = { verb: "exfiltrate", reach: "one", source, at: place.at, ...(span && { span }) } as const;
  return {
    secret: (what: string) => secretSent({ what, to: place.name, at: place.at, source, span }),
    address: (): Effect => ({
      ...common,
      resource: "secret",
      target: place.name,
      recovery: "none",
      certainty: "certain",
      says: `tells ${place.name} what other commands print here`,
    }),
    file: (file: Word, certainty: Effect["certainty"]) =>
      fileSent(file.value === "-" ? "-" : shown(file), { to: place.name, at: place.at, source, span, certainty }),
  };
}

/** Whether the file is an archive, a dump, a database or a table, rather than the body of a call. */
function isCollection(file: Word, { stdin }: Invocation): boolean {
  const name = file.value ?? file.text;
  if (name !== "-") return holdsMany(name);
  if (stdin.kind !== "pipe") return false;
  const [program, first] = stdin.producer ?? [];
  const packer = (program?.value ?? "").replace(/^.*\//, "");
  if (packer === "git") return /^(?:archive|bundle)$/.test(first?.value ?? "");
  return /^(?:g?tar|bsdtar|zip|7z[az]?|cpio|pg_dump(?:all)?|mysqldump|mongodump|tcpdump|dd)$/.test(packer);
}

/** Endings of archives, dumps, databases, tables and documents. */
const HOLDS_MANY = inOrder(
  [
    /\./,
    words`
      t?gz tgz tar zip 7z rar xz bz2 zst sql dump bak db sqlite3? csv xlsx? docx? pdf pcap pst mbox kdbx key pem bundle
      parquet
    `,
    /$/,
  ],
  "i",
);

/** The name of an archive, a dump, a database, a table or a document. */
export function holdsMany(name: string): boolean {
  return HOLDS_MANY.test(name);
}

/** Whether the file lies outside of the workspace and of temporary folders: bodies of requests lie in one of these. */
function isAbroad(file: Word, { stdin, scope }: Invocation, facts: Facts): boolean {
  const piped =
    stdin.kind === "pipe" && stdin.producer?.length === 2 && /(?:^|\/)cat$/.test(stdin.producer[0]?.value ?? "");
  const word = file.value !== "-" ? file : stdin.kind === "file" ? stdin.path : piped ? stdin.producer?.[1] : undefined;
  return word !== undefined && liesAbroad(word, scope, facts);
}

/** Whether a file is known to lie outside of the workspace and of temporary folders. */
export function liesAbroad(file: Word, scope: Scope, facts: Facts): boolean {
  const { around } = facts;
  const path = pathOf(file, scope);
  if (path == null || scope.cwd === null || scope.container || scope.elsewhere || /^\/(?:dev|proc)\//.test(path))
    return false;
  return (
    !isScratch(path, facts, scope.cwd) &&
    ![...around.roots, scope.cwd].some(root => isWithin(path, root, around.platform))
  );
}

/** `http://x.interact.sh/$(hostname)`: the address contains the output of a command. */
function tellsInAddress({ argv }: Invocation): boolean {
  return argv.some(
    word =>
      /^["']?(?:https?:\/\/|\w+\.)/.test(word.text) &&
      (word.pieces.some(piece => piece.kind === "hole" && piece.from === "substitution") || /\$\(|`/.test(word.text)),
  );
}

/** The hosts of the workspace's Git remotes. */
function ownHosts({ scope }: Invocation, facts: Facts): ReadonlySet<string> {
  const roots = facts.around.roots.length > 0 ? facts.around.roots : scope.cwd === null ? [] : [scope.cwd];
  const hosts = roots.flatMap(root => {
    const config = facts.ask({ kind: "text", path: `${root}/.git/config` });
    const urls = (config ?? "").matchAll(/^[ \t]*url[ \t]*=[ \t]*(?:\w+:\/\/)?(?:[^@/\s]*@)?([\w.-]+)/gm);
    return [...urls].flatMap(([, host]) => host ?? []);
  });
  return new Set(hosts.filter(host => !PUBLIC_FORGES.has(host)));
}

/** Public forges: their name does not tell whose account receives the file. */
const PUBLIC_FORGES = new Set(["github.com", "gitlab.com", "bitbucket.org", "codeberg.org"]);
