/** Names in conditions that nobody here has: agents that do not exist, roles that are not defined. */
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

/** `agents`: every id that there is. `roles`: those of the layers above; the file's own are added. */
export function strangersIn(layer: PolicyLayer, agents: readonly string[], roles: readonly string[]): Stranger[] {
  const known = { agent: agents, role: [...roles, ...layer.roles.map(({ name }) => name)] };
  const of = (kind: Stranger["kind"], names: readonly string[] | undefined, pointer: string): Stranger[] =>
    (names ?? []).flatMap((name, index) => {
      // Where no agent is known at all, nobody can be called unknown.
      if ((kind === "agent" && known.agent.length === 0) || known[kind].some(one => matchesName(one, [name])))
        return [];
      const meant = nearest(name, known[kind]);
      // One value or a list: the place is the one that there is.
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
