/** Lists the files of an archive (tar, gzipped tar, zip) from its own headers. Nothing is unpacked. */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Member } from "../core/facts/facts.ts";
import { readRegularIfThere } from "./regular-file.ts";

const MAX_ARCHIVE = 32 * 1024 * 1024;
const MAX_UNPACKED = 128 * 1024 * 1024;
const MAX_MEMBERS = 5000;
const BLOCK = 512;

/** Returns the members of the archive at `path`; null for another format, a truncated file, or a file too large. */
export async function membersOf(path: string): Promise<readonly Member[] | null> {
  const content = readRegularIfThere(path, MAX_ARCHIVE);
  if (content === undefined) return null;
  if (content[0] === 0x50 && content[1] === 0x4b) return inZip(content);
  const packed = content[0] === 0x1f && content[1] === 0x8b;
  return inTar(packed ? await promisify(gunzip)(content, { maxOutputLength: MAX_UNPACKED }) : content);
}

/** tar(5): a header of 512 bytes precedes each file, and a name of more than 100 characters has its own entry. */
function inTar(content: Buffer): readonly Member[] | null {
  const members: Member[] = [];
  let long: string | undefined;
  for (let at = 0; at + BLOCK <= content.length && content[at] !== 0; ) {
    if (members.length >= MAX_MEMBERS) return null;
    const field = (from: number, length: number) => textIn(content, at + from, length);
    const size = Number.parseInt(field(124, 12).trim() || "0", 8);
    const isOne = /^ustar/.test(field(257, 6));
    if (!isOne || !(size >= 0)) return null;
    const type = field(156, 1);
    const body = textIn(content, at + BLOCK, size);
    if (type === "L") long = body;
    else if (type === "x") long = /^\d+ path=(.*)$/m.exec(body)?.[1] ?? long;
    else {
      const prefix = field(345, 155);
      const name =
        long ?? (prefix === "" || /^ustar {2}/.test(field(257, 8)) ? field(0, 100) : `${prefix}/${field(0, 100)}`);
      if (/^[0127]?$/.test(type)) members.push({ name, size });
      if (type !== "g") long = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return members;
}

/** Reads a text up to the first zero byte. */
function textIn(content: Buffer, from: number, length: number): string {
  const part = content.subarray(from, Math.min(from + length, content.length));
  const end = part.indexOf(0);
  return part.subarray(0, end < 0 ? part.length : end).toString("utf8");
}

/** Reads the central directory at the end of a zip file (APPNOTE 4.3.12). */
function inZip(content: Buffer): readonly Member[] | null {
  const end = content.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > content.length) return null;
  const count = content.readUInt16LE(end + 10);
  if (count > MAX_MEMBERS) return null;
  const members: Member[] = [];
  for (let at = content.readUInt32LE(end + 16); members.length < count; ) {
    if (at + 46 > content.length || content.readUInt32LE(at) !== 0x02014b50) return null;
    const [name, extra, comment] = [28, 30, 32].map(field => content.readUInt16LE(at + field));
    const size = content.readUInt32LE(at + 24);
    members.push({ name: content.subarray(at + 46, at + 46 + (name ?? 0)).toString("utf8"), size });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return members.filter(({ name }) => !name.endsWith("/"));
}
