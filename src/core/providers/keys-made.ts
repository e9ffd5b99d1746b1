/** Keys that a call of any service's tool makes, or prints when it is told to: by the words of the call and its options. */
import type { Effect } from "../effects/effect.ts";
import { splitName } from "../effects/names.ts";
import type { Argument } from "../effects/options.ts";

type Said = Pick<Effect, "verb" | "resource" | "recovery" | "says">;

const KEYS =
  "(?:(?:api|access|secret|root|admin|master|object storage|spaces) keys?|(?:access|auth|personal access|api|service account) tokens?|authorizations?)";
const MAKES = "(?:create|generate|mint|issue|upload|rotate|regenerate)";
const MADE = new RegExp(`(?:^| )(?:${KEYS} ${MAKES}|${MAKES} ${KEYS})(?: |$)`);
/** Options by which a tool that hides secrets shows them. */
const REVEALS =
  /^(?:reveal(?:-secrets?)?|show-(?:secrets?|values|keys|passwords?|tokens?)|unmask(?:ed)?|include-secrets?)$/;

/** The words of a call's own name, before what it acts on. */
const MOST_WORDS = 4;

/** What the call makes or shows; undefined where it does nothing of the kind. */
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
