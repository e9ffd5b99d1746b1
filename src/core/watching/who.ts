/** Represents who changed files without a judgement, as far as it is known, and words it. */

/** `somebody`: there is no evidence of who it was; `program` is one that was seen changing files. */
export type Who =
  | { readonly kind: "agent"; readonly agent: string; readonly session?: string }
  | { readonly kind: "git"; readonly command: string }
  | {
      readonly kind: "tool";
      readonly of: "packages" | "build" | "formatter";
      readonly program: string;
      /** It was started from a person's terminal. */
      readonly terminal: boolean;
    }
  | { readonly kind: "terminal"; readonly program: string }
  | { readonly kind: "editor" }
  | { readonly kind: "somebody"; readonly program?: string };

export const SOMEBODY: Who = { kind: "somebody" };

/** Returns the end of a sentence: `by git (clean)`. */
export function whoInWords(who: Who): string {
  switch (who.kind) {
    case "agent":
      return `by ${nameOf(who)}`;
    case "git":
      return `by git (${who.command})`;
    case "tool":
      return `by ${who.program}`;
    case "terminal":
      return `from a terminal that no agent started (${who.program})`;
    case "editor":
      return "in the editor";
    case "somebody":
      return who.program === undefined ? "by somebody" : `by somebody (${who.program})`;
  }
}

/** Returns a name of one or a few words for the audit log. */
export function nameOf(who: Who): string {
  switch (who.kind) {
    case "agent":
      return who.session === undefined ? who.agent : `${who.agent} (session ${who.session})`;
    case "git":
      return "git";
    case "tool":
      return who.program;
    case "terminal":
      return "a terminal that no agent started";
    case "editor":
      return "the editor";
    case "somebody":
      return "somebody";
  }
}

/** Returns whether nobody needs a warning, because a person or git made the change. */
export function isOrdinary(who: Who): boolean {
  return (
    who.kind === "git" || who.kind === "terminal" || who.kind === "editor" || (who.kind === "tool" && who.terminal)
  );
}

/** Compares two; git counts as one, because it starts itself with different commands. */
export function sameWho(a: Who, b: Who): boolean {
  return (a.kind === "git" && b.kind === "git") || JSON.stringify(a) === JSON.stringify(b);
}
