/** What an attack does on its way that no other table has: looking in, letting in, holding to ransom. */

import { EDITOR_PROGRAMS } from "../../agents/code-editors.ts";
import { grants, weakens } from "../../kit/effect-templates.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { calls, type Line, on } from "./lines.ts";
import { HIDES, LISTENS, LOGS, WATCH } from "./machine-effects.ts";

const LETS_IN = grants("lets somebody in from outside, with a password of their choice", { recovery: "none" });
const UNSIGNED = weakens("package", "takes packages whose signature nobody checks");
const RUNS: EffectTemplate = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "installs a program that nobody has seen",
};
const SENDS: EffectTemplate = {
  verb: "exfiltrate",
  resource: "directory",
  reach: "all",
  says: "sends private folders to a store elsewhere",
};

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
  on("mount", /\bhidepid=[12]\b/, HIDES),
  calls("ufw", "logging off", WATCH),
  on(
    "echo|printf|tee|crudini|dnf|yum-config-manager",
    /\b(?:gpgcheck|repo_gpgcheck|sslverify)\s?=\s?(?:0|false|no)\b|AllowUnauthenticated "?true|AllowInsecureRepositories "?true/i,
    UNSIGNED,
  ),
  calls(EDITOR_PROGRAMS.join("|"), "--install-extension=/tmp/*|/var/tmp/*|/dev/shm/*|*/Downloads/*|http*", RUNS),
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
  calls("ngrok", "http|https @file://*", SENDS),
  calls(
    "dbus-send|gdbus|busctl",
    "~org.freedesktop.Accounts*.CreateUser|CreateUser|*.SetPassword|SetPassword|*.SetAccountType|*PolicyKit1*",
    LETS_IN,
  ),
  calls("truncate|rm|shred", "@/var/lib/docker/containers/*.log|/var/log/containers/*|/var/log/pods/*", LOGS),
  calls("mount", "-t=tmpfs|overlay @/var/log|/var/log/*|/var/audit*", LOGS),
  calls("umount", "@/var/log|/var/log/*|/var/audit*", LOGS),
  on(
    "touch|tee|echo|cp|mv",
    /--checkpoint-action=exec|(?:^| |\/)--rsh=|(?:^| |\/)--use-compress-program=/,
    RUNS,
    /^(?:#|\$)/,
  ),
  calls("rpm", "-i|-U|-F|--install|--upgrade --nosignature|--nodigest|--nogpgcheck", UNSIGNED),
  calls("lastlog", "-C|--clear|-S|--set", LOGS),
  calls(
    "azcopy|s3cmd|s5cmd|mc|b2|gsutil|aws|gcloud|ossutil|oci",
    "~/home/*/Documents*|/home/*/Desktop*|/home/*/Pictures*|/home/*/Mail*|/Users/*/Documents*|/Users/*/Desktop*|/Users/*/Pictures*",
    SENDS,
  ),
  calls("ip", "route|r|ro add|replace @blackhole|prohibit|unreachable|throw", CUT),
  calls("route", "add ** @reject|blackhole\nadd -reject|-blackhole", CUT),
  calls("vim|vi|nvim|view|ex", "-c|--cmd|-S=*source·http*|*so·http*|http://*|https://*|ftp://*", RUNS),
];
