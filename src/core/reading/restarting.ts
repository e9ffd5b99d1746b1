/** Finds services that the same text stops and starts again, or has started itself: stopping them hardly matters. */
import type { Effect } from "../effects/effect.ts";

/** Services that others depend on, or that protect a machine: even a short interruption is noticed. */
const FELT =
  /^(?:ssh|sshd|docker|containerd|kubelet|network\w*|systemd-\w+|firewalld|ufw|iptables|nftables|fail2ban|dbus|auditd|apparmor|etcd|vault|consul)\b/i;

/**
 * Weakens the effect of stopping a service when a command before or after it starts that service; other effects are
 * returned unchanged.
 */
export function seenToTheEnd(effect: Effect, before: readonly string[], later: readonly string[]): Effect {
  const name = serviceOf(effect);
  if (name === undefined || FELT.test(name)) return effect;
  const again = later.some(command => starts(command, name));
  // `systemctl start` before the stop is no proof: the service may have been running already.
  if (!again && !before.some(command => command.startsWith(name) && starts(command, name))) return effect;
  const { instead: _, ...stop } = effect;
  const says = `${effect.says}, ${again ? "until it is started again in" : "which was started by"} the same command`;
  return { ...stop, certainty: "possible", says };
}

/** `nginx` of `systemctl stop nginx.service`, `service nginx stop`, `nginx -s stop`, `pkill nginx`. */
function serviceOf({ verb, resource, command = "", at = [] }: Effect): string | undefined {
  if (!(verb === "stop" || (verb === "revoke" && resource === "network"))) return undefined;
  // A service of another machine is used by others.
  if (at.some(place => place.kind === "host" || place.kind === "kube")) return undefined;
  const own = SERVERS.find(([form]) => form.test(command))?.[1];
  if (own !== undefined) return own;
  const found = FORMS.map(form => form.exec(command)?.[1]).find(Boolean);
  return found?.replace(/\.service$/, "");
}

const NAME = "([\\w@.-]+)";
const FORMS = [
  new RegExp(`^systemctl (?:-\\S+ )*stop ${NAME}$`),
  new RegExp(`^(?:service|rc-service|invoke-rc\\.d) ${NAME} stop$`),
  new RegExp(`^/etc/init\\.d/${NAME} stop$`),
  /^(nginx|openresty|caddy|haproxy) (?:-s )?(?:stop|quit)$/,
  /^(apache)(?:2)?ctl (?:-k )?(?:graceful-)?stop$/,
  /^(?:pkill|killall) (?:-\w+ )*(nginx|apache2?|httpd|caddy|haproxy|php-fpm)$/,
];

/** Servers that a client of another name shuts down. */
const SERVERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:redis|valkey)-cli (?:\S+ )*shutdown\b/i, "redis-server"],
  [/^(?:mysql|mariadb-)admin (?:\S+ )*shutdown$/, "mysqld"],
  [/^mongosh? .*shutdownServer\(|^mongod .*--shutdown\b/, "mongod"],
];

function starts(command: string, name: string): boolean {
  const plain = command.replace(/^(?:sudo|nohup|setsid) (?:-\S+ )*/, "");
  const [program = "", ...words] = plain.split(" ");
  const own = program.slice(program.lastIndexOf("/") + 1);
  if (/^(?:systemctl|service|rc-service|invoke-rc\.d)$/.test(own))
    return (
      words.some(word => /^(?:start|restart)$/.test(word)) &&
      words.some(word => word.replace(/\.service$/, "") === name)
    );
  if (program === `/etc/init.d/${name}`) return /^(?:start|restart)$/.test(words[0] ?? "");
  if (!own.startsWith(name) || words.some(word => /^-[tTvVhs]$/.test(word))) return false;
  // A start has only such arguments: `nginx -c FILE`, `redis-server --port 6399`; `caddy reload` starts nothing.
  return words.every(word => /^-|[/.;]|^(?:start|run|restart|yes|\d+)$/.test(word));
}
