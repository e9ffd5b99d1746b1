/** Sets what a PowerShell script knows of its own place. */
import type { Scope } from "../../core/places/scope.ts";
import { isAbsolute, parentOf, resolvePath } from "../../core/text/paths.ts";
import type { Word } from "../../core/text/words.ts";

/** Returns `scope` for the inside of the script `file`, where `$PSScriptRoot` is its folder. */
export function scopeInScript(file: Word, scope: Scope): Scope {
  const { cwd, variables } = scope;
  if (file.value === null || (cwd === null && !isAbsolute(file.value))) return scope;
  const folder = parentOf(resolvePath(file.value, cwd ?? "/"));
  return { ...scope, variables: new Map([...variables, ["$psscriptroot", folder]]) };
}
