/** Tells what Ansible's modules do, by their names and arguments. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Call } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import { wholly, words } from "../../core/text/expressions.ts";

/** Removes the module's own arguments before the command: `chdir=/srv creates=x cmd="make"`. */
export function withoutModuleArguments(text: string): string {
  let rest = text.trimStart();
  while (/^(?:chdir|creates|removes|executable)=\S/.test(rest)) rest = rest.replace(/^\S+/, "").trimStart();
  const quoted = /^(?:cmd|_raw_params)=(["']?)/.exec(rest);
  return quoted ? rest.slice(quoted[0].length, quoted[1] ? -1 : undefined) : rest;
}

const GONE = /\bstate\s*[=:]\s*["']?(?:absent|removed|deleted|purged|stopped|killed|drained|revoked)\b/i;

/** Modules that only look, wait or keep a value. */
const LOOKS_ONLY = wholly(words`
  ping setup debug stat find slurp fetch assert set_fact gather_facts getent service_facts package_facts wait_for uri
  win_ping pause .*_info .*_facts
`);

/** Reads other modules by `state`, which says what happens to the target. Modules that only look have none. */
export function moduleEffects(call: Call, module: string, text: string, at: readonly Locator[]): Effect[] {
  const name =
    /\b(?:path|dest|name|db|src|device|login_db|resource)\s*[=:]\s*["']?([^\s"']+)/.exec(text)?.[1] ?? module;
  const effect = (
    verb: Effect["verb"],
    resource: Effect["resource"],
    recovery: Effect["recovery"],
    says: string,
  ): Effect[] => [
    {
      verb,
      resource,
      target: name,
      reach: "several",
      recovery,
      certainty: "certain",
      source: "fleet",
      says: `${says} on ${at.length > 0 ? "the hosts" : "this machine"}`,
      at,
      ...(call.command.span && { span: call.command.span }),
    },
  ];
  if (LOOKS_ONLY.test(module)) return [];
  if (GONE.test(text)) {
    if (/stopped|killed/i.test(text)) return effect("stop", "service", "effort", `stops ${name}`);
    if (/^(?:apt|yum|dnf|package|pip|npm|apk|pacman|zypper|homebrew|gem)$/.test(module))
      return effect("mutate", "system", "effort", `uninstalls ${name}`);
    if (/(?:mysql|postgresql|mongodb|mssql|rds|database|\bdb)/.test(module))
      return effect("drop", "database", "none", `drops ${name}`);
    if (/(?:k8s|kubernetes|ec2|s3|aws|cloud|gcp|azure|openstack|hcloud|oci|vmware|docker_volume|lvol|zfs)/.test(module))
      return effect("delete", "stack", "none", `deletes ${name}`);
    if (/^(?:user|group|authorized_key)$/.test(module)) return effect("delete", "account", "effort", `deletes ${name}`);
    return effect("delete", "directory", "none", `deletes ${name}`);
  }
  if (/^(?:reboot|shutdown|win_reboot)$/.test(module))
    return effect("stop", "system", "effort", "restarts the machine");
  if (/^(?:filesystem|parted|lvg|lvol)$/.test(module) && /\bforce\s*[=:]\s*(?:yes|true)/i.test(text))
    return effect("delete", "volume", "none", `formats ${name}`);
  return effect("mutate", "system", "effort", `changes (${module}) ${name}`);
}
