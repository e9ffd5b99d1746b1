/** Applies roles: what agents, sessions and sub-agents may do. Whatever their role does not name is refused. */
import type { Action } from "../action/action.ts";
import type { Effect, ResourceKind, Verb } from "../effects/effect.ts";
import { matchesName } from "../places/patterns.ts";
import type { Ability, Policy, Role } from "../policy/policy.ts";
import type { Contribution } from "./contribution.ts";
import { isReadOnly } from "./read-only-commands.ts";

/** Returns the roles of the act's agent. A role for a sub-agent or session does not apply to an act without one. */
export function rolesOf({ origin }: Action, { roles }: Policy): Role[] {
  return roles.filter(
    ({ match }) =>
      (match.agent === undefined || matchesName(origin.agent, match.agent)) &&
      (match.session === undefined || matchesName(origin.session ?? "", match.session)) &&
      (match.subagent === undefined || matchesName(origin.subagent ?? "", match.subagent)),
  );
}

/** Returns a refusal for each ability that the act needs and a role lacks. */
export function refusedByRole(
  action: Action,
  commands: readonly string[],
  effects: readonly Effect[],
  policy: Policy,
): Contribution[] {
  const roles = rolesOf(action, policy);
  if (roles.length === 0) return [];
  const needed = abilitiesOf(action, commands, effects);
  return roles.flatMap(({ name, may }) =>
    [...needed]
      .filter(([ability]) => !may.includes(ability))
      .map(
        ([ability, because]): Contribution => ({
          rule: `role/${name}`,
          points: 0,
          because: `the role ${name} may only ${may.join(", ")}, and this needs ${ability}: it ${because}`,
          then: "deny",
          instead: "Leave this to the person, or to an agent whose role allows it.",
        }),
      ),
  );
}

/** Returns the abilities that an act needs, each with a reason as one clause. */
function abilitiesOf(
  action: Action,
  commands: readonly string[],
  effects: readonly Effect[],
): ReadonlyMap<Ability, string> {
  const needed = new Map<Ability, string>();
  const need = (ability: Ability, because: string) => {
    if (!needed.has(ability)) needed.set(ability, because);
  };
  for (const effect of effects) need(abilityOf(effect), effect.says);
  switch (action.kind) {
    case "command": {
      const running = commands.find(command => !isReadOnly(command));
      if (running !== undefined) need("run", `runs ${running.split(/\s+/, 3).join(" ")}`);
      else if (commands.length === 0 && action.text.trim() !== "") need("run", "runs what could not be read");
      break;
    }
    case "edit":
    case "delete":
    case "move":
      need("edit", `changes ${action.path}`);
      break;
    case "patch":
      need("edit", "changes files by a patch");
      break;
    case "mcp":
      need("fetch", `calls ${action.tool} of ${action.server}`);
      break;
    case "fetch":
      need("fetch", `sends a request to ${action.url}`);
      break;
    case "read":
    case "sql":
      break;
  }
  if (needed.size === 0) need("read", "looks at something");
  return needed;
}

const BY_VERB: Readonly<Partial<Record<Verb, Ability>>> = {
  "read-secret": "secrets",
  exfiltrate: "fetch",
  publish: "deploy",
  deploy: "deploy",
  migrate: "deploy",
  grant: "administer",
  revoke: "administer",
  escalate: "administer",
  weaken: "administer",
  "disable-protection": "administer",
  "execute-remote": "run",
  "execute-unknown": "run",
};

const FILES: ReadonlySet<ResourceKind> = new Set([
  "file",
  "directory",
  "working-tree",
  "untracked-files",
  "stash",
  "branch",
  "commit",
]);
const MACHINES: ReadonlySet<ResourceKind> = new Set(["system", "network", "account", "cluster", "namespace", "stack"]);
const RUNNING: ReadonlySet<ResourceKind> = new Set(["container", "image", "process"]);

function abilityOf({ verb, resource, path }: Effect): Ability {
  const byVerb = BY_VERB[verb];
  if (byVerb) return byVerb;
  if (path !== undefined || FILES.has(resource)) return "edit";
  if (resource === "remote-branch" || resource === "package") return "deploy";
  if (MACHINES.has(resource)) return "administer";
  if (RUNNING.has(resource) || resource === "code") return "run";
  return "data";
}
