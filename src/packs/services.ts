/** Reads systemctl, service, rc-service, launchctl, supervisorctl, pm2: the machine's services, and one's own. */
import type { Effect } from "../core/effects/effect.ts";
import { hasOption } from "../core/effects/options.ts";
import type { Invocation, Reading } from "../core/effects/pack.ts";
import { shown } from "../core/files/targets.ts";
import { scopeInside } from "../core/kit/carrying.ts";
import { tablesPack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../core/kit/table.ts";
import { inOrder, wholly, words } from "../core/text/expressions.ts";
import { textOf, type Word } from "../core/text/words.ts";

/** Services by which a machine is reached, protected or kept running. Even a restart matters. */
const VITAL = wholly(
  [
    inOrder([
      words`
        ssh sshd docker containerd kubelet k3s crio podman network networking networkmanager wpa_supplicant dhcpcd
        bind9 named dnsmasq firewalld ufw iptables nftables fail2ban etcd vault consul dbus polkit gdm3? lightdm sddm
        display-manager auditd rsyslog cron crond chronyd? ntpd? libvirtd apparmor tailscaled wg-quick openvpn
        strongswan sssd snapd
      `,
      /([-@.\d][\w@.-]*)?(\.(service|socket|target|timer|mount))?/,
    ]),
    /(?:systemd-[\w-]|zfs|lvm)[\w@.-]*/,
  ],
  "i",
);

/** Services that restart quickly with all their data. Here they are a developer's own, elsewhere their users notice. */
const DATABASES = inOrder(
  [
    /^/,
    words`postgres(ql)? mysqld? mariadb mongod? redis(-server)? elasticsearch cassandra rabbitmq-server kafka`,
    /([-@.\d][\w@.-]*)?(\.service)?$/,
  ],
  "i",
);

const STOPS_MACHINE: EffectTemplate = {
  verb: "stop",
  resource: "system",
  says: "stops the machine",
  reach: "all",
  recovery: "effort",
};
const STOPS_ALL: EffectTemplate = {
  verb: "stop",
  resource: "process",
  says: "stops every program that it keeps running",
  reach: "all",
  recovery: "effort",
};

export const services = tablesPack(
  "services",
  [
    {
      source: "https://www.freedesktop.org/software/systemd/man/latest/systemctl.html",
      programs: ["systemctl"],
      grammar: {
        values:
          "t type p property P n lines o output H host M machine s signal root image preset-mode kill-whom kill-who job-mode state what when timestamp".split(
            " ",
          ),
      },
      // Whose services they are: a person's own come and go.
      shows: ["user"],
      special: systemctl,
      lines: [
        { call: "reboot|poweroff|halt|kexec|soft-reboot|suspend|hibernate|hybrid-sleep|exit", does: STOPS_MACHINE },
        { call: "rescue|emergency|default|isolate|set-default|switch-root", does: STOPS_MACHINE },
        { call: "*" },
        { call: "" },
      ],
    },
    {
      programs: ["service", "rc-service", "invoke-rc.d", "rc-update", "update-rc.d", "chkconfig", "sv", "initctl"],
      special: service,
      lines: [{ call: "" }],
    },
    {
      source: "man 1 launchctl",
      programs: ["launchctl"],
      special: launchctl,
      lines: [{ call: "reboot", does: STOPS_MACHINE }, { call: "" }],
    },
    {
      source: "https://pm2.keymetrics.io/docs/usage/quick-start/",
      programs: ["pm2", "pm2-dev", "pm2-runtime"],
      special: startedByPm2,
      lines: [
        { call: "kill|unstartup", does: STOPS_ALL },
        { call: "delete|del|stop all", does: STOPS_ALL },
        { call: "" },
      ],
    },
  ],
  [
    { run: "systemctl stop nginx", expect: "ask" },
    { run: "sudo systemctl disable --now ufw", expect: "ask" },
    { run: "systemctl mask sshd.service", expect: "ask" },
    { run: "sudo systemctl restart ssh", expect: "ask" },
    { run: "systemctl stop postgresql@16-main", expect: "ask" },
    { run: "ssh web1 sudo systemctl restart postgresql", expect: "ask", why: "not this machine's" },
    { run: "systemctl restart etcd", expect: "ask" },
    { run: "ssh deploy@web1.acme.io sudo systemctl restart api", expect: "ask", why: "somebody else's machine" },
    { run: "systemctl reboot", expect: "ask" },
    { run: "systemctl isolate rescue.target", expect: "ask" },
    { run: 'systemctl stop "$UNIT"', expect: "ask" },
    { run: "service docker stop", expect: "ask" },
    { run: "sudo service ssh restart", expect: "ask" },
    { run: "rc-service sshd stop", expect: "ask" },
    { run: "launchctl bootout system/com.openssh.sshd", expect: "ask" },
    { run: "sudo launchctl unload -w /Library/LaunchDaemons/com.acme.agent.plist", expect: "ask" },
    { run: "pm2 delete all", expect: "ask" },
    {
      run: "pm2 start wipe.js --name api",
      expect: "deny",
      files: { "wipe.js": "require('fs').rmSync('/home/dev', { recursive: true })\n" },
    },
    { run: "pm2 start npm --name web -- start", expect: "allow" },
    { run: "pm2 start ecosystem.config.js --env development", expect: "allow" },
    { run: "systemctl status nginx", expect: "allow" },
    { run: "systemctl restart my-api", expect: "allow" },
    { run: "service postgresql restart && service redis-server restart", expect: "allow", why: "development's own" },
    { run: "systemctl daemon-reload && systemctl enable --now my-api.timer", expect: "allow" },
    { run: "systemctl --user stop my-api", expect: "allow" },
    { run: "systemctl start docker", expect: "allow" },
    { run: "systemctl list-units --type=service", expect: "allow" },
    { run: "service nginx start", expect: "allow" },
    { run: "service --status-all", expect: "allow" },
    { run: "launchctl kickstart -k gui/501/com.me.server", expect: "allow" },
    { run: "pm2 restart api", expect: "allow" },
  ],
);

/** Reads `pm2 start app.js`, `pm2 start npm -- start`, `pm2 start 'node app.js'`; other words name running ones. */
function startedByPm2({ command, words }: Call): Reading | undefined {
  const verb = words[0]?.value ?? "";
  const file = command.program === "pm2" ? words[1] : /^(?:start|restart|reload)$/.test(verb) ? words[1] : words[0];
  if (!file || (command.program === "pm2" && !/^(?:start|restart|reload|startOrRestart|startOrReload)$/.test(verb)))
    return undefined;
  const span = command.span && { span: command.span };
  const text = textOf(file);
  if (/\s/.test(text)) return { effects: [], inner: [{ kind: "shell", text, scope: scopeInside(command), ...span }] };
  if (!/\.(?:[cm]?[jt]s|py|sh|bash|rb|pl|php)$|^(?:npm|yarn|pnpm|bun|node|python3?|bash|sh)$/.test(text))
    return undefined;
  const dashes = command.argv.findIndex(({ value }) => value === "--");
  const argv = [file, ...(dashes < 0 ? [] : command.argv.slice(dashes + 1))];
  return { effects: [], inner: [{ kind: "argv", argv, scope: scopeInside(command), ...span }] };
}

const ENDS = /^(stop|disable|mask|kill|revert|remove|del|delete|destroy|off|down|d|exit|force-stop|zap|--del)$/;
const RESTARTS =
  /^(restart|try-restart|condrestart|reload-or-restart|try-reload-or-restart|force-reload|full-restart|t|force-restart)$/;

function systemctl({ command, words }: Call): Reading | undefined {
  const [action, ...units] = words;
  return action?.value == null ? undefined : felt(command, action.value, units);
}

/** Reads `service NAME stop`. Newer tools reverse the order: `rc-update del NAME`, `initctl stop NAME`. */
function service({ command, words }: Call): Reading | undefined {
  const order = /^(rc-update|initctl|sv|update-rc\.d|chkconfig)$/.test(command.program);
  const [first, second] = words;
  const action = /^(update-rc\.d|chkconfig)$/.test(command.program) || !order ? second : first;
  const unit = action === first ? second : first;
  if (!unit || action?.value == null) return undefined;
  return felt(command, action.value, [unit]);
}

function felt(command: Invocation, action: string, units: readonly Word[]): Reading | undefined {
  const restarts = RESTARTS.test(action);
  if (!restarts && !ENDS.test(action)) return undefined;
  const hit = units.filter(
    unit => !restarts || unit.value === null || unit.glob || [VITAL, DATABASES].some(names => names.test(nameOf(unit))),
  );
  // On another machine it is somebody's service. The place says how much that matters.
  const others = command.scope.elsewhere ? units.filter(unit => !hit.includes(unit)) : [];
  const felt = others.map((unit): Effect => ({ ...stopped(command, unit, restarts), resource: "service" }));
  return { effects: [...hit.map(unit => stopped(command, unit, restarts)), ...felt] };
}

/** Reads launchctl, of which only services of the system count, not those of the logged-in person. */
function launchctl({ command, words, args }: Call): Reading | undefined {
  const [action, ...targets] = words;
  if (!/^(unload|bootout|remove|disable|kill|stop)$/.test(action?.value ?? "")) return undefined;
  const hit = targets.filter(word => {
    const text = word.value ?? "";
    return word.value === null || /^system(\/|$)|^\/(System\/)?Library\/|^com\.(apple|openssh|docker)\./.test(text);
  });
  const all = hasOption(args, "a") ? targets : hit;
  return { effects: all.map(word => stopped(command, word, false)) };
}

/** Returns the name, cut to the longest possible length. */
function nameOf({ value }: Word): string {
  return (value ?? "").slice(0, 100);
}

function stopped({ scope, span }: Invocation, unit: Word, restarts: boolean): Effect {
  const name = shown(unit);
  return {
    verb: "stop",
    resource: restarts && !scope.elsewhere && DATABASES.test(nameOf(unit)) ? "database" : "system",
    target: name,
    reach: "one",
    recovery: "effort",
    certainty: "certain",
    source: "services",
    says: `${restarts ? "restarts" : "stops or switches off"} the system's service ${name}`,
    ...(unit.value === null && { marks: ["unresolved-target"] as const }),
    ...(span && { span }),
  };
}
