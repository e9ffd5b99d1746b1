/** What a PowerShell command hands to the next one in its pipeline, where that can be told. */
import type { Invocation, Stdin } from "../pack.ts";
import { literalWord, textOf } from "../words.ts";

/** They let some or all of what comes in through. */
const FILTERS =
  /^(?:where-object|sort-object|select-object|get-unique|tee-object|out-string|get-item|resolve-path|convert-path|select-string|out-default|sort|tee|findstr|where|convertto-(?:json|csv|xml|html)|format-(?:list|table|string))$/;
const LISTS = /^(?:get-childitem|get-process|get-service|get-item)$/;

/** Undefined where the caller knows better: the last thing that a script block prints, or nothing. */
export function passedOn(command: Invocation, scripts: readonly string[]): Stdin | undefined {
  const { program, argv, stdin } = command;
  const args = argv.slice(1);
  if (program === "write-output")
    return {
      kind: "text",
      text: `${args
        .filter(word => !/^-(?:n|inputobject)/i.test(word.value ?? ""))
        .map(textOf)
        .join("\n")}\n`,
    };
  if (program === "get-content") {
    const [file, ...more] = args.filter(word => !word.value?.startsWith("-"));
    return file && more.length === 0 ? { kind: "file", path: file } : undefined;
  }
  if (LISTS.test(program) && (args.length > 0 || stdin.kind === "none")) return { kind: "pipe", producer: argv };
  if (!FILTERS.test(program) || stdin.kind === "none") return undefined;
  if (stdin.kind !== "pipe" || !stdin.producer) return stdin;
  return {
    kind: "pipe",
    producer: [...stdin.producer, ...scripts.flatMap(nameIn).map(name => literalWord(name))],
    ...(program.startsWith("where")
      ? { filter: [...argv, ...scripts.map(script => literalWord(script))] }
      : stdin.filter && { filter: stdin.filter }),
  };
}

/** `{ $_.Name -eq 'node_modules' }` narrows a listing down to a name. */
function nameIn(script: string): string[] {
  const found =
    /^\s*\$_\.(Name|PSChildName|BaseName|Extension)\s+-i?(?:eq|like)\s+(["'])([^"'$`]{1,100})\2\s*(?:-and\s[^|]*)?$/i.exec(
      script,
    );
  if (!found?.[3] || /\s-or\s/i.test(script)) return [];
  return ["-Filter", /^extension$/i.test(found[1] ?? "") ? `*${found[3]}` : found[3]];
}
