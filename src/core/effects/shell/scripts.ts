/** Programs that a shell reads from a file: the file's text is read as if it stood in the command. */
import type { Facts } from "../../facts.ts";
import { isWithin } from "../../paths.ts";
import type { Effect, Span } from "../effect.ts";
import { workspacesOf } from "../files/landmarks.ts";
import { isSafeInGit, isScratch } from "../files/loss.ts";
import { whereItIs } from "../files/moved.ts";
import { pathOf } from "../files/targets.ts";
import type { Scope } from "../pack.ts";
import type { Word } from "../words.ts";

export type Script =
  /** `committed`: git holds it unchanged. */
  | { readonly kind: "text"; readonly text: string; readonly committed: boolean }
  /** The same command fetches or makes it: nobody has seen it. */
  | { readonly kind: "unseen" }
  /** Not there, not text, or installed software like any other program. */
  | { readonly kind: "none" };

/**
 * The script that `word` names, as earlier commands of the same text leave it, else as it is on the disk. From the
 * disk only the workspace and temporary folders are read: what lies elsewhere is installed software.
 */
export function scriptAt(word: Word, scope: Scope, facts: Facts): Script {
  const named = pathOf(word, scope);
  if (named === undefined) return { kind: "none" };
  const written = scope.earlier?.written.get(named);
  if (written !== undefined)
    return written === null ? { kind: "unseen" } : { kind: "text", text: written, committed: false };
  const path = whereItIs(scope.earlier?.copied.get(named) ?? named, scope, true);
  const near = workspacesOf(facts, scope.cwd).some(root => isWithin(path, root, facts.around.platform));
  if (!near && !isScratch(path, facts, scope.cwd)) return { kind: "none" };
  const text = facts.ask({ kind: "text", path });
  if (text === null && INSTALLER.test(named) && fetchedAbove(named, scope)) return { kind: "unseen" };
  if (text === null || text.includes("\0")) return { kind: "none" };
  return { kind: "text", text, committed: isSafeInGit(path, facts, scope.cwd) };
}

/**
 * What a project that was just fetched is installed by. Its `configure`, its build and what that makes are how anybody
 * works with a clone.
 */
const INSTALLER =
  /(?:^|[/._-])(?:un)?(?:install(?:er)?|setup|deploy|postinstall)(?:[._-][\w-]{1,40})?(?:\.(?:sh|bash|zsh|command|run|pl|ps1))$|\/install(?:er)?$/i;

/** Below a folder that the same text has fetched: noted with a slash behind its name. */
function fetchedAbove(path: string, { earlier }: Scope): boolean {
  for (let at = path.lastIndexOf("/"); earlier && at > 0; at = path.lastIndexOf("/", at - 1))
    if (earlier.written.get(path.slice(0, at + 1)) === null) return true;
  return false;
}

/** The scope inside a script or a function: `$1`, `$2` … are `args`. A pattern's matches are not its text. */
export function withArguments(scope: Scope, args: readonly Word[], via: string): Scope {
  const variables = new Map([...scope.variables].filter(([name]) => !/^(\d+|#)$/.test(name)));
  variables.set("#", String(args.length));
  args.forEach((word, i) => {
    variables.set(String(i + 1), word.glob ? null : word.value);
  });
  return { ...scope, variables, via: [...scope.via, via] };
}

/** Code that is run although its text is only known when it runs. */
export function unseenCode(from: string, certainty: Effect["certainty"], span: Span | undefined): Effect {
  return {
    verb: "execute-unknown",
    resource: "code",
    target: from,
    reach: "unknown",
    recovery: certainty === "possible" ? "effort" : "none",
    certainty,
    source: "shell",
    says: `runs code that is only known when it runs (from ${from})`,
    instead: "Save the text to a file first and read it, then run the file.",
    ...(span && { span }),
  };
}
