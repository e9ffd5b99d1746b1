/** Folds calls whose result is known without running them: joined and decoded texts, character codes, joined paths. */

import { ownProperty } from "../../text/own-property.ts";
import { HOLE } from "../../text/words.ts";
import { DECODING } from "./constant-folding/decoding.ts";
import type { Fold, Place } from "./constant-folding/fold.ts";
import { PATHS } from "./constant-folding/paths.ts";
import { RECORDS } from "./constant-folding/records.ts";
import { TEXTS } from "./constant-folding/texts.ts";
import { type Given, text, type Value } from "./context/values.ts";

const MAX_TEXT = 64 * 1024;

/** The result of calling `name` (`os.path.join`, `text.replace`); undefined when no fold knows it. */
export function folded(name: string, given: Given, place: Place): Value | undefined {
  const made = ownProperty(FUNCTIONS, name) ?? ownProperty(FUNCTIONS, `*.${name.slice(name.lastIndexOf(".") + 1)}`);
  const result = made?.(given, place);
  if (result?.kind === "text" && result.text.length > MAX_TEXT) return text(HOLE);
  return result;
}

const FUNCTIONS: Readonly<Record<string, Fold>> = { ...PATHS, ...TEXTS, ...DECODING, ...RECORDS };
