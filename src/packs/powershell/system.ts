/** Reads cmdlets that act on the machine, its processes and services, by a table with one line each. */
import type { Effect, Reach, Recovery, ResourceKind, Verb } from "../../core/effects/effect.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { shown } from "../../core/files/targets.ts";
import { isBroadName } from "../../core/kit/process-names.ts";
import { takesAll } from "../../core/languages/powershell/cmdlets.ts";
import { effectOnProvider, providerOf } from "../../core/languages/windows/providers.ts";
import { textOf } from "../../core/text/words.ts";
import { SYSTEM_EXAMPLES } from "./examples.ts";
import { type Grammar, type Parameters, readParameters } from "./parameters.ts";

interface Doing {
  readonly verb: Verb;
  readonly resource: ResourceKind;
  /** The clause before the target. */
  readonly says: string;
  readonly reach?: Reach;
  /** Default: `none`. */
  readonly recovery?: Recovery;
}

const DISK: Pick<Doing, "verb" | "resource" | "reach"> = { verb: "delete", resource: "volume", reach: "all" };
const CMDLETS: Readonly<Record<string, Doing>> = {
  "format-volume": { ...DISK, says: "formats the volume" },
  "clear-disk": { ...DISK, says: "wipes the disk" },
  "initialize-disk": { ...DISK, says: "starts the disk anew" },
  "remove-partition": { ...DISK, says: "removes the partition" },
  "set-disk": { verb: "mutate", resource: "system", says: "changes the disk" },
  "resize-partition": { verb: "mutate", resource: "system", says: "resizes the partition" },
  "remove-virtualdisk": { ...DISK, says: "removes the virtual disk" },
  "remove-storagepool": { ...DISK, says: "removes the storage pool" },
  "clear-recyclebin": { verb: "delete", resource: "untracked-files", says: "empties the recycle bin", reach: "all" },
  "stop-computer": { verb: "stop", resource: "system", says: "shuts the machine down", recovery: "effort" },
  "restart-computer": { verb: "stop", resource: "system", says: "restarts the machine", recovery: "effort" },
  "remove-computer": { verb: "mutate", resource: "system", says: "takes the machine out of its domain" },
  "set-date": { verb: "weaken", resource: "system", says: "sets the clock" },
  "add-computer": { verb: "mutate", resource: "system", says: "puts the machine into a domain" },
  "rename-computer": { verb: "mutate", resource: "system", says: "gives the machine another name" },
  "enable-bitlocker": { verb: "weaken", resource: "volume", says: "encrypts the drive" },
  "disable-computerrestore": { verb: "weaken", resource: "system", says: "turns restore points off for" },
  "stop-service": { verb: "stop", resource: "system", says: "stops the service", recovery: "effort" },
  "set-service": { verb: "mutate", resource: "system", says: "changes the service", recovery: "effort" },
  "remove-service": { verb: "delete", resource: "service", says: "removes the service" },
  "set-executionpolicy": { verb: "weaken", resource: "system", says: "lets unsigned scripts run on this machine" },
  "set-mppreference": { verb: "weaken", resource: "system", says: "changes what the virus scanner looks at" },
  "add-mppreference": { verb: "weaken", resource: "system", says: "excludes something from the virus scanner" },
  "set-netfirewallprofile": { verb: "weaken", resource: "network", says: "changes the firewall profile" },
  "set-acl": { verb: "weaken", resource: "file", says: "changes who may use", recovery: "effort" },
  "clear-eventlog": { verb: "delete", resource: "backup", says: "clears the event log" },
  "remove-eventlog": { verb: "delete", resource: "backup", says: "removes the event log" },
  "limit-eventlog": { verb: "weaken", resource: "system", says: "limits the event log" },
  "disable-localuser": { verb: "weaken", resource: "account", says: "locks the user", recovery: "effort" },
  "remove-localuser": { verb: "delete", resource: "account", says: "deletes the user" },
  "new-localuser": { verb: "grant", resource: "account", says: "adds the user" },
  "add-localgroupmember": { verb: "grant", resource: "account", says: "adds a member to" },
  "set-localuser": { verb: "mutate", resource: "account", says: "changes the user", recovery: "effort" },
  "register-scheduledtask": {
    verb: "weaken",
    resource: "system",
    says: "has a program run by the clock",
    recovery: "effort",
  },
  "unregister-scheduledtask": { verb: "delete", resource: "account", says: "removes the scheduled task" },
  "checkpoint-computer": { verb: "write", resource: "backup", says: "makes a restore point", recovery: "free" },
  "restore-computer": { verb: "overwrite", resource: "system", says: "takes the machine back to", reach: "all" },
  "invoke-wmimethod": {
    verb: "execute-unknown",
    resource: "system",
    says: "calls a system method",
    recovery: "effort",
  },
  "invoke-cimmethod": {
    verb: "execute-unknown",
    resource: "system",
    says: "calls a system method",
    recovery: "effort",
  },
  "remove-wmiobject": { verb: "delete", resource: "system", says: "removes system objects" },
  "remove-ciminstance": { verb: "delete", resource: "system", says: "removes system objects" },
  "send-mailmessage": { verb: "exfiltrate", resource: "unknown", says: "sends mail", recovery: "effort" },
  "remove-itemproperty": { verb: "delete", resource: "setting", says: "removes a value from" },
  "clear-itemproperty": { verb: "delete", resource: "setting", says: "clears a value of" },
};
const VALUES = `name id path literalpath driveletter number disknumber computername
  logname displayname inputobject taskname value scope processname`;

export const psSystem: ProgramPack = {
  kind: "program",
  id: "powershell-system",
  programs: [...Object.keys(CMDLETS), "stop-process", "set-itemproperty", "new-itemproperty"],
  ownPaths: true,
  read(command: Invocation): Reading {
    const args = readParameters(command.argv.slice(1), {
      switches: "force passthru asjob removedata removeoem full",
      values: `${VALUES} startuptype`,
      aliases: { processid: "id", pid: "id" },
    });
    if (args.has("whatif")) return { effects: [] };
    if (command.program === "stop-process") return { effects: stopped(command, args) };
    const doing = CMDLETS[command.program];
    const path = [...args.values("path", "literalpath"), ...args.plain][0];
    const provider = path && providerOf(path);
    if (!doing || (provider && /itemproperty$/.test(command.program))) {
      if (!path || !provider) return { effects: [] };
      return { effects: effectOnProvider(provider, path, doing ? "delete" : "overwrite", false, command) };
    }
    // This affects only the current process, which ends with the command.
    if (command.program === "set-executionpolicy" && (inProcess(args) || keepsSignatures(args))) return { effects: [] };
    if (command.program.endsWith("wmimethod") || command.program.endsWith("cimmethod"))
      return { effects: invoked(command, doing, args) };
    if (command.program === "set-service" && disables(args)) return { effects: [effectOf(DISABLES, command, args)] };
    return { effects: [effectOf(doing, command, args)] };
  },
  examples: SYSTEM_EXAMPLES,
};

const DISABLES: Doing = {
  verb: "stop",
  resource: "system",
  says: "keeps the service from ever starting again:",
  recovery: "effort",
};

function disables(args: Parameters): boolean {
  return args.values("startuptype").some(word => /^disabled$/i.test(word.value ?? ""));
}

/** Get-Process. */
const LISTING: Grammar = {
  switches: "includeusername module fileversioninfo",
  values: "name id inputobject computername",
  aliases: { processname: "name", pid: "id" },
};

function inProcess(args: Parameters): boolean {
  return args.values("scope").some(word => /^process$/i.test(word.value ?? ""));
}

/** Tells whether only this person's own scripts may run, while downloaded ones must still be signed. */
function keepsSignatures(args: Parameters): boolean {
  const policy = [...args.values("executionpolicy"), ...args.plain].map(word => word.value ?? "");
  return (
    args.values("scope").some(word => /^currentuser$/i.test(word.value ?? "")) &&
    policy.some(value => /^(?:remotesigned|allsigned|restricted|default)$/i.test(value))
  );
}

/** Reads the stopping of processes: one by its number, or all of a name. */
function stopped(command: Invocation, args: Parameters): Effect[] {
  const names = [
    ...args.values("name", "processname"),
    ...args.plain.filter(word => word.value !== null && !/^\d+$/.test(word.value)),
  ];
  const wide = names.find(word => word.value !== null && isBroadName(word.value));
  const [lister, ...behind] = command.stdin.kind === "pipe" ? (command.stdin.producer ?? []) : [];
  const all = /^get-process$/i.test(lister?.value ?? "") && args.plain.length + args.values("id", "name").length === 0;
  const listed = readParameters(behind, LISTING);
  if (!wide && (!all || listed.values("id").length > 0)) return [];
  // A filter such as `Where-Object { $_.Path -like '*app*' }` selects them.
  const filter = command.stdin.kind === "pipe" ? (command.stdin.filter ?? []).map(textOf).join(" ") : "";
  const chosen =
    /(?:name|path|commandline|title|company|id)\s+-i?(?:eq|like|match)\s+["']?\*?([\w.\\/: -]{3,99})/i.exec(filter);
  if (!wide && chosen?.[1] && !isBroadName(chosen[1])) return [];
  const called = [...listed.values("name"), ...listed.plain];
  if (!wide && called.length > 0 && called.every(word => word.value !== null && !isBroadName(word.value))) return [];
  const what = wide ? shown(wide) : called.map(shown).join(", ") || "whatever is listed";
  const doing: Doing = {
    verb: "stop",
    resource: "process",
    says: `kills every process called ${what}`,
    reach: "all",
    recovery: "effort",
  };
  return [{ ...effectOf(doing, command, args), target: what, says: doing.says }];
}

/** Reads calls on `Win32_ShadowCopy` and similar classes, by the names in the call. */
function invoked(command: Invocation, doing: Doing, args: Parameters): Effect[] {
  const text = command.argv.map(shown).join(" ");
  if (/shadowcopy/i.test(text))
    return [
      effectOf({ verb: "delete", resource: "backup", says: "deletes shadow copies", reach: "all" }, command, args),
    ];
  if (/\bterminate\b/i.test(text) && namesProcess(command)) return [];
  if (/shutdown|reboot/i.test(text))
    return [
      effectOf({ verb: "stop", resource: "system", says: "shuts the machine down", recovery: "effort" }, command, args),
    ];
  return /\b(?:delete|terminate|format|create|stopservice|uninstall)\b/i.test(text)
    ? [effectOf(doing, command, args)]
    : [];
}

/** Tells whether a filter like `-Filter "CommandLine LIKE '%manage.py%'"` selects by more than a common name. */
function namesProcess({ stdin }: Invocation): boolean {
  const listed = stdin.kind === "pipe" ? (stdin.producer ?? []).map(textOf) : [];
  const condition = listed.find((_, i) => /^-(?:filter|query|fil\w*)$/i.test(listed[i - 1] ?? "")) ?? "";
  const named = [
    ...condition.matchAll(/(?:name|commandline|processid|executablepath)\s*(?:=|like)\s*["']?%?([^"'%]{2,99})/gi),
  ];
  return listed.some(word => /win32_process$/i.test(word)) && named.some(([, name]) => name && !isBroadName(name));
}

function effectOf(doing: Doing, command: Invocation, args: Parameters): Effect {
  const { span, argv } = command;
  const words = [...args.values(...VALUES.split(/\s+/)), ...args.plain];
  const [first] = words;
  const target = first ? shown(first) : shown(argv[0] ?? { text: "", value: "", pieces: [], glob: false });
  return {
    verb: doing.verb,
    resource: doing.resource,
    target,
    reach: doing.reach ?? (takesAll(command) ? "all" : "one"),
    recovery: doing.recovery ?? "none",
    certainty: "certain",
    source: "powershell",
    says: first ? `${doing.says} ${target}` : doing.says,
    ...((args.has("force") && { marks: ["no-confirmation" as const] }) || {}),
    ...(span && { span }),
  };
}
