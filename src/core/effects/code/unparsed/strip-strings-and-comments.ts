/** Strips strings and comments, so that a program that only speaks of `rm -rf` is not taken for one that runs it. */

/** One quote alone is a lifetime of Rust or an atom of Lisp. */
const STRINGS = new RegExp(
  [
    '"""(?:(?!""")[\\s\\S]){0,8000}"""',
    '(?<!\\\\)"(?:[^"\\\\\\n]|\\\\.)*"',
    "(?<!\\\\)'(?:[^'\\\\\\n]|\\\\.){2,400}?'",
  ].join("|"),
  "g",
);
const COMMENTS = /\/\*(?:(?!\/\*)[\s\S]){0,4000}?\*\/|(^|[\s;{}])(?:\/\/|#(?![!{[("'])|--(?=\s)|%(?=\s))[^\n]*/g;

/** The code of `source`; strings keep their quotes, so that a call still shows that it was given one. */
export function withoutStringsAndComments(source: string): string {
  return source.replace(STRINGS, text => `${text[0]}${text[0]}`).replace(COMMENTS, "$1");
}
