/**
 * Merges layers into the policy in force. The organization's file ranks above the user's, the user's above the
 * workspace's. A repository cannot weaken the guard: a workspace file can only make it stricter, and what would loosen
 * it is inert, with a problem that says so, until the user trusts exactly that file. The user may loosen what is built
 * in, but not what the organization set.
 */
import { START } from "../text/json-text.ts";
import { isHomely } from "./anchor.ts";
import {
  BUILT_IN,
  type EnvironmentRule,
  type Limits,
  type Policy,
  type PolicyLayer,
  type PolicyRule,
  type Problem,
  TIERS,
  type Tier,
  type WorkspaceLimits,
} from "./policy.ts";
import { profileLayer } from "./profiles.ts";

export interface TieredLayer {
  readonly tier: Tier;
  readonly layer: PolicyLayer;
  /** A workspace file that the user has read and trusts in its current form. It may loosen what the user may. */
  readonly trusted?: boolean;
}

export interface Merged {
  readonly policy: Policy;
  /** Problems of severity `inert`. */
  readonly problems: readonly Problem[];
}

/**
 * Merges layers in any order; within a tier their order is kept. Rules with the same id in two layers both apply.
 * `userFile` is named in problems as the file where a person may loosen rules.
 */
export function mergePolicies(
  builtIn: Policy,
  layers: readonly TieredLayer[],
  userFile = "your user policy file",
): Merged {
  const sorted = [...layers].sort((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier));
  const state: State = {
    policy: builtIn,
    set: new Map(),
    problems: [],
    userFile,
    hint: `To have it so, trust this file or write it in ${userFile}.`,
  };
  for (const { tier, layer, trusted } of sorted) {
    const standing = tier === "workspace" && trusted ? "user" : tier;
    addLayer(state, standing, withProfile(state, standing, layer), tier === "workspace");
  }
  return { policy: state.policy, problems: state.problems };
}

/** Returns what a layer would loosen if its file were trusted, in sentences that a person reads before trusting it. */
export function loosenings(layer: PolicyLayer): readonly Problem[] {
  const { problems } = mergePolicies(BUILT_IN, [{ tier: "workspace", layer }]);
  // Stopping all agents is no loosening, and trust does not permit it either.
  return problems.filter(({ pointer }) => pointer !== "/limits/then" || layer.limits.then === "ask");
}

/** Puts the file's own settings on top of its profile's. */
function withProfile(state: State, tier: Tier, layer: PolicyLayer): PolicyLayer {
  if (layer.profile === undefined) return layer;
  if (tier === "workspace" && layer.profile === "observe") {
    inert(state, layer, "/profile", `A workspace file cannot switch the guard to observing. ${state.hint}`);
    return layer;
  }
  const beneath = profileLayer(layer.profile);
  const chosen = layer.ranges.get("/profile");
  const from = chosen && { file: layer.file, line: chosen.line };
  const mode = layer.mode ?? beneath.mode;
  return {
    ...layer,
    ...(mode && { mode }),
    thresholds: { ...beneath.thresholds, ...layer.thresholds },
    environments: [...beneath.environments.map(rule => fromLine(rule, from)), ...layer.environments],
    // The file's own rules come first, because problems refer to their index.
    rules: [...layer.rules, ...beneath.rules.map(rule => fromLine(rule, from))],
    limits: { ...beneath.limits, ...layer.limits },
  };
}

/** Gives a profile's rule the line that chose the profile, because it is in no file itself. */
function fromLine<Rule extends EnvironmentRule | PolicyRule>({ from: _, ...rule }: Rule, from: Rule["from"]) {
  return { ...rule, ...(from && { from }) };
}

/** Merges one layer. `inWorkspace`: it is a workspace's file, trusted or not. */
function addLayer(state: State, tier: Tier, layer: PolicyLayer, inWorkspace: boolean): void {
  setMode(state, tier, layer);
  setThreshold(state, tier, layer, "ask");
  setThreshold(state, tier, layer, "deny");
  setTerminals(state, tier, layer);
  const { policy } = state;
  state.policy = {
    ...policy,
    environments: [...policy.environments, ...environmentsOf(state, tier, layer).map(rule => ({ ...rule, tier }))],
    rules: [...policy.rules, ...rulesOf(state, tier, layer, inWorkspace).map(rule => ({ ...rule, tier }))],
    roles: [
      ...policy.roles,
      ...layer.roles.map(role => (tier === "workspace" ? { ...role, bindsOnly: true as const } : role)),
    ],
    ...(inWorkspace ? workspaceLimitsOf(state, tier, layer) : { limits: limitsOf(state, tier, layer) }),
    credentials: [...policy.credentials, ...credentialsOf(state, tier, layer)],
    // Server scopes only refuse, so no layer can cancel another's.
    servers: [...policy.servers, ...layer.servers],
    protect: [...policy.protect, ...layer.protect],
    maskedReads: layer.maskedReads ?? policy.maskedReads,
  };
}

interface State {
  policy: Policy;
  /** The tier that set each setting. A lower tier may only tighten it. */
  readonly set: Map<string, Tier>;
  readonly problems: Problem[];
  readonly userFile: string;
  readonly hint: string;
}

function setMode(state: State, tier: Tier, layer: PolicyLayer): void {
  if (layer.mode === undefined) return;
  const loosens = layer.mode === "observe" && state.policy.mode === "enforce";
  if (loosens && tier === "workspace")
    return inert(state, layer, "/mode", `A workspace file cannot switch the guard to observing. ${state.hint}`);
  if (loosens && state.set.has("mode"))
    return inert(state, layer, "/mode", `${above(state, "mode")} sets \`enforce\`, so this is without effect.`);
  state.policy = { ...state.policy, mode: layer.mode };
  state.set.set("mode", tier);
}

function setThreshold(state: State, tier: Tier, layer: PolicyLayer, key: "ask" | "deny"): void {
  const wanted = layer.thresholds[key];
  if (wanted === undefined) return;
  const now = state.policy.thresholds[key];
  const pointer = `/thresholds/${key}`;
  if (wanted > now && tier === "workspace")
    return inert(state, layer, pointer, `A workspace file can only lower this below ${now}. ${state.hint}`);
  if (wanted > now && state.set.has(key))
    return inert(state, layer, pointer, `${above(state, key)} sets ${now}, so a higher value is without effect.`);
  state.policy = { ...state.policy, thresholds: { ...state.policy.thresholds, [key]: wanted } };
  state.set.set(key, tier);
}

function setTerminals(state: State, tier: Tier, layer: PolicyLayer): void {
  const people = layer.terminals?.people;
  if (people === undefined) return;
  const loosens = people === "leave" && state.policy.terminals.people === "judge";
  if (loosens && state.set.has("terminals")) {
    const message = `${above(state, "terminals")} sets \`judge\`, so this is without effect.`;
    return inert(state, layer, "/terminals/people", message);
  }
  state.policy = { ...state.policy, terminals: { people } };
  state.set.set("terminals", tier);
}

/** Leaves out marks that would let more acts pass, and labels that would hide what a place is. */
function environmentsOf(state: State, tier: Tier, layer: PolicyLayer): EnvironmentRule[] {
  if (tier !== "workspace") return [...layer.environments];
  return layer.environments.flatMap((rule): EnvironmentRule[] => {
    const pointer = `/environments/${rule.name}`;
    // An unknown remote host counts as production, so any other mark would let more pass.
    if (rule.name !== "production") {
      if (Object.keys(rule.match).length > 0)
        inert(state, layer, pointer, `A workspace file cannot mark anything as ${rule.name}. ${state.hint}`);
      return rule.require === undefined ? [] : [{ name: rule.name, match: {}, require: rule.require }];
    }
    const { badge, ...unlabelled } = rule;
    if (badge?.label === undefined || badge.label.toLowerCase().startsWith(rule.name.slice(0, 4))) return [rule];
    const start = rule.name.slice(0, 4).toUpperCase();
    inert(
      state,
      layer,
      `${pointer}/badge/label`,
      `In a workspace file this label must start with ${start}, so that nobody mistakes it. ${state.hint}`,
    );
    return [unlabelled];
  });
}

const COUNTS = ["destructivePerMinute", "destructivePerSession", "deletedPerMinute", "retriesAfterDenial"] as const;

/** A lower tier can only tighten a limit that a file set. The user may also raise a built-in limit. */
function limitsOf(state: State, tier: Tier, layer: PolicyLayer): Limits {
  const now = { ...state.policy.limits };
  for (const key of COUNTS) {
    const wanted = layer.limits[key];
    if (wanted === undefined || (isWider(wanted, now[key]) && !mayWiden(state, tier, layer, key))) continue;
    now[key] = wanted;
    state.set.set(key, tier);
  }
  const { then } = layer.limits;
  if (then !== undefined && (then === "halt" || now.then !== "halt" || mayOnlyAsk(state, tier, layer))) {
    now.then = then;
    state.set.set("breaker", tier);
  }
  return now;
}

/**
 * A workspace file's limits count only acts in that workspace and only ask, so that a repository cannot stop agents
 * elsewhere. A trusted file may raise limits for its own acts as far as the user may.
 */
function workspaceLimitsOf(state: State, tier: Tier, layer: PolicyLayer): Pick<Policy, "limits" | "workspaceLimits"> {
  const limits = { ...state.policy.limits };
  const own: { -readonly [Key in keyof WorkspaceLimits["limits"]]: WorkspaceLimits["limits"][Key] } = {};
  for (const key of COUNTS) {
    const wanted = layer.limits[key];
    if (wanted === undefined) continue;
    if (!isWider(wanted, limits[key])) own[key] = wanted;
    else if (mayWiden(state, tier, layer, key)) limits[key] = wanted;
  }
  const { then } = layer.limits;
  if (then === "ask" && limits.then === "halt" && mayOnlyAsk(state, tier, layer)) limits.then = "ask";
  if (then === "halt") {
    const message = "Limits of a workspace file count what is done there, and ask. Agents are stopped by limits in";
    inert(state, layer, "/limits/then", `${message} ${state.userFile}.`);
  }
  const { workspaceLimits } = state.policy;
  if (Object.keys(own).length === 0) return { limits, workspaceLimits };
  return { limits, workspaceLimits: [...workspaceLimits, { file: layer.file, limits: own }] };
}

function isWider(wanted: number, present: number | undefined): boolean {
  return present !== undefined && wanted > present;
}

function mayWiden(state: State, tier: Tier, layer: PolicyLayer, key: (typeof COUNTS)[number]): boolean {
  if (tier !== "workspace" && !state.set.has(key)) return true;
  const present = state.policy.limits[key];
  inert(state, layer, `/limits/${key}`, `It can only be lowered below ${present} here. ${state.hint}`);
  return false;
}

function mayOnlyAsk(state: State, tier: Tier, layer: PolicyLayer): boolean {
  if (tier !== "workspace" && !state.set.has("breaker")) return true;
  inert(state, layer, "/limits/then", `Above this file it is set that agents are stopped. ${state.hint}`);
  return false;
}

function rulesOf(state: State, tier: Tier, layer: PolicyLayer, inWorkspace: boolean): PolicyRule[] {
  return layer.rules.filter((rule, index) => {
    if (inWorkspace && rule.when.rule) {
      inert(state, layer, `/rules/${index}`, `Rules of the guard's own are named in ${state.userFile} alone.`);
      return false;
    }
    if (!inWorkspace || rule.then !== "allow") return true;
    if (tier === "workspace") {
      inert(state, layer, `/rules/${index}/then`, `A workspace file cannot allow anything. ${state.hint}`);
      return false;
    }
    if (!rule.when.path?.some(isHomely)) return true;
    const message = `A workspace file allows nothing in a home folder. To have it so, write it in ${state.userFile}.`;
    inert(state, layer, `/rules/${index}/when/path`, message);
    return false;
  });
}

function credentialsOf(state: State, tier: Tier, layer: PolicyLayer): Policy["credentials"] {
  return layer.credentials.filter(({ environment }, index) => {
    if (tier !== "workspace" || (environment !== "local" && environment !== "development")) return true;
    const message = `A workspace file cannot say that a credential only opens ${environment}. ${state.hint}`;
    inert(state, layer, `/credentials/${index}/environment`, message);
    return false;
  });
}

/** Names the file that set a setting, for the start of a sentence. */
function above(state: State, key: string): string {
  return state.set.get(key) === "organization" ? "The organization's policy" : "The user's policy";
}

function inert(state: State, layer: PolicyLayer, pointer: string, message: string): void {
  state.problems.push({
    file: layer.file,
    ...(layer.ranges.get(pointer) ?? START),
    message,
    pointer,
    severity: "inert",
  });
}
