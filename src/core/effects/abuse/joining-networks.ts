/** Ways past a firewall: networks of others that are joined, terminals that are shared, ports that are passed on. */
import { weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";
import { calls, type Line, on } from "./lines.ts";
import { JOINS, WAY } from "./machine-doings.ts";

const SHARES: Doing = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "shares a terminal of this machine with whoever has the address",
};
const PASSES_ON = weakens("network", "passes what comes to this machine on to another one");
const DESKTOP = weakens("account", "shows this machine's screen to whoever connects, without a password", {
  recovery: "none",
});
const DISKS = weakens("network", "gives another machine the disks of this one");
const HIDDEN: Doing = {
  verb: "execute-remote",
  resource: "network",
  says: "talks to a hidden service of the Tor network",
};

export const JOINING_NETWORKS: readonly Line[] = [
  calls("wg", "set ** peer\nsetconf|addconf|syncconf", JOINS),
  calls("nebula|tincd|vpncloud|innernet", "-config|--config|-c|-n\nup|install|redeem", JOINS),
  calls("netbird|netclient|husarnet", "up|join|connect|setup", JOINS),
  calls("openvpn", "--config=/tmp/*|/var/tmp/*|/dev/shm/*|*/Downloads/*", JOINS),
  calls("zerotier-cli|zerotier-one", "join", JOINS),
  calls("netbird|nebula|headscale|netmaker|netclient", "** up|join --setup-key|--management-url|-k|-t|--token", JOINS),
  calls("sshuttle", "@0/0|0.0.0.0/0|::/0", WAY),
  calls("sshx|teleconsole|termpair|tty-share", "!--version !--help !-h", SHARES),
  calls("upterm", "host", SHARES),
  calls("pinggy", "~*", PASSES_ON),
  calls(
    "rinetd|simpleproxy|tcptunnel|proxytunnel|udp2raw|kcptun|v2ray|sing-box|hysteria|ss-local|ss-server|ss-redir|sslocal|ssserver|shadowsocks",
    "~*",
    PASSES_ON,
  ),
  calls("vncserver|Xvnc|Xtigervnc|x0vncserver|tigervncserver", "-SecurityTypes|--SecurityTypes=None*|none*", DESKTOP),
  on(
    "rdesktop|xfreerdp|xfreerdp3|wlfreerdp",
    /(?:-r disk:|[/+]drive:)[^ =,]{1,40}[=,](?:\/|~|\/home|\/root|\/etc|\/Users)\/?(?= |$)/,
    DISKS,
  ),
  on("curl|wget|http|https|nc|ncat|ssh|socat", /(?<![a-z2-7])[a-z2-7]{16,56}\.onion\b/, HIDDEN),
];
