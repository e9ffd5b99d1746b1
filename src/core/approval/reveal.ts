/** Defends against display attacks on the person: it shows characters that hide, reorder or displace text. */

/** Control, format (zero-width, bidi, tags), line-separator and ignorable characters; newline and tab are ordinary. */
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{DI}]/gu;
/** Runs of blanks longer than this push what follows out of sight. */
const BLANKS = /[ \t\u00a0]{12,}/g;

/** `text` with hidden characters as `⟨U+202E⟩` and long runs of blanks as `⟨300 blanks⟩`. */
export function revealHidden(text: string): string {
  return text
    .replace(HIDDEN, character => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`)
    .replace(BLANKS, blanks => ` ⟨${blanks.length} blanks⟩ `);
}
