/** Finds unknown names in conditions: agents that do not exist, roles that are not defined. */
import { matchesName } from "../../places/patterns.ts";
import { nearest } from "../nearest.ts";
import type { PolicyLayer } from "../policy.ts";

export interface Stranger {
  /** JSON pointer of the name. */
  readonly pointer: string;
  readonly kind: "agent" | "role";
  readonly name: string;
  readonly meant?: string;
}

/** `agents`: all known ids. `roles`: those of the higher layers; the file's own are added. */
export function strangersIn(layer: PolicyLayer, agents: readonly string[], roles: readonly string[]): Stranger[] {
  const known = { agent: agents, role: [...roles, ...layer.roles.map(({ name }) => name)] };
  const of = (kind: Stranger["kind"], names: readonly string[] | undefined, pointer: string): Stranger[] =>
    (names ?? []).flatMap((name, index) => {
      // If no agent is known, none can be called unknown.
      if ((kind === "agent" && known.agent.length === 0) || known[kind].some(one => matchesName(one, [name])))
        return [];
      const meant = nearest(name, known[kind]);
      // The condition is a single value or a list; the existing range tells which.
      const item = `${pointer}/${index}`;
      return [{ pointer: layer.ranges.has(item) ? item : pointer, kind, name, ...(meant && { meant }) }];
    });
  return [
    ...layer.rules.flatMap(({ when }, index) => [
      ...of("agent", when.agent, `/rules/${index}/when/agent`),
      ...of("role", when.role, `/rules/${index}/when/role`),
    ]),
    ...layer.roles.flatMap(({ name, match }) => of("agent", match.agent, `/agents/${name}/match/agent`)),
    ...layer.examples.flatMap(({ agent, pointer }) =>
      of("agent", agent === undefined ? [] : [agent], `${pointer}/agent`),
    ),
  ];
}
