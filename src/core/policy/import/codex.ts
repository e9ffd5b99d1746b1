/**
 * Imports Codex' rules: `prefix_rule(pattern = ["git", ["push", "fetch"]], decision = "prompt", justification = "…")`
 * in `*.rules` files (developers.openai.com/codex/rules). The file is parsed and never run.
 */
import { beginning, type Imported, imported, type Translated } from "./imported.ts";

const DECISIONS = { allow: "allow", prompt: "ask", forbidden: "deny" } as const;
const MAX_TEXT = 256 * 1024;
const MOST = 40;

type Value = string | readonly Value[];

export function importCodex(text: string): Imported {
  const entries: Translated[] = [];
  const tokens = tokensOf(text.slice(0, MAX_TEXT));
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at] !== "prefix_rule" || tokens[at + 1] !== "(") continue;
    const call = argumentsOf(tokens, at + 2);
    at = call.end;
    entries.push(translate(call.given));
  }
  return imported("codex", "Codex' rules", entries);
}

function translate(given: ReadonlyMap<string, Value>): Translated {
  const pattern = given.get("pattern");
  const said = given.get("decision") ?? "allow";
  const because = given.get("justification");
  const entry = `prefix_rule(${JSON.stringify(pattern ?? null)})`;
  const then =
    typeof said === "string" && Object.hasOwn(DECISIONS, said) ? DECISIONS[said as keyof typeof DECISIONS] : undefined;
  const texts = pattern === undefined ? undefined : spellingsOf(pattern);
  if (!then || !texts) return { entry, then: then ?? "ask", hole: "Its pattern or decision is not written out." };
  const told = typeof because === "string" ? { because: because.slice(0, 500) } : {};
  return { entry, then, ...told, when: { command: texts.flatMap(text => beginning(text, then)), agent: "codex" } };
}

function spellingsOf(pattern: Value): string[] | undefined {
  if (typeof pattern === "string" || pattern.length === 0) return undefined;
  let texts = [""];
  for (const part of pattern) {
    const choices = typeof part === "string" ? [part] : part.filter(choice => typeof choice === "string");
    // A word with spaces or wildcards would have another meaning in a policy.
    if (choices.length === 0 || choices.some(choice => !/^[^\s*?]+$/.test(choice))) return undefined;
    texts = texts.flatMap(text => choices.map(choice => `${text} ${choice}`.trim()));
    if (texts.length > MOST) return undefined;
  }
  return texts;
}

/** Returns strings with their quotes, names, and single characters; drops comments and whitespace. */
function tokensOf(text: string): string[] {
  return (text.match(/#[^\n]*|(?<!\\)"(?:[^"\\\n]|\\.)*"|(?<!\\)'(?:[^'\\\n]|\\.)*'|\w+|[^\s\w]/g) ?? []).filter(
    token => !token.startsWith("#"),
  );
}

/** Parses named arguments with literal values, from the token after `(`. `end` is the index of `)`. */
function argumentsOf(tokens: readonly string[], start: number): { given: Map<string, Value>; end: number } {
  const given = new Map<string, Value>();
  let at = start;
  while (at < tokens.length && tokens[at] !== ")") {
    const name = tokens[at] ?? "";
    if (tokens[at + 1] !== "=") {
      at++;
      continue;
    }
    const read = valueAt(tokens, at + 2);
    if (read.value !== undefined) given.set(name, read.value);
    at = read.end;
  }
  return { given, end: at };
}

/** Lists contain words or lists of words. */
const MAX_DEPTH = 3;

function valueAt(tokens: readonly string[], at: number, depth = 0): { value?: Value; end: number } {
  const token = tokens[at] ?? "";
  if (/^["']/.test(token)) return { value: token.slice(1, -1).replace(/\\(.)/g, "$1"), end: at + 1 };
  if (token !== "[" || depth >= MAX_DEPTH) return { end: at + 1 };
  const items: Value[] = [];
  let next = at + 1;
  while (next < tokens.length && tokens[next] !== "]") {
    const read = valueAt(tokens, next, depth + 1);
    if (read.value !== undefined) items.push(read.value);
    next = read.end;
  }
  return { value: items, end: next + 1 };
}
