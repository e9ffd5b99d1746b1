/** Finds local files that a tool sends away: uploaded to a page or a drive, attached to a message. */
import type { McpAction } from "../../action/action.ts";
import { fileSent, secretSent } from "../../detectors/exfiltration/secret-sent.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Facts } from "../../facts/facts.ts";
import { isEnvFile, secretFile } from "../../files/secret-files.ts";
import { anyOf } from "../../text/expressions.ts";
import { isWithin, resolvePath } from "../../text/paths.ts";
import type { Destination } from "../graphql/effects.ts";

/** Tools that send a file, by their name. */
const SENDS = /upload|attach|send|e?mail/i;
/** Arguments that hold a local path. */
const PATHS = anyOf([
  /(?:^|_)(?:local_?)?(?:files?|paths?|file_?paths?|attachments?|sources?|media|document)$/,
  /[a-z](?:Path|Paths|File|Files)$/,
]);
const MAX_FILES = 16;

/** `upload_file { path }`, `send_email { attachments }`, a browser's `file_upload { paths }`. */
export function filesHanded(action: McpAction, place: Destination, facts: Facts): Effect[] {
  if (!SENDS.test(action.tool) || (place.local && !/upload/i.test(action.tool))) return [];
  const { home, roots, platform } = facts.around;
  return pathsIn(action.arguments).flatMap(given => {
    const path = resolvePath(given.replace(/^~(?=\/)/, home ?? "~"), action.cwd);
    const told = { to: place.local ? "the page" : place.name, at: place.at, source: "mcp" } as const;
    const what = secretFile(path, home) ?? (isEnvFile(path) ? `the variables in ${given}` : undefined);
    if (what !== undefined) return [secretSent({ what, ...told })];
    const own = roots.some(root => isWithin(path, root, platform)) || /^\/(?:tmp|var\/tmp)\//.test(path);
    return own ? [] : [fileSent(given, { ...told, certainty: "likely" })];
  });
}

function pathsIn(args: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(args)
    .filter(([key]) => PATHS.test(key))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .map(item => (typeof item === "object" && item !== null ? ((item as { path?: unknown }).path ?? "") : item))
    .filter((item): item is string => typeof item === "string" && /^(?:[~./]|[A-Za-z]:[\\/])[^\n]*$/.test(item))
    .slice(0, MAX_FILES);
}
