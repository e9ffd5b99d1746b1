/** Tracks files that a program opens: what it overwrites, what it reads, and which secrets it reads. */

import { effectsOfText } from "../../../edits/written.ts";
import { textOfFile } from "../../../files/input-text.ts";
import { secretFile } from "../../../files/secret-files.ts";
import { pathOf } from "../../../files/targets.ts";
import { effectsOfWrite } from "../../../files/writes.ts";
import { HOLE, textOf, type Word } from "../../../text/words.ts";
import type { CallSite, Context } from "./context.ts";
import { argument, knownText, optionsOf, textOfValue, type Value, wordsOfValue } from "./values.ts";

/** The content of the file at `path`, reading it counted where it is a credential. */
export function contentOf(context: Context, path: Value): Value {
  const [word] = wordsOfValue(path);
  const named = word && pathOf(word, context.scope);
  const secret = named === undefined ? undefined : secretAt(named, context);
  for (const each of wordsOfValue(path)) if (textOf(each) !== HOLE) context.seen.add(textOf(each));
  if (named !== undefined && word) {
    const what = secretFile(named, context.facts.around.home);
    if (what)
      context.effects.push({
        verb: "read-secret",
        resource: "secret",
        target: word.value ?? word.text,
        reach: "one",
        recovery: "effort",
        certainty: "certain",
        source: context.language,
        says: `reads ${what}`,
        path: named,
        at: [{ kind: "path", path: named }],
        instead: "Ask for the names of the variables that are needed, not their values.",
      });
  }
  return { kind: "content", path, ...(secret !== undefined && { secret }) };
}

function secretAt(path: string, { facts }: Context): string | undefined {
  const env = /\/(\.env(?:\.(?!example$|sample$|template$)[\w.-]+)?)$/.exec(path)?.[1];
  return secretFile(path, facts.around.home) ?? (env === undefined ? undefined : `the variables in ${env}`);
}

/** The text of a file's content, where it can be had. */
export function scriptText(context: Context, value: Value): string | undefined {
  if (value.kind !== "content") return undefined;
  const [word] = wordsOfValue(value.path);
  return (word && textOfFile(word, context.scope, context.facts)) ?? undefined;
}

/** Reads `open(path, "w")` and returns the file object; a reading mode returns the content. */
export function opens(context: Context, call: CallSite, modeAt: number): Value {
  const { given } = call;
  const path = modeAt === 0 ? given.on : argument(given, 0, "file", "path", "filename");
  const mode = argument(given, modeAt, "mode", "flags", "filemode");
  const how = mode === undefined ? "r" : flagsOf(mode);
  if (!path) return { kind: "unknown" };
  if (/[wx>]/.test(how) || /O_TRUNC/.test(how)) {
    // The following calls, if there are any, tell what is written.
    if (!how.includes("x")) writes(context, path, !(context.puts && isEdited(context, path)));
    return { kind: "made", of: "open", given };
  }
  if (/a|\+</.test(how)) writes(context, path, false);
  if (/a|\+<|O_(?:WRONLY|RDWR|APPEND)/.test(how) || how.includes(HOLE)) return { kind: "made", of: "open", given };
  return contentOf(context, path);
}

/** Normalizes the mode: `"w"`, or names of flags such as `O_RDWR`, `os.O_WRONLY | os.O_TRUNC`. */
function flagsOf(mode: Value): string {
  const flags = optionsOf(mode).map(flag =>
    flag.kind === "reference" ? flag.name.slice(flag.name.lastIndexOf(".") + 1) : textOfValue(flag),
  );
  // Ruby's flags are named like `File::TRUNC`.
  return flags.some(flag => /^(?:O_)?[A-Z]{4,}$/.test(flag))
    ? flags.map(flag => flag.replace(/^(?!O_)/, "O_")).join(" ")
    : (knownText(mode) ?? textOfValue(mode));
}

/** Reports truncating an opened file: `f.truncate()`, `os.ftruncate(fd, 0)`. */
export function cutsOff(context: Context, file: Value | undefined): void {
  const path = file?.kind === "content" ? file.path : file?.kind === "made" ? openedBy(file) : undefined;
  // When new content follows, it is an edit.
  if (path && !(context.puts && isEdited(context, path))) writes(context, path, true);
}

function openedBy(file: Value & { readonly kind: "made" }): Value | undefined {
  return file.of === "open" ? argument(file.given, 0, "file", "path") : undefined;
}

/** Reports `open(path, "w").write(text)`, with the text where it is known. */
export function writesInto(context: Context, { name, given }: CallSite): void {
  const { on } = given;
  if (on?.kind !== "made" || on.of !== "open" || !/\b(?:write\w*|truncate)$/.test(name)) return;
  const path = argument(on.given, 0, "file", "path");
  if (name.endsWith("truncate") && path && !isEdited(context, path)) return writes(context, path, true);
  const text = knownText(given.args[0]);
  if (!path || text === undefined) return;
  // A text that does not depend on the old content replaces it.
  if (isEdited(context, path)) writes(context, path, true);
  for (const word of wordsOfValue(path)) {
    context.effects.push(...effectsOfText({ word, text, appends: true }, context, context.facts));
    keeps(context, word, text);
  }
}

/** Whether the program has read the file: a text that it then writes there is an edit, like that of `sed -i`. */
function isEdited({ seen }: Context, path: Value): boolean {
  const words = wordsOfValue(path);
  return words.length > 0 && words.every(word => seen.has(textOf(word)));
}

/** New content for a file in place of the old one, unless the old one was read for it. */
export function replaces(context: Context, path: Value, value: Value | undefined): void {
  const text = knownText(value);
  writes(context, path, text !== undefined || !isEdited(context, path), text);
}

/** Reports writing a file: the old content is lost, unless the new one is appended. `text`: the content, if known. */
export function writes(context: Context, path: Value, empties: boolean, text?: string): void {
  for (const word of wordsOfValue(path)) {
    if (empties && textOf(word) !== HOLE) context.own.add(textOf(word));
    // A name that is computed at run time is the program's own new file.
    if (
      word.value === null &&
      !word.pieces.some(piece => piece.kind === "text" && /^\/dev\/|^\/etc\//.test(piece.value))
    )
      continue;
    if (/^https?:/.test(word.value ?? "")) continue;
    const blank = empties && text === "" ? true : undefined;
    context.effects.push(
      ...effectsOfWrite(word, context.scope, context.facts, { source: context.language, empties, blank }),
    );
    if (text === undefined) continue;
    context.effects.push(...effectsOfText({ word, text, appends: !empties }, context, context.facts));
    keeps(context, word, text);
  }
}

/** Later commands read the file with this text. */
function keeps(context: Context, word: Word, text: string): void {
  const path = pathOf(word, context.scope);
  if (path === null || path === undefined) return;
  const { earlier } = context.scope;
  const none = new Map<string, never>();
  const before = earlier ?? { derived: none, moved: none, copied: none, linked: none };
  const written = new Map<string, string | null>([...(earlier?.written ?? []), [path, text] as const]);
  context.scope = { ...context.scope, earlier: { ...before, written } };
}
