/** What MCP servers said of their tools when they were first listed: one file for each server, for the user alone. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { stampOf } from "./file-stamp.ts";
import { makePrivateFolder, privateFileMode } from "./places.ts";

const Pins = z.object({
  /** For a person who looks: the server's name. */
  server: z.string(),
  /** By the tool's name: what is said of it, as a text. */
  tools: z.record(z.string(), z.object({ sha256: z.string(), text: z.string() })),
});
type Pins = z.infer<typeof Pins>;

/** Which pins: `folder` as in `Places`, `pin` from `pinOf`. */
export interface PinPlace {
  readonly folder: string;
  readonly pin: string;
}

/** A server is what it is started with, or its address; arguments may hold passwords, so only their hash is kept. */
export function pinOf(started: readonly string[]): string {
  return sha256(JSON.stringify(started));
}

/** Undefined when the server was never listed, or its file cannot be read. */
export function pinnedTools({ folder, pin }: PinPlace): ReadonlyMap<string, string> | undefined {
  const pins = read(folder, pin);
  return pins && new Map(Object.entries(pins.tools).map(([name, { text }]) => [name, text]));
}

/** Writes down what is said of these tools, in the place of what was there. Throws when it cannot be written. */
export function pinTools({ folder, pin }: PinPlace, server: string, tools: ReadonlyMap<string, string>): void {
  const known = read(folder, pin)?.tools ?? {};
  const added = [...tools].map(([name, text]) => [name, { sha256: sha256(text), text }] as const);
  makePrivateFolder(folder);
  const pins: Pins = { server, tools: { ...known, ...Object.fromEntries(added) } };
  writeFileAtomic.sync(pathOf(folder, pin), `${JSON.stringify(pins, null, 1)}\n`, { mode: privateFileMode() });
}

/** A person has agreed to what a server says now of one tool. Does nothing when the server is not known. */
export function agreeToTool(place: PinPlace, tool: string, text: string): void {
  const pins = read(place.folder, place.pin);
  if (pins) pinTools(place, pins.server, new Map([[tool, text]]));
}

/** Read last, since a server's tools are looked up at every call. */
let latest: { readonly path: string; readonly stamp: string; readonly pins: Pins | undefined } | undefined;

function read(folder: string, pin: string): Pins | undefined {
  const path = pathOf(folder, pin);
  const stamp = stampOf(path);
  if (latest?.path !== path || latest.stamp !== stamp) latest = { path, stamp, pins: readPins(path) };
  return latest.pins;
}

/** A text that does not hash to what is noted with it counts as changed. */
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
