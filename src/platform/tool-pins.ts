/** Records how MCP servers first described their tools: one file for each server, readable by the user alone. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { stampOf } from "./file-stamp.ts";
import { makePrivateFolder, privateFileMode } from "./places.ts";

const Pins = z.object({
  /** The server's name, for people. */
  server: z.string(),
  /** The descriptions as texts, by the tool's name. */
  tools: z.record(z.string(), z.object({ sha256: z.string(), text: z.string() })),
});
type Pins = z.infer<typeof Pins>;

/** The place of a server's pins: `folder` as in `Places`, `pin` from `pinOf`. */
export interface PinPlace {
  readonly folder: string;
  readonly pin: string;
}

/** Identifies a server by how it is started or by its address. Arguments may hold passwords, so this is a hash. */
export function pinOf(started: readonly string[]): string {
  return sha256(JSON.stringify(started));
}

/** Returns the pinned descriptions; undefined when the server was never listed, or its file cannot be read. */
export function pinnedTools({ folder, pin }: PinPlace): ReadonlyMap<string, string> | undefined {
  const pins = read(folder, pin);
  return pins && new Map(Object.entries(pins.tools).map(([name, { text }]) => [name, text]));
}

/** Replaces the recorded descriptions. Throws when they cannot be written. */
export function pinTools({ folder, pin }: PinPlace, server: string, tools: ReadonlyMap<string, string>): void {
  const known = read(folder, pin)?.tools ?? {};
  const added = [...tools].map(([name, text]) => [name, { sha256: sha256(text), text }] as const);
  makePrivateFolder(folder);
  const pins: Pins = { server, tools: { ...known, ...Object.fromEntries(added) } };
  writeFileAtomic.sync(pathOf(folder, pin), `${JSON.stringify(pins, null, 1)}\n`, { mode: privateFileMode() });
}

/** Records that a person accepts the new description of one tool. Does nothing when the server is not known. */
export function agreeToTool(place: PinPlace, tool: string, text: string): void {
  const pins = read(place.folder, place.pin);
  if (pins) pinTools(place, pins.server, new Map([[tool, text]]));
}

/** The last pins read, since every call looks up a server's tools. */
let latest: { readonly path: string; readonly stamp: string; readonly pins: Pins | undefined } | undefined;

function read(folder: string, pin: string): Pins | undefined {
  const path = pathOf(folder, pin);
  const stamp = stampOf(path);
  if (latest?.path !== path || latest.stamp !== stamp) latest = { path, stamp, pins: readPins(path) };
  return latest.pins;
}

/** Reads the pins. A text that does not match its noted hash counts as changed. */
function readPins(path: string): Pins | undefined {
  try {
    const pins = Pins.parse(JSON.parse(readFileSync(path, "utf8")));
    for (const tool of Object.values(pins.tools)) if (sha256(tool.text) !== tool.sha256) tool.text = "";
    return pins;
  } catch {
    return undefined;
  }
}

function pathOf(folder: string, pin: string): string {
  return join(folder, `${pin}.json`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
