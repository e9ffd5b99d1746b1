/** Finds hooks: programs of the work tree that git runs by itself before and after a command. */

import { hasOption, operands, readArguments } from "../../core/effects/options.ts";
import type { Inner } from "../../core/effects/pack.ts";
import { workspacesOf } from "../../core/files/landmarks.ts";
import { scriptAt } from "../../core/languages/shell/scripts.ts";
import { isWithin, resolvePath } from "../../core/text/paths.ts";
import { literalWord, type Word } from "../../core/text/words.ts";
import type { GitCall } from "./call.ts";

interface Runs {
  readonly always?: readonly string[];
  /** Hooks that `--no-verify` skips. */
  readonly verifying?: readonly string[];
}

const CHECKOUT: Runs = { always: ["post-checkout"] };

/** By sub-command, as in githooks(5). The hooks of a server run there. */
const HOOKS: ReadonlyMap<string, Runs> = new Map([
  ["am", { always: ["applypatch-msg", "pre-applypatch", "post-applypatch"] }],
  ["checkout", CHECKOUT],
  ["commit", { always: ["prepare-commit-msg", "post-commit"], verifying: ["pre-commit", "commit-msg"] }],
  ["merge", { always: ["prepare-commit-msg", "post-merge"], verifying: ["pre-merge-commit", "commit-msg"] }],
  ["pull", { always: ["post-merge"], verifying: ["pre-merge-commit"] }],
  ["push", { verifying: ["pre-push"] }],
  ["rebase", { always: ["post-checkout", "post-rewrite"], verifying: ["pre-rebase"] }],
  ["switch", CHECKOUT],
]);

/** Reads the hooks of this call that exist on the disk; `git hook run pre-commit -- …` starts a single one. */
export function hooksOf(call: GitCall): Inner[] {
  const started = startedBy(call);
  if (started.length === 0) return [];
  const root = rootOf(call);
  if (root === undefined || alreadyIn(call)) return [];
  const scope = { ...call.command.scope, cwd: root, via: [...call.command.scope.via, `git ${call.name}`] };
  return foldersOf(call, root).flatMap(folder =>
    started.flatMap(([name, ...args]): Inner[] => {
      const file = literalWord(`${folder}/${name}`);
      const hook = name === undefined ? undefined : scriptAt(file, scope, call.facts);
      return hook?.kind !== "text"
        ? []
        : [
            {
              kind: "argv",
              argv: [file, ...args.map(arg => literalWord(arg))],
              scope,
              ...(call.command.span && { span: call.command.span }),
            },
          ];
    }),
  );
}

/** Returns the work tree as far as it is known without git: the workspace around the folder, or the folder itself. */
function rootOf({ cwd, facts, command }: GitCall): string | undefined {
  if (cwd === null || command.scope.elsewhere || command.scope.variables.has("GIT_DIR")) return undefined;
  return workspacesOf(facts, cwd).find(root => isWithin(cwd, root, facts.around.platform)) ?? cwd;
}

/** Tells whether a hook's own git call would start it again. */
function alreadyIn({ command, name }: GitCall): boolean {
  return command.scope.via.includes(`git ${name}`);
}

function startedBy({ name, words }: GitCall): string[][] {
  if (name === "hook") return runByHand(words);
  const runs = name === null ? undefined : HOOKS.get(name);
  if (!runs) return [];
  const args = readArguments(words, { values: ["m", "F", "C", "c", "t", "s", "X", "o"] });
  const unverified = hasOption(args, "no-verify") || (name === "commit" && hasOption(args, "n"));
  return [...(unverified ? [] : (runs.verifying ?? [])), ...(runs.always ?? [])].map(hook => [hook]);
}

function runByHand(words: readonly Word[]): string[][] {
  const [action, hook, ...args] = operands(readArguments(words, { values: ["to-stdin"] })).map(({ value }) => value);
  return action === "run" && hook ? [[hook, ...args.map(arg => arg ?? "")]] : [];
}

/** Returns the folders with hooks, by `core.hooksPath` or in the repository. Husky's own refers to its parent's. */
function foldersOf(call: GitCall, root: string): string[] {
  const said = call.config.get("core.hookspath") ?? configured(call, root);
  if (said === undefined) return [`${root}/.git/hooks`];
  const folder = resolvePath(said, root);
  return [folder.endsWith("/.husky/_") ? folder.slice(0, -2) : folder];
}

function configured({ command, facts }: GitCall, root: string): string | undefined {
  const path = `${root}/.git/config`;
  const text = command.scope.earlier?.written.get(path) ?? facts.ask({ kind: "text", path }) ?? "";
  return /^[ \t]*hookspath[ \t]*=[ \t]*"?([^\s"]+)/im.exec(text)?.[1];
}
