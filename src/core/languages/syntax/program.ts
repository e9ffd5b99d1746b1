/**
 * What every scripting language is reduced to before its calls are understood: expressions and statements, without
 * types, operators and everything else that does not tell what a call is given.
 */

export type Expression =
  /** A string; `HOLE` stands for parts that only the run knows. */
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "constant"; readonly value: boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly name: string }
  | { readonly kind: "item"; readonly of: Expression; readonly key: Expression }
  | Call
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  /** Key null: another record is spread in. */
  | { readonly kind: "record"; readonly entries: readonly (readonly [string | null, Expression])[] }
  /** Texts one behind the other: `a + b`, templates. */
  | { readonly kind: "concat"; readonly parts: readonly Expression[] }
  /** `a / b`: a path in Python, else a number. */
  | { readonly kind: "below"; readonly of: Expression; readonly name: Expression }
  | { readonly kind: "repeat"; readonly of: Expression; readonly times: Expression }
  /** One of these: `a or b`, `c ? a : b`. */
  | { readonly kind: "either"; readonly options: readonly Expression[] }
  | FunctionExpression
  /** A command line between the language's own quotes: backticks, `qx`, `%x`. */
  | { readonly kind: "command"; readonly text: Expression }
  /** A list made of another one: `[f(x) for x in xs if c]`. */
  | {
      readonly kind: "mapped";
      readonly target: Target;
      readonly over: Expression;
      readonly conditions: readonly Expression[];
      readonly value: Expression;
    }
  | { readonly kind: "assigned"; readonly target: Target; readonly value: Expression; readonly adds: boolean }
  /** Everything else: the parts count, the value is not known. */
  | { readonly kind: "other"; readonly parts: readonly Expression[] };

export interface Call {
  readonly kind: "call";
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
  /** `new X(…)`. */
  readonly makes: boolean;
}

export interface FunctionExpression extends Parameters {
  readonly kind: "function";
  readonly body: readonly Statement[];
}

export interface Parameters {
  readonly parameters: readonly Target[];
  /** What a parameter is when it is given nothing, by its place. */
  readonly defaults?: readonly (Expression | undefined)[];
  /** The place of the one that gathers the arguments that are left. */
  readonly rest?: number;
}

/** What is assigned to. */
export type Target =
  | { readonly kind: "name"; readonly name: string }
  /** `const { a: b } = …`, `a, b = …`; the key is absent where the position counts. */
  | { readonly kind: "parts"; readonly parts: readonly { readonly key?: string; readonly target: Target }[] }
  | { readonly kind: "place"; readonly place: Expression };

export type Statement =
  | { readonly kind: "do"; readonly value: Expression }
  | { readonly kind: "each"; readonly target: Target; readonly over: Expression; readonly body: readonly Statement[] }
  /** A body that may or may not run. */
  | { readonly kind: "maybe"; readonly condition?: Expression; readonly body: readonly Statement[] }
  | { readonly kind: "define"; readonly name: string; readonly fn: FunctionExpression }
  | { readonly kind: "class"; readonly name: string; readonly body: readonly Statement[] }
  | { readonly kind: "give"; readonly value: Expression }
  /** `name` now stands for the module or member `of`. */
  | { readonly kind: "use"; readonly name: string; readonly of: string };

export interface Program {
  readonly body: readonly Statement[];
  /** Parts could not be read: the text is not wholly this language. */
  readonly broken: boolean;
  /** Parts that stand too deep in it to be read. */
  readonly skipped: readonly string[];
}

export const NOTHING: Expression = { kind: "other", parts: [] };

export function textNode(value: string): Expression {
  return { kind: "text", value };
}

export function nameNode(name: string): Expression {
  return { kind: "name", name };
}

export function callNode(callee: Expression, args: readonly Expression[]): Call {
  return { kind: "call", callee, args, named: [], makes: false };
}

export function doing(value: Expression): Statement {
  return { kind: "do", value };
}
