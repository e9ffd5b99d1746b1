/**
 * Names that look like a program's and are not: letters of another script, full-width ones, marks that nobody sees. As
 * they stand they start nothing, but whoever writes them means to be read otherwise than they are run.
 */

/** Cyrillic and Greek letters by the Latin ones whose shape they have (Unicode's confusables). */
const SHAPES: ReadonlyMap<string, string> = new Map(
  "аa еe оo рp сc уy хx іi јj ѕs ԁd һh гr тt мm пn кk вb ԛq ԝw ӏl ɡg αa οo ρp νv τt ιi κk υu ɩi"
    .split(" ")
    .flatMap(pair => (pair.length === 2 ? [[pair.charAt(0), pair.charAt(1)] as const] : [])),
);
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/** Longer than any program's name with its path. */
const MAX_NAME = 200;

/** What `name` reads like, in plain letters; undefined where it is plain already, or long. */
export function lookAlike(name: string): string | undefined {
  if (name.length > MAX_NAME || /^[\x20-\x7e]*$/.test(name)) return undefined;
  const plain = name.normalize("NFKC").replace(UNSEEN, "");
  const read = [...plain].map(letter => SHAPES.get(letter) ?? letter).join("");
  return read === name ? undefined : read;
}
