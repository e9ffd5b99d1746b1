/** What keeps watch over this machine, and what it has written down: switching it off, blinding it, taking it away. */
import { weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { type Line, on } from "./lines.ts";

const LOGS: Doing = {
  verb: "delete",
  resource: "backup",
  says: "clears what the machine has written down about itself",
};
const WATCH = weakens("system", "stops what watches over this machine", { recovery: "none" });
const KERNEL = weakens("system", "changes how the kernel guards itself");
const HIDES = weakens("system", "hides what runs or was changed on this machine");
const CLOCK = weakens("system", "sets the clock, by which everything that is written down is dated");
const HISTORY = weakens("system", "keeps what is typed from being written down");
const WALL = weakens("network", "opens the firewall");
const BOOT = weakens("system", "changes what the machine trusts when it starts", { recovery: "none" });

/** Security agents by their packages, services, processes and drivers. */
const AGENTS =
  "(?:falcon\\S*|crowdstrike\\S*|sentinel(?:one|agent|ctl)\\S*|mdatp|osquery\\S*|wazuh\\S*|ossec\\S*|auditd|clam(?:av|d|\\S*-daemon)\\S*|sophos\\S*|cbagent\\S*|cbdaemon|carbonblack\\S*|fail2ban\\S*|suricata|snort|falco\\b\\S*|tetragon|eset\\S*|rkhunter|chkrootkit|aide|tripwire|elastic-(?:agent|endpoint)\\S*|cortex\\S*|traps\\S*|qualys\\S*|nessusagent|rapid7\\S*|sysmon\\S*|defender\\S*|littlesnitch\\S*|jamf\\S*|santa(?:d|ctl)?)";
const agents = (before: string, after = "(?:$|[ /,.'\"])") => new RegExp(`(?:${before})${AGENTS}${after}`, "i");
/** Where logs and their keepers' settings live. */
const RECORDS =
  "(?:/private)?/(?:var/log/(?:journal|audit|asl|wtmp|btmp|lastlog|faillog|utmp|auth|secure|syslog|messages|kern|system\\.log|install\\.log|\\*)|var/run/utmp|var/audit|etc/audit/rules|etc/logrotate)";

export const TAMPERING: readonly Line[] = [
  on("rm|shred|truncate|unlink|srm", new RegExp(`(?:^| )["']?${RECORDS}`), LOGS),
  on("rm|shred", /(?:^| )(?:\/private)?\/var\/log\/?(?:\*|$)|(?:^| )\/var\/log\/\*\.gz/, LOGS),
  on("log", /^erase\b/, LOGS),
  on("last|lastb", /-f \/dev\/null/, LOGS),
  on(
    "sed|gsed|perl",
    /(?:^| )-\w*i.*(?: |^)(?:\/private)?\/(?:etc\/(?:selinux\/config|rsyslog\S*|syslog\S*|audit\/\S+|apparmor\S*|fail2ban\S*|default\/(?:ufw|grub)|security\/\S+|login\.defs|hosts\.\w+)|var\/log\/\S+)/,
    WATCH,
  ),
  on("history", /^-\w*[rnaw]\w* \/dev\/null/, HISTORY),
  on("fc", /^-p \/dev\/null|^-W \/dev\/null/, HISTORY),
  on("falconctl", /(?:^| )-[sd]\b|\bunload\b|\buninstall\b/, WATCH, /^-g\b/),
  on("sentinelctl", /\b(?:stop|unload|unprotect|uninstall|disable)\b/, WATCH),
  on("fail2ban-client", /\b(?:stop|unban|unbanip|delignoreip|addignoreip|reload --unban)\b/, WATCH),
  on("mdatp", /\b(?:config .*(?:disabled|passive)|exclusion .*add|threat .*(?:allow|remove)|uninstall)\b/, WATCH),
  on("freshclam|clamconf", /--(?:remove|disable)/, WATCH),
  on("osqueryctl|wazuh-control|ossec-control|santactl|jamf", /\b(?:stop|disable|removeFramework|uninstall)\b/, WATCH),
  on(
    "apt|apt-get|dpkg|yum|dnf|zypper|rpm|brew|pacman|snap",
    agents("\\b(?:remove|purge|autoremove|erase|uninstall|-r|-P|-e|-R\\w*)\\b.* "),
    WATCH,
  ),
  on("kill|pkill|killall", agents("(?:pgrep|pidof)(?: -\\S+)* |^(?:-\\S+ )*"), WATCH),
  on(
    "systemctl|service|rc-service|launchctl",
    agents("\\b(?:stop|disable|mask|kill|unload|bootout|remove)\\b.*[ /.]"),
    WATCH,
  ),
  on("rm|mv|shred", agents("(?:/opt/|/Library/(?:\\S+ )?|/usr/(?:s?bin|local)/|/Applications/)(?:\\S*/)?"), WATCH),
  on("chmod|chattr", agents("(?:/opt/|/usr/s?bin/)(?:\\S*/)?"), WATCH),
  on(
    "firewall-cmd",
    /--(?:add-(?:port|service|rich-rule|source|forward-port|masquerade)|set-target[ =]ACCEPT|panic-off|remove-(?:rich-rule|service)|set-default-zone[ =]trusted|change-interface)/,
    WALL,
  ),
  on("ufw", /\b(?:allow from any|default allow)/, WALL),
  on(
    "iptables|ip6tables",
    /-P (?:INPUT|FORWARD|OUTPUT) ACCEPT|-[AI] INPUT (?:\d+ )?-j ACCEPT/,
    WALL,
    /-s ?(?:127\.|10\.|192\.168\.)|-i lo\b/,
  ),
  on(
    "touch",
    /(?:^| )-(?:\w*[trd]\b|-(?:date|reference|time))[ =]?.* \/(?:usr|bin|sbin|etc|lib\w*|boot|System|var\/log)\//,
    HIDES,
  ),
  on("touch", /(?:^| )-(?:-reference=|\w*r )\/(?:usr\/)?s?bin\//, HIDES),
  on("debugfs", /set_inode_field|(?:^| )-w\b.*(?:sif|write|rm|kill_file|clri)\b/, HIDES),
  on("mount", /\bbind\b.* \/proc\/\d+|-t (?:tmpfs|overlay)\b.* \/proc\/\d+/, HIDES),
  on(
    "mount",
    /-t ?cgroup\b/,
    weakens("system", "mounts the control groups of the kernel, out of which a container breaks"),
  ),
  on("insmod", /\.k?o\b|\S/, KERNEL, /^-(?:h|V)/),
  on("modprobe", /(?:^| )(?:\.{0,2}\/|\/)\S/, KERNEL),
  on("bpftool", /\b(?:detach|unpin|load|loadall|attach)\b|\bmap (?:update|delete)\b/, KERNEL),
  on("date", /(?:^| )(?:-s|--set|-u -s)[ =]?\S/, CLOCK),
  on("hwclock", /--set\b|-s\b|--hctosys|-w\b|--systohc/, CLOCK, /^(?:-w|--systohc)$/),
  on("timedatectl", /^set-(?:time |ntp (?:false|0|no))/, CLOCK),
  on("systemsetup", /-set(?:date|time|usingnetworktime off|remotelogin on|remoteappleevents on)/i, CLOCK),
  on("mokutil", /--(?:disable-validation|import|reset|sb-state=)/, BOOT),
  on("efibootmgr", /(?:^| )-\w*[cbBo]\w*(?: |$)|--(?:create|delete|bootorder)/, BOOT),
  on("grubby|grub-editenv", /--(?:args|remove-args|update-kernel)|\bset\b/, BOOT),
  on(
    "git",
    /\bconfig\b.*\bhttp\.sslverify["']? *=? ?["']?(?:false|0|no)\b/i,
    weakens("network", "lets anybody on the way stand in for the servers that code comes from"),
  ),
  on("nvram", /-c$|boot-args|csr-/, BOOT),
  on("auditctl", /(?:^| )(?:-e ?0|-D|-d|-W|--delete)/, WATCH),
  on("aa-disable|aa-complain|aa-teardown|aa-remove-unknown", /^/, WATCH),
  on("rm", /\/sys\/firmware\/efi/, BOOT),
  on(
    "nping",
    /-{1,2}rate[ =]?\d{3,}|-{1,2}flood/,
    { verb: "execute-remote", resource: "network", says: "floods another machine" },
    /\b(?:localhost|127\.0\.0\.1)/,
  ),
  on("arp", /(?:^| )(?:-s|--set) ?\S+ \S/, weakens("network", "has the traffic for another machine go somewhere else")),
  on(
    "ip",
    /\blink set\b.*\bpromisc on|\bneigh (?:add|replace|change)\b/,
    weakens("network", "lets this machine listen to or take the traffic of others"),
  ),
  on(
    "ip|route",
    /\b(?:add|replace|change) default\b/,
    weakens("network", "sends the traffic of this machine by way of another one"),
  ),
  on(
    "ifconfig",
    /\b(?:promisc|ether|lladdr|hw ether)\b/,
    weakens("network", "lets this machine listen to others, or pass for another one"),
    /-promisc\b/,
  ),
  on("ssh", /(?:^| )-\w*w ?(?:any|\d)/, weakens("network", "joins this machine's network to another one")),
  on("pwpolicy", /-clear\w*|-setglobalpolicy|-disableuser/i, WATCH),
  on("kextload|kmutil|kextutil", /\.kext\b|\bload\b/, KERNEL),
  on("profiles", /(?:^| )-?(?:install|I|remove|R|renew)\b/, WATCH),
  on("spctl", /--(?:add|remove|master-disable|global-disable|disable|reset-default)/, WATCH),
  on("codesign", /--remove-signature/, WATCH),
  on(
    "defaults",
    /write \S*(?:com\.apple\.alf|LaunchServices|loginwindow|SoftwareUpdate|screensaver) \S*(?:globalstate|LSQuarantine|LoginHook|Automatic\w*|CriticalUpdateInstall|askForPassword)/i,
    WATCH,
  ),
  on("sqlite3", /TCC\.db\b.*\b(?:insert|update|delete|replace)\b/i, WATCH),
  on(
    "dscl",
    /(?:^| )-?(?:create|append|passwd|merge|change)\b/,
    weakens("account", "adds or changes an account of this machine"),
  ),
  on("tccutil", /^reset\b/, WATCH),
  on("audit", /^-[tn]$/, WATCH),
  on("semanage", /\bpermissive\b.*-a\b|\bdontaudit on/, WATCH),
  on("auditctl", /-a ?(?:never|\S+,never)/, WATCH),
  on("apparmor_parser", /(?:^| )-\w*R/, WATCH),
  on("pacman|apk|emerge|xbps-remove|pkg", agents("(?:^|-R\\w*|\\bdel|\\bdelete|\\bremove|-C)\\b.* "), WATCH),
  on("logrotate", /-s ?\/dev\/null|--state[ =]\/dev\/null/, LOGS),
  on(
    "systemctl",
    /\b(?:enable|start|link)\b.* \/(?:tmp|home|var\/tmp|dev\/shm|root)\//,
    weakens("system", "has a program from somebody's own folder start as a service"),
  ),
  on(
    "chsh",
    /-s ?\/(?:usr\/)?bin\/\w*sh\b.* (?:www-data|nobody|daemon|bin|sys|mail|backup|apache|nginx|postgres|mysql|redis)$/,
    weakens("account", "lets a service's account sign in"),
  ),
  on(
    "usermod",
    /-s ?\/(?:usr\/)?bin\/\w*sh\b.* (?:www-data|nobody|daemon|bin|sys|mail|backup|apache|nginx|postgres|mysql)$/,
    weakens("account", "lets anybody sign in with a service's account"),
  ),
  on("chage", /(?:-E|--expiredate)[ =]?(?:0|1|\d{4}-)/, weakens("account", "locks an account out by a date")),
  on(
    "passwd|usermod",
    /^(?:-l|-L|--lock|-e 1|--expiredate 1)\b.* .*(?:\uFFFC|\$|root)/,
    weakens("account", "locks accounts out"),
  ),
];
