/** Builds an effect from its template, and tells whether a call runs with other rights. */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { keepingNames } from "../../text/memoize.ts";

/** Programs that run another one with other rights. */
const RAISING =
  /^(?:sudo|doas|pkexec|su|runuser|run0|gosu|su-exec|setpriv|capsh|dzdo|pfexec|gksu|gksudo|kdesu|kdesudo|lxsudo)$/;

/** Returns whether `program` runs another one with other rights. */
export const raises = keepingNames(program => RAISING.test(program));

/** Returns whether a call runs inside a program that gives it other rights. */
export function isRaised({ scope }: Invocation): boolean {
  return scope.via.length > 0 && scope.via.some(text => raises(text.split(/[\s(.]/, 1)[0] ?? ""));
}

/** Returns the effect that a template describes for a call. */
export function effectOf(does: EffectTemplate, { argv, span }: Invocation, source: string): Effect {
  return {
    verb: does.verb,
    resource: does.resource,
    target: argv
      .slice(0, 6)
      .map(({ text }) => text)
      .join(" "),
    reach: does.reach ?? "one",
    recovery: does.recovery ?? "none",
    certainty: does.certainty ?? "certain",
    source,
    says: does.says,
    ...(does.instead !== undefined && { instead: does.instead }),
    ...(span && { span }),
  };
}
