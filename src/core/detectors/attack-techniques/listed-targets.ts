/** Finds attacks whose target is not in the call: the command before lists it, or the text defines a type. */
import type { Invocation } from "../../effects/pack.ts";
import { anyOf, inOrder, words } from "../../text/expressions.ts";
import { isSecurityAgent } from "./security-agents.ts";

/** Returns whether a program stops or copies what is piped to it, or is a function that reads another process. */
export const takesListed = (program: string) => STOPS.test(program) || TAKES.test(program) || BROUGHT_IN.test(program);

/** Matches `Get-Package *Sophos* | Uninstall-Package`: the call before names the security agent. */
export function stopsListedGuard({ program, stdin }: Invocation): string | undefined {
  if (stdin.kind !== "pipe" || !STOPS.test(program)) return undefined;
  const listed = [...(stdin.producer ?? []), ...(stdin.filter ?? [])];
  return listed.some(word => isSecurityAgent((word.value ?? word.text).replace(/[*%"']/g, " ").trim()))
    ? "windows-defenses/watchers"
    : undefined;
}

const STOPS = anyOf([
  inOrder([
    /^(?:uninstall|stop|remove|disable|suspend|set)-/,
    words`package process service ciminstance wmiobject appx\w* scheduledtask`,
    /$/,
  ]),
  /^invoke-(?:cim|wmi)method$/,
  /^\.(?:uninstall|delete|stopservice|kill|terminate|changestartmode)$/,
]);

/** Files with passwords, as a listing that is piped on names them. */
const STORES = anyOf(
  [
    /Login Data|Web Data|\\Cookies\b|Firefox[\\/]Profiles|Chrome[\\/]User Data|Edge[\\/]User Data/,
    /key4\.db|logins\.json/,
    /Microsoft[\\/](?:Credentials|Protect|Vault)/,
    /\.kdbx\b|id_(?:rsa|ed25519)\b|\.ppk\b/,
  ],
  "i",
);
const TAKES = /^(?:copy-item|move-item|get-content|compress-archive|out-file|set-content)$/;
/** Windows functions that read another process or take somebody's rights, whatever the type that imports them. */
const BROUGHT_IN = inOrder([
  /^\[[^\]]+\]::/,
  words`
    minidumpwritedump virtualalloc(?:ex)? virtualprotect createremotethread writeprocessmemory impersonateloggedonuser
    duplicatetoken(?:ex)? createprocesswithtokenw? logonuser adjusttokenprivileges ntcreatethreadex setwindowshookex
    getasynckeystate cryptunprotectdata rtlsetprocessiscritical ntraiseharderror openprocesstoken createthread
    amsiscanbuffer
  `,
  /$/,
]);

/** Matches `gci "…\Login Data" | Copy-Item`, `[N]::MiniDumpWriteDump(…)`. */
export function takesListedSecrets({ program, stdin }: Invocation): string | undefined {
  if (BROUGHT_IN.test(program)) return "windows-credentials/process-memory";
  if (stdin.kind !== "pipe" || !TAKES.test(program)) return undefined;
  return (stdin.producer ?? []).some(word => STORES.test(word.value ?? word.text))
    ? "windows-credentials/stores"
    : undefined;
}
