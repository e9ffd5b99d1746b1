/** Finds files that become readable for others on GitHub, as gists. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Call } from "../../core/kit/table.ts";
import { leaksOf } from "../../core/languages/http/leaks.ts";
import { literalWord, type Word } from "../../core/text/words.ts";

/** Everybody with the address can read a gist, so a secret in it has to be revoked. */
export function publishedFiles({ command, facts }: Call, files: readonly Word[]): Effect[] {
  const given = files.length > 0 ? files : [literalWord("-")];
  const at = [{ kind: "control-plane" as const, host: "gist.github.com", provider: "GitHub" }];
  const place = { host: "gist.github.com", local: false, name: "a gist on GitHub", at };
  return leaksOf(command, given, [place], "gh", facts, { files: given, signedIn: false });
}
