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
  [
    "docker volume ls -q | % { docker volume rm $_ }",
    ["deletes the volume each item of docker volume ls -q with what is stored in it"],
  ],
  ["git ls-files | % { npx eslint $_ }", []],
  ["(Get-ChildItem src).ForEach('Delete')", ["deletes everything in src/*"]],
  [
    "$p = New-Object Diagnostics.Process; $p.StartInfo.FileName = 'cmd'; $p.StartInfo.Arguments = '/c rd /s /q src'; $p.Start()",
    ["deletes the folder src"],
  ],
  ["$p.StartInfo.FileName = 'npm'; $p.StartInfo.Arguments = 'test'; $p.Start()", []],
  ["[IO.FileStream]::new('notes.txt', 'Create').Dispose()", ["overwrites notes.txt"]],
  ["[IO.FileStream]::new('notes.txt', 'OpenOrCreate')", []],
  ["Get-Package | Uninstall-Package", ["uninstalls the package"]],
  [
    "([ADSI]'WinNT://./Administrators,group').Add('WinNT://./eve')",
    ["adds a member to a group of this machine or domain"],
  ],
  ["$list.Add('x')", []],
  ["New-Object IO.FileStream notes.txt, 'Create'", ["overwrites notes.txt"]],
  ["New-Object Collections.ArrayList", []],
  ["Get-Package -Name * | Uninstall-Package", ["uninstalls the package"]],
  ["Set-Content -Value $null -Path notes.txt", ["overwrites notes.txt"]],
])("%s", async (text, expected) => expect(await says(text, { files: FILES })).toEqual(expected));

it("reads another pack's program with Windows paths", async () =>
  expect(await says("git.exe push --force origin main", { git: {} })).toHaveLength(1));
