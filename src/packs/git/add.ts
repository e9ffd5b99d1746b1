/** git add: a file of secrets that git is made to keep, and to hand on with every push. */

import { secretInText } from "../../core/detectors/secrets/text.ts";
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, operands, readArguments } from "../../core/effects/options.ts";
import { isEnvFile } from "../../core/files/secret-files.ts";
import { shown } from "../../core/files/targets.ts";
import { baseName, relativeTo, resolvePath } from "../../core/text/paths.ts";
import { type GitCall, gitEffect, stateOf } from "./call.ts";

const ADD = {
  abbreviations: true,
  values: ["chmod", "pathspec-from-file"],
  flags:
    "dry-run verbose force interactive patch edit all no-all update intent-to-add refresh sparse renormalize".split(
      " ",
    ),
};
/** Files that hold secrets wherever they are; those of one stage are often made to be shared. */
const BY_NAME = /^\.env(?:\.local|\.prod(?:uction)?|\.[\w-]+\.local)?$|^id_(?:rsa|dsa|ecdsa|ed25519)$/;

export function add(call: GitCall): Effect[] {
  const args = readArguments(call.words, ADD);
  if (hasOption(args, "n", "dry-run", "p", "patch", "u", "update")) return [];
  return operands(args).flatMap(word => {
    if (word.value === null || word.glob || call.cwd === null) return [];
    const path = resolvePath(word.value, call.cwd);
    if (!holdsSecrets(path, call)) return [];
    return [
      gitEffect(call, {
        verb: "weaken",
        resource: "secret",
        target: shown(word),
        recovery: "effort",
        says: `puts ${shown(word)}, a file of secrets, under version control`,
        instead: "Name it in .gitignore, and add an example without values.",
      }),
    ];
  });
}

function holdsSecrets(path: string, call: GitCall): boolean {
  const byName = BY_NAME.test(baseName(path));
  if (!byName && !isEnvFile(path)) return false;
  const state = stateOf(call);
  // Git leaves what it ignores alone, and what it keeps already is no news.
  const own = state ? relativeTo(path, state.root, call.facts.around.platform) : undefined;
  if (own !== undefined && state?.ignored?.includes(own)) return false;
  const text = call.facts.ask({ kind: "text", path });
  if (text !== null) return secretInText(text) !== undefined;
  return byName && call.facts.ask({ kind: "stat", path })?.type !== "missing";
}
