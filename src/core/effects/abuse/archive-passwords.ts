/** Passwords of archives and documents: a file of one's own that is locked, and no account of anybody's. */
import { baseName } from "../../paths.ts";
import type { Scope } from "../pack.ts";

/** Programs that know nothing but archives and documents. */
const OF_ARCHIVES = /^(?:(?:zip|rar|7z|pdf|office|libreoffice)2john|fcrackzip|rarcrack|pdfcrack)(?:\.(?:pl|py))?$/i;
/** What `john --format` calls their hashes. */
const FORMATS = /^--format=(?:pkzip|zip|rar5?|7z|pdf|office|oldoffice|odf)(?:-opencl)?$/i;
/** `hashcat -m`: RAR, 7-Zip, ZIP, PDF and office documents, from the list of its modes. */
const MODES =
  /(?:^| )(?:-m ?|--hash-type[ =])(?:12500|13000|23700|23800|11600|13600|172(?:00|10|20|25|30)|104(?:00|10|20)|10500|10700|25400|9[4-8]00|97[12]0|98[12]0|184(?:00)|18600)(?: |$)/;
/** A file of hashes that is named after what it was taken from: `secrets_7z.hash`. */
const HASHES =
  /(?:^|[._-])(?:zip|pkzip|rar|7z|pdf|docx?|xlsx?|pptx?)(?:[._-]?(?:hash(?:es)?|john))?(?:[._-]?(?:hash(?:es)?|txt|john))?$/i;
const LOCKED = /\.(?:zip|rar|7z|pdf|docx?|xlsx?|pptx?|od[tsp])$/i;

/** Whether a tool that works out passwords, called `name` with `words`, is at an archive or a document alone. */
export function opensArchive(name: string, words: readonly string[], { earlier }: Scope): boolean {
  if (OF_ARCHIVES.test(name)) return true;
  if (name !== "john" && name !== "hashcat") return false;
  if (words.some(word => FORMATS.test(word)) || (name === "hashcat" && MODES.test(words.join(" ")))) return true;
  const files = words.filter(word => !word.startsWith("-"));
  if (name === "john" && files.length === 1 && HASHES.test(baseName(files[0] ?? ""))) return true;
  return files.some(file => takenFrom(file, earlier?.derived).some(source => LOCKED.test(source)));
}

/** What the same text has been given to write `file`: `zip2john a.zip > a.hash`. */
function takenFrom(file: string, derived: ReadonlyMap<string, readonly string[]> | undefined): readonly string[] {
  if (!derived || derived.size === 0) return [];
  const end = file.startsWith("/") ? file : `/${file.replace(/^\.\//, "")}`;
  return [...derived].flatMap(([path, given]) => (path.endsWith(end) ? given : []));
}
