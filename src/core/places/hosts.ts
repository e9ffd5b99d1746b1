/** Classifies host names as local or remote, and extracts the host of a value. */

const LOCAL = /^(localhost|.*\.localhost|127(\.\d+){3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/i;

/** Returns whether a name always means this machine; paths of sockets do, too. */
export function isThisMachine(host: string): boolean {
  return LOCAL.test(host) || host.startsWith("/");
}

/** Returns whether it is this machine, or a name without a dot, which only resolves in a container network. */
export function isLocalHost(host: string): boolean {
  return isThisMachine(host) || (host !== "" && !host.includes(".") && !host.includes(":"));
}

/** Returns `db.acme.io` for `postgres://u:p@db.acme.io:5432/app` or for a bare host name; otherwise undefined. */
export function hostOfValue(value: string): string | undefined {
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/\s]*@)?(\[[^\]]+\]|[^:/?#\s]+)/i.exec(value);
  if (url?.[1]) return url[1].toLowerCase();
  return /^(?=.{4,253}$)([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?$/i.test(value)
    ? value.replace(/:\d+$/, "").toLowerCase()
    : undefined;
}
