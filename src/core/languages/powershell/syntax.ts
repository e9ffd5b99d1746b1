/** The syntax tree of a PowerShell text, as far as it matters for what would run. Offsets count in the text itself. */
import type { Span } from "../../text/span.ts";

export interface Block {
  readonly statements: readonly Statement[];
}

export type Statement =
  | {
      readonly kind: "pipeline";
      readonly stages: readonly Stage[];
      /** `$x = …`, or a key of a hash literal. */
      readonly assign?: Assign;
    }
  /** `if`, `foreach`, `try` … with the content of its parentheses, and its blocks. */
  | {
      readonly kind: "control";
      readonly keyword: string;
      readonly groups: readonly Block[];
      readonly bodies: readonly Block[];
      /** The variable of `foreach ($x in …)`. */
      readonly variable?: string;
    }
  | { readonly kind: "function"; readonly name: string; readonly body: Block };

export interface Assign {
  readonly name: string;
  readonly operator: string;
}

export type Stage = Command | Expression;

export interface Command {
  readonly kind: "command";
  /** `.` runs a script in the caller's own scope. */
  readonly call: "" | "&" | ".";
  readonly words: readonly PsWord[];
  readonly redirects: readonly PsRedirect[];
  readonly span: Span;
}

export interface Expression {
  readonly kind: "expression";
  readonly parts: readonly Part[];
  readonly redirects: readonly PsRedirect[];
  readonly span: Span;
}

export interface PsRedirect {
  readonly operator: string;
  readonly target: PsWord;
  /** Redirects another stream than standard output: `2>$null`. */
  readonly beside?: true;
}

export interface PsWord {
  readonly text: string;
  readonly parts: readonly Part[];
  readonly span: Span;
  /** The next word belongs to the same array: `a, b`. */
  readonly comma: boolean;
}

export type Part =
  | { readonly kind: "text"; readonly value: string; readonly quoted: boolean }
  /** Name in lower case, without scope: `env:path`, `home`, `_`. `of`: as written. */
  | { readonly kind: "variable"; readonly name: string; readonly of: string; readonly splat: boolean }
  /** `(…)`, `$(…)`, `@(…)`. */
  | { readonly kind: "group"; readonly block: Block; readonly of: string }
  /** `{ … }`; `of`: its text without the braces. */
  | { readonly kind: "script"; readonly block: Block; readonly of: string }
  /** `@{ … }`: its entries are assignments. */
  | { readonly kind: "hash"; readonly block: Block; readonly of: string }
  /** `[IO.File]`, in lower case and without blanks. */
  | { readonly kind: "type"; readonly name: string; readonly of: string }
  /** `.Name`, `::Name`, `.Name(…)`; name in lower case. */
  | {
      readonly kind: "member";
      readonly name: string;
      readonly isStatic: boolean;
      readonly args?: readonly Expression[];
      readonly of: string;
    }
  /** `[0]` behind a value. */
  | { readonly kind: "index"; readonly block: Block; readonly of: string }
  | { readonly kind: "operator"; readonly of: string }
  /** Only known at run time. */
  | { readonly kind: "hole"; readonly of: string };
