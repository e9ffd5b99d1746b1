/** Recognizes tools that print settings for the shell, by how they are called. */

import { inOrder, words } from "../../core/text/expressions.ts";
import type { Word } from "../../core/text/words.ts";

/** Calls by which many programs print their completions. */
const PRINTS_COMPLETIONS = inOrder([
  /^[a-z][\w-]* /,
  [
    /completions?( (bash|zsh|fish|script|-s \w+|--shell[ =]\w+))?/,
    /(shell-|generate-shell-|--)?completions?[ =](bash|zsh|fish)/,
    /--(bash|zsh|fish)/,
  ],
  /$/,
]);

/** Programs that print settings for the shell that runs what they print. */
const PRINTS_SETTINGS = inOrder([
  /^/,
  [
    /ssh-agent|dircolors|brew shellenv/,
    inOrder([
      words`direnv mise asdf atuin starship zoxide fnm pyenv rbenv nodenv jenv goenv`,
      / (hook|export|init|activate|env)/,
    ]),
    /conda shell\.\w+|opam env|keychain|register-python-argcomplete|minikube (\S+ )*docker-env/,
    /luarocks path/,
  ],
  /\b[^;&|`$()<>]*$/,
]);

/** Tells whether a tool's output is meant for `eval` and `source`, and only sets variables and completions. */
export function setsUpShell(asked: string): boolean {
  const call = asked.replace(/^(?:\/opt\/homebrew|\/usr(?:\/local)?|\/home\/linuxbrew\/\.linuxbrew)\/bin\//, "");
  return PRINTS_SETTINGS.test(call) || PRINTS_COMPLETIONS.test(call);
}

/** Returns the call of a word that is a single substitution: `"$(ssh-agent -s)"`. */
export function callIn(word: Word): string {
  return /^"?(?:\$\(|`)([^()`]*)[)`]"?$/.exec(word.text)?.[1]?.trim() ?? "";
}
