/** Who changed files that nobody judged, as far as the machine tells, and the words for it. */

/** `somebody`: nothing shows who it was; `program` is named where one was seen at it. */
export type Who =
  | { readonly kind: "agent"; readonly agent: string; readonly session?: string }
  | { readonly kind: "git"; readonly command: string }
  | {
      readonly kind: "tool";
      readonly of: "packages" | "build" | "formatter";
      readonly program: string;
      /** A person's terminal has started it. */
      readonly terminal: boolean;
    }
  | { readonly kind: "terminal"; readonly program: string }
  | { readonly kind: "editor" }
  | { readonly kind: "somebody"; readonly program?: string };

export const SOMEBODY: Who = { kind: "somebody" };

/** The end of a sentence: `by git (clean)`. */
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

/** For the audit log: who it was, in one or a few words. */
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

/** A person knows what they do there themselves, or git does: nobody has to be warned. */
export function isOrdinary(who: Who): boolean {
  return (
    who.kind === "git" || who.kind === "terminal" || who.kind === "editor" || (who.kind === "tool" && who.terminal)
  );
}

/** Git starts itself for parts of what it does: it is one whatever the command. */
export function sameWho(a: Who, b: Who): boolean {
  return (a.kind === "git" && b.kind === "git") || JSON.stringify(a) === JSON.stringify(b);
}
