/** What an attack does on its way that no other table has: looking in, letting in, holding to ransom. */
import { grants, weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { calls, type Line, on } from "./lines.ts";

const secret = (says: string): Doing => ({ verb: "read-secret", resource: "secret", recovery: "none", says });
const LISTENS = secret("reads what others send over the network");
const DIRECTORY = secret("asks a directory for the passwords of its accounts");
const LETS_IN = grants("lets somebody in from outside, with a password of their choice", { recovery: "none" });
const KERNEL = weakens("system", "changes how the kernel guards itself");
const HIDES = weakens("system", "hides what runs or was changed on this machine");
const UNSIGNED = weakens("package", "takes packages whose signature nobody checks");
const WATCH = weakens("system", "stops what watches over this machine", { recovery: "none" });
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

/** A capture that is limited to a port, a host or a number of packets is how one's own service is looked at. */
const CAPTURES =
  /(?:^| )(?:-[a-zA-Z]*i ?|--interface[ =])(?!lo\b|lo0\b|any\b.*\b(?:port|host|src|dst|net|portrange)\b)\S/;
const LIMITED = /(?:^| )(?:port|portrange|host|src|dst|tcp|udp|icmp|arp|net|ether)\b|(?:^| )-\w*[rDLdh]\b|-c ?\d/;

export const TECHNIQUE: readonly Line[] = [
  on("tcpdump|dumpcap|tcpflow|netsniff-ng|windump", CAPTURES, LISTENS, LIMITED),
  on(
    "tshark|tcpdump|ngrep|wireshark",
    /\b(?:authbasic|authorization|http\.cookie|ftp\.request\.command|passw\w*|\bcreds?\b|login)\b|-z credentials/i,
    LISTENS,
    /-i ?lo0?\b/,
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
];
