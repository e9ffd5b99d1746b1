/**
 * Decides what to show for one agent: a light, never brighter than what is known. Pure: it makes a state of findings. A
 * proof that is old, or depends on something that has changed since, no longer counts.
 */

/** From the darkest to the brightest. */
export const LIGHTS = ["not-connected", "changed", "observing", "holding"] as const;
export type LightState = (typeof LIGHTS)[number];

export const LIGHT_WORDS = {
  holding: "holding",
  observing: "observing only",
  "not-connected": "not connected",
  changed: "changed by someone else",
} as const satisfies Record<LightState, string>;

/** How to repair it: install again, open a file, or do something that only the person can do. */
export interface Fix {
  readonly kind: "install" | "open" | "person";
  /** One sentence. */
  readonly says: string;
}

export interface Cause {
  readonly state: Exclude<LightState, "holding">;
  /** One sentence. */
  readonly says: string;
  /** Absolute path of the file that it is about. */
  readonly file?: string;
  readonly fix: Fix;
}

/** The result of a proof: the hook was started, and the program was asked for its version and its approval. */
export interface Proof {
  /** Epoch ms. */
  readonly at: number;
  /** The stamp of everything that the proof depends on. */
  readonly stamp: string;
  /** The version of the agent's program, if it could be asked. */
  readonly version?: string;
  readonly causes: readonly Cause[];
}

export interface Light {
  /** The agent's id, and its name for people. */
  readonly agent: string;
  readonly title: string;
  readonly state: LightState;
  /** The gravest first; empty when it holds. */
  readonly causes: readonly Cause[];
  /** The agent has no hooks: nobody can have it ask. */
  readonly impossible?: true;
  /** When it was last proven, epoch ms; undefined when that was never, is too long ago, or something has changed since. */
  readonly proven?: number;
  readonly version?: string;
}

/** A proof says nothing about tomorrow. */
export const PROOF_LASTS_MS = 24 * 60 * 60 * 1000;

export interface AgentState {
  readonly agent: string;
  readonly title: string;
  /** What can be read off the disk at once. */
  readonly causes: readonly Cause[];
  readonly impossible?: true;
  /** Of everything that a proof would rest on, as it is now. */
  readonly stamp: string;
}

/** A proof that no longer counts proves nothing, in either direction. */
export function lightOf(
  { agent, title, causes: seen, impossible, stamp }: AgentState,
  proof: Proof | undefined,
  now: number,
): Light {
  const counts = proof !== undefined && proof.stamp === stamp && isFresh(proof, now);
  const all = [...seen, ...(counts ? proof.causes : [])];
  const causes = all.toSorted((a, b) => LIGHTS.indexOf(a.state) - LIGHTS.indexOf(b.state));
  return {
    agent,
    title,
    state: causes[0]?.state ?? "holding",
    causes,
    ...(impossible && { impossible }),
    ...(counts && { proven: proof.at, ...(proof.version !== undefined && { version: proof.version }) }),
  };
}

/** A clock that was set back makes no proof younger. */
function isFresh({ at }: Proof, now: number): boolean {
  return at <= now && now - at < PROOF_LASTS_MS;
}

/** `Claude Code 2.1.329: changed by someone else. <cause> <fix>` without the name: for a line about one agent. */
export function lightLine(light: Light, now: number): string {
  const [first, ...more] = light.causes;
  if (!first) return light.proven === undefined ? NOT_PROVEN : `holding, proven ${agoText(now - light.proven)}.`;
  const others = more.length === 0 ? "" : ` (${more.length} more: ${more.map(({ says }) => says).join(" ")})`;
  return `${LIGHT_WORDS[light.state]}. ${causeText(first)}${others}`;
}

const NOT_PROVEN = "connected, not proven since it last changed: run `agentguard verify`.";

export function causeText({ file, says, fix }: Cause): string {
  return `${file === undefined ? "" : `${file}: `}${says} ${fix.says}`.trimEnd();
}

/** `just now`, `5 minutes ago`, `3 hours ago`. */
export function agoText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "just now";
  const [count, unit] = minutes < 60 ? [minutes, "minute"] : [Math.floor(minutes / 60), "hour"];
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}
