/** What a name server gets to know by the names that it is asked for: pieces of what was put into letters before. */
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import { programName } from "../words.ts";
import { effectOf } from "./lines.ts";

const ASKS = new Set([
  "dig",
  "nslookup",
  "host",
  "drill",
  "kdig",
  "ping",
  "ping6",
  "getent",
  "resolvectl",
  "curl",
  "wget",
]);
/** What makes letters of a file, or pieces of them. */
const ENCODES = /^(?:base(?:32|64)|basenc|xxd|od|hexdump|gzip|fold|split|openssl|uuencode|tr|zstd|xz)$/;
/** A name that begins with a variable: `$part.evil.example`. */
const PIECE = /^["']?(?:https?:\/\/)?\$\{?\w+\}?["']?\.[\w.-]*[a-z]{2}/i;

export function effectsOfTelling(command: Invocation): Effect[] {
  const { program, argv, stdin } = command;
  if (!ASKS.has(program) || stdin.kind === "none" || stdin.kind === "file") return [];
  const producer = stdin.producer?.[0];
  if (!producer || !ENCODES.test(programName(producer))) return [];
  if (!argv.some(({ text }) => PIECE.test(text))) return [];
  const does = {
    verb: "exfiltrate",
    resource: "file",
    reach: "several",
    says: "tells a name server, piece by piece, what stands in a file",
  } as const;
  return [effectOf(does, command, "telling")];
}
