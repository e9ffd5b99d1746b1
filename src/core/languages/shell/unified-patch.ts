/** Parses patches as `diff -u` and Git print them, and applies them to the files they name. */

export interface PatchedFile {
  /** As the patch names it, with leading folders stripped; null for a patch without file names. */
  readonly path: string | null;
  readonly isNew: boolean;
  readonly pieces: readonly { readonly from: readonly string[]; readonly to: readonly string[] }[];
}

const MAX_FILES = 32;

/** `strip`: number of leading folders, as for `-p`; `reversed`: as for `-R`. */
export function patchedFiles(text: string, { strip, reversed }: { strip: number; reversed: boolean }): PatchedFile[] {
  const files: { path: string | null; isNew: boolean; pieces: { from: string[]; to: string[] }[] }[] = [];
  let named: { path: string | null; isNew: boolean } = { path: null, isNew: false };
  let old: string | null = null;
  let begun = false;
  for (const line of text.split("\n")) {
    const header = /^(---|\+\+\+) ([^\t\n]{1,1000})/.exec(line);
    // A removed line may begin with two more signs; before a header, no hunk is open that it could belong to.
    if (header && (!begun || /^(?:---|\+\+\+) (?:\/dev\/null|[\w./]+)/.test(line))) {
      const name = header[2]?.trim() ?? "";
      if (header[1] === "---") old = name;
      else {
        const [before, after] = reversed ? [name, old ?? name] : [old ?? name, name];
        named = { path: stripped(after === "/dev/null" ? before : after, strip), isNew: before === "/dev/null" };
        begun = false;
      }
      if (header[1] === "---") begun = false;
      continue;
    }
    if (line.startsWith("@@")) {
      if (!begun) files.push({ ...named, pieces: [] });
      begun = true;
      if (files.length > MAX_FILES) return files;
      files.at(-1)?.pieces.push({ from: [], to: [] });
      continue;
    }
    const piece = begun ? files.at(-1)?.pieces.at(-1) : undefined;
    if (!piece) continue;
    const [mark, rest] = [line.charAt(0), line.slice(1)];
    if (mark === " ") {
      piece.from.push(rest);
      piece.to.push(rest);
    } else if (mark === (reversed ? "+" : "-")) piece.from.push(rest);
    else if (mark === (reversed ? "-" : "+")) piece.to.push(rest);
  }
  return files;
}

/** Returns the file's text after the patch. A hunk that does not match is appended. */
export function patchedText({ pieces, isNew }: PatchedFile, before: string | null): string | null {
  if (before === null && !isNew) return null;
  let text = before ?? "";
  for (const { from, to } of pieces) {
    const [gone, come] = [from.join("\n"), to.join("\n")];
    text = from.length > 0 && text.includes(gone) ? text.replace(gone, () => come) : `${text}\n${come}\n`;
  }
  return text;
}

function stripped(name: string, strip: number): string | null {
  const parts = name.split("/");
  return parts.length > strip ? parts.slice(strip).join("/") : name;
}
