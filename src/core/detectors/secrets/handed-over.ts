/** Decides which word of an unknown program is a file to work on, and not a credential to sign in with. */

import type { Invocation } from "../../effects/pack.ts";
import { inOrder, wholly, words } from "../../text/expressions.ts";
import { dropPrefix, type Word } from "../../text/words.ts";

/** Options whose value is a file to work on. */
const WORKED_ON = inOrder([
  /^-{1,2}/,
  words`
    f r d b t in file files input inputs input-path input-file infile in-file read read-from source src from from-file
    data body text content payload attach attachment upload load show print view open path target dump document doc
    image media asset artifact url-file template message-file body-file note stdin
  `,
  /=?$/,
]);
/** Programs that keep, transfer or check keys, and programs that run others. */
const KEEPS_KEYS = wholly(words`
  keychain gpg\S* ssh-\S+ age\S* sops openssl rage minisign signify cosign step\S* kubectx kubens k9s stern kubeconform
  aws-vault saml2aws chezmoi stow yadm mackup dotdrop vcsh rcup dotbot puttygen sshpass mosh teleport tsh test export
  source cd alias exec command env time blkid lsblk lsof fuser findmnt df swaplabel e2label xfs_\w+ udisksctl lvs pvs
  partprobe partx kpartx eject hdparm smartctl ntfsinfo fatlabel exfatlabel
`);
const MAX_WORDS = 32;

interface Secret {
  readonly path: string;
  readonly what: string;
}

/**
 * Finds a credential file for such a program: as its only operand, after an option for input, after `@`, or on standard
 * input. `secretAt` describes the secret of a word; undefined if none is one.
 */
export function handedOver(
  { program, argv, stdin, scope }: Invocation,
  secretAt: (word: Word) => Secret | undefined,
): (Secret & { readonly word: Word }) | undefined {
  if (KEEPS_KEYS.test(program) || argv[0]?.text.includes("/") || argv.length > MAX_WORDS) return undefined;
  if (scope.elsewhere || scope.container) return undefined;
  const alone = firstAlone(argv, secretAt);
  if (alone) return alone;
  for (let i = 1; i < argv.length; i++) {
    const word = workedOn(argv[i], i === 1 ? undefined : argv[i - 1]);
    const secret = word && secretAt(word);
    if (secret) return { ...secret, word };
  }
  const secret = stdin.kind === "file" ? secretAt(stdin.path) : undefined;
  return secret && stdin.kind === "file" ? { ...secret, word: stdin.path } : undefined;
}

/** Returns the first operand, if each operand is such a file. */
function firstAlone(
  argv: readonly Word[],
  secretAt: (word: Word) => Secret | undefined,
): (Secret & { readonly word: Word }) | undefined {
  let first: (Secret & { readonly word: Word }) | undefined;
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i];
    if (!word || word.text.startsWith("-") || (i > 1 && argv[i - 1]?.value?.startsWith("-"))) continue;
    const secret = secretAt(word);
    if (!secret) return undefined;
    first ??= { ...secret, word };
  }
  return first;
}

/** Returns the file in `--file=x`, `body=@x`, `@x`, or in `x` after `-f`. */
function workedOn(word: Word | undefined, before: Word | undefined): Word | undefined {
  if (!word) return undefined;
  const value = word.value ?? "";
  if (MARKED.test(value)) {
    const [, option, at] = /^(--?[\w-]+=|[\w-]+=)?(@)?/.exec(value) ?? [];
    if (at !== undefined || (option !== undefined && WORKED_ON.test(option)))
      return dropPrefix(word, (option?.length ?? 0) + (at?.length ?? 0));
    if (option !== undefined) return undefined;
  }
  return before?.value?.startsWith("-") && WORKED_ON.test(before.value) ? word : undefined;
}

const MARKED = /[=@]/;
