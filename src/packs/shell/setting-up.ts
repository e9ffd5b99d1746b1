/** Tools that print settings for the shell: what they are called, and how. */
import type { Word } from "../../core/text/words.ts";

/** Tools whose output is made for `eval` and `source`: it sets variables and completions of the shell and nothing else. */
export function setsUpShell(asked: string): boolean {
  const call = asked.replace(/^(?:\/opt\/homebrew|\/usr(?:\/local)?|\/home\/linuxbrew\/\.linuxbrew)\/bin\//, "");
  return (
    /^(ssh-agent|dircolors|brew shellenv|(direnv|mise|asdf|atuin|starship|zoxide|fnm|pyenv|rbenv|nodenv|jenv|goenv) (hook|export|init|activate|env)|conda shell\.\w+|opam env|keychain|register-python-argcomplete|minikube (\S+ )*docker-env|luarocks path)\b[^;&|`$()<>]*$/.test(
      call,
    ) ||
    /^[a-z][\w-]* (completions?( (bash|zsh|fish|script|-s \w+|--shell[ =]\w+))?|(shell-|generate-shell-|--)?completions?[ =](bash|zsh|fish)|--(bash|zsh|fish))$/.test(
      call,
    )
  );
}

/** The one call that a word is made of: `"$(ssh-agent -s)"`. */
export function callIn(word: Word): string {
  return /^"?(?:\$\(|`)([^()`]*)[)`]"?$/.exec(word.text)?.[1]?.trim() ?? "";
}
