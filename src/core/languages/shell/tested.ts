/** Evaluates tests of files: after `[ -f x ] || …`, the right side knows that the file was missing. */
import type { TestExpression } from "unbash";
import { isAbsolute, resolvePath } from "../../text/paths.ts";
import type { Word } from "../../text/words.ts";
import type { ExpansionContext } from "./expansion.ts";
import { NOTHING_YET, type Outcome, SILENT, type State } from "./state.ts";
import { fieldsOf } from "./words.ts";

/** Tests whether a file exists; `-s`: and is not empty. */
const ASKS = /^-[aefs]$/;

/** Returns the outcome of `test` or `[` with these words; undefined for other tests. */
export function tested(words: readonly Word[], state: State): Outcome | undefined {
  const inside = words.at(-1)?.value === "]" ? words.slice(0, -1) : words;
  const negated = inside[0]?.value === "!";
  const [flag, file, ...more] = negated ? inside.slice(1) : inside;
  if (!ASKS.test(flag?.value ?? "") || more.length > 0) return undefined;
  return endings(file, negated, state);
}

/** The same for `[[ … ]]`. */
export function testedIn(expression: TestExpression, state: State, look: ExpansionContext): Outcome | undefined {
  const negated = expression.type === "TestNot";
  const asked = expression.type === "TestNot" ? expression.operand : expression;
  if (asked.type !== "TestUnary" || !ASKS.test(asked.operator)) return undefined;
  const [file, ...more] = fieldsOf(asked.operand, look);
  return more.length > 0 ? undefined : endings(file, negated, state);
}

function endings(file: Word | undefined, negated: boolean, state: State): Outcome | undefined {
  if (!file || file.value === null || file.value === "" || file.glob) return undefined;
  if (state.cwd === null && !isAbsolute(file.value)) return undefined;
  const path = resolvePath(file.value, state.cwd ?? "/");
  const earlier = state.earlier ?? NOTHING_YET;
  const absent: State = { ...state, earlier: { ...earlier, absent: new Set([...(earlier.absent ?? []), path]) } };
  return { ok: negated ? absent : state, failed: negated ? state : absent, output: SILENT };
}
