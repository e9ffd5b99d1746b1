/** Words the evidence of a connection: where it is configured, and where it leads. */

import { maskSecrets } from "../../text/masking.ts";
import { addressText, type DatabaseAddress } from "../database-address.ts";
import type { Evidence } from "../locator.ts";
import type { Where } from "./variables.ts";

/** The source of a setting, for values that are literally in it. */
export interface Source {
  /** The framework that connects: `Rails`. */
  readonly tool: string;
  /** The strongest first; empty if no file is involved. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The name of the section: `production`. */
  readonly section?: string;
  /** Returns the path as a person would write it. */
  shown(file: string): string;
}

/** Returns `DATABASE_URL in .env points at db.acme.io:5432/shop`. */
export function evidenceOf(from: Where, value: string, address: DatabaseAddress, shown: Source["shown"]): Evidence {
  const { file, line, variable, note } = from;
  const place = file === undefined ? "in the environment" : `in ${shown(file)}`;
  const because = `${variable ?? "the connection"} ${place} points at ${addressText(address)}${note === undefined ? "" : ` (${note})`}`;
  return {
    because,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(variable !== undefined && { variable }),
    ...(value !== "" && { value: maskSecrets(value) }),
  };
}

export function literalEvidence(
  text: string | undefined,
  address: DatabaseAddress,
  { files, section, shown }: Source,
): Evidence {
  // A composed text is nowhere as a whole, so its host is searched as well.
  const place = [text, address.host].flatMap(value => (value ? (placeNaming(files, value, section) ?? []) : []))[0];
  const file = place?.path ?? files[0]?.path;
  const what = section ?? "the connection";
  return {
    because: `${what}${file === undefined ? "" : ` in ${shown(file)}`} points at ${addressText(address)}`,
    ...(file !== undefined && { file }),
    ...(place !== undefined && { line: place.line }),
    ...(text !== undefined && text !== "" && { value: maskSecrets(text) }),
  };
}

/** Returns the first line with `value`, after the start of `section` if there is one. */
function placeNaming(
  files: Source["files"],
  value: string,
  section: string | undefined,
): { readonly path: string; readonly line: number } | undefined {
  for (const { path, text } of files) {
    const lines = text.split("\n");
    const start =
      section === undefined
        ? 0
        : Math.max(
            0,
            lines.findIndex(line => beginsWith(line, section)),
          );
    const behind = lines.findIndex((line, i) => i >= start && hasWord(line, value));
    const at = behind === -1 ? lines.findIndex(line => hasWord(line, value)) : behind;
    if (at !== -1) return { path, line: at + 1 };
  }
  return undefined;
}

/** Matches whole words: `dev` is not in `development`. */
function hasWord(line: string, value: string): boolean {
  for (let at = line.indexOf(value); at !== -1; at = line.indexOf(value, at + 1))
    if (!/\w/.test(line.charAt(at - 1)) && !/\w/.test(line.charAt(at + value.length))) return true;
  return false;
}

/** Matches `production:`, `"production": {`, `[production]`. */
function beginsWith(line: string, section: string): boolean {
  const bare = line.replace(/^\W+/, "");
  return bare.startsWith(section) && !/^\w/.test(bare.slice(section.length));
}
