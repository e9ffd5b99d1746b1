/** What is remembered of one file, folder or link, so that it can be put back as it was. */
import { type BigIntStats, lstatSync, readlinkSync } from "node:fs";

/** How the bytes of a file are kept. */
export type Content =
  /** In a pack, by their SHA-256 in hex. */
  | { readonly kind: "packed"; readonly sha256: string }
  /** As a second name of the same file, by the name in the folder of the entry: the act may unlink it and no more. */
  | { readonly kind: "linked"; readonly name: string }
  /** As a copy, by the name in the folder of the entry. */
  | { readonly kind: "copied"; readonly name: string };

interface Attributes {
  /** Absolute. */
  readonly path: string;
  /** Permission bits, with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Nanoseconds since 1970, decimal: a number cannot hold them. */
  readonly atimeNs: string;
  readonly mtimeNs: string;
}

export interface SavedFile extends Attributes {
  readonly kind: "file";
  readonly size: number;
  /** Device and inode, in decimal: a file that is still the same one was not unlinked. */
  readonly identity: string;
  readonly content: Content;
}

export type SavedNode =
  | SavedFile
  | (Attributes & { readonly kind: "folder" })
  | (Attributes & { readonly kind: "link"; readonly target: string })
  /** A pipe, socket or device: it is named in what is missing. */
  | (Attributes & { readonly kind: "special" })
  /** Nothing was there: undoing takes away what the act has made. */
  | { readonly kind: "absent"; readonly path: string };

/** What stands at a path itself, without following a link; undefined where nothing does. Throws what the system says. */
export function statOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    // A file stands where a folder would, or links lead in a circle.
    if (NOTHING_THERE.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

const NOTHING_THERE: ReadonlySet<string> = new Set(["ENOTDIR", "ELOOP"]);

/** Device and inode of a file, in decimal. */
export function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}

export function attributesOf(path: string, stat: BigIntStats): Attributes {
  return {
    path,
    mode: Number(stat.mode) & 0o7777,
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    atimeNs: stat.atimeNs.toString(),
    mtimeNs: stat.mtimeNs.toString(),
  };
}

/** What is not a file with bytes of its own, as it is remembered. */
export function nodeWithoutBytes(path: string, stat: BigIntStats): Exclude<SavedNode, SavedFile> {
  const attributes = attributesOf(path, stat);
  if (stat.isDirectory()) return { kind: "folder", ...attributes };
  if (stat.isSymbolicLink()) return { kind: "link", ...attributes, target: readlinkSync(path) };
  return { kind: "special", ...attributes };
}

/** The device that a kept file was on, in decimal. */
export function deviceOf({ identity }: SavedFile): string {
  return identity.slice(0, identity.indexOf(":"));
}
