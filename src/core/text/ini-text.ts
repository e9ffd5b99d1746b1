/** Reads INI files of command-line clients: sections of `key = value`, each with its line. */

export interface IniValue {
  readonly value: string;
  /** 1-based line of the key. */
  readonly line: number;
}

export interface IniSection {
  readonly name: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, IniValue>;
}

/**
 * Returns the sections in order, with keys in lower case; a section that stands twice is returned twice. Indented lines
 * continue the key above them, unless `indented` is set: Git indents every key.
 */
export function readIni(text: string, { indented = false } = {}): readonly IniSection[] {
  const sections: { name: string; line: number; values: Map<string, IniValue> }[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    if (raw.length > 2000) continue;
    const header = /^\s*\[([^\]]*)\]/.exec(raw);
    if (header) sections.push({ name: header[1]?.trim() ?? "", line: index + 1, values: new Map() });
    const pair = /^([A-Za-z][\w.-]*)[ \t]*=(.*)$/.exec(indented ? raw.trimStart() : raw);
    if (pair?.[1] !== undefined && pair[2] !== undefined)
      sections.at(-1)?.values.set(pair[1].toLowerCase(), { value: trimmed(pair[2]), line: index + 1 });
  }
  return sections;
}

/** A comment needs a blank before it: a value may hold `#`. */
function trimmed(text: string): string {
  return text.replace(/\s[#;].*$/s, "").trim();
}
