/** Describes the state of this machine's agents, in the status bar and after somebody has protected some. */
import { names, shortfallOf, standingOf } from "../../agents/guarding.ts";
import type { Light } from "../../agents/light.ts";
import { reveal } from "../../cards/reveal.ts";

export interface ShieldLook {
  /** Whether at least one hook is proven. */
  readonly lit: boolean;
  readonly tooltip: string;
  readonly accessible: string;
}

/** Returns the shield of the status bar, which is lit only by a proof. */
export function shieldLook(lights: readonly Light[]): ShieldLook {
  const guarded = lights.filter(light => standingOf(light) === "guarded").map(({ title }) => title);
  const lit = guarded.length > 0;
  const says = lit ? `AgentGuard guards ${names(guarded)}.` : "AgentGuard guards no agent.";
  const rest = lights.flatMap(light => shortfallOf(light) ?? []).map(reveal);
  return { lit, tooltip: [says, ...rest].join("\n\n"), accessible: `${says} Show agents` };
}

export interface MissingLook {
  readonly text: string;
  readonly tooltip: string;
  readonly accessible: string;
  /** Whether it is a warning: nothing at all is guarded, or somebody removed a hook. */
  readonly warns: boolean;
  /** Whether a click can protect the agents in question. */
  readonly protects: boolean;
}

/** Returns what the status bar says of unguarded agents; undefined when there is nothing to say. */
export function missingLook(lights: readonly Light[]): MissingLook | undefined {
  const of = (wanted: string) => lights.filter(light => standingOf(light) === wanted);
  const open = of("open");
  const taken = open.filter(({ state }) => state === "changed");
  const tooltip = (told: readonly Light[], then: string) =>
    [...told.flatMap(light => shortfallOf(light) ?? []).map(reveal), then].join("\n\n");
  if (taken.length > 0) {
    const others = open.length - taken.length;
    const says = `${names(taken.map(({ title }) => title))} not guarded${others > 0 ? `, ${others} more not protected` : ""}`;
    return {
      text: `$(warning) ${says}`,
      tooltip: tooltip(open, "Click to see how to put it right."),
      accessible: `AgentGuard: ${says}. Show agents`,
      warns: true,
      protects: false,
    };
  }
  if (open.length > 0) {
    const says = `${agents(open.length)} not protected`;
    return {
      text: says,
      tooltip: tooltip(open, "Click to protect agents."),
      accessible: `AgentGuard: ${says}. Protect agents`,
      warns: of("guarded").length + of("unproven").length + of("observed").length === 0,
      protects: true,
    };
  }
  const quiet = [
    [of("unproven"), "not proven yet"],
    [of("observed"), "only observed"],
  ] as const;
  for (const [told, words] of quiet) {
    if (told.length === 0) continue;
    const says = `${agents(told.length)} ${words}`;
    const accessible = `AgentGuard: ${says}. Show agents`;
    return { text: says, tooltip: tooltip(told, "Click to show agents."), accessible, warns: false, protects: false };
  }
  return undefined;
}

/** Returns a notice for a machine on which no agent has the hook; undefined when there is nothing to say. */
export function firstNotice(lights: readonly Light[]): string | undefined {
  const open = lights.filter(light => standingOf(light) === "open" && light.state === "not-connected");
  const others = lights.filter(light => !open.includes(light) && standingOf(light) !== "impossible");
  if (open.length === 0 || others.length > 0) return undefined;
  const titles = open.map(({ title }) => title);
  const which =
    titles.length > MOST_NAMES
      ? `${agents(titles.length)} on this machine are`
      : `${names(titles)} ${titles.length === 1 ? "is" : "are"}`;
  return `AgentGuard holds nothing yet: ${which} not protected.`;
}

const MOST_NAMES = 3;

export interface Announced {
  readonly severity: "info" | "warning";
  readonly message: string;
}

/** Returns the message after these agents have been protected. `where`: `" in shop"` for one folder, else empty. */
export function announcement(lights: readonly Light[], where: string): Announced {
  const guarded = lights.filter(light => standingOf(light) === "guarded").map(({ title }) => title);
  const short = lights.flatMap(light => shortfallOf(light) ?? []).map(reveal);
  const says =
    guarded.length > 0
      ? [`AgentGuard guards ${names(guarded)}${where}. Sessions that run already may have to be restarted.`]
      : [];
  if (short.length === 0) return { severity: "info", message: says.join(" ") };
  return {
    severity: "warning",
    message: `${guarded.length > 0 ? "" : "AgentGuard: "}${[...says, ...short].join(" ")}`,
  };
}

function agents(count: number): string {
  return count === 1 ? "1 agent" : `${count} agents`;
}
