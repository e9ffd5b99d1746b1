/**
 * Writes the script that clients' configurations start instead of a server. What a project's configuration sets for the
 * server must not reach the relay's own Node or point it at another home, but must reach the server unchanged.
 */
import { shWord } from "../hook/sh-word.ts";
import { ASIDE, SET_ASIDE } from "./environment.ts";

export interface StarterParts {
  readonly shell: string;
  /** Absolute paths; the first executable one is used. */
  readonly node: readonly string[];
  /** The built relay. */
  readonly entry: string;
  /** HOME and XDG variables as they are for the service. */
  readonly home: Readonly<Record<string, string>>;
}

export function relayStarterText({ shell, node, entry, home }: StarterParts): string {
  const aside = SET_ASIDE.map(name => `[ -n "\${${name}+x}" ] && export ${ASIDE}${name}="$${name}"; \\unset ${name}`);
  return `#!${shell}
# AgentGuard's MCP relay, started by a client in a server's place. Written by AgentGuard; edits are overwritten.
\\unset -f printf [ break exit exec export 2>/dev/null
\\unset ${SET_ASIDE.map(name => ASIDE + name).join(" ")}
${aside.join("\n")}
export ${ASIDE}STARTED=1
${Object.entries(home)
  .map(([name, value]) => `export ${name}=${shWord(value)}`)
  .join("\n")}
export ELECTRON_RUN_AS_NODE=1
for node in ${node.map(shWord).join(" ")}; do [ -x "$node" ] && break; done
exec "$node" ${shWord(entry)} "$@"
`;
}
