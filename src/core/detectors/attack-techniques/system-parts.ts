/** Parts of a Linux system that few commands touch: systemd's own tools, mandatory access control, and what checks files. */
import { weakens } from "../../kit/effect-templates.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { calls, type Line, on } from "./lines.ts";
import { KERNEL, LOGS, OPENS, STARTS, WATCH } from "./machine-effects.ts";
import { TEMP } from "./named-targets.ts";

const RUNS: EffectTemplate = {
  verb: "execute-unknown",
  resource: "system",
  reach: "unknown",
  says: "has the system's own manager run what somebody brought",
};
const SECRET: EffectTemplate = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "reads a secret of the system",
};
const UNBOUND = weakens("system", "takes a program out of the bounds that the system sets", { recovery: "none" });

export const SYSTEM_PARTS: readonly Line[] = [
  calls("machinectl", "import-tar|import-raw|pull-tar|pull-raw|import-fs|bind|copy-to|enable\nlogin @.host", RUNS),
  on("machinectl", /^shell (?:\S*@)?\.host\b/, RUNS),
  on(
    "busctl|gdbus|dbus-send|qdbus",
    /StartTransientUnit|\b(?:Start|Stop|Enable|Link|Mask)Unit/,
    STARTS,
    words => !words.includes("systemd1"),
  ),
  calls("systemctl", "--root=* enable|mask|disable|preset|link\npreset-all", STARTS),
  calls("systemd-creds", "decrypt|cat", SECRET),
  calls("systemd-tmpfiles", `--create @${TEMP}|-`, RUNS),

  // SELinux, AppArmor, and lists of what may run.
  calls("semodule", "-i|-r|-d|-u|-e|-B|-D|--install|--remove|--disable|--upgrade", WATCH),
  calls("chcon", "-t|--type=*unconfined*|*bin_t|*exec_t|init_t", UNBOUND),
  on("runcon", /unconfined/, UNBOUND),
  calls("aa-exec", "-p|--profile=unconfined", UNBOUND),
  calls("setsebool", "** @secure_mode*|*execmem|*execstack|*execheap|*execmod|domain_kernel_load_modules*", WATCH),
  calls("firewall-offline-cmd", "--disabled|--add-port|--add-service\n--set-default-zone=trusted", OPENS),
  calls("auditctl", `-R=/dev/null|${TEMP}`, WATCH),
  calls("augenrules", "--load", WATCH),
  calls("dd", "~of=/proc/*/mem|of=/dev/mem|of=/dev/kmem|of=/dev/port", KERNEL),
  calls("journalctl", "--setup-keys|--relinquish-var", LOGS),
];
