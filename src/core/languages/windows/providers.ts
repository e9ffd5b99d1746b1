/** Recognizes paths that are no files: the registry, certificates, and drives of the session. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { shown } from "../../files/targets.ts";
import { inOrder, words } from "../../text/expressions.ts";
import { knownPrefix, type Word } from "../../text/words.ts";

export type Provider = "registry" | "machine" | "certificates" | "session" | "directory";

/** The hives of the registry that are not one user's. */
const MACHINE_REGISTRY = inOrder(
  [
    /^(?:Registry::|Microsoft\.PowerShell\.Core[\\/]Registry::)?/,
    words`HKLM: HKCR: HKEY_LOCAL_MACHINE HKEY_CLASSES_ROOT HKEY_USERS HKU:`,
  ],
  "i",
);

export function providerOf(word: Word): Provider | undefined {
  const text = knownPrefix(word);
  if (MACHINE_REGISTRY.test(text)) return "machine";
  if (/^(?:Registry::)?(?:HKCU:|HKEY_CURRENT_USER|HKEY_CURRENT_CONFIG)/i.test(text)) return "registry";
  if (/^(?:Cert|Certificate):/i.test(text)) return "certificates";
  if (/^(?:Env|Variable|Function|Alias|TestDrive|Temp|WSMan):/i.test(text))
    return /^WSMan/i.test(text) ? "machine" : "session";
  if (/^(?:AD|IIS|SQLSERVER|SCVMM|VMFS):/i.test(text)) return "directory";
  return undefined;
}

export function effectOnProvider(
  provider: Provider,
  word: Word,
  verb: "delete" | "overwrite",
  recursive: boolean,
  { span }: Invocation,
): Effect[] {
  if (provider === "session") return [];
  const machine = provider === "machine";
  const doing = verb === "delete" ? "deletes" : "changes";
  return [
    {
      verb: verb === "delete" ? "delete" : machine ? "weaken" : "write",
      resource:
        provider === "certificates"
          ? "secret"
          : provider === "directory"
            ? "account"
            : machine && recursive
              ? "system"
              : "setting",
      target: shown(word),
      reach: recursive ? "several" : "one",
      recovery: verb === "delete" ? "none" : "effort",
      certainty: "certain",
      source: "powershell",
      says: `${doing} ${provider === "certificates" ? "certificates" : provider === "directory" ? "directory entries" : "registry keys"} at ${shown(word)}`,
      instead: "Export the key first, so that it can be imported again.",
      ...(machine && { marks: ["outside-workspace" as const] }),
      ...spanOf(word.span ?? span),
    },
  ];
}

function spanOf(span: Invocation["span"]): Pick<Effect, "span"> {
  return span ? { span } : {};
}
