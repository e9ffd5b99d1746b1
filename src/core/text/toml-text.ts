/** Reads TOML files that people write as plain data. Limits their size before parsing. The only user of `smol-toml`. */
import { parse } from "smol-toml";

const MAX_TEXT = 256 * 1024;

/** Null when it is no TOML, or more than will be read. */
export function readToml(text: string): Readonly<Record<string, unknown>> | null {
  if (text.length > MAX_TEXT || /[[{]{40}/.test(text)) return null;
  try {
    return parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}
