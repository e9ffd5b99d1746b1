/**
 * The common syntax tree of all scripting languages: expressions and statements, without types, operators and
 * everything else that does not affect the arguments of calls.
 */

export type Expression =
  /** A string; `HOLE` stands for parts that are only known at run time. */
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
  /** Concatenated texts: `a + b`, templates. */
  | { readonly kind: "concat"; readonly parts: readonly Expression[] }
  /** `a / b`: a path in Python, else a number. */
  | { readonly kind: "below"; readonly of: Expression; readonly name: Expression }
  | { readonly kind: "repeat"; readonly of: Expression; readonly times: Expression }
  /** One of these: `a or b`, `c ? a : b`. */
  | { readonly kind: "either"; readonly options: readonly Expression[] }
  | FunctionExpression
  /** A command line between the language's own quotes: backticks, `qx`, `%x`. */
  | { readonly kind: "command"; readonly text: Expression }
  /** A list comprehension: `[f(x) for x in xs if c]`. */
  | {
      readonly kind: "mapped";
      readonly target: Target;
      readonly over: Expression;
      readonly conditions: readonly Expression[];
      readonly value: Expression;
    }
  | { readonly kind: "assigned"; readonly target: Target; readonly value: Expression; readonly adds: boolean }
  /** Any other expression: its parts are evaluated, its value is unknown. */
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
  /** Default values of the parameters, by index. */
  readonly defaults?: readonly (Expression | undefined)[];
  /** Index of the rest parameter. */
  readonly rest?: number;
}

/** The left side of an assignment. */
export type Target =
  | { readonly kind: "name"; readonly name: string }
  /** `const { a: b } = …`, `a, b = …`; without a key the position counts. */
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
  /** `name` becomes an alias of the module or member `of`. */
  | { readonly kind: "use"; readonly name: string; readonly of: string };

export interface Program {
  readonly body: readonly Statement[];
  /** Parts could not be parsed, so the text may be of another language. */
  readonly broken: boolean;
  /** Texts of parts that are nested too deep to be read. */
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
