/** Applies commands that affect later ones: changes of folder, variables, aliases, links. */

import type { Invocation } from "../../effects/pack.ts";
import { isAbsolute, resolvePath } from "../../text/paths.ts";
import type { Word } from "../../text/words.ts";
import { noteWindowsFiles } from "../windows/files.ts";
import { windowsPath } from "../windows/paths.ts";
import { type State, scopeOf, setVariable, type Walk } from "./state.ts";

export function changePlace(command: Invocation, call: string, state: State, walk: Walk): void {
  state.earlier = noteWindowsFiles(command, walk.facts);
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
      if (first?.value) setVariable(state, first.value.toLowerCase(), second && { kind: "words", words: [second] });
      return;
    // `Env:` is a drive of variables.
    case "set-item":
    case "set-content":
    case "new-item":
      if (first?.value && /^env:[\\/]?\w+$/i.test(first.value))
        state.environment = state.environment.with(first.value.replace(/^env:[\\/]?/i, ""), second?.value ?? null);
      return;
    case "set-alias":
    case "new-alias":
      if (first?.value && second?.value) state.aliases.set(first.value.toLowerCase(), second.value.toLowerCase());
      return;
    case ".ps1":
      // A dot-sourced script may set any variable.
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
