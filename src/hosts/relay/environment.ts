/**
 * Three environments: the one that the client's configuration made for the server, the guard's own, and the server's.
 * The starter script sets aside what could change the relay itself; the server gets it back.
 */

/** Set by the starter script: prefix of what it has set aside. */
export const ASIDE = "AGENTGUARD_SERVER_";

/** What the starter script sets aside: it decides what Node loads, and whose home the relay's service is in. */
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

/** As it would be without the relay. */
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

/** What the hook's fallback is started with: nothing that a project's configuration could have meant for it. */
export function guardEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ["HOME", "USER", "LOGNAME", "PATH", "TMPDIR", "LANG", "TZ", "XDG_DATA_HOME", "XDG_CONFIG_HOME"];
  const kept = names.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: "1" };
}
