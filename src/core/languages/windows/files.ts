/** Tracks what a command of PowerShell or cmd.exe does to files that later commands of the same text use. */

import type { Invocation, Redirect, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { pathOf } from "../../files/targets.ts";
import type { Earlier, Scope } from "../../places/scope.ts";
import { inOrder, words } from "../../text/expressions.ts";
import { baseName, resolvePath } from "../../text/paths.ts";
import { dropPrefix, knownPrefix, textOf, type Word, wordOfText } from "../../text/words.ts";
import { fetchedByText } from "../shell/fetched-by-text.ts";
import { windowsPath } from "./paths.ts";

const NOTHING: Earlier = {
  written: new Map(),
  derived: new Map(),
  moved: new Map(),
  copied: new Map(),
  linked: new Map(),
};
/** Most files that are tracked for one text. */
const MAX_FILES = 64;

/** The record after `command`; the same one when it touches no file that matters. */
export function noteWindowsFiles(command: Invocation, facts: Facts): Earlier | undefined {
  const { program, scope } = command;
  const args = command.argv.slice(1);
  const plain = args.filter((word, i) => !isOption(word, program) && !takesNext(args[i - 1]));
  const path = (word: Word | undefined) => word && pathOf(windowsPath(word, scope, facts, false), scope);
  switch (program) {
    case "get-content":
    case "[io.file]::readalltext": {
      const read = path(named(args, /^-(?:path|literalpath)$/i) ?? plain[0]);
      return add(scope, "derived", read, read === undefined ? undefined : [read]);
    }
    case "set-content":
    case "out-file":
      return add(
        scope,
        "written",
        path(named(args, /^-(?:path|literalpath|filepath)$/i) ?? plain[0]),
        textIn(command, args, plain),
      );
    case "invoke-webrequest":
    case "invoke-restmethod":
    case "start-bitstransfer":
      return add(
        scope,
        "written",
        path(named(args, /^-(?:o|ou|out|outf\w*|destination|dest)$/i) ?? behindAddress(program, plain)),
        null,
      );
    case ".downloadfile":
    case ".downloadfileasync":
    case ".downloadfiletaskasync":
      return add(scope, "written", path(args.at(-1)), null);
    case "[io.file]::writeallbytes":
      return add(scope, "written", path(args[0]), null);
    case "curl":
    case "wget":
      return add(scope, "written", path(named(args, /^(?:-[a-zA-Z]*[oO]|--output|--output-document)$/)), null);
    case "certutil":
    case "bitsadmin":
      return args.some(({ value }) => /^https?:/i.test(value ?? ""))
        ? add(scope, "written", path(plain.at(-1)), null)
        : scope.earlier;
    case "new-item":
      return linked(args, scope, path);
    case "mklink":
      return add(scope, "linked", path(plain[0]), path(plain[1]));
    case "move-item":
    case "rename-item":
    case "copy-item":
    case "move":
    case "copy":
      return transferred(program, args, plain, scope, path, facts);
    case "cmd":
    case "powershell":
    case "pwsh":
    case "bash":
    case "wsl":
      return add(scope, "written", fetchedByText(command)[0]?.path, null);
    default:
      return scope.earlier;
  }
}

/** A file that a redirect writes: its text where that is known. */
export function noteWritten(
  redirects: readonly Redirect[],
  output: Stdin | undefined,
  scope: Scope,
): Earlier | undefined {
  let { earlier } = scope;
  for (const { operator, target } of redirects) {
    if (!/^>>?$/.test(operator) || target.value === null) continue;
    const path = pathOf(target.value.includes("\\") ? wordOfText(target.value.replaceAll("\\", "/")) : target, scope);
    const before = path === undefined ? undefined : earlier?.written.get(path);
    const text = output?.kind === "text" ? `${operator === ">>" && before ? before : ""}${output.text}` : null;
    earlier = add(earlier ? { ...scope, earlier } : scope, "written", path, text) ?? earlier;
  }
  return earlier;
}

/** A name or path of a file that the same text has made is that file, whatever else is installed under the name. */
export function startedFile(word: Word, scope: Scope): Word {
  const { value } = word;
  if (!scope.earlier || scope.earlier.written.size === 0 || value === null || value === "" || scope.cwd === null)
    return word;
  if (/[\\/]/.test(value)) {
    const path = resolvePath(value.replaceAll("\\", "/"), scope.cwd);
    return scope.earlier.written.has(path) ? { ...wordOfText(path), text: word.text } : word;
  }
  const found = [value, `${value}.exe`, `${value}.bat`, `${value}.cmd`, `${value}.ps1`].find(name =>
    scope.earlier?.written.has(resolvePath(name, scope.cwd ?? "/")),
  );
  return found === undefined ? word : { ...wordOfText(`./${found}`), text: word.text };
}

function add<K extends "written" | "derived" | "moved" | "copied" | "linked">(
  scope: Scope,
  kind: K,
  path: string | undefined,
  value: (Earlier[K] extends ReadonlyMap<string, infer V> ? V : never) | undefined,
): Earlier | undefined {
  const earlier = scope.earlier ?? NOTHING;
  if (path === undefined || value === undefined || earlier[kind].size >= MAX_FILES) return scope.earlier;
  // An equal value keeps the same object, so that a repeated command is not read again.
  const before = earlier[kind].get(path);
  if (before === value || (before !== undefined && kind === "derived" && `${before}` === `${value}`))
    return scope.earlier;
  return { ...earlier, [kind]: new Map<string, unknown>([...earlier[kind], [path, value]]) };
}

/** `Start-BitsTransfer SOURCE DESTINATION`. */
function behindAddress(program: string, plain: readonly Word[]): Word | undefined {
  return program === "start-bitstransfer" ? plain[1] : undefined;
}

/** The value of a parameter, behind a blank or a colon. */
function named(args: readonly Word[], name: RegExp): Word | undefined {
  for (const [i, word] of args.entries()) {
    const glued = /^(-[A-Za-z]+):/.exec(knownPrefix(word));
    if (glued?.[1] && name.test(glued[1])) return dropPrefix(word, glued[0].length);
    if (name.test(word.value ?? "")) return args[i + 1];
  }
  return undefined;
}

function isOption({ value }: Word, program: string): boolean {
  return (
    value !== null &&
    (/^-[A-Za-z]/.test(value) ||
      (/^(?:move|copy|mklink|certutil|bitsadmin)$/.test(program) && /^\/[a-z]+$/i.test(value)))
  );
}

/** Parameters that take the word behind them. */
const TAKES_NEXT = inOrder(
  [
    /^-/,
    words`
      encoding width filter itemtype type target value name path literalpath filepath destination newname totalcount
      tail head uri
    `,
    /$/,
  ],
  "i",
);

function takesNext(word: Word | undefined): boolean {
  return TAKES_NEXT.test(word?.value ?? "");
}

/** The text that is written; null when it is only known at run time. */
function textIn({ stdin }: Invocation, args: readonly Word[], plain: readonly Word[]): string | null {
  const value = named(args, /^-(?:value|inputobject)$/i);
  const values = value ? [value] : plain.slice(named(args, /^-(?:path|literalpath|filepath)$/i) ? 0 : 1);
  if (values.length > 0) return values.map(textOf).join("\n");
  return stdin.kind === "text" ? stdin.text : null;
}

/** `New-Item -ItemType Junction -Path a -Target b`: deleting in `a` deletes in `b`. */
function linked(
  args: readonly Word[],
  scope: Scope,
  path: (word: Word | undefined) => string | undefined,
): Earlier | undefined {
  if (!/^(?:junction|symboliclink)$/i.test(named(args, /^-(?:itemtype|type|it\w*)$/i)?.value ?? ""))
    return scope.earlier;
  const name = named(args, /^-n(?:ame)?$/i)?.value;
  const first = args.find((word, i) => !isOption(word, "") && !takesNext(args[i - 1]));
  const folder = path(named(args, /^-pa(?:th)?$/i) ?? first) ?? (name ? (scope.cwd ?? undefined) : undefined);
  const at = folder !== undefined && name ? resolvePath(name, folder) : folder;
  return add(scope, "linked", at, path(named(args, /^-(?:ta\w*|value)$/i)));
}

function transferred(
  program: string,
  args: readonly Word[],
  plain: readonly Word[],
  scope: Scope,
  path: (word: Word | undefined) => string | undefined,
  facts: Facts,
): Earlier | undefined {
  const source = named(args, /^-(?:path|literalpath)$/i);
  const from = path(source ?? plain[0]);
  const to = path(named(args, /^-(?:dest\w*|newname)$/i) ?? plain[source ? 0 : 1]);
  if (from === undefined || to === undefined) return scope.earlier;
  const folder = facts.ask({ kind: "stat", path: to })?.type === "directory";
  const at =
    program === "rename-item" ? resolvePath(`../${baseName(to)}`, from) : folder ? resolvePath(baseName(from), to) : to;
  const text = scope.earlier?.written.get(from);
  const kept = text === undefined ? scope.earlier : add(scope, "written", at, text);
  return add(kept ? { ...scope, earlier: kept } : scope, program.startsWith("copy") ? "copied" : "moved", at, from);
}
