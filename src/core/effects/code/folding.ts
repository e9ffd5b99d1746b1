/** Calls whose result can be told without running them: texts joined, decoded, made of character codes; paths put together. */

import { ownOf } from "../../own.ts";
import { HOLE } from "../words.ts";
import { DECODING } from "./folds/decoding.ts";
import type { Fold, Place } from "./folds/fold.ts";
import { PATHS } from "./folds/paths.ts";
import { RECORDS } from "./folds/records.ts";
import { TEXTS } from "./folds/texts.ts";
import { type Given, text, type Value } from "./values.ts";

const MAX_TEXT = 64 * 1024;

/** The result of calling `name` (`os.path.join`, `text.replace`); undefined when it is not told here. */
export function folded(name: string, given: Given, place: Place): Value | undefined {
  const made = ownOf(FUNCTIONS, name) ?? ownOf(FUNCTIONS, `*.${name.slice(name.lastIndexOf(".") + 1)}`);
  const result = made?.(given, place);
  if (result?.kind === "text" && result.text.length > MAX_TEXT) return text(HOLE);
  return result;
}

const FUNCTIONS: Readonly<Record<string, Fold>> = { ...PATHS, ...TEXTS, ...DECODING, ...RECORDS };
