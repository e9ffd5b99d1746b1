/** What the packs of PowerShell say of an act, beyond the decision that their own examples prove. */
import { expect, it } from "vitest";
import { judgeIn, type World } from "../support/little-world.ts";

async function says(text: string, world: World = {}): Promise<string[]> {
  const { effects } = await judgeIn(world, { kind: "command", text, shell: "powershell" });
  return effects.filter(({ recovery }) => recovery !== "free").map(effect => effect.says);
}

const FILES = { "src/a.ts": "x", "notes.txt": "x" };

it.each([
  ["Remove-Item src -Recurse", ["deletes the folder src"]],
  ["Remove-Item notes.txt", ["deletes notes.txt"]],
  ["Remove-Item src -Recurse -WhatIf", []],
  ["Remove-Item src -Recurse -WhatIf:$false", ["deletes the folder src"]],
  ["Remove-Item src -wi -r", []],
  ["Stop-Process -Name node", ["kills every process called node"]],
  ["Remove-AzResourceGroup -Name rg-shop", ["removes the az resource group rg-shop"]],
  ["Get-Content list.txt | Remove-Item", ["deletes whatever list.txt lists"]],
])("%s", async (text, expected) => expect(await says(text, { files: FILES })).toEqual(expected));

it("reads another pack's program with Windows paths", async () =>
  expect(await says("git.exe push --force origin main", { git: {} })).toHaveLength(1));
