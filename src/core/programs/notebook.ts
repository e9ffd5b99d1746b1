/** Extracts the code of a notebook's cells: programs in its language, and lines for a shell. */

export interface NotebookCode {
  readonly language: string;
  /** The source text of all cells. */
  readonly program: string;
  /** The shell commands: `!rm -rf data`, `%%bash`. */
  readonly shell: string;
}

/** Reads nbformat 3 and 4; undefined if the text is no notebook. */
export function codeOfNotebook(text: string): NotebookCode | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const cells = listAt(json, "cells") ?? listAt(listAt(json, "worksheets")?.[0], "cells");
  if (!cells) return undefined;
  const sources = cells
    .filter(cell => at(cell, "cell_type") === "code")
    .map(cell => textOf(at(cell, "source") ?? at(cell, "input")));
  const language = at(at(at(json, "metadata"), "kernelspec"), "language");
  const lines = sources.map(split);
  return {
    language: typeof language === "string" ? language.toLowerCase() : "python",
    program: lines.map(({ program }) => program).join("\n"),
    shell: lines
      .map(({ shell }) => shell)
      .filter(Boolean)
      .join("\n"),
  };
}

/** https://ipython.readthedocs.io/en/stable/interactive/magics.html */
function split(cell: string): { program: string; shell: string } {
  if (/^\s*%%(?:bash|sh|shell|script\s+(?:ba)?sh|!)/.test(cell))
    return { program: "", shell: cell.replace(/^\s*%%.*\n?/, "") };
  const program: string[] = [];
  const shell: string[] = [];
  for (const line of cell.split("\n")) {
    const [, command] = /^\s*(?!\s)(?:[\w, ]+=\s*)?(?:!!?|%(?:sx|system|sh)\s)(.+)/.exec(line) ?? [];
    if (command !== undefined) shell.push(command.replace(/\{(\w+)\}/g, "$$$1"));
    else if (!/^\s*%/.test(line)) program.push(line);
  }
  return { program: program.join("\n"), shell: shell.join("\n") };
}

function textOf(source: unknown): string {
  return Array.isArray(source)
    ? source.filter(line => typeof line === "string").join("")
    : typeof source === "string"
      ? source
      : "";
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function listAt(value: unknown, key: string): readonly unknown[] | undefined {
  const found = at(value, key);
  return Array.isArray(found) ? found : undefined;
}
