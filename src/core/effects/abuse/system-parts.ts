/** Parts of a Linux system that few commands touch: systemd's own tools, mandatory access control, and what checks files. */
import { grants, weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { calls, type Line, on } from "./lines.ts";
import { KERNEL, LOGS, OPENS, STARTS, WATCH } from "./machine-doings.ts";
import { TEMP } from "./named-things.ts";

const RUNS: Doing = {
  verb: "execute-unknown",
  resource: "system",
  reach: "unknown",
  says: "has the system's own manager run what somebody brought",
};
const SECRET: Doing = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "reads a secret of the system",
};
const ACCOUNT = grants("adds or changes an account of this machine", { recovery: "none" });
const UNBOUND = weakens("system", "takes a program out of the bounds that the system sets", { recovery: "none" });
const TAKEN = weakens("system", "takes the files as they are now for what they should be");
const LISTENS: Doing = { verb: "read-secret", resource: "system", says: "reads what programs tell each other" };
const FORGES = weakens("system", "writes into the record of who signed in what did not happen");
const LOCK = weakens("account", "leaves the person's screen unlocked");

export const SYSTEM_PARTS: readonly Line[] = [
  calls("machinectl", "import-tar|import-raw|pull-tar|pull-raw|import-fs|bind|copy-to|enable\nlogin @.host", RUNS),
  on("machinectl", /^shell (?:\S*@)?\.host\b/, RUNS),
  calls("portablectl", "attach|reattach|enable|set-profile", RUNS),
  calls("systemd-sysext|systemd-confext", "merge|refresh", RUNS),
  calls("systemd-dissect", "-m|--mount|--attach @/usr|/|/etc", RUNS),
  on(
    "busctl|gdbus|dbus-send|qdbus",
    /StartTransientUnit|\b(?:Start|Stop|Enable|Link|Mask)Unit/,
    STARTS,
    words => !words.includes("systemd1"),
  ),
  calls("systemctl", "--root=* enable|mask|disable|preset|link\npreset-all", STARTS),
  calls("systemd-creds", "decrypt|cat", SECRET),
  calls("homectl", "create|update|passwd|remove", ACCOUNT),
  calls("userdbctl|systemd-sysusers", "~/tmp/*|--inline|-", ACCOUNT),
  calls("systemd-tmpfiles", `--create @${TEMP}|-`, RUNS),
  on(
    "dbus-monitor|busctl",
    /^(?:monitor\b|--system\b.*monitor\b|--system\b(?!.*\b(?:list|tree|status|introspect|get-property|call|set-property)\b))/,
    LISTENS,
    /--list|--help/,
  ),
  on("logger", /(?:^| )-p ?auth(?:priv)?\.|Accepted (?:password|publickey) for|session opened for user root/, FORGES),
  calls(
    "gsettings",
    "set org.gnome.desktop.screensaver|org.gnome.desktop.lockdown @lock-enabled|disable-lock-screen",
    LOCK,
  ),
  calls("kwriteconfig5|kwriteconfig6|kwriteconfig", "--file=kscreenlockerrc", LOCK),
  calls("gsettings|dconf", "** set|write ~*custom-keybinding*command*|*media-keys*command*|*autostart*", STARTS),

  // SELinux, AppArmor, and lists of what may run.
  calls("semodule", "-i|-r|-d|-u|-e|-B|-D|--install|--remove|--disable|--upgrade", WATCH),
  calls("chcon", "-t|--type=*unconfined*|*bin_t|*exec_t|init_t", UNBOUND),
  on("runcon", /unconfined/, UNBOUND),
  calls("aa-exec", "-p|--profile=unconfined", UNBOUND),
  calls("setsebool", "** @secure_mode*|*execmem|*execstack|*execheap|*execmod|domain_kernel_load_modules*", WATCH),
  calls("fapolicyd-cli", "-f|--file|--update|-u\n--file|-f @add|delete|update", WATCH),
  calls("usbguard", "allow-device|set-parameter|append-rule|remove-rule", WATCH),
  calls("firewall-offline-cmd", "--disabled|--add-port|--add-service\n--set-default-zone=trusted", OPENS),
  calls("SuSEfirewall2|susefirewall2|shorewall|ferm|arno-iptables-firewall", "off|stop|clear", OPENS),
  calls("auditctl", `-R=/dev/null|${TEMP}`, WATCH),
  calls("augenrules", "--load", WATCH),
  calls("kernelstub", "-a|-d|-o|-k|--add-options|--delete-options", KERNEL),
  calls("rpm-ostree", "kargs --append|--delete|--replace|--append-if-missing|--delete-if-present\nusroverlay", KERNEL),
  calls("ostree", "admin unlock", KERNEL),
  calls("dd", "~of=/proc/*/mem|of=/dev/mem|of=/dev/kmem|of=/dev/port", KERNEL),

  // What compares the files of the system with what they were.
  calls("aide|aideinit", "-u|-i|--update|--init\n-y|-f|--yes|--force", TAKEN),
  calls("tripwire", "--update|--init|--update-policy\n-m=u|i|p", TAKEN),
  calls("rkhunter", "--propupd", TAKEN),
  calls("debsums", "--generate=*", TAKEN),
  calls("samhain|osec|integrit|yafic", "-t|-C=update|init\n-u", TAKEN),
  calls("suricatasc", "-c=shutdown|*ruleset-reload*", WATCH),
  calls("zeekctl|broctl", "stop|cleanup", WATCH),
  calls("journalctl", "--setup-keys|--relinquish-var", LOGS),
];
