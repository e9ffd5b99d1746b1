/** Commands that change what later ones mean: the folder, variables, aliases, links. */
import { isAbsolute, resolvePath } from "../../paths.ts";
import type { Earlier, Invocation } from "../pack.ts";
import { pathOf } from "../targets.ts";
import { windowsPath } from "../windows.ts";
import { textOf, type Word } from "../words.ts";
import { type State, scopeOf, type Walk } from "./state.ts";

const EMPTY: Earlier = {
  written: new Map(),
  derived: new Map(),
  moved: new Map(),
  copied: new Map(),
  linked: new Map(),
};

export function changePlace(command: Invocation, call: string, state: State, walk: Walk): void {
  const args = command.argv.slice(1);
  const [first, second] = args.filter(word => !/^-[A-Za-z]+:?$/.test(word.value ?? ""));
  switch (command.program) {
    case "set-location":
      if (first?.value === "-") state.cwd = state.stack.pop() ?? null;
      else if (first) {
        state.stack.push(state.cwd);
        goTo(first, state, walk);
      }
      return;
    case "push-location":
      state.stack.push(state.cwd);
      if (first) goTo(first, state, walk);
      return;
    case "pop-location":
      state.cwd = state.stack.pop() ?? null;
      return;
    case "set-variable":
    case "new-variable":
      if (first?.value)
        state.variables.set(first.value.toLowerCase(), second ? { kind: "words", words: [second] } : null);
      return;
    case "set-alias":
    case "new-alias":
      if (first?.value && second?.value) state.aliases.set(first.value.toLowerCase(), second.value.toLowerCase());
      return;
    case "get-content":
      return looked(first, state, walk);
    case "new-item":
      return link(args, state, walk);
    case "set-content":
    case "out-file":
      return write(command, args, state, walk);
    case ".ps1":
      // Dot-sourced, it may set anything; only the folder matters enough to say so.
      if (call === ".") state.variables.clear();
  }
}

function goTo(word: Word, state: State, walk: Walk): void {
  const scope = scopeOf(state, walk);
  const path = windowsPath(word, scope, walk.facts, false).value;
  // `Cert:` and `HKLM:` are no folders.
  if (path === null || path === "" || /^[A-Za-z]{2,}:/.test(path)) state.cwd = null;
  else if (isAbsolute(path)) state.cwd = resolvePath(path, "/");
  else if (state.cwd !== null) state.cwd = resolvePath(path, state.cwd);
}

/** `New-Item -ItemType Junction -Path a -Target b`: deleting in `a` deletes in `b`. */
function link(args: readonly Word[], state: State, walk: Walk): void {
  const named = (pattern: RegExp) => {
    const at = args.findIndex(({ value }) => pattern.test(value ?? ""));
    const glued = at < 0 ? undefined : /^-[A-Za-z]+:(.+)$/.exec(args[at]?.value ?? "")?.[1];
    return at < 0 ? undefined : glued !== undefined ? { ...(args[at] as Word), value: glued } : args[at + 1];
  };
  if (!/^(?:junction|symboliclink)$/i.test(named(/^-(?:itemtype|type|it)\b/i)?.value ?? "")) return;
  const scope = scopeOf(state, walk);
  const target = named(/^-(?:target|value|ta)/i);
  const folder =
    named(/^-(?:path|pat)/i) ??
    args.find((word, i) => !word.value?.startsWith("-") && !args[i - 1]?.value?.startsWith("-"));
  const name = named(/^-n(?:ame)?\b/i);
  const path = (word: Word | undefined) => word && pathOf(windowsPath(word, scope, walk.facts, false), scope);
  const to = path(target);
  const at = path(folder) ?? (name && scope.cwd !== null ? scope.cwd : undefined);
  if (to === undefined || at === undefined) return;
  const from = name?.value ? resolvePath(name.value, at) : at;
  const earlier = state.earlier ?? EMPTY;
  state.earlier = { ...earlier, linked: new Map([...earlier.linked, [from, to]]) };
}

/** What is read here and written back later is an edit of the file. */
function looked(word: Word | undefined, state: State, walk: Walk): void {
  const scope = scopeOf(state, walk);
  const path = word && pathOf(windowsPath(word, scope, walk.facts, false), scope);
  if (path === undefined) return;
  const earlier = state.earlier ?? EMPTY;
  state.earlier = { ...earlier, derived: new Map([...earlier.derived, [path, [path]]]) };
}

/** A text that is written here and run later in the same command is read then. */
function write(command: Invocation, args: readonly Word[], state: State, walk: Walk): void {
  const scope = scopeOf(state, walk);
  const plain = args.filter(
    (word, i) => !word.value?.startsWith("-") && !/^-(?:encoding|width|filter)$/i.test(args[i - 1]?.value ?? ""),
  );
  const [file, ...values] = plain;
  const path = file && pathOf(windowsPath(file, scope, walk.facts, false), scope);
  if (path === undefined) return;
  const text =
    values.length > 0 ? values.map(textOf).join("\n") : command.stdin.kind === "text" ? command.stdin.text : null;
  const earlier = state.earlier ?? EMPTY;
  state.earlier = { ...earlier, written: new Map([...earlier.written, [path, text]]) };
}
