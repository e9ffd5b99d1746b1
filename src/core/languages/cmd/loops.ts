/** Computes the values of the variable of a `for`: names, globs, or values that are only known at run time. */
import { HOLE } from "../../text/words.ts";

const MAX_ROUNDS = 24;

/** Returns the values; null stands for one that is not known. */
export function loopValues(mode: string, root: string, set: string): (string | null)[] {
  if (mode.includes("l")) return [null];
  if (mode.includes("f")) return [fromCommand(set)];
  const names = set.match(/"[^"]*"|[^\s,;=]+/g) ?? [];
  if (names.length > MAX_ROUNDS) return [null];
  const plain = names.map(name => name.replaceAll('"', ""));
  if (!mode.includes("r")) return plain;
  const folder = root.replaceAll('"', "").replace(/[\\/]$/, "");
  // A lone dot stands for the folder itself, and each one below.
  return plain.map(name => (name.includes(HOLE) ? null : `${folder}/**/${name === "." ? "*" : name}`));
}

/** `'dir /b /s *.log'` lists names; a text in quotes is itself. */
function fromCommand(set: string): string | null {
  const text = set.trim();
  const listing = /^['`]\s*dir\b(.*)['`]$/is.exec(text)?.[1];
  if (listing === undefined) return /^"[^"]*"$/.test(text) ? text.slice(1, -1) : null;
  const words = (listing.match(/"[^"]*"|\S+/g) ?? []).map(word => word.replaceAll('"', ""));
  const [pattern, ...more] = words.filter(word => !word.startsWith("/") && !/^[\d|>&^]/.test(word));
  if (more.length > 0 || pattern?.includes(HOLE)) return null;
  const deep = words.some(word => /^(?:\/\w+)*\/s/i.test(word));
  const cut = Math.max(pattern?.lastIndexOf("\\") ?? -1, pattern?.lastIndexOf("/") ?? -1) + 1;
  const folder = pattern?.slice(0, cut) ?? "";
  const name = pattern?.slice(cut) || "*";
  return `${folder}${deep ? "**/" : ""}${name}`;
}
