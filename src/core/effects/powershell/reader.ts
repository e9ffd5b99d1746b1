/** A powershell text → every command it would run. */
import type { Facts } from "../../facts.ts";
import type { Scope } from "../pack.ts";
import type { ShellReading } from "../shell/reader.ts";

export function readPowershell(text: string, _scope: Scope, _facts: Facts): ShellReading {
  const because = "this version does not read powershell commands, so nobody knows what this would do";
  return { invocations: [], writes: [], unreadable: [{ because, span: { start: 0, end: text.length } }] };
}
