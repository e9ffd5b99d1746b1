/** Records what a command does to files that later commands of the text use: writing, moving, copying, linking. */

import type { Invocation, Redirect, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { beforeMoves, isAtOrBelow, namesOfSame } from "../../files/moved.ts";
import { pathOf } from "../../files/targets.ts";
import type { Earlier, Scope } from "../../places/scope.ts";
import { LayeredMap } from "../../text/layered-map.ts";
import type { Word } from "../../text/words.ts";
import { withBegun } from "./begun-operations.ts";
import { editedFrom, editsTexts } from "./edited-copies.ts";
import { fetchedBy } from "./fetched-files.ts";
import { appended, type Note, paths } from "./file-notes.ts";
import { madeBy } from "./made-files.ts";
import { withNewFolders } from "./new-folders.ts";
import { contentOf } from "./printed.ts";
import { NOTHING_YET, type State, scopeOf } from "./state.ts";
import { leftBy } from "./taking-away.ts";

/** Most files that are tracked for one text. */
const MAX_FILES = 512;

/** Older places are forgotten, which at worst leads to one more question. */
const MAX_LEFT = 32;

/** Returns the state after the changes of files by `command`. */
export function noteFiles(command: Invocation, state: State, facts: Facts): State {
  const { redirects, scope } = command;
  const changed = both(madeBy(command, facts), fetchedBy(command));
  if (redirects.length === 0) return noted(changed, state);
  const copy = editedCopy(command);
  if (copy) return noted([copy, ...changed], state);
  if ((state.earlier?.written.size ?? 0) >= MAX_FILES) return noted(changed, state);
  const given = paths([...command.argv.slice(1), ...sourcesOf(command.stdin)], scope);
  const written = redirected(redirects, contentOf(command, facts), scope, facts).map(note => ({ ...note, given }));
  return noted([...written, ...changed], state);
}

/** A new file that is a copy of another one with values changed: it behaves like that one. */
function editedCopy(command: Invocation): Note | undefined {
  if (!editsTexts(command.program)) return undefined;
  const [redirect, ...more] = command.redirects.filter(({ operator }) => /^(?:>|>\||>>|&>|&>>)$/.test(operator));
  if (!redirect || more.length > 0 || !/^>\|?$/.test(redirect.operator)) return undefined;
  const path = pathOf(redirect.target, command.scope);
  const from = path === undefined || path.startsWith("/dev/") ? undefined : editedFrom(command);
  const { written, copied } = command.scope.earlier ?? NOTHING_YET;
  // The older content of this file would be read in its place.
  const stands = path === undefined || written.has(path) || copied.has(path);
  return from === undefined || stands || from === path ? undefined : { kind: "copied", path, from, given: [from] };
}

/** Returns the state after `command`, with folders that are new or no longer are, and operations that it began. */
export function noteFolders(command: Invocation, state: State, facts: Facts, succeeded: boolean): State {
  const before = state.earlier ?? NOTHING_YET;
  const earlier = withBegun(withNewFolders(before, command, facts, { cwd: state.cwd, succeeded }), command, succeeded);
  return earlier === before ? state : { ...state, earlier };
}

/** Returns the state after `command` has succeeded: what it removed no longer exists. */
export function noteLeft(command: Invocation, state: State, facts: Facts): State {
  const left = leftBy(command, facts);
  if (left.length === 0) return state;
  const earlier = state.earlier ?? NOTHING_YET;
  const absent = new Set([...(earlier.absent ?? []), ...left].slice(-MAX_LEFT));
  return { ...state, earlier: { ...earlier, absent } };
}

/** The state after redirects whose command writes `content`. */
export function noteRedirects(redirects: readonly Redirect[], content: Stdin, state: State, facts: Facts): State {
  return noted(redirected(redirects, content, scopeOf(state, { via: [] }), facts), state);
}

/** Most commands make and fetch nothing. */
function both(made: readonly Note[], fetched: readonly Note[]): readonly Note[] {
  return made.length === 0 ? fetched : fetched.length === 0 ? made : [...made, ...fetched];
}

function noted(notes: readonly Note[], state: State): State {
  if (notes.length === 0) return state;
  let earlier = state.earlier ?? NOTHING_YET;
  for (const note of notes) earlier = withNote(earlier, note);
  return earlier === (state.earlier ?? NOTHING_YET) ? state : { ...state, earlier };
}

function withNote(earlier: Earlier, note: Note): Earlier {
  const { path } = note;
  if (note.kind === "written") {
    if (earlier.written.size >= MAX_FILES) return earlier;
    const anew = note.anew && !earlier.anew?.has(path) ? new Set(earlier.anew).add(path) : earlier.anew;
    if (!note.given?.length && earlier.written.has(path) && earlier.written.get(path) === note.text)
      return anew === earlier.anew ? earlier : { ...earlier, ...(anew && { anew }) };
    let written = LayeredMap.of(earlier.written).with(path, note.text);
    for (const name of namesOfSame(path, earlier.linked)) written = written.with(name, note.text);
    const derived = note.given?.length ? LayeredMap.of(earlier.derived).with(path, note.given) : earlier.derived;
    return { ...earlier, ...(anew && { anew }), written, derived };
  }
  const named = earlier[note.kind];
  // A file that this text wrote keeps its content under the new name.
  const texts = [...earlier.written].filter(([name]) => isAtOrBelow(name, note.from)).slice(0, MAX_FILES);
  const from = note.kind === "moved" ? beforeMoves(note.from, earlier) : note.from;
  const isNew = named.size < MAX_FILES && named.get(path) !== from;
  const below = (name: string) => `${path}${name.slice(note.from.length)}`;
  const brings = texts.some(([name, text]) => earlier.written.get(below(name)) !== text);
  if (!isNew && !brings) return earlier;
  const kept = isNew ? { [note.kind]: new Map(named).set(path, from) } : {};
  const written = brings
    ? new Map([...earlier.written, ...texts.map(([name, text]) => [below(name), text] as const)])
    : earlier.written;
  const derived = note.given?.length ? { derived: new Map(earlier.derived).set(path, note.given) } : {};
  return { ...earlier, ...kept, ...derived, written };
}

function redirected(redirects: readonly Redirect[], content: Stdin, scope: Scope, facts: Facts): Note[] {
  return redirects.flatMap(({ operator, target }): Note[] => {
    const path = /^(>|>\||&>|>>|&>>|>&)$/.test(operator) ? pathOf(target, scope) : undefined;
    if (path === undefined || path.startsWith("/dev/")) return [];
    const text = content.kind === "text" ? content.text : null;
    const adds = operator.includes(">>");
    const note = { kind: "written", path, text: appended(adds, path, text, scope, facts) } as const;
    return [adds ? note : { ...note, anew: true }];
  });
}

function sourcesOf(stdin: Stdin): readonly Word[] {
  if (stdin.kind === "file") return [stdin.path];
  return stdin.kind === "pipe" ? (stdin.producer ?? []) : [];
}
