/**
 * Represents what a configuration file says, in any format: values, and where a value comes from at run time. The
 * readers in `formats/` produce settings; this file knows no format and no framework.
 */

export type Setting =
  | { readonly kind: "text"; readonly text: string }
  /** An environment variable; `otherwise` if it is unset. */
  | { readonly kind: "variable"; readonly name: string; readonly otherwise?: Setting }
  /** The name of the environment, like `config_env()`. */
  | { readonly kind: "mode" }
  /** A concatenation. */
  | { readonly kind: "joined"; readonly parts: readonly Setting[] }
  /** The first that is set: `a || b`. */
  | { readonly kind: "first"; readonly options: readonly Setting[] }
  /** One of these; it is unknown which. */
  | { readonly kind: "either"; readonly options: readonly Setting[] }
  | {
      readonly kind: "when";
      readonly is: Setting;
      readonly equal: string;
      readonly then: Setting;
      readonly not: Setting;
    }
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Setting> }
  | { readonly kind: "list"; readonly items: readonly Setting[] }
  /** Known only at run time. */
  | { readonly kind: "unknown" }
  /** Nothing is set. */
  | { readonly kind: "unset" };

/** An env file that a configuration program loads. */
export interface Load {
  /** An empty text means `.env`. */
  readonly path: Setting;
  /** Instead of one file, those of the framework in its order. */
  readonly order?: "Next.js" | "Vite";
  /** It overrides variables that the process already has. */
  readonly override?: true;
}

export const UNKNOWN: Setting = { kind: "unknown" };
export const UNSET: Setting = { kind: "unset" };

export function textSetting(text: string): Setting {
  return { kind: "text", text };
}

export function variableSetting(name: string, otherwise?: Setting): Setting {
  return { kind: "variable", name, ...(otherwise && { otherwise }) };
}

export function mapSetting(entries: Iterable<readonly [string, Setting]>): Setting {
  return { kind: "map", entries: new Map(entries) };
}

/** Puts `over` on top of `under`, key by key. */
export function merged(under: Setting, over: Setting): Setting {
  if (over.kind === "when") return { ...over, then: merged(under, over.then), not: merged(under, over.not) };
  if (over.kind === "either") return { ...over, options: over.options.map(one => merged(under, one)) };
  if (over.kind !== "map" || under.kind !== "map") return over.kind === "unset" ? under : over;
  const entries = new Map(under.entries);
  for (const [key, value] of over.entries) entries.set(key, merged(entries.get(key) ?? UNSET, value));
  return { kind: "map", entries };
}

/** Returns the settings at a path of keys, in all branches; `*` matches any key of a map, `*Repo` any so ending. */
export function settingsAt(setting: Setting, path: readonly string[]): readonly Setting[] {
  const [key, ...rest] = path;
  if (key === undefined) return setting.kind === "unset" ? [] : [setting];
  switch (setting.kind) {
    case "map": {
      const found = key.startsWith("*")
        ? [...setting.entries].filter(([name]) => name.endsWith(key.slice(1))).map(([, value]) => value)
        : [setting.entries.get(key) ?? UNSET];
      return found.flatMap(one => settingsAt(one, rest));
    }
    case "list":
      return key === "*" ? setting.items.flatMap(one => settingsAt(one, rest)) : [];
    case "first":
    case "either":
      return setting.options.flatMap(one => settingsAt(one, path));
    case "when": {
      const [then, not] = [setting.then, setting.not].map(one => settingsAt(one, path));
      if (!then?.length && !not?.length) return [];
      const { is, equal } = setting;
      return [{ kind: "when", is, equal, then: anyOf(then ?? []), not: anyOf(not ?? []) }];
    }
    case "unknown":
      return [UNKNOWN];
    default:
      return [];
  }
}

export function anyOf(options: readonly Setting[]): Setting {
  const [first = UNSET, ...more] = options;
  return more.length === 0 ? first : { kind: "either", options };
}

const sizes = new WeakMap<Setting, number>();

/** Returns the number of nested settings; shared ones count each time. */
export function sizeOf(setting: Setting): number {
  const known = sizes.get(setting);
  if (known !== undefined) return known;
  const size = 1 + partsOf(setting).reduce((sum, part) => sum + sizeOf(part), 0);
  sizes.set(setting, size);
  return size;
}

function partsOf(setting: Setting): readonly Setting[] {
  switch (setting.kind) {
    case "joined":
      return setting.parts;
    case "first":
    case "either":
      return setting.options;
    case "when":
      return [setting.is, setting.then, setting.not];
    case "map":
      return [...setting.entries.values()];
    case "list":
      return setting.items;
    case "variable":
      return setting.otherwise ? [setting.otherwise] : [];
    default:
      return [];
  }
}

/** Returns the relative path in a setting: `../.env` for `<folder of the program>/../.env`; empty if there is none. */
export function pathOf(setting: Setting | undefined): string {
  if (setting?.kind === "text") return setting.text;
  if (setting?.kind !== "joined") return "";
  const start = setting.parts.findLastIndex(({ kind }) => kind !== "text") + 1;
  return setting.parts
    .slice(start)
    .map(pathOf)
    .join("")
    .replace(start > 0 ? /^\/+/ : /^$/, "");
}
