/** Evaluates `getopts string name [words]`: the option is unknown, and `OPTARG` becomes one of the words. */

import { escaped } from "../../files/globs.ts";
import { type Word, wordOfPieces } from "../../text/words.ts";
import { positionalOf, type State, withUnknown, withVariable } from "./state.ts";

export function afterGetopts([, name, ...given]: readonly Word[], before: State): State {
  const state = withUnknown(before, [...(name?.value ? [name.value] : []), "OPTARG", "OPTIND"]);
  const words = given.length > 0 ? given : (positionalOf(state) ?? []);
  const may = words.flatMap(({ value }) => (value === null || value === "" ? [] : [escaped(value)]));
  if (may.length === 0) return state;
  const of = "$OPTARG";
  return withVariable(state, "OPTARG", [
    wordOfPieces(of, [{ kind: "hole", of, from: "variable", quoted: false, may }]),
  ]);
}
