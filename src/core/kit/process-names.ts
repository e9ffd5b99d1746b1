/** Decides by the name of a process whose it is. */
import { EDITOR_PROGRAMS } from "../agents/code-editors.ts";
import { agentPrograms } from "../agents/known-agents.ts";
import { anyOf, words } from "../text/expressions.ts";

/** Whether a pattern matches processes of others too: `node`, `.` and `-f a` do, `node server.js` does not. */
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

/** Names under which many unrelated processes run: runtimes, shells, daemons, databases, editors, browsers. */
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

/** Security and monitoring software, by its makers' names. */
const WATCHES = anyOf(words`
  defender msmpeng nissrv mssense falcon sentinel crowdstrike carbonblack cylance tanium osquery wazuh ossec sysmon
  clamd sophos mcafee symantec malwarebytes kaspersky bitdefender splunkd xagt ekrn auditd
`);
