/**
 * Reads what tasks of a Gradle build do to files, as far as their own blocks say. It knows one trap: a task that
 * creates a link to somewhere else in a folder and deletes the folder with a call that follows links.
 */

import { handedBack } from "../effects/budget.ts";
import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { landmarksOf, workspacesOf } from "../files/landmarks.ts";
import { inOrder, words } from "../text/expressions.ts";
import { isAbsolute, isWithin, resolvePath } from "../text/paths.ts";
import type { Word } from "../text/words.ts";

const MAX_BLOCK = 20_000;
/** Calls of Kotlin and Groovy that follow links; Gradle's own `delete` and the task type `Delete` do not. */
const FOLLOWS_LINKS = /\b(deleteRecursively|deleteDir)\s*\(/;
const LINKS_TO = inOrder([
  /createSymbolicLink\([^"']{0,200}(?:["'][^"']{0,200}["'][^"']{0,200}){0,2}?/,
  words`Path\.of Paths\.get File file`,
  /\(\s*["']([^"'$]{1,500})["']/,
]);

/** Returns the effects of the tasks that `words` name; empty if their blocks do not reach beyond the build. */
export function effectsOfGradleTasks(command: Invocation, words: readonly Word[], facts: Facts): Effect[] {
  const { cwd } = command.scope;
  if (cwd === null) return [];
  return handedBack(words).flatMap(({ value }) => {
    const parts = (value ?? "").split(":").filter(part => part !== "");
    const name = parts.pop();
    if (name === undefined || !/^[\w-]{1,100}$/.test(name)) return [];
    const folder = resolvePath(parts.join("/") || ".", cwd);
    return ["build.gradle.kts", "build.gradle"].flatMap(file => {
      const text = facts.ask({ kind: "text", path: resolvePath(file, folder) });
      const block = text === null ? undefined : blockOf(name, text);
      return block === undefined ? [] : throughLink(block, name, folder, command, facts);
    });
  });
}

function throughLink(block: string, task: string, folder: string, command: Invocation, facts: Facts): Effect[] {
  const link = FOLLOWS_LINKS.test(block) ? LINKS_TO.exec(block)?.[1] : undefined;
  if (link === undefined) return [];
  const path = isAbsolute(link) ? resolvePath(link, "/") : resolvePath(link, folder);
  const { platform } = facts.around;
  if (workspacesOf(facts, command.scope.cwd).some(root => isWithin(path, root, platform))) return [];
  const marks = landmarksOf(path, facts, command.scope.cwd);
  return [
    {
      verb: "delete",
      resource: "directory",
      target: link,
      reach: "several",
      recovery: "none",
      certainty: "likely",
      source: "gradle",
      says: `deletes, in the task ${task}, a folder with a link to ${link} in it, and what is behind that link`,
      path,
      at: [{ kind: "path", path }],
      instead: "Delete with Gradle's own delete(), which does not follow links, or remove the link first.",
      ...(marks.length > 0 && { marks }),
      ...(command.span && { span: command.span }),
    },
  ];
}

/** Returns the block of a task's definition: `register("x") {…}`, `task x {…}`, `val x by tasks.registering {…}`. */
function blockOf(name: string, text: string): string | undefined {
  const quoted = ["'", '"'].map(quote => `${quote}${name}${quote}`);
  const made = [
    ...quoted.map(word => text.indexOf(`(${word}`)),
    text.indexOf(`task ${name}`),
    text.indexOf(`val ${name} by`),
  ];
  const at = Math.min(...made.filter(index => index >= 0));
  const open = Number.isFinite(at) ? text.indexOf("{", at) : -1;
  if (open < 0) return undefined;
  let depth = 0;
  for (let i = open; i < text.length && i - open < MAX_BLOCK; i++) {
    if (text[i] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return text.slice(open, i + 1);
  }
  return text.slice(open, open + MAX_BLOCK);
}
