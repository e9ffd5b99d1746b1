/**
 * Finds commands in a tool's configuration file (YAML, TOML, JSON, INI and similar) without its grammar: the values of
 * keys that conventionally hold a command, or of the task that is run. This suffices to see a loss in a file that was
 * just written; packs that know a format read it themselves.
 */
import { handedBack } from "../effects/budget.ts";
import { wholly, words } from "../text/expressions.ts";

/** Keys whose value is a command line. */
const RUN_KEYS = wholly(
  words`
    run runs cmd cmds command commands script scripts before_script after_script exec execs?tart\w* entry shell raw sh
    bash program commands_pre commands_post prerotate postrotate actions? on[-_]?\w* pre[-_]\w+ post[-_]\w+
    ansible\.builtin\.(?:shell|command|raw)
  `,
  "i",
);
/** Keys that describe a task and hold no command. */
const ABOUT = wholly(
  words`
    desc(?:ription)? help docs? summary alias(?:es)? depends(?:[-_]on)? deps dir cwd env sources outputs usage tags?
  `,
  "i",
);
const MAX_LOOKED_AT = 64 * 1024;
/** A longer line was not written by hand. */
const MAX_LINE = 2000;

interface Value {
  /** The keys that lead to it, outermost first. */
  readonly keys: readonly string[];
  readonly text: string;
}

/**
 * Returns the command lines in `text`. `names`: the requested tasks; if any is found, only its commands. `asked`:
 * nothing else can run.
 */
export function taskTexts(text: string, names: readonly string[], asked = false): string[] {
  const values = valuesIn(text.slice(0, MAX_LOOKED_AT));
  const named = values.filter(({ keys }) => keys.some(key => names.includes(key)) && !ABOUT.test(keys.at(-1) ?? ""));
  const chosen = asked || named.length > 0 ? named : values.filter(({ keys }) => keys.some(key => RUN_KEYS.test(key)));
  return handedBack([...chosen.map(value => value.text), ...blocksIn(text)]);
}

/** logrotate(8): the lines between a keyword such as `postrotate` and `endscript` are a shell script. */
function blocksIn(text: string): string[] {
  if (!text.includes("endscript")) return [];
  const found: string[] = [];
  let block: string[] | undefined;
  for (const line of text.slice(0, MAX_LOOKED_AT).split("\n")) {
    if (/^\s*endscript\s*$/.test(line)) {
      if (block) found.push(block.join("\n"));
      block = undefined;
    } else if (/^\s*(?:(?:pre|post)rotate|(?:first|last)action|preremove)\s*$/.test(line)) block = [];
    else block?.push(line);
  }
  return found;
}

function valuesIn(text: string): Value[] {
  if (/^\s*\{/.test(text)) {
    try {
      return inside(JSON.parse(text), []);
    } catch {
      // Not JSON after all: line by line, then.
    }
  }
  return lineByLine(text);
}

function inside(value: unknown, keys: readonly string[]): Value[] {
  if (typeof value === "string") return [{ keys, text: value }];
  if (Array.isArray(value)) {
    const words = value.every(item => typeof item === "string" && !/\s/.test(item)) && value.length > 1;
    return words ? [{ keys, text: value.join(" ") }] : value.flatMap(item => inside(item, keys));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => inside(item, [...keys, key]));
}

/** Parses `key: value`, `key = value`, `[section.name]`, `- item`, and lines that are indented below their key. */
function lineByLine(text: string): Value[] {
  const found: Value[] = [];
  let section: readonly string[] = [];
  let open: { readonly indent: number; readonly key: string }[] = [];
  for (const line of text.split("\n")) {
    if (line.length > MAX_LINE || /^\s*(?:#|;|\/\/|$)/.test(line)) continue;
    const header = /^\s*\[+(?!\[)([^\]\n]+)\]+\s*$/.exec(line);
    if (header) {
      section = (header[1] ?? "").trim().split(/[.:]/).map(unquoted);
      open = [];
      continue;
    }
    const indent = line.search(/[^\s-]/);
    open = open.filter(one => one.indent < indent);
    const flow = /^[\s-]*(\{.*\})\s*$/.exec(line)?.[1];
    if (flow !== undefined) {
      found.push(...valued(flow, [...section, ...open.map(one => one.key)]));
      continue;
    }
    const [, key, value] =
      /^[\s-]*(?:\{\s*)?["']?([\w.@/-]{1,80})["']?(?:\s*(?::=|[:=])\s*(?!\s)|\s+(?=\{)|\s*$)(.*)$/.exec(line) ?? [];
    const keys = [...section, ...open.map(one => one.key)];
    if (key !== undefined && (value !== "" || /[:={]\s*$/.test(line))) {
      open.push({ indent, key });
      found.push(...valued(value ?? "", [...keys, key]));
    } else found.push({ keys, text: unquoted(line.trim().replace(/^-\s+/, "")) });
  }
  return found.filter(one => one.text !== "");
}

/** Returns the values after a key: a text, `[a, b]`, or `{ key: value, … }` on one line. */
function valued(value: string, keys: readonly string[]): Value[] {
  const list = /^\[(.*)\]\s*(?:,\s*)?$/.exec(value)?.[1];
  if (list !== undefined) {
    const items = list.split(",").map(item => unquoted(item.trim()));
    return items.some(item => /\s/.test(item))
      ? items.map(text => ({ keys, text }))
      : [{ keys, text: items.join(" ") }];
  }
  const pairs = [...value.matchAll(/([\w.-]{1,60})\s*[:=]\s*(?:"([^"]*)"|'([^']*)'|([^,{}"']+))/g)];
  if (/^[{(\w]/.test(value) && pairs.length > 0 && /[{(]|^\w+=/.test(value))
    return pairs.map(([, key = "", a, b, c]) => ({ keys: [...keys, key], text: (a ?? b ?? c ?? "").trim() }));
  return /^[|>][-+\d]*$/.test(value) ? [] : [{ keys, text: unquoted(value.trim().replace(/,$/, "")) }];
}

function unquoted(text: string): string {
  return text.replace(/^(["'])([\s\S]*)\1$/, "$2");
}
