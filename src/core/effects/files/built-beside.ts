/** `bin` and `obj` side by side, or `_build` and `deps`: what tools write into, told by the two names alone. */
import type { Facts } from "../../facts.ts";
import { isBelow } from "../../paths.ts";
import type { Invocation } from "../pack.ts";
import type { Word } from "../words.ts";
import { workspacesOf } from "./landmarks.ts";
import { pathOf } from "./targets.ts";

/**
 * `bin` and `obj` named side by side are what a compiler writes into: .NET's, and many a Makefile's; `_build` and `deps`
 * are mix's. Where neither is there to be looked at, that is what is meant.
 */
export function isBuiltBeside(word: Word, words: readonly Word[], { scope }: Invocation, facts: Facts): boolean {
  const name = plain(word);
  const own = name.slice(name.lastIndexOf("/") + 1);
  const twin = TWINS.get(own) ?? "";
  const path = twin === "" ? undefined : pathOf(word, scope);
  const beside = `${name.slice(0, name.length - own.length)}${twin}`;
  if (path === undefined || !words.some(other => plain(other) === beside)) return false;
  const inside = workspacesOf(facts, scope.cwd).some(root => isBelow(path, root, facts.around.platform));
  return inside && (facts.ask({ kind: "stat", path })?.type ?? "missing") === "missing";
}

const TWINS: ReadonlyMap<string, string> = new Map([
  ["bin", "obj"],
  ["obj", "bin"],
  ["deps", "_build"],
]);

/** `.\bin\` as `bin`. */
function plain({ value }: Word): string {
  return (value ?? "").replaceAll("\\", "/").replace(/^\.\//, "").replace(/\/$/, "");
}
