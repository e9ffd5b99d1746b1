/** Returns what lights depend on for a command: the current folder, and the policies there. */
import type { Places } from "../../platform/places.ts";
import { workspaceRootOf } from "../../platform/surroundings.ts";
import type { Around } from "../agents/health.ts";
import { policiesOf } from "../policies.ts";
import { servicePath } from "./service.ts";

export function aroundHere(own: Places): Around {
  const policies = policiesOf(own);
  const observes = (folder: string) => policies.policyFor(folder, [folder]).policy.mode === "observe";
  return { own, env: process.env, servicePath: servicePath(), roots: [workspaceRootOf(process.cwd())], observes };
}
