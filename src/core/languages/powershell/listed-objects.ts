/** Maps .NET calls that list objects, and methods of those objects, to the equivalent cmdlets. */

import type { Invocation, Stdin } from "../../effects/pack.ts";
import { ownProperty } from "../../text/own-property.ts";
import { literalWord, type Word } from "../../text/words.ts";

const LISTS: Readonly<Record<string, readonly string[]>> = {
  "environment.getenvironmentvariables": ["Get-ChildItem", "env:"],
  "diagnostics.process.getprocesses": ["Get-Process"],
  "diagnostics.process.getprocessesbyname": ["Get-Process", "-Name"],
  "diagnostics.process.getprocessbyid": ["Get-Process", "-Id"],
  "diagnostics.eventlog.geteventlogs": ["Get-EventLog", "-List"],
  "windows.clipboard.gettext": ["Get-Clipboard"],
  "windows.forms.clipboard.gettext": ["Get-Clipboard"],
  "serviceprocess.servicecontroller.getservices": ["Get-Service"],
};
const METHODS: Readonly<Record<string, string>> = {
  "get-process.kill": "Stop-Process",
  "get-service.stop": "Stop-Service",
  "get-service.delete": "Remove-Service",
  "get-eventlog.clear": "Clear-EventLog",
};

/** The output of `[Diagnostics.Process]::GetProcessesByName('x')`, as that of `Get-Process -Name x`. */
export function listedByCall(type: string, name: string, args: readonly Word[]): Stdin | undefined {
  const listed = ownProperty(LISTS, `${type}.${name}`);
  return listed && { kind: "pipe", producer: [...listed.map(word => literalWord(word)), ...args] };
}

/** The cmdlet that is equivalent to a method of listed objects: `(Get-Process x).Kill()`. */
export function cmdletOfMethod(from: Stdin, method: string): Pick<Invocation, "program" | "argv"> | undefined {
  const lister = from.kind === "pipe" ? (from.producer?.[0]?.value ?? "").toLowerCase() : "";
  const cmdlet = ownProperty(METHODS, `${lister}.${method}`);
  return cmdlet === undefined ? undefined : { program: cmdlet.toLowerCase(), argv: [literalWord(cmdlet)] };
}
