/** Builds the effect of a write that loses nothing of worth. Every write has one, so that a rule can hold its path. */

import type { Effect } from "../effects/effect.ts";
import type { Span } from "../text/span.ts";

export interface Writing {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly source: string;
  readonly span?: Span | undefined;
  /** As in an effect. */
  readonly anew?: boolean;
}

export function effectOfWriting({ name, path, source, span, anew }: Writing): Effect {
  return {
    verb: "write",
    resource: "file",
    target: name,
    reach: "one",
    recovery: "free",
    certainty: "certain",
    source,
    says: `writes ${name}`,
    path,
    at: [{ kind: "path", path }],
    ...(anew && { anew }),
    ...(span && { span }),
  };
}
