/** Tracks what a text puts at a local address and deletes again: `curl -fXPUT localhost:9200/t && curl -XDELETE …`. */

import type { Invocation } from "../../effects/pack.ts";
import { isThisMachine } from "../../places/hosts.ts";

const PUT = "put at ";

/** Returns the key of what `command` puts at an address. */
export function putBy(command: Invocation): string | undefined {
  const told = requestOf(command);
  if (told?.method !== "PUT" || !command.argv.some(({ value }) => FAILS.test(value ?? ""))) return undefined;
  return `${PUT}${told.address}`;
}

/** curl fails on a refusal of the server only with these; otherwise something older may be there. */
const FAILS = /^(?:-[a-zA-Z]{0,8}f[a-zA-Z]{0,8}|--fail(?:-with-body)?)$/;

/** Whether `command` deletes what its text has put there. */
export function deletesCreated(command: Invocation): boolean {
  const told = requestOf(command);
  return told?.method === "DELETE" && command.scope.earlier?.begun?.has(`${PUT}${told.address}`) === true;
}

/** The one request of a call of curl to this machine. */
function requestOf({
  program,
  argv,
  scope,
}: Invocation): { readonly method: string; readonly address: string } | undefined {
  if (program !== "curl" || scope.elsewhere) return undefined;
  let method: string | undefined;
  const addresses: string[] = [];
  for (const [i, { value }] of argv.entries()) {
    if (value === null) continue;
    const glued = /^(?:-[a-zA-Z]{0,4}X|--request=)([A-Z]+)$/.exec(value)?.[1];
    if (glued !== undefined) method = glued;
    else if (/^(?:-[a-zA-Z]{0,4}X|--request)$/.test(value)) method = argv[i + 1]?.value ?? undefined;
    const found = ADDRESS.exec(value);
    if (found && isThisMachine(found[1] ?? ""))
      addresses.push(value.replace(/^https?:\/\//, "").replace(/[?#].*/s, ""));
  }
  const [address, ...more] = addresses;
  return method !== undefined && address !== undefined && more.length === 0 ? { method, address } : undefined;
}

/** A path of at least one part, without patterns. */
const ADDRESS = /^(?:https?:\/\/)?([\w.-]{1,100})(?::\d{1,5})?\/[\w./%-]*\w(?:[?#].*)?$/;
