/** Finds keys that a call of any service's tool creates or prints, by the words of the call and its options. */
import type { Effect } from "../effects/effect.ts";
import { splitName } from "../effects/names.ts";
import type { Argument } from "../effects/options.ts";

type Said = Pick<Effect, "verb" | "resource" | "recovery" | "says">;

const KEYS =
  "(?:(?:api|access|secret|root|admin|master|object storage|spaces) keys?|(?:access|auth|personal access|api|service account) tokens?|authorizations?)";
const MAKES = "(?:create|generate|mint|issue|upload|rotate|regenerate)";
const MADE = new RegExp(`(?:^| )(?:${KEYS} ${MAKES}|${MAKES} ${KEYS})(?: |$)`);
/** Options that print secrets which the tool hides by default. */
const REVEALS =
  /^(?:reveal(?:-secrets?)?|show-(?:secrets?|values|keys|passwords?|tokens?)|unmask(?:ed)?|include-secrets?)$/;

/** Number of words that belong to the sub-commands; later words are operands. */
const MOST_WORDS = 4;

/** Returns which keys the call creates or prints; undefined if none. */
export function keysHandedOut(args: readonly Argument[]): Said | undefined {
  if (args.some(arg => arg.kind === "option" && REVEALS.test(arg.name)))
    return { verb: "read-secret", resource: "secret", recovery: "none", says: "prints secrets that are hidden:" };
  const words = args.flatMap(arg => (arg.kind === "operand" ? [arg.word.value ?? ""] : [])).slice(0, MOST_WORDS);
  if (!words.some(word => /key|token|authorization/i.test(word))) return undefined;
  const said = words.filter(word => word.length < 60).flatMap(splitName);
  return MADE.test(said.join(" "))
    ? { verb: "grant", resource: "account", recovery: "none", says: "makes a lasting key of the account:" }
    : undefined;
}
