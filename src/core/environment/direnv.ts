/** Reads the literal values that a folder's `.envrc` exports. Others are known only to direnv, which runs the file. */
import type { Facts } from "../facts/facts.ts";

export interface Export {
  readonly name: string;
  readonly value: string;
  readonly file: string;
  readonly line: number;
}

export function exportsOf(root: string, facts: Facts): readonly Export[] {
  const file = `${root}/.envrc`;
  const text = facts.ask({ kind: "text", path: file }) ?? "";
  return text.split("\n").flatMap((raw, index): Export[] => {
    const [, name, double, single, plain] =
      /^\s*export\s+([A-Za-z_]\w*)=(?:"([^"$`]*)"|'([^']*)'|([^\s"'$`#;&|]*))\s*(?:#.*)?$/.exec(raw.slice(0, 2000)) ??
      [];
    return name === undefined ? [] : [{ name, value: double ?? single ?? plain ?? "", file, line: index + 1 }];
  });
}
