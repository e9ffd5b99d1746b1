/** Finds substitutions in subscripts, which run wherever a name is evaluated: bash(1), ARITHMETIC EVALUATION. */
import type { Word as SyntaxWord, TestExpression } from "unbash";

const SUBSCRIPT = /\w\[[^\]\n]{0,40}?(?:\$\(|`)/;

/** Whether a name in `text` has a subscript that runs something. */
export function hasSubscript(text: string): boolean {
  return SUBSCRIPT.test(text);
}

/** A shell text that runs what the first subscript in `value` would, however long it is; undefined when it runs nothing. */
export function scriptOfSubscript(value: string): string | undefined {
  let open = false;
  for (const { 0: sign, index } of value.matchAll(/(?<=\w)\[|\]|\$\(|`/g)) {
    if (sign === "[" || sign === "]") open = sign === "[";
    else if (open) return expanding(value.slice(index));
  }
  return undefined;
}

/** Returns a shell text that only expands `value`. */
export function expanding(value: string): string {
  return `: <<EXPANDED\n${value}\nEXPANDED`;
}

/** The words of `[[ … ]]` that are evaluated: names that are tested, and numbers that are compared. */
export function computedIn(expression: TestExpression): readonly SyntaxWord[] {
  switch (expression.type) {
    case "TestUnary":
      return /^-[vR]$/.test(expression.operator) ? [expression.operand] : [];
    case "TestBinary":
      return /^-(?:eq|ne|lt|le|gt|ge)$/.test(expression.operator) ? [expression.left, expression.right] : [];
    case "TestLogical":
      return expression.operands.flatMap(computedIn);
    case "TestNot":
      return computedIn(expression.operand);
    case "TestGroup":
      return computedIn(expression.expression);
  }
}
