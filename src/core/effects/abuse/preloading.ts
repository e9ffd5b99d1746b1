/** Libraries out of folders that anybody may write to, brought into a program that runs with somebody else's rights. */
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import { effectOf, isRaised } from "./lines.ts";

/** ld.so(8), and where languages look for their modules. */
const VARIABLES =
  "LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH LD_AUDIT GCONV_PATH PERL5LIB PERLLIB PYTHONPATH PYTHONHOME RUBYLIB NODE_PATH LUA_PATH LUA_CPATH GEM_PATH CLASSPATH TCLLIBPATH OPENSSL_CONF OPENSSL_MODULES GIT_EXEC_PATH MANPATH TERMINFO PKG_CONFIG_PATH".split(
    " ",
  );
const ANYBODYS = /^(?:\.{0,2}\/?|.*:)?\/?(?:tmp|var\/tmp|dev\/shm|home\/[^/]+\/Downloads)(?:\/|$|:)/;

export function effectsOfPreloading(command: Invocation): Effect[] {
  const { variables } = command.scope;
  if (variables.size === 0 || !isRaised(command)) return [];
  // Nobody sets where a program's conversions come from but to have it load one.
  const named = VARIABLES.find(
    name => ANYBODYS.test(variables.get(name) ?? "") || (name === "GCONV_PATH" && variables.get(name)),
  );
  if (named === undefined) return [];
  const does = {
    verb: "execute-unknown",
    resource: "code",
    reach: "unknown",
    says: `has the program load what lies in ${variables.get(named)}, with somebody else's rights`,
  } as const;
  return [effectOf(does, command, "preloading")];
}
