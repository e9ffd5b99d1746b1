/**
 * Separates three environments: the one that the client's configuration made for the server, the guard's own, and the
 * server's. The starter script sets aside variables that could change the relay itself, and the server gets them back.
 */

/** The prefix of variables that the starter script has set aside. */
export const ASIDE = "AGENTGUARD_SERVER_";

/** Variables that the starter script sets aside: they decide what Node loads, and whose service the relay uses. */
export const SET_ASIDE = [
  "HOME",
  "XDG_DATA_HOME",
  "XDG_CONFIG_HOME",
  "NODE_OPTIONS",
  "NODE_PATH",
  "NODE_EXTRA_CA_CERTS",
  "NODE_REPL_EXTERNAL_MODULE",
  "NODE_V8_COVERAGE",
  "NODE_DEBUG",
  "NODE_COMPILE_CACHE",
  "OPENSSL_CONF",
  "OPENSSL_MODULES",
  "ELECTRON_RUN_AS_NODE",
] as const;

/** Returns the environment that the server would have without the relay. */
export function serverEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env[`${ASIDE}STARTED`] === undefined) return env;
  const theirs = Object.entries(env).filter(([name]) => !name.startsWith(ASIDE));
  const result: NodeJS.ProcessEnv = Object.fromEntries(theirs);
  for (const name of SET_ASIDE) {
    const value = env[`${ASIDE}${name}`];
    if (value === undefined) delete result[name];
    else result[name] = value;
  }
  return result;
}

/** Returns the environment of the hook's fallback, with nothing from a project's configuration. */
export function guardEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ["HOME", "USER", "LOGNAME", "PATH", "TMPDIR", "LANG", "TZ", "XDG_DATA_HOME", "XDG_CONFIG_HOME"];
  const kept = names.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: "1" };
}
