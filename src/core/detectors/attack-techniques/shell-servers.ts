/** Programs that offer a shell of this machine, or what it may do, to whoever connects. */
import { weakens } from "../../kit/effect-templates.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { POSIX_LIKE } from "../../languages/shell/shell-names.ts";
import { calls, type Line } from "./lines.ts";

const OFFERS: EffectTemplate = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "offers a shell of this machine to whoever connects",
};
const SHELLS = [
  ...POSIX_LIKE.flatMap(name => [name, `*/${name}`, `${name}·*`, `*/${name}·*`]),
  "cmd|cmd.exe|*\\cmd.exe|powershell|powershell.exe|*\\powershell.exe|pwsh",
].join("|");
const HOME = "lo|127.*|localhost|::1|[::1]";

export const OFFERING: readonly Line[] = [
  calls("telnetd|in.telnetd|utelnetd", "-l|-p", OFFERS),
  calls("busybox", "telnetd -l|-p", OFFERS),
  calls("dropbear", "~-* !-V !-h", OFFERS),
  calls(
    "sshd",
    "-p=* !-p=22 !-t !-T !-d\n-o=PermitRootLogin=yes|PermitRootLogin·yes|PermitEmptyPasswords*\n-f=/tmp/*|/dev/shm/*|/var/tmp/*",
    OFFERS,
  ),
  calls(
    "ttyd|gotty|shellinaboxd|shellinabox|wetty|butterfly.server.py|wssh",
    `~* !-v !-V !--version !-h !-i|--interface|--address|-b|-a|--bind=${HOME}`,
    OFFERS,
  ),
  calls("websocketd|websocat", `@exec:*|sh-c:*|cmd:*|${SHELLS}`, OFFERS),
  calls("tcpserver|tcpsvd|udpsvd|ipsvd|faucet|micro-inetd", `@${SHELLS}`, OFFERS),
  calls("systemd-socket-activate", `--inetd @${SHELLS}`, OFFERS),
  calls("xinetd|inetd", "-f|-filelimit\n@/*", OFFERS),
  calls("dockerd", "-H|--host=tcp://* !-H|--host=tcp://127.*|tcp://localhost* !--tlsverify", {
    ...OFFERS,
    says: "lets whoever connects run containers on this machine",
  }),
  calls("xterm|rxvt|urxvt", "-display=*:* !-display=localhost*|127.*|:*|unix*", {
    ...OFFERS,
    says: "opens a terminal of this machine on another screen",
  }),
  calls(
    "cryptcat|sbd|ncat|nc|netcat|powercat|rustcat|rcat|nc.traditional|nc.openbsd|nc64|nc32",
    `-e|-c|--exec|--sh-exec|--lua-exec|-s=${SHELLS}`,
    OFFERS,
  ),
  calls("nc|ncat|netcat", `-l @/bin/*sh|/usr/bin/*sh`, OFFERS),
  calls("ncat", "--lua-exec", OFFERS),
  calls("ncat", "--proxy-type -l|--listen", { ...OFFERS, says: "offers this machine as a proxy to whoever connects" }),
  calls("xhost", "@+", { ...OFFERS, says: "lets whoever connects see and use the screen" }),
  calls("socket", `-p=${SHELLS}`, OFFERS),
  calls("kubectl", "proxy --address=0.0.0.0\nproxy --accept-hosts", {
    ...OFFERS,
    says: "offers the cluster with one's own rights to everybody on the network",
  }),
  calls(
    "kubectl|oc",
    "port-forward --address=0.0.0.0",
    weakens("network", "offers a port of the cluster to everybody on the network"),
  ),
  calls("x11vnc|wayvnc|krfb", "~* !-localhost !-h", OFFERS),
  calls("gdbserver|lldb-server|debugserver", "@0.0.0.0:*|:*", {
    ...OFFERS,
    says: "lets whoever connects run code in a program of this machine",
  }),
];
