/** The scope in which an action starts: its folder and its environment variables. */
import type { Action } from "../action/action.ts";
import type { Scope } from "../places/scope.ts";
import { LayeredMap } from "../text/layered-map.ts";

/** Returns the same object of variables for every round of facts. */
export function startOf(action: Action): Scope {
  return { cwd: action.cwd, variables: action.env ? variablesOf(action.env) : LayeredMap.of(), via: [] };
}

/** An act is read again with each round of facts; its environment is the same. */
function variablesOf(env: NonNullable<Action["env"]>): LayeredMap<string | null> {
  const known = environments.get(env) ?? LayeredMap.of<string | null>(new Map(Object.entries(env)));
  environments.set(env, known);
  return known;
}

const environments = new WeakMap<NonNullable<Action["env"]>, LayeredMap<string | null>>();
