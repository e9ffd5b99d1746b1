/** Finds files that are encrypted and then deleted: without the key, nobody can read the copy. */

import type { Effect } from "../../effects/effect.ts";
import { operands, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import { textOf, type Word } from "../../text/words.ts";

const REMOVES = /^(?:g?rm|unlink|shred|srm|wipe|trash|trash-put|del|erase|Remove-Item|find)$/;

const ENCRYPTS = new Set(
  "openssl gpg gpg2 zip 7z 7za 7zz rar age rage ccrypt ccencrypt mcrypt bcrypt scrypt".split(" "),
);

/** Returns whether a program may encrypt files. */
export function encrypts(program: string): boolean {
  return ENCRYPTS.has(program);
}

/** Records which files the commands of one act have encrypted. */
export class Encrypting {
  private readonly done = new Set<string>();

  /** Number of recorded files. */
  get changes(): number {
    return this.done.size;
  }

  /** Returns the effects of `command` after the earlier commands. */
  effectsOf(command: Invocation): Effect[] {
    const { program, argv } = command;
    if (this.done.size > 0 && REMOVES.test(program)) {
      const gone = argv.find((word, i) => i > 0 && this.done.has(nameOf(word)));
      return gone ? [effectOf(command, gone.text)] : [];
    }
    if (!ENCRYPTS.has(program)) return [];
    const words = argv.slice(1);
    const joined = words.map(textOf).join(" ");
    const inputs = encryptedBy(program, words, joined);
    if (inputs === undefined) return [];
    for (const word of inputs) this.done.add(nameOf(word));
    return takesAway(program, joined) ? [effectOf(command, inputs[0]?.text ?? "its files")] : [];
  }
}

const nameOf = (word: Word) => (word.value ?? word.text.replace(/^"(.*)"$/, "$1")).replace(/^\.\/|(?<!\/)\/+$/g, "");

/** Returns the input files; undefined if nothing is encrypted. */
function encryptedBy(program: string, words: readonly Word[], joined: string): readonly Word[] | undefined {
  switch (program) {
    case "openssl": {
      const decrypts = /(?:^| )-d(?: |$)/.test(joined);
      const cipher = /^(?:enc|smime|cms|pkeyutl|rsautl|aes-?\S+|aria\S+|camellia\S+|chacha20|des\S*|bf\S*)\b/.test(
        joined,
      );
      return cipher && !decrypts && /-in\b/.test(joined)
        ? words.filter((_, i) => words[i - 1]?.value === "-in")
        : undefined;
    }
    case "gpg":
    case "gpg2":
      return /(?:^| )(?:-(?=\w*[ce])\w*|--symmetric|--encrypt)(?: |$)/.test(joined) &&
        !/--(?:decrypt|export)|(?:^| )-d(?: |$)/.test(joined)
        ? operands(
            readArguments(words, {
              values: [
                "r",
                "u",
                "o",
                "recipient",
                "output",
                "passphrase",
                "passphrase-file",
                "passphrase-fd",
                "cipher-algo",
                "local-user",
                "homedir",
                "pinentry-mode",
                "s2k-mode",
              ],
            }),
          )
        : undefined;
    case "zip":
    case "7z":
    case "7za":
    case "7zz":
    case "rar":
      return /(?:^| )(?:-e|--encrypt|-P|--password|-p\S+|-hp\S*)(?: |$)/.test(joined)
        ? operands(readArguments(words, { values: ["P", "password"] })).slice(program === "zip" ? 1 : 2)
        : undefined;
    case "age":
    case "rage":
      return /(?:^| )(?:-d|--decrypt)(?: |$)/.test(joined)
        ? undefined
        : operands(readArguments(words, { values: ["r", "R", "o", "i", "recipient", "output", "recipients-file"] }));
    case "ccrypt":
    case "ccencrypt":
    case "mcrypt":
    case "bcrypt":
    case "scrypt":
      return /(?:^| )(?:-d|--decrypt|dec)(?: |$)/.test(joined)
        ? undefined
        : operands(readArguments(words, { values: ["K", "k", "key", "keyfile", "E", "envvar"] }));
    default:
      return undefined;
  }
}

/** Returns whether the tool or its options delete the original. */
function takesAway(program: string, joined: string): boolean {
  if (/^(?:ccrypt|ccencrypt)$/.test(program)) return true;
  if (program === "bcrypt" || program === "mcrypt") return /(?:^| )(?:-u|--unlink)(?: |$)/.test(joined);
  return (
    /(?:^| )(?:-sdel|-df|-dw)(?: |$)/.test(joined) ||
    (program === "zip" && /(?:^| )-(?=\w*m)\w*(?: |$)|--move/.test(joined))
  );
}

function effectOf({ span }: Invocation, name: string): Effect {
  return {
    verb: "destroy",
    resource: "file",
    target: name,
    reach: "several",
    recovery: "none",
    certainty: "certain",
    source: "encrypting",
    says: `leaves only an encrypted copy of ${name}`,
    instead: "Keep the original until the person has opened the encrypted copy once.",
    ...(span && { span }),
  };
}
