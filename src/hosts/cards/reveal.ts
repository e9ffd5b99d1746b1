/** Makes text from agents and files safe to display, by spelling out characters that would change it unseen. */
import { revealHidden } from "../../core/approval/reveal.ts";

/** Spaces other than the space bar's, and blank letters that fonts draw as nothing. */
const ODD_SPACES = /(?! )\p{Zs}|[\u2800\u3164\uffa0]/gu;

/** Empty lines that would push the rest out of the dialog. */
const EMPTY_LINES = /\n(?:[ \t]*\n){3,}/g;

/** Reveals a text of several lines. Doing it twice changes nothing more. */
export function reveal(text: string): string {
  return revealHidden(text.replace(/\r\n/g, "\n"))
    .replace(ODD_SPACES, char => `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`)
    .replace(EMPTY_LINES, run => `\n⟨${run.split("\n").length - 2} empty lines⟩\n`);
}

/** Does the same for one line, for titles, status bar and rows. */
export function revealLine(text: string, max = 200): string {
  const line = reveal(text)
    .replace(/(?<!\s)\s*\n\s*/g, " ⏎ ")
    .trim();
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}
