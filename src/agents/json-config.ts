/**
 * Adds, finds and removes our entries in somebody else's JSON settings file, without touching another byte. The agent's
 * file says what goes where.
 */
import { canonicalJson } from "../core/text/canonical-json.ts";
import { applyEdits, removeJson, setJson } from "../core/text/json-edits.ts";
import { type JsonDialect, type JsonPath, JsonText, type Range } from "../core/text/json-text.ts";
import { type ConfigEdit, ConfigError, type Start } from "./agent.ts";

export interface JsonConfig {
  /** Absolute path. */
  readonly file: string;
  readonly dialect: JsonDialect;
  /** Keys that the file needs at its top; added when missing, refused when different. */
  readonly base: Readonly<Record<string, string | number>>;
  readonly entries: readonly ListEntry[];
  /** Set beside them; refused where they stand otherwise. */
  readonly switches?: readonly Switch[];
  /** How the agent would start the first of our entries, as it stands in the file. */
  readonly starts?: (ours: unknown) => Start | undefined;
  /** Why our entries would do nothing although they are there: one clause. */
  readonly obstacle?: (root: Readonly<Record<string, unknown>>) => string | undefined;
}

export interface Switch {
  /** Keys down to it; created when missing. */
  readonly path: readonly [string, ...string[]];
  readonly value: boolean;
}

export interface ListEntry {
  /** Keys down to the list that holds it; created when missing. */
  readonly list: readonly string[];
  /** The element, exactly. */
  readonly value: object;
  /** Where in a list element something of ours is, of any version: `[]` is all of it. */
  readonly ours: (candidate: unknown) => JsonPath | undefined;
}

export function jsonConfigEdit(config: JsonConfig): ConfigEdit {
  const { file, obstacle, starts } = config;
  return {
    file,
    apply: current => {
      if (current === null || isBlank(current)) return add("{}\n", config);
      return isPresent(current, config) ? current : add(without(current, config), config);
    },
    remove: current => {
      if (isBlank(current)) return current;
      const left = without(current, config);
      return left !== current && isBare(left, config) ? null : left;
    },
    present: current => current !== null && !isBlank(current) && isPresent(current, config),
    ...(starts && {
      starts: (current: string) => {
        if (isBlank(current)) return undefined;
        const json = open(current, config);
        for (const { list, ours } of config.entries) {
          const place = find(json, list, ours);
          if (place) return starts(json.value(place));
        }
        return undefined;
      },
    }),
    ...(obstacle && {
      obstacle: (current: string) => {
        if (isBlank(current)) return undefined;
        return obstacle(open(current, config).value() as Readonly<Record<string, unknown>>);
      },
    }),
  };
}

/** Whether a command found in a settings file is our launcher: at this path, or where another home folder had it. */
export function launchesUs(command: string | undefined, launcher: string): boolean {
  const tail = (path: string) =>
    path
      .split(/[\\/]+/)
      .slice(-2)
      .join("/");
  return command !== undefined && tail(command) === tail(launcher);
}

function add(text: string, config: JsonConfig): string {
  let after = text;
  for (const [key, value] of Object.entries(config.base)) {
    const json = open(after, config);
    const there = json.at([key]);
    if (there && there.value !== value)
      refuse(json.rangeOf(there), config, `\`${key}\` must be ${JSON.stringify(value)}`);
    if (!there) after = applyEdits(after, setJson(after, [key], value));
  }
  for (const { path, value } of config.switches ?? []) {
    const json = open(after, config);
    const there = json.at(path);
    if (there && there.value !== value) refuse(json.rangeOf(there), config, `\`${path.join(".")}\` must be ${value}`);
    if (!there) after = applyEdits(after, setJson(after, path, value));
  }
  for (const { list, value } of config.entries) after = append(after, list, value, config);
  return after;
}

/** `value` at the end of the list, with whatever is missing on the way to it. */
function append(text: string, list: readonly string[], value: object, config: JsonConfig): string {
  const json = open(text, config);
  let depth = 0;
  while (depth < list.length && json.at(list.slice(0, depth + 1))) depth++;
  const node = json.at(list.slice(0, depth));
  if (!node) throw new Error(`${config.file}: no root to write to`);
  const wanted = depth === list.length ? "array" : "object";
  if (node.type !== wanted) {
    const name = list.slice(0, depth).join(".");
    refuse(json.rangeOf(node), config, `\`${name}\` must be ${wanted === "array" ? "a list" : "an object"}`);
  }
  return applyEdits(text, setJson(text, [...list, -1], value));
}

/** The text without anything of ours, and without lists and objects that this emptied. */
function without(text: string, config: JsonConfig): string {
  let json = open(text, config);
  let left = text;
  const remove = (path: JsonPath) => {
    left = applyEdits(left, removeJson(left, path));
    json = open(left, config);
  };
  const prune = (from: JsonPath) => {
    for (let path = from; path.length > 0 && isEmpty(json, path); path = path.slice(0, -1)) remove(path);
  };
  for (const { path, value } of config.switches ?? []) {
    if (json.at(path)?.value !== value) continue;
    remove(path);
    prune(path.slice(0, -1));
  }
  for (const { list, ours } of config.entries) {
    for (let place = find(json, list, ours); place; place = find(json, list, ours)) {
      remove(place);
      prune(place.slice(0, -1));
    }
  }
  return left;
}

function find(json: JsonText, list: readonly string[], ours: ListEntry["ours"]): JsonPath | undefined {
  for (const [index, candidate] of elements(json, list).entries()) {
    const inside = ours(candidate);
    if (inside) return [...list, index, ...inside];
  }
  return undefined;
}

function isEmpty(json: JsonText, path: JsonPath): boolean {
  const node = json.at(path);
  return (node?.type === "array" || node?.type === "object") && node.children?.length === 0;
}

function elements(json: JsonText, list: readonly string[]): readonly unknown[] {
  const value = json.value(list);
  return Array.isArray(value) ? value : [];
}

function isPresent(text: string, config: JsonConfig): boolean {
  const json = open(text, config);
  return (
    Object.entries(config.base).every(([key, value]) => json.at([key])?.value === value) &&
    (config.switches ?? []).every(({ path, value }) => json.at(path)?.value === value) &&
    config.entries.every(({ list, value, ours }) => {
      const mine = elements(json, list).filter(candidate => ours(candidate) !== undefined);
      return mine.length === 1 && canonicalJson(mine[0]) === canonicalJson(value);
    })
  );
}

/** Nothing in it but what we would have written ourselves: no comment either. */
function isBare(text: string, config: JsonConfig): boolean {
  const json = open(text, config);
  const rest = text.slice(0, json.root?.offset) + text.slice((json.root?.offset ?? 0) + (json.root?.length ?? 0));
  const root = canonicalJson(json.value());
  return (
    rest.replace(/^\uFEFF/, "").trim() === "" &&
    !/\/[/*]/.test(text) &&
    (root === "{}" || root === canonicalJson(config.base))
  );
}

function isBlank(text: string): boolean {
  return text.replace(/^\uFEFF/, "").trim() === "";
}

/** Throws `ConfigError` at the first thing that keeps the agent, or us, from reading the file. */
function open(text: string, config: JsonConfig): JsonText {
  const json = new JsonText(text, config.dialect);
  const fault = json.faults[0];
  if (fault) refuse(fault, config, fault.message.replace(/\.$/, ""));
  if (json.root?.type !== "object") refuse(json.range(0, 1), config, "the file must hold one object");
  return json;
}

function refuse(place: Range, { file }: JsonConfig, what: string): never {
  throw new ConfigError(
    file,
    place.line,
    place.column,
    `${what}. Correct this place and install again; nothing was changed.`,
  );
}
