/**
 * Recognises names that only look like a program's: letters of another script, full-width letters, invisible
 * characters. Such a name starts nothing, but its author means it to be misread.
 */

/** Maps Cyrillic and Greek letters to Latin ones of the same shape (Unicode's confusables). */
const SHAPES: ReadonlyMap<string, string> = new Map(
  "аa еe оo рp сc уy хx іi јj ѕs ԁd һh гr тt мm пn кk вb ԛq ԝw ӏl ɡg αa οo ρp νv τt ιi κk υu ɩi"
    .split(" ")
    .flatMap(pair => (pair.length === 2 ? [[pair.charAt(0), pair.charAt(1)] as const] : [])),
);
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/** Longer than any program's path. */
const MAX_NAME = 200;

/** Returns the plain name that `name` looks like; undefined if it is plain already, or too long. */
export function lookAlike(name: string): string | undefined {
  if (name.length > MAX_NAME || /^[\x20-\x7e]*$/.test(name)) return undefined;
  const plain = name.normalize("NFKC").replace(UNSEEN, "");
  const read = [...plain].map(letter => SHAPES.get(letter) ?? letter).join("");
  return read === name ? undefined : read;
}
