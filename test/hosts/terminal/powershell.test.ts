/** PowerShell's script is not run here: what can be told of it without PowerShell. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseFields } from "../../../src/agents/payload.ts";
import { Facts } from "../../../src/core/facts/facts.ts";
import { readPowershell } from "../../../src/core/languages/powershell/reader.ts";
import { terminal } from "../../../src/doors/terminal.ts";
import { deployTerminal } from "../../../src/hosts/terminal/deploy.ts";
import { terminalPlaces } from "../../../src/hosts/terminal/places.ts";
import { places } from "../../../src/platform/places.ts";
import { scriptsAsBuilt } from "../../support/terminal-scripts.ts";

let home: string;
let script: string;
const launcher = () => join(home, "it's here", "hook");

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "ag-ps-"));
  const own = { ...places(), data: join(home, "data"), runtime: join(home, "runtime"), launcher: launcher() };
  deployTerminal(own, scriptsAsBuilt(home));
  script = readFileSync(terminalPlaces(own).powershell, "utf8");
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

it("is PowerShell that our own reader understands whole", () => {
  const scope = { cwd: "/w", variables: new Map(), via: [] };
  const facts = new Facts(new Map(), { roots: ["/w"], platform: "linux" });
  expect(readPowershell(script, scope, facts).unreadable).toEqual([]);
});

it("starts the launcher with its door, whatever the path holds, and leaves no gap of ours", () => {
  expect(script).toContain(`ProcessStartInfo]::new('${launcher().replaceAll("'", "''")}', 'terminal')`);
  expect(script).not.toMatch(/@[a-z]+@/);
});

it("says what the door wants to know, and knows each of its answers", () => {
  const list = /\$fields = @\(([\s\S]*?)\n {2}\)/.exec(script)?.[1] ?? "";
  const values: Readonly<Record<string, string>> = {
    $why: "chosen",
    "$global:AgentGuardSession": "1.2.3",
    '"$global:AgentGuardLine"': "7",
    "(Get-Location -PSProvider FileSystem).ProviderPath": "/w",
    $Text: "Remove-Item -Recurse x",
  };
  const fields = list.split(/,\s*/).map(part => {
    const written = part.trim();
    return values[written] ?? /^'(.*)'$/.exec(written)?.[1] ?? `unknown ${written}`;
  });
  const bytes = Buffer.from(fields.map(field => `${field}\0`).join(""));
  expect(terminal.read(parseFields(bytes), {})).toMatchObject({
    kind: "act",
    action: { kind: "command", text: "Remove-Item -Recurse x", shell: "powershell", cwd: "/w" },
  });
  for (const word of ["pass", "left", "refused"]) expect(script).toContain(`'agentguard:${word}'`);
});
