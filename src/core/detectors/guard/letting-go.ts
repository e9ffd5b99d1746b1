/** Builds the effect of an act that would disable the guard. */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";

/** `says`: a clause for the card, such as `ends or stops the guard's own process`. */
export function lettingGo(
  { span }: Pick<Invocation, "span">,
  says: string,
  certainty: Effect["certainty"] = "certain",
  source = "agentguard",
): Effect {
  return {
    verb: "disable-protection",
    resource: "guard",
    target: "AgentGuard",
    reach: "one",
    recovery: certainty === "certain" ? "none" : "effort",
    certainty,
    source,
    says,
    instead: "Ask the person to do it themselves.",
    ...(span && { span }),
  };
}
