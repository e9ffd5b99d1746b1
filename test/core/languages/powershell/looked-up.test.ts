/** Methods, types and names that are only put together when they are used. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

async function check(text: string, stops: boolean): Promise<void> {
  const { decision } = await judgeIn({}, { kind: "command", text, shell: "powershell" });
  expect(decision === "allow" ? "passes" : "stops").toBe(stops ? "stops" : "passes");
}

describe("what is looked up by its name", () => {
  it.each([
    ["[IO.Directory].GetMethod('Delete',[type[]]@([string],[bool])).Invoke($null,@('C:\\Users\\dev',$true))"],
    ["$d=[IO.Directory]; $d::Delete('C:\\Users\\dev',$true)"],
    ["$m='Delete'; [IO.Directory]::$m('C:\\Users\\dev',$true)"],
    ["$ExecutionContext.InvokeCommand.NewScriptBlock('ri ~ -r').Invoke()"],
    ["& ([char]114+[char]105) ~ -r -fo"],
    ["'ri ~ -r' > x.ps1; & .\\x.ps1"],
  ])("is asked about: %s", text => check(text, true));

  it.each([
    ["[IO.Path]::Combine('a','b')"],
    ["$x = [char]65; Write-Output $x"],
    ["'Get-Date' > x.ps1; & .\\x.ps1"],
    ["$t=[DateTime]; $t::Now"],
    ["Add-Type -AssemblyName System.Web"],
  ])("stays silent: %s", text => check(text, false));
});
