/** Builds the effect of a lost target, with the wording that rm, find, mv, cp and redirects share. */

import type { Effect } from "../effects/effect.ts";
import type { Span } from "../text/span.ts";
import type { Target } from "./targets.ts";

export interface Losing {
  readonly verb: "delete" | "overwrite" | "move";
  readonly source: string;
  readonly span?: Span | undefined;
  readonly certainty?: Effect["certainty"];
  /** Replaces the usual clause. */
  readonly says?: string;
  readonly instead?: string;
}

/** Returns the effect of losing `target`, with its place and a safer alternative. */
export function effectOfLoss({ name, path, covers, loss }: Target, how: Losing): Effect {
  const { resource, reach, recovery, marks } = loss;
  return {
    verb: how.verb,
    resource,
    target: name,
    reach,
    recovery,
    certainty: how.certainty ?? loss.certainty ?? (mayBeNew(how, loss) ? "possible" : "certain"),
    source: how.source,
    says: how.says ?? `${VERBS[how.verb]} ${whatOf(name, loss)}`,
    ...(how.span && { span: how.span }),
    ...(path !== undefined && { path, at: [{ kind: "path" as const, path }] }),
    ...(covers !== undefined && { covers }),
    ...(recovery !== "free" && { instead: how.instead ?? gentler(how.verb, loss) }),
    ...(marks.length > 0 && { marks }),
  };
}

/** Most written files are new, so if the disk cannot tell, an overwrite is only possible. */
function mayBeNew(how: Losing, { resource }: Target["loss"]): boolean {
  return how.verb === "overwrite" && resource === "unknown";
}

/** `.`, `./**`: names that mean all of a folder. */
const NOTHING_MORE = /^(?:\.\/?)?(?:\*\*?)?(?:\/\*\*?)?$/;

const VERBS = { delete: "deletes", overwrite: "overwrites", move: "moves" } as const;

function whatOf(name: string, { resource, reach, marks, recovery, absent }: Target["loss"]): string {
  if (marks.includes("unresolved-target")) return `whatever ${name} turns out to be`;
  if (recovery !== "free" && marks.includes("root") && reach === "all") return `everything in ${name}`;
  if (recovery !== "free" && marks.includes("home")) return `a home folder (${name})`;
  if (recovery !== "free" && marks.includes("workspace-root"))
    return NOTHING_MORE.test(name) ? "the whole workspace" : `the whole workspace (${name})`;
  if (absent) return `${name}, which is not there now`;
  if (resource === "volume") return `the disk ${name}`;
  if (reach === "all") return `everything in ${name}`;
  if (resource === "directory") return `the folder ${name}`;
  return name;
}

function gentler(verb: Losing["verb"], { marks, resource }: Target["loss"]): string {
  if (marks.includes("unresolved-target"))
    return "Write the path out, or make the command stop when the variable is empty.";
  if (
    marks.some(mark => mark === "home" || mark === "root" || mark === "workspace-root" || mark === "workspace-ancestor")
  )
    return "Name the files that should go, inside the workspace.";
  if (verb === "overwrite") return "Write to a new name, or keep a copy of what is there.";
  if (verb === "move") return "Name the files that should move.";
  return resource === "directory"
    ? "Move the folder aside instead, or list it and name what should go."
    : "Move it aside instead, so that it can come back.";
}
