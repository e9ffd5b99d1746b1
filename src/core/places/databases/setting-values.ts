/** Evaluates a setting under given variables: the texts that it may have, each with its sources. */
import type { Setting } from "./setting.ts";
import type { Where, World } from "./variables.ts";

export interface Told {
  /** Null if known only at run time. */
  readonly text: string | null;
  /** The sources of its parts, in order; empty for a literal in the configuration file itself. */
  readonly parts: readonly { readonly text: string; readonly from: Where }[];
}

/** Limits the number of texts, because choices multiply. */
const MAX_TOLD = 16;

/** Returns every text that `setting` may have; empty if it is unset. Maps and lists have none. */
export function toldBy(setting: Setting, world: World): readonly Told[] {
  switch (setting.kind) {
    case "text":
      return [{ text: setting.text, parts: [] }];
    case "mode":
      return [{ text: world.mode, parts: [] }];
    case "variable": {
      const known = world.variable(setting.name);
      if (known === undefined || known.value === "")
        return setting.otherwise === undefined ? [] : toldBy(setting.otherwise, world);
      return [{ text: known.value, parts: [{ text: known.value ?? "", from: known.from }] }];
    }
    case "joined":
      return setting.parts.reduce<readonly Told[]>(
        (heads, part) => {
          const tails = part.kind === "unknown" ? [HOLE] : orHole(toldBy(part, world));
          return heads.flatMap(head => tails.map(tail => together(head, tail))).slice(0, MAX_TOLD);
        },
        [{ text: "", parts: [] }],
      );
    case "first": {
      for (const option of setting.options) {
        const told = toldBy(option, world);
        if (told.length > 0) return told;
      }
      return [];
    }
    case "either":
      return setting.options.flatMap(option => toldBy(option, world)).slice(0, MAX_TOLD);
    case "when":
      return chosen(setting, world)
        .flatMap(one => toldBy(one, world))
        .slice(0, MAX_TOLD);
    case "unknown":
      return [{ text: null, parts: [] }];
    default:
      return [];
  }
}

/** Returns the branches of a condition that are possible under these variables. */
export function chosen(setting: Extract<Setting, { kind: "when" }>, world: World): readonly Setting[] {
  const is = toldBy(setting.is, world);
  if (is.some(({ text }) => text === null)) return [setting.then, setting.not];
  return [is.some(({ text }) => text === setting.equal) ? setting.then : setting.not];
}

/** The unknown part of a text; `databaseOf` omits what contains it. */
const HOLE: Told = { text: "\uFFFC", parts: [] };

function orHole(told: readonly Told[]): readonly Told[] {
  return told.length === 0 ? [HOLE] : told.map(one => (one.text === null ? { ...HOLE, parts: one.parts } : one));
}

function together(a: Told, b: Told): Told {
  return { text: `${a.text ?? ""}${b.text ?? ""}`, parts: [...a.parts, ...b.parts] };
}
