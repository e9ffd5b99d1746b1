/** What the names of processes say: whose they are. */
import { EDITOR_PROGRAMS } from "../agents/code-editors.ts";
import { agentPrograms } from "../agents/known-agents.ts";
import { anyOf, words } from "../text/expressions.ts";

/** `node` is everybody's, `node server.js` is one's own; `.` and `-f a` are everything. One broad alternative is enough. */
export function isBroadName(pattern: string): boolean {
  return pattern.includes("|")
    ? pattern
        .replace(/\\?[()]/g, "")
        .split(/\\?\|/)
        .some(isBroad)
    : isBroad(pattern);
}

function isBroad(pattern: string): boolean {
  const name = pattern
    .replace(/^\^|\$$/g, "")
    .replace(/^\[(\w)\]/, "$1")
    .replace(/^.*\/(?=[\w-]+$)/, "")
    .toLowerCase()
    .replace(/\.exe$/, "");
  return (
    name.replace(/[.*+?^$\\[\]|()-]/g, "").length < 2 ||
    BROAD.has(name) ||
    agentPrograms().has(name) ||
    WATCHES.test(name)
  );
}

/** Names that many things run under that are nobody's own: runtimes, shells, daemons, databases, editors, browsers. */
const BROAD = new Set(
  `node nodejs npm python python2 python3 java ruby perl php php-fpm deno bun dotnet go mono electron sh bash zsh fish dash
   tmux screen ssh sshd systemd init launchd dbus-daemon xorg wayland gnome-shell kwin plasmashell windowserver
   loginwindow networkmanager wpa_supplicant dhclient systemd-resolved systemd-journald systemd-logind dockerd docker
   containerd kubelet k3s cron crond rsyslogd udevd auditd firewalld postgres postmaster mysqld mariadbd mongod
   redis-server memcached elasticsearch rabbitmq-server nginx apache2 httpd haproxy traefik caddy chrome chromium
   firefox safari msedge explorer svchost lsass csrss wininit winlogon powershell pwsh cmd sqlservr notepad winword excel powerpnt outlook devenv ${EDITOR_PROGRAMS.join(" ")} vim emacs sudo`.split(
    /\s+/,
  ),
);

/** What watches over a machine, by the names that its makers give it. */
const WATCHES = anyOf(words`
  defender msmpeng nissrv mssense falcon sentinel crowdstrike carbonblack cylance tanium osquery wazuh ossec sysmon
  clamd sophos mcafee symantec malwarebytes kaspersky bitdefender splunkd xagt ekrn auditd
`);
