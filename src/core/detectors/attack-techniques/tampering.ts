/** What keeps watch over this machine, and what it has written down: switching it off, blinding it, taking it away. */
import { deletes, weakens } from "../../kit/effect-templates.ts";
import { calls, type Line, on } from "./lines.ts";
import { CLOCK, FLOODS, HIDES, HISTORY, KERNEL, LOGS, OPENS, WATCH, WAY } from "./machine-effects.ts";
import { SERVICES } from "./named-targets.ts";

const WALL = weakens("network", "opens the firewall");
const BOOT = weakens("system", "changes what the machine trusts when it starts", { recovery: "none" });
const LISTENS = weakens("network", "lets this machine listen to or take the traffic of others");
const OTHERS = weakens("network", "has the traffic for another machine go somewhere else");
const CGROUPS = weakens("system", "mounts the control groups of the kernel, out of which a container breaks");
const SIGNING_IN = weakens("system", "changes how one signs in to this machine");
const ACCOUNTS = weakens("account", "adds or changes an account of this machine");

/** Where logs and their keepers' settings live. */
const RECORDS = [
  ..."journal|audit|asl|wtmp|btmp|lastlog|faillog|utmp|auth|secure|syslog|messages|kern|system.log|install.log|cron|ufw|dpkg"
    .split("|")
    .flatMap(name => [`/var/log/${name}*`, `/private/var/log/${name}*`]),
  "/var/run/utmp*|/run/utmp*|/var/audit*|/etc/audit/rules*|/etc/logrotate*|/run/log/journal*|/var/log/^*|/var/log|/var/log/",
].join("|");
const SETTINGS = `/etc/selinux/config|/etc/rsyslog*|/etc/syslog*|/etc/audit/*|/etc/apparmor*|/etc/fail2ban*|/etc/default/ufw|/etc/default/grub|/etc/security/*|/etc/login.defs|/etc/hosts.*|/var/log/*|/private/var/log/*`;
const SYSTEM = "/usr/*|/bin/*|/sbin/*|/etc/*|/lib*|/boot/*|/System/*|/var/log/*";
const SHELLS = "/bin/*sh|/usr/bin/*sh";

export const TAMPERING: readonly Line[] = [
  calls("rm|shred|truncate|unlink|srm|gshred|wipe", `@${RECORDS}`, LOGS),
  calls("rm|shred|truncate", "@/var/log/*.gz|/var/log/*.1|/var/log/*.log", LOGS),
  calls("cp|ln|tee|cat", "@/dev/null @/var/log/*|/private/var/log/*", LOGS),
  calls("log", "erase", LOGS),
  calls(
    "journalctl",
    "--vacuum-time=*s|1*|0*\n--vacuum-size=1|1K|1M|0*|1B\n--vacuum-files=1|0\n--rotate --vacuum-time",
    LOGS,
  ),
  calls("last|lastb", "-f=/dev/null", LOGS),
  calls("sed|gsed|perl", `-i|--in-place @${SETTINGS}`, WATCH),
  calls("sed|gsed|perl", "-i|--in-place @/etc/pam.d/*|/etc/ssh/sshd_config*", SIGNING_IN),
  calls("history|fc", "-r|-n|-a|-w|-p|-W @/dev/null", HISTORY),
  calls("history|fc", "-p|-W=/dev/null", HISTORY),
  calls("falconctl", "!-g -s|-d\nunload|uninstall|stop", WATCH),
  calls("sentinelctl", "** stop|unload|unprotect|uninstall|disable\ncontrol uninstall", WATCH),
  calls("fail2ban-client", "stop|unban|unbanip\n** unban|unbanip|delignoreip|addignoreip|stop\nreload --unban", WATCH),
  calls(
    "mdatp",
    `config ** --value=disabled|passive|off
     config ** @disabled|passive
     exclusion ** add
     threat ** allow|remove
     uninstall`,
    WATCH,
  ),
  calls("santactl", "rule --allow|--remove|--compiler|--clean|--clean-all\nsync --clean|--clean-all", WATCH),
  calls("freshclam|clamconf", "--remove|--disable", WATCH),
  calls(
    "osqueryctl|wazuh-control|ossec-control|santactl|jamf|ampcli|elastic-agent|cbagentd|qualys-cloud-agent.sh",
    "** stop|disable|removeFramework|uninstall|removeMdmProfile|unenroll",
    WATCH,
  ),
  calls(
    "apt|apt-get|dpkg|aptitude|yum|dnf|zypper|brew|snap|apk|emerge|xbps-remove|pkg",
    `** remove|purge|autoremove|erase|uninstall|del|delete|disable @{security-agent}`,
    WATCH,
  ),
  calls("dpkg|rpm|emerge|xbps-remove", `-r|-P|-e|-C|-R|--remove|--purge|--erase|--unmerge @{security-agent}`, WATCH),
  calls("pacman", `-R @{security-agent}`, WATCH),
  calls("kill|pkill|killall", "@{security-agent}", WATCH),
  calls(
    "systemctl|service|rc-service|launchctl|chkconfig|update-rc.d|rc-update|initctl|sv",
    `** stop|disable|mask|kill|unload|bootout|remove|off|del|down|delete @{security-agent}
     @{security-agent} @stop|off|remove|disable|down|force-stop`,
    WATCH,
  ),
  calls("rm|mv|shred|chmod|chattr|chown|unlink", "@{installed-agent}", WATCH),
  calls(
    "firewall-cmd",
    `--add-port|--add-service|--add-rich-rule|--add-source|--add-forward-port|--add-masquerade|--panic-off|--remove-rich-rule|--remove-service|--change-interface
     --set-target=ACCEPT
     --set-default-zone=trusted`,
    WALL,
  ),
  calls("ufw", "allow from any\ndefault allow", WALL),
  calls(
    "iptables|ip6tables|iptables-legacy",
    `-P|--policy=INPUT|FORWARD|OUTPUT @ACCEPT
     -A|-I|--append|--insert=INPUT -j|--jump=ACCEPT !-s|--source=127.*|10.*|192.168.* !-i|--in-interface=lo !--dport !-p !-m`,
    WALL,
  ),
  calls("nft", "flush ruleset\ndelete table\nflush table\n** policy accept", WALL),
  calls(
    "touch",
    `-t|-r|-d|--date|--reference|--time @${SYSTEM}\n-r|--reference=/bin/*|/usr/bin/*|/sbin/*|/usr/sbin/*|/etc/*`,
    HIDES,
  ),
  calls("debugfs", "~*set_inode_field*|*sif·*\n-w ~*sif·*|*write*|*rm·*|*kill_file*|*clri*", HIDES),
  calls("mount", "~*bind* @/proc/*\n-t=tmpfs|overlay @/proc/*\n--bind|-B|--rbind @/proc/*\n-o=bind @/proc/*", HIDES),
  calls("mount", "-t=cgroup|cgroup2", CGROUPS),
  calls("systemd-cryptenroll", "--wipe-slot", deletes("secret", "keys of an encrypted disk")),
  calls("wrmsr", "@*", KERNEL),
  calls("iptables|ip6tables", "-t|--table=nat -A|-I|--append|--insert=PREROUTING -j|--jump=REDIRECT|DNAT", WAY),
  calls("insmod", "@*\n-f", KERNEL),
  calls("modprobe", "@/*|./*|../*|*.ko*", KERNEL),
  calls("kexec", "-l|-e|-p|--load|--exec", KERNEL),
  calls("bpftool", "** detach|unpin|load|loadall|attach\nmap update|delete\n-f|--bpffs ** detach|load|loadall", KERNEL),
  calls("bpftrace", "--unsafe", KERNEL),
  // `-Iseconds` is a format.
  on("date", /(?:^| )(?:-[uR]*s|--set\b)/, CLOCK),
  calls("hwclock", "--set|-s|--hctosys\n--date", CLOCK),
  calls("timedatectl", "set-time\nset-ntp false|0|no|off", CLOCK),
  calls("systemsetup", "-setremotelogin|-setremoteappleevents=on", OPENS),
  calls("systemsetup", "-f\n~-set*", CLOCK),
  calls("mokutil", "--disable-validation|--import|--reset|-i|-t|--disable-timeout|--timeout", BOOT),
  calls("efibootmgr", "-c|-b|-B|-o|--create|--delete|--bootorder|--delete-bootnum", BOOT),
  calls("grubby", "--args|--remove-args|--update-kernel", BOOT),
  calls("grub-editenv", "** set|unset", BOOT),
  calls("nvram", "-c\n@boot-args=*|csr-*=*\n-d\n-f", BOOT),
  calls("csrutil", "disable|clear\nenable --without\nauthenticated-root disable", BOOT),
  calls("bputil", "-a|-n|-k|-c|-s|--disable-*", BOOT),
  calls(
    "git",
    "config ** @http.sslVerify|http.sslverify|http.*.sslVerify @false|0|no|off\n-c=http.sslVerify=false|http.sslverify=false|http.sslVerify=0|http.sslVerify=no",
    weakens("network", "lets anybody on the way stand in for the servers that code comes from"),
  ),
  calls("auditctl", "-e=0\n-D|-d|-W|--delete\n-a=never*|*,never\n-r=0\n-b=0", WATCH),
  calls("aa-disable|aa-complain|aa-teardown|aa-remove-unknown", "", WATCH),
  calls("setenforce", "0|Permissive|permissive", WATCH),
  calls("rm", "@/sys/firmware/efi*", BOOT),
  calls("touch|ln", "@/etc/nologin|/run/nologin|/var/run/nologin", SIGNING_IN),
  calls("rm|mv|shred|truncate|unlink|srm|wipe", "@/boot/*|/efi/*", BOOT),
  calls("dracut|mkinitcpio|mkinitramfs", "-i|--include|--install|-H=/tmp/*|/var/tmp/*|/dev/shm/*|/home/*|./*", BOOT),
  calls("fwupdtool|fwupdmgr", "install|install-blob|downgrade|reinstall|set-bios-setting", BOOT),
  calls("update-crypto-policies", "--set @LEGACY*|*SHA1*|*EMPTY*|*NO-*", WATCH),
  calls(">", "@/var/log/^*|/var/log/^*.log|/var/log/^*/^*|/var/log/^*/^*.log", LOGS),
  calls("nping", "--rate|-rate=*000\n--flood|-flood", FLOODS),
  calls("arp", "-s|--set", OTHERS),
  calls("ip", "link set ** promisc on\nneigh|neighbour add|replace|change", LISTENS),
  calls("ip", "route|r add|replace|change default", WAY),
  calls("route", "add|change|replace default\nadd|change|-p -net @0.0.0.0*\nadd|change @0.0.0.0|0.0.0.0/0", WAY),
  calls(
    "ifconfig",
    "@promisc|ether|lladdr|hw",
    weakens("network", "lets this machine listen to others, or pass for another one"),
  ),
  calls("ssh", "-w=any*|0*|1*|2*|3*\n-w", weakens("network", "joins this machine's network to another one")),
  calls(
    "pwpolicy",
    "** -clearaccountpolicies|-setglobalpolicy|-disableuser|-clear\n~-clear*|-setglobalpolicy*|-disableuser",
    WATCH,
  ),
  calls("kextload|kmutil|kextutil|kextunload", "@*.kext*\nload|unload", KERNEL),
  calls("profiles", "install|remove|renew\n-I|-R\n-install|-remove", WATCH),
  calls(
    "spctl",
    "--add|--remove|--master-disable|--global-disable|--disable|--reset-default\nkext-consent add|disable",
    WATCH,
  ),
  calls("codesign", "--remove-signature", WATCH),
  calls(
    "defaults",
    `write @*com.apple.alf*|*LaunchServices*|*loginwindow*|*SoftwareUpdate*|*screensaver*|*com.apple.commerce*|*TimeMachine*|*com.apple.mdm*|*com.apple.security*|*virtualMemory*|*com.apple.Safari*|*com.apple.SystemPolicy*|*RemoteManagement*|*com.apple.XProtect* @ARD_*|AutoBackup|EnableFirewall|DisableEncryptedSwap|WarnAboutFraudulentWebsites|globalstate|stealthenabled|allowsignedenabled|loggingenabled|LSQuarantine|LoginHook|LogoutHook|Automatic*|CriticalUpdateInstall|ConfigDataInstall|askForPassword*|autoLoginUser|AutoUpdate
     delete @*com.apple.alf*
     import @*loginwindow*|*com.apple.Terminal*|*LaunchServices*|*TCC*`,
    WATCH,
  ),
  calls(
    "sqlite3",
    "@*QuarantineEventsV2*|*/SystemPolicy*|*ExecPolicy* ~*insert*|*INSERT*|*update*|*UPDATE*|*delete*|*DELETE*",
    WATCH,
  ),
  calls("sqlite3", "@*TCC.db* ~*insert*|*INSERT*|*update*|*UPDATE*|*delete*|*DELETE*|*replace*|*REPLACE*", WATCH),
  calls("dscl", "** create|append|passwd|merge|change\n-create|-append|-passwd|-merge|-change", ACCOUNTS),
  calls("tccutil", "reset", WATCH),
  calls("audit", "-t|-n", WATCH),
  calls("semanage", "permissive -a|--add\ndontaudit on\nlogin|user -m|-a", WATCH),
  calls("apparmor_parser", "-R|--remove|-C|--Complain", WATCH),
  calls("logrotate", "-s|--state=/dev/null", LOGS),
  calls("systemctl", "set-property @{security-agent}", WATCH),
  calls(
    "systemctl",
    "** enable|start|link|daemon-reload @/tmp/*|/home/*|/var/tmp/*|/dev/shm/*|/root/*",
    weakens("system", "has a program from somebody's own folder start as a service"),
  ),
  calls("pam-auth-update", "--enable|--disable|--remove|--force|--package", SIGNING_IN),
  calls("authselect", "select|enable-feature|disable-feature|apply-changes|opt-out|uninstall", SIGNING_IN),
  calls("authconfig|auth-client-config", "--update|--updateall|--kickstart|-a|-p", SIGNING_IN),
  calls("chsh|usermod", "-s|--shell=/bin/false|*/nologin|/dev/null @root", SIGNING_IN),
  calls("chsh|usermod", `-s|--shell=${SHELLS} @${SERVICES}`, weakens("account", "lets a service's account sign in")),
  calls("chage", "-E|--expiredate=0|1|*-*", weakens("account", "locks an account out by a date")),
  calls(
    "passwd|usermod",
    "-l|-L|--lock @root|$*\n-e|--expiredate=1 @root|$*\n-d|--delete @root",
    weakens("account", "locks accounts out, or lets anybody in"),
  ),
];
