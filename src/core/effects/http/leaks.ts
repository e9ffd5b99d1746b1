/** Secrets and files on their way out: what an HTTP request takes from this machine to another one. */
import { isThisMachine } from "../../environment/hosts.ts";
import type { Facts } from "../../facts.ts";
import { isWithin } from "../../paths.ts";
import type { Effect } from "../effect.ts";
import { isScratch } from "../files/loss.ts";
import { pathOf, shown } from "../files/targets.ts";
import type { Invocation } from "../pack.ts";
import { secretsSent, strayVariables } from "../sending/sent.ts";
import type { Word } from "../words.ts";
import { isDropHost } from "./drop-hosts.ts";
import type { HttpPlace } from "./place.ts";

export interface Uploads {
  /** What is sent as files (`-T`, `-F file=@x`), not as the data of a call. */
  readonly files: readonly Word[];
  /** It carries an account's name and password or a token: somebody has an account there. */
  readonly signedIn: boolean;
}

type Where = Pick<HttpPlace, "host" | "local" | "name" | "at">;

/** `files`: what the body is read from; `-` is standard input. */
export function leaksOf(
  command: Invocation,
  files: readonly Word[],
  place: Where,
  source: string,
  facts: Facts,
  uploads?: Uploads,
): Effect[] {
  if (isThisMachine(place.host ?? "") || isOwnHost(place, command, facts)) return [];
  const secrets = [
    ...secretsSent(command, files, facts),
    ...(place.local ? [] : strayVariables(command, place.host).map(name => `the variable ${name}`)),
  ];
  const span = command.span && { span: command.span };
  if (secrets.length > 0)
    return secrets.map(what => ({
      verb: "exfiltrate",
      resource: "secret",
      target: what,
      reach: "one",
      recovery: "none",
      certainty: "certain",
      source,
      says: `sends ${what} to ${place.name}`,
      at: place.at,
      instead: "Send only the values that the request needs, by name.",
      ...span,
    }));
  // A neighbour in a network of containers is given files and tokens of its own; a name alone is no reason for secrets.
  if (place.local) return [];
  const dropped = isDropHost(place.host);
  const given = dropped
    ? files.filter(file => file.value !== "-" || command.stdin.kind !== "text")
    : [
        ...(uploads?.files ?? []),
        ...files.filter(
          file => (isCollection(file, command) || isAbroad(file, command, facts)) && !uploads?.files.includes(file),
        ),
      ];
  // A request catcher gets to know what the address itself says.
  if (dropped && given.length === 0 && tellsInAddress(command))
    return [
      {
        verb: "exfiltrate",
        resource: "secret",
        target: place.name,
        reach: "one",
        recovery: "none",
        certainty: "certain",
        source,
        says: `tells ${place.name} what other commands print here`,
        at: place.at,
        ...span,
      },
    ];
  return given.map(file => ({
    verb: "exfiltrate",
    resource: "file",
    target: shown(file),
    reach: "one",
    recovery: "effort",
    // Who has an account there mostly means to keep the file there.
    certainty: uploads?.signedIn && !dropped ? "possible" : "certain",
    source,
    says: `sends the file ${file.value === "-" ? "on its input" : shown(file)} to ${place.name}`,
    at: place.at,
    instead: "Say where it is to be kept, and let the person send it.",
    ...span,
  }));
}

/** Made to hold many things: archives, dumps, databases, tables. A body of a call is none. */
function isCollection(file: Word, { stdin }: Invocation): boolean {
  const name = file.value ?? file.text;
  if (name !== "-") return holdsMany(name);
  if (stdin.kind !== "pipe") return false;
  const [program, first] = stdin.producer ?? [];
  const packer = (program?.value ?? "").replace(/^.*\//, "");
  if (packer === "git") return /^(?:archive|bundle)$/.test(first?.value ?? "");
  return /^(?:g?tar|bsdtar|zip|7z[az]?|cpio|pg_dump(?:all)?|mysqldump|mongodump|tcpdump|dd)$/.test(packer);
}

/** The name of an archive, a dump, a database, a table or a document. */
export function holdsMany(name: string): boolean {
  return /\.(?:t?gz|tgz|tar|zip|7z|rar|xz|bz2|zst|sql|dump|bak|db|sqlite3?|csv|xlsx?|docx?|pdf|pcap|pst|mbox|kdbx|key|pem|bundle|parquet)$/i.test(
    name,
  );
}

/** Neither of the workspace nor made for the call: the body of a request lies in one of the two. */
function isAbroad(file: Word, { stdin, scope }: Invocation, facts: Facts): boolean {
  const { around } = facts;
  const piped =
    stdin.kind === "pipe" && stdin.producer?.length === 2 && /(?:^|\/)cat$/.test(stdin.producer[0]?.value ?? "");
  const word = file.value !== "-" ? file : stdin.kind === "file" ? stdin.path : piped ? stdin.producer?.[1] : undefined;
  const path = word && pathOf(word, scope);
  if (path == null || scope.cwd === null || scope.container || scope.elsewhere || /^\/(?:dev|proc)\//.test(path))
    return false;
  return (
    !isScratch(path, facts, scope.cwd) &&
    ![...around.roots, scope.cwd].some(root => isWithin(path, root, around.platform))
  );
}

/** `http://x.interact.sh/$(hostname)`: the address carries what a command prints. */
function tellsInAddress({ argv }: Invocation): boolean {
  return argv.some(
    word =>
      /^["']?(?:https?:\/\/|\w+\.)/.test(word.text) &&
      (word.pieces.some(piece => piece.kind === "hole" && piece.from === "substitution") || /\$\(|`/.test(word.text)),
  );
}

/** The host that the workspace's code comes from. */
function isOwnHost({ host }: Where, { scope }: Invocation, facts: Facts): boolean {
  if (host === undefined) return false;
  const roots = facts.around.roots.length > 0 ? facts.around.roots : scope.cwd === null ? [] : [scope.cwd];
  return roots.some(root => {
    const config = facts.ask({ kind: "text", path: `${root}/.git/config` });
    return [...(config ?? "").matchAll(/^[ \t]*url[ \t]*=[ \t]*(?:\w+:\/\/)?(?:[^@/\s]*@)?([\w.-]+)/gm)].some(
      ([, own]) => own === host && !PUBLIC_FORGES.has(host),
    );
  });
}

/** Everybody's code comes from there: the host says nothing about whose account receives the file. */
const PUBLIC_FORGES = new Set(["github.com", "gitlab.com", "bitbucket.org", "codeberg.org"]);
