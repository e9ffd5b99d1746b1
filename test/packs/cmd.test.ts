/** What the packs of cmd.exe say of an act, beyond the decision that their own examples prove. */
import { expect, it } from "vitest";
import { judgeIn, type World } from "../support/little-world.ts";

async function says(text: string, world: World = {}): Promise<string[]> {
  const { effects } = await judgeIn(world, { kind: "command", text, shell: "cmd" });
  return effects.filter(({ recovery }) => recovery !== "free").map(effect => effect.says);
}

const FILES = { "src/a.ts": "x", "notes.txt": "x" };

it.each([
  ["rd /s /q src", ["deletes the folder src"]],
  ["rd src", []],
  ["rd /s /q src notes.txt", ["deletes the folder src", "deletes notes.txt"]],
  ["del notes.txt", ["deletes notes.txt"]],
  ["echo del notes.txt", []],
  ["copy nul notes.txt", ["overwrites notes.txt"]],
  ["assoc .exe=txtfile", ["changes what opens programs"]],
  ["assoc .txt", []],
  ["wsl --unregister Ubuntu", ["deletes the Linux system Ubuntu with every file in it"]],
])("%s", async (text, expected) => expect(await says(text, { files: FILES })).toEqual(expected));
