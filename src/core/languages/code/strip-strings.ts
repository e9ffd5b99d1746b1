/** Removes the content of strings and comments from code: a program may mention `rm -rf` and never run it. */

/** Strings keep their quotes, which show that a call has an argument. A single quote alone is a lifetime or an atom. */
const STRINGS = /"""(?:(?!""")[\s\S]){0,8000}"""|(?<!\\)"(?:[^"\\\n]|\\.)*"|(?<!\\)'(?:[^'\\\n]|\\.){2,400}?'/g;
const COMMENTS = /\/\*(?:(?!\/\*)[\s\S]){0,4000}?\*\/|(^|[\s;{}])(?:\/\/|#(?![!{[("'])|--(?=\s)|%(?=\s))[^\n]*/g;

export function withoutTexts(source: string): string {
  return source.replace(STRINGS, said => `${said[0]}${said[0]}`).replace(COMMENTS, "$1");
}
