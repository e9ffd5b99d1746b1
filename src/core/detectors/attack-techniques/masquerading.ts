/** Finds programs and folders that pose as others or are easily overlooked: renamed shells, names of spaces. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { pathOf } from "../../files/targets.ts";
import { keepingNames } from "../../text/memoize.ts";
import { baseName } from "../../text/paths.ts";
import type { Word } from "../../text/words.ts";
import { effectOfRule } from "./rules.ts";

const MAKES = /^(?:cp|ln|mv|install|rsync|ditto|tee|mkdir|touch|mkfifo|curl|wget)$/;
const COPIES = /^(?:cp|ln|mv|install|ditto)$/;
/** Returns whether a program creates files that may pose as others. */
export const mayPass = keepingNames(program => MAKES.test(program));
const SHELL = /^\/(?:usr\/)?(?:local\/)?bin\/(?:ba|da|z|k|c|tc|fi|a|r?ba)?sh$/;
/** Names under which people expect a shell, or that build tools give it. */
const SHELLS_NAME = /(?:^|[._-])(?:(?:ba|da|z|k|mk|c|tc|fi|a|rba)?sh|shell|busybox)\d?(?:$|[._-])/i;
/** Programs to which people type their passwords, or that show what runs. */
const TRUSTED = /^(?:sudo|su|doas|passwd|login|ssh|ssh-add|ssh-agent|gpg|pinentry|ps|netstat|ss|lsof|who|w|last|top)$/;
const OWN_BIN = /^(?:\/(?:home|Users)\/[^/]+|\/root)\/(?:\.local\/)?bin\//;
/** Names of three and more dots, of dots and spaces, or with a trailing space: `...`, `.. `, `sshd `. */
const BLANKS = /(?:^|\/)(?:\.{3}[\s.]*|\.{1,2}\s[^/]*|[^/\s][^/]{0,60}\s)(?=\/|$)/;

export function effectsOfMasquerade(command: Invocation): Effect[] {
  const { program, argv, redirects, scope } = command;
  const written = redirects
    .filter(({ operator, beside }) => !beside && /^&?>/.test(operator))
    .map(({ target }) => target);
  const makes = mayPass(program);
  if (!makes && written.length === 0)
    return program.length > 1 && hidden(argv[0]) ? [effectOfRule("masquerading/overlooked-name", command)] : [];
  if (scope.container) return [];
  const words = makes ? argv.slice(1).filter((word, i) => !word.text.startsWith("-") && names(program, argv[i])) : [];
  const into = [...written, ...(makes ? words.slice(-1) : [])];
  if (into.some(word => standsIn(word, command))) return [effectOfRule("masquerading/stands-in", command)];
  if ([...written, ...words].some(hidden)) return [effectOfRule("masquerading/overlooked-name", command)];
  if (!COPIES.test(program) || words.length !== 2) return [];
  const [from, to] = words;
  const name = baseName(to?.value ?? "");
  const other = SHELL.test(from?.value ?? "") && name !== "" && !to?.value?.endsWith("/") && !SHELLS_NAME.test(name);
  return other && !/^(?:bin|sbin|\.{1,2}|rootfs)$/.test(name)
    ? [effectOfRule("masquerading/renamed-shell", command)]
    : [];
}

/** Returns whether the word after `before` names a created file; for web clients, only their output options do. */
function names(program: string, before: Word | undefined): boolean {
  return !/^(?:curl|wget)$/.test(program) || /^-(?:\w*[oOP]|-output\S*|-directory-prefix)$/.test(before?.value ?? "");
}

function standsIn(word: Word, { scope }: Invocation): boolean {
  const path = pathOf(word, scope);
  return path !== undefined && OWN_BIN.test(path) && TRUSTED.test(baseName(path));
}

function hidden(word: Word | undefined): boolean {
  const text = word?.value ?? "";
  return text.length > 2 && /[ .]/.test(text) && text.length < 300 && !/[\n;]/.test(text) && BLANKS.test(text);
}
