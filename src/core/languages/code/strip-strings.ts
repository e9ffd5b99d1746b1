/** The code of a text without what its strings and comments say: a program may speak of `rm -rf` and never run it. */

/** Strings keep their quotes, so that a call still shows that it was given one. One quote alone is a lifetime or an atom. */
const STRINGS = /"""(?:(?!""")[\s\S]){0,8000}"""|(?<!\\)"(?:[^"\\\n]|\\.)*"|(?<!\\)'(?:[^'\\\n]|\\.){2,400}?'/g;
const COMMENTS = /\/\*(?:(?!\/\*)[\s\S]){0,4000}?\*\/|(^|[\s;{}])(?:\/\/|#(?![!{[("'])|--(?=\s)|%(?=\s))[^\n]*/g;

export function withoutTexts(source: string): string {
  return source.replace(STRINGS, said => `${said[0]}${said[0]}`).replace(COMMENTS, "$1");
}
