/** What an attack does on its way that no other table has: looking in, letting in, holding to ransom. */

import { grants, weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { calls, type Line, on } from "./lines.ts";
import { HIDES, KERNEL, LISTENS, LOGS, secret, WATCH } from "./machine-doings.ts";

const DIRECTORY = secret("asks a directory for the passwords of its accounts");
const LETS_IN = grants("lets somebody in from outside, with a password of their choice", { recovery: "none" });
const UNSIGNED = weakens("package", "takes packages whose signature nobody checks");
const RUNS: Doing = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "installs a program that nobody has seen",
};
const REMOTE: Doing = {
  verb: "execute-remote",
  resource: "account",
  says: "signs in elsewhere with a stolen password's hash",
};
const RANSOM: Doing = { verb: "destroy", resource: "file", reach: "all", says: "demands a ransom for files" };
const RAISES: Doing = {
  verb: "execute-unknown",
  resource: "system",
  reach: "unknown",
  says: "runs a program with the system's rights past its rules",
};
const SENDS: Doing = {
  verb: "exfiltrate",
  resource: "directory",
  reach: "all",
  says: "sends private folders to a store elsewhere",
};
const DOMAIN = grants("gives somebody an account, or the mail of somebody else", { recovery: "none" });

const MEMORY = secret("reads what another process kept in its memory");

const PUBLISHES: Doing = {
  verb: "publish",
  resource: "package",
  recovery: "effort",
  says: "puts it where others take it from",
};
const MAIL = secret("takes the mail of this machine's accounts");

const CUT = weakens("network", "cuts this machine off from others");

/** A capture that is limited to a port, a host or a number of packets is how one's own service is looked at. */
const CAPTURES =
  /(?:^| )(?:-[a-zA-Z]*i ?|--interface[ =])(?!lo\b|lo0\b|any\b.*\b(?:port|host|src|dst|net|portrange)\b)\S/;
const LIMITED = /(?:^| )(?:port|portrange|host|src|dst|tcp|udp|icmp|arp|net|ether)\b|(?:^| )-\w*[rDLdh]\b|-c ?\d/;

export const TECHNIQUE: readonly Line[] = [
  on("tcpdump|dumpcap|tcpflow|netsniff-ng|windump|tshark", CAPTURES, LISTENS, LIMITED),
  on(
    "tshark|tcpdump|ngrep|wireshark",
    /\b(?:authbasic|authorization|http\.cookie|ftp\.request\.command|passw\w*|\bcreds?\b|login)\b|-z credentials/i,
    LISTENS,
    // A capture that somebody has kept is looked at like any file.
    /-i ?lo0?\b|(?:^| )(?:-\w*r|--read-file)(?: |=)/,
  ),
  calls(
    "ldapsearch|windapsearch",
    "~userPassword|unicodePwd|ms-Mcs-AdmPwd*|msLAPS*|*servicePrincipalName=^**|*userAccountControl*4194304*|unixUserPassword|sambaNTPassword",
    DIRECTORY,
  ),
  calls("xfreerdp|xfreerdp3|wlfreerdp|freerdp", "~/pth:*", REMOTE),
  calls(
    "anydesk|rustdesk|teamviewer|dwagent|splashtop-streamer|parsecd",
    "--set-password|--password|passwd|assign|--assign\n@passwd|assign",
    LETS_IN,
  ),
  calls("tc", "** filter add|replace|change @bpf @*.o\nfilter add|replace|change @bpf\n** @obj|object-file", KERNEL),
  calls(
    "ip",
    "link set ** xdp|xdpgeneric|xdpdrv|xdpoffload @obj|object|*.o\nlink set ** @xdp|xdpgeneric|xdpdrv @*.o",
    KERNEL,
  ),
  on("mount", /\bhidepid=[12]\b/, HIDES),
  calls("SetFile", "-d|-m @/usr/*|/bin/*|/sbin/*|/System/*|/Library/*|/Applications/*|/private/*", HIDES),
  calls("ufw", "logging off", WATCH),
  on(
    "echo|printf|tee|crudini|dnf|yum-config-manager",
    /\b(?:gpgcheck|repo_gpgcheck|sslverify)\s?=\s?(?:0|false|no)\b|AllowUnauthenticated "?true|AllowInsecureRepositories "?true/i,
    UNSIGNED,
  ),
  calls(
    "code|code-insiders|cursor|codium|windsurf",
    "--install-extension=/tmp/*|/var/tmp/*|/dev/shm/*|*/Downloads/*|http*",
    RUNS,
  ),
  calls("security_authtrampoline", "@*", RAISES),
  calls("sudoedit", "-s|-i", RAISES),
  on(
    "echo|printf|tee|cat|wall|notify-send|osascript",
    /\bfiles?\b[^.\n]{0,60}\b(?:encrypted|locked)\b[\s\S]{0,300}\b(?:btc|bitcoins?|bc1\w+|monero|xmr|ransom|pay(?:ment)?|decrypt\w*)\b/i,
    RANSOM,
  ),
  calls(
    "mega-put|megaput|megacopy|gdrive|skicka|drive|onedrive|dropbox_uploader.sh|dbxcli|icloudpd",
    "~/home/*/Documents*|/home/*/Desktop*|/home/*/Pictures*|/home/*/.*|/Users/*/Documents*|/Users/*/Desktop*|/home/*|/root*|/etc*|/Users/*",
    SENDS,
  ),
  on(
    "rclone",
    /^(?:copy|sync|move|copyto|moveto|rcat)\b.* :(?:s3|sftp|ftp|webdav|mega|drive|dropbox|b2|http|smb)\b/,
    SENDS,
  ),
  calls(
    "gam|gamadv-xtd3|gyb",
    "create|update user|admin|alias|group|delegate\nuser ** delegate|add|update|forward|forwardingaddress|filter|imap|pop|deprovision|vacation|sendas\n** delegate to|forward on\nuser * forward on",
    DOMAIN,
  ),
  calls("start-host", "--code", LETS_IN),
  calls("ngrok", "http|https @file://*", SENDS),
  calls(
    "stripe",
    "listen -f|--forward-to|--forward-connect-to=*.*|*://*.* !-f|--forward-to|--forward-connect-to=localhost*|*//localhost*|127.*|*//127.*|*.local*|*.test*|*.localhost*",
    SENDS,
  ),
  calls("restic|rustic", "backup -r|--repo=rest:http://*.* !-r|--repo=rest:http://127.*", SENDS),
  calls(
    "dbus-send|gdbus|busctl",
    "~org.freedesktop.Accounts*.CreateUser|CreateUser|*.SetPassword|SetPassword|*.SetAccountType|*PolicyKit1*",
    LETS_IN,
  ),
  calls(
    "coredumpctl",
    "dump|debug|gdb @sshd|ssh|sudo|su|login|gpg-agent|ssh-agent|gnome-keyring*|firefox|chrome*|passwd|pass",
    MEMORY,
  ),
  calls("truncate|rm|shred", "@/var/lib/docker/containers/*.log|/var/log/containers/*|/var/log/pods/*", LOGS),
  calls("mount", "-t=tmpfs|overlay @/var/log|/var/log/*|/var/audit*", LOGS),
  calls("umount", "@/var/log|/var/log/*|/var/audit*", LOGS),
  on(
    "perl|python|python3|ruby|node",
    /\$0 ?= ?["']\[?(?:kworker|k\w+d\/|sshd|systemd|cron|init|migration|ksoftirqd)|\bprctl\W{1,4}15\b|\bsetproctitle\(["']\[|process\.title ?= ?["'](?:\[|sshd|systemd)/,
    HIDES,
  ),
  on("git|gh", /\bclone\b(?:(?!\bclone\b).)*(?:\bCVE-\d{4}-\d{4}|[-_/]exploits?(?:\.git)?(?: |$))/i, {
    ...REMOTE,
    says: "brings a program made to break into machines",
  }),
  calls("runc|crun", "exec", RAISES),
  calls("ctr", "** tasks|task|t exec|attach", RAISES),
  calls("security", "authorize", LETS_IN),
  calls("sysadminctl", "-autologin", LETS_IN),
  calls("csrutil", "netboot add|remove", WATCH),
  calls(
    "defaults",
    "write @*com.apple.loginwindow @Hide500Users|HiddenUsersList|SHOWOTHERUSERS_MANAGED|autoLoginUser",
    HIDES,
  ),
  calls("ecryptfs-migrate-home|fscrypt", "-u|--user\nencrypt|setup @/*", RANSOM),
  on("mvn|mvnw|gradle|gradlew", /\bdeploy:deploy-file\b|\bpublish\w*ToMaven(?!Local)\w*/, PUBLISHES),
  calls("gh", "repo create --public --push|--source", PUBLISHES),
  calls("defaults", "write @*com.apple.dock ~*_CFURLString*/tmp/*\nwrite @*com.apple.security* @GK*", WATCH),
  calls("tar|cp|zip|rsync|scp|7z", "@/var/mail|/var/mail/*|/var/spool/mail|/var/spool/mail/*", MAIL),
  on(
    "touch|tee|echo|cp|mv",
    /--checkpoint-action=exec|(?:^| |\/)--rsh=|(?:^| |\/)--use-compress-program=/,
    RUNS,
    /^(?:#|\$)/,
  ),
  calls("rpm", "-i|-U|-F|--install|--upgrade --nosignature|--nodigest|--nogpgcheck", UNSIGNED),
  calls("steghide", "embed -ef|--embedfile=/*|~*", HIDES),
  calls("outguess|stegosuite|openstego|stegsnow", "embed -ef|--embedfile=/*|~*\n-d=/*|~*\n-f=/*|~*", HIDES),
  calls("bleachbit", "-c|--clean|-s|--shred|-w|--wipe-free-space|-o", LOGS),
  calls("lastlog", "-C|--clear|-S|--set", LOGS),
  calls("swap_digger.sh|swap_digger|3snake|mimipenguin.py|keysniff", "", MEMORY),
  calls(
    "azcopy|s3cmd|s5cmd|mc|b2|gsutil|aws|gcloud|ossutil|oci",
    "~/home/*/Documents*|/home/*/Desktop*|/home/*/Pictures*|/home/*/Mail*|/Users/*/Documents*|/Users/*/Desktop*|/Users/*/Pictures*",
    SENDS,
  ),
  calls("ip", "route|r|ro add|replace @blackhole|prohibit|unreachable|throw", CUT),
  calls("route", "add ** @reject|blackhole\nadd -reject|-blackhole", CUT),
  calls("vim|vi|nvim|view|ex", "-c|--cmd|-S=*source·http*|*so·http*|http://*|https://*|ftp://*", RUNS),
];
