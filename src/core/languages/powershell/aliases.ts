/** Resolves PowerShell's aliases of its commands. Aliases that are also programs are told apart by their arguments. */

import type { Word } from "../../text/words.ts";
import { windowsProgram } from "../windows/paths.ts";

const ALIASES: ReadonlyMap<string, string> = table(`
  remove-item: ri rm del erase rd rmdir | move-item: mi mv move | copy-item: cpi cp copy | rename-item: rni ren
  set-content: sc | add-content: ac | clear-content: clc | get-content: gc cat type | get-childitem: gci ls dir
  new-item: ni | set-item: si | clear-item: cli | get-item: gi | invoke-item: ii | md: mkdir
  set-location: sl cd chdir | push-location: pushd | pop-location: popd | get-location: gl pwd
  set-itemproperty: sp | remove-itemproperty: rp | clear-itemproperty: clp | get-itemproperty: gp | rename-itemproperty: rnp
  move-itemproperty: mp | copy-itemproperty: cpp
  foreach-object: % foreach | where-object: ? where | select-object: select | sort-object: sort | group-object: group
  measure-object: measure | tee-object: tee | compare-object: compare diff | get-unique: gu | select-string: sls
  format-table: ft | format-list: fl | format-wide: fw | write-output: write echo | out-host: oh
  invoke-expression: iex | invoke-command: icm | invoke-webrequest: iwr | invoke-restmethod: irm
  start-process: saps start | stop-process: spps kill | get-process: gps ps | start-service: sasv | stop-service: spsv
  get-service: gsv | start-job: sajb | stop-job: spjb | remove-job: rjb | receive-job: rcjb | wait-job: wjb
  set-variable: sv set | get-variable: gv | clear-variable: clv | remove-variable: rv | new-variable: nv
  set-alias: sal | new-alias: nal | get-alias: gal | get-command: gcm | get-help: help man | get-member: gm
  import-module: ipmo | remove-module: rmo | get-module: gmo | remove-psdrive: rdr | new-psdrive: ndr mount
  remove-pssession: rsn | new-pssession: nsn | enter-pssession: etsn | exit-pssession: exsn
  start-sleep: sleep | clear-host: cls clear | get-history: h history ghy | clear-history: clhy | invoke-history: r ihy
  remove-psbreakpoint: rbp | remove-pssnapin: rsnp | stop-computer: | restart-computer: | set-wmiinstance: swmi
  remove-wmiobject: rwmi | invoke-wmimethod: iwmi | get-wmiobject: gwmi | remove-cimsession: rcms
  invoke-cimmethod: icim | remove-ciminstance: rcim | get-ciminstance: gcim`);

/** Returns the command for `name` (lower case), given its arguments. */
export function commandNamed(name: string, args: readonly Word[]): string {
  const first = args[0]?.value ?? "";
  switch (name) {
    case "curl":
    case "wget":
      return args.some(({ value }) =>
        /^-(?:uri|method|outfile|usebasicparsing|body|headers|contenttype|infile)\b/i.test(value ?? ""),
      )
        ? "invoke-webrequest"
        : name;
    // The service controller, which newer versions call by this name.
    case "sc":
      return /^(?:query|queryex|config|delete|stop|start|create|failure|sdset|control|pause|continue|qc|description|\\\\.*)$/i.test(
        first,
      )
        ? "sc.exe"
        : "set-content";
    case "sort":
    case "diff":
    case "tee":
      return args.some(({ value }) => /^--|^-[a-z]{1,2}$/.test(value ?? "")) ? name : (ALIASES.get(name) ?? name);
    case "mkdir":
      return "md";
    default:
      return ALIASES.get(name) ?? name;
  }
}

/** Returns the name by which packs know a call: a cmdlet in lower case, a program's base name, a script's extension. */
export function programOf(word: Word): string {
  const text = word.value ?? "";
  if (/\.ps1$/i.test(text)) return ".ps1";
  if (/\.bat$/i.test(text) || (/\.cmd$/i.test(text) && /[\\/]/.test(text))) return ".bat";
  // `Microsoft.PowerShell.Management\Remove-Item` includes the module.
  return windowsProgram(word);
}

function table(text: string): ReadonlyMap<string, string> {
  const entries = text.split(/[|\n]/).flatMap(line => {
    const [name, names] = line.split(":");
    return (names ?? "")
      .trim()
      .split(/\s+/)
      .filter(alias => alias !== "")
      .map(alias => [alias, (name ?? "").trim()] as const);
  });
  return new Map(entries);
}
