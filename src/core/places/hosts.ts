/** Host names: which are this machine, and which one a configuration value points at. */

const LOCAL = /^(localhost|.*\.localhost|127(\.\d+){3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/i;

/** This machine and no other, by a name that always means it; a socket's path too. */
export function isThisMachine(host: string): boolean {
  return LOCAL.test(host) || host.startsWith("/");
}

/** This machine, or a name that only resolves inside a container network (no dot at all). */
export function isLocalHost(host: string): boolean {
  return isThisMachine(host) || (host !== "" && !host.includes(".") && !host.includes(":"));
}

/** `db.acme.io` of `postgres://u:p@db.acme.io:5432/app` or of a bare host name; undefined for other values. */
export function hostOfValue(value: string): string | undefined {
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/\s]*@)?(\[[^\]]+\]|[^:/?#\s]+)/i.exec(value);
  if (url?.[1]) return url[1].toLowerCase();
  return /^(?=.{4,253}$)([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?$/i.test(value)
    ? value.replace(/:\d+$/, "").toLowerCase()
    : undefined;
}
