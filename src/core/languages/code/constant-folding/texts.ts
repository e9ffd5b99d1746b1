/** Folds texts that a program joins, replaces, splits and formats. */

import { HOLE } from "../../../text/words.ts";
import { knownText, secretOf, text, textOfValue } from "../context/values.ts";
import { asIs, type Fold, itself, NOWHERE } from "./fold.ts";
import { joinPath } from "./paths.ts";

const reversed: Fold = ({ args, on }) => {
  const value = args[0] ?? on;
  if (value.kind === "list") return { kind: "list", items: [...value.items].reverse() };
  return text([...textOfValue(value)].reverse().join(""));
};

const joinsList: Fold = ({ on, args }) => {
  // `", ".join(list)` and `list.join(", ")`, `join(", ", @list)`, `implode`.
  const list =
    [on, ...args].find(value => value.kind === "list") ??
    // Perl's lists are flat: `join " ", "a", "b"`.
    (on.kind === "unknown" && args.length > 2 ? ({ kind: "list", items: args.slice(1) } as const) : undefined);
  const between = [on, ...args].find(value => value.kind === "text");
  if (list?.kind !== "list") return undefined;
  return text(list.items.map(textOfValue).join(between ? textOfValue(between) : ""));
};

const replaced: Fold = ({ on, args }) => {
  const [from, to] = args;
  const subject = args.length === 3 && on.kind !== "text" ? args[2] : on;
  const what = knownText(from);
  if (subject?.kind !== "text" || what === undefined || what === "" || !to) return undefined;
  return text(subject.text.replaceAll(what, textOfValue(to)));
};

const splits: Fold = ({ on, args }) => {
  if (on.kind !== "text") return undefined;
  const by = knownText(args[0]);
  const parts = by === undefined ? on.text.split(/\s+/).filter(Boolean) : by === "" ? [...on.text] : on.text.split(by);
  return { kind: "list", items: parts.slice(0, 2000).map(text) };
};

const changedCase =
  (change: (value: string) => string): Fold =>
  ({ on, args }) => {
    const value = on.kind === "text" ? on : args[0];
    return value?.kind === "text" ? { ...value, text: change(value.text) } : undefined;
  };

const joinsTexts: Fold = ({ on, args }) => {
  if (on.kind === "list")
    return { kind: "list", items: [...on.items, ...args.flatMap(arg => (arg.kind === "list" ? arg.items : [arg]))] };
  return on.kind === "text" ? text([on, ...args].map(textOfValue).join("")) : undefined;
};

const filled: Fold = ({ on, args, named }) => {
  if (on.kind !== "text") return undefined;
  let next = 0;
  return text(
    on.text.replace(
      /\{([\w.]*)(?:![rsa])?(?::[^{}]*)?\}|%[-\d.]*[sdrf]|%\((\w+)\)s/g,
      (_, key: string | undefined, key2: string | undefined) => {
        const name = key ?? key2;
        const list = args[0]?.kind === "list" ? args[0].items : args;
        if (name !== undefined && name !== "" && !/^\d+$/.test(name)) {
          const found = named.get(name) ?? (args[0]?.kind === "record" ? args[0].entries.get(name) : undefined);
          return found ? textOfValue(found) : HOLE;
        }
        const value = list[name === undefined || name === "" ? next++ : Number(name)];
        return value ? textOfValue(value) : HOLE;
      },
    ),
  );
};

const formatted: Fold = ({ args, on }) => {
  const [format, ...rest] = args;
  return format?.kind === "text"
    ? filled({ on: format, args: rest, named: new Map() }, NOWHERE)
    : on.kind === "text"
      ? on
      : undefined;
};

export const TEXTS: Readonly<Record<string, Fold>> = {
  "*.join": ({ on, args }, place) =>
    on.kind === "reference" && args.length > 1
      ? joinPath({ on, args, named: new Map() }, place)
      : joinsList({ on, args, named: new Map() }, place),
  join: joinsList,
  implode: joinsList,
  "*.concat": joinsTexts,
  "*.replace": replaced,
  "*.replaceAll": replaced,
  "*.gsub": replaced,
  str_replace: ({ args }, place) =>
    args[2] ? replaced({ on: args[2], args: args.slice(0, 2), named: new Map() }, place) : undefined,
  "*.split": splits,
  "*.lower": changedCase(value => value.toLowerCase()),
  "*.upper": changedCase(value => value.toUpperCase()),
  "*.toLowerCase": changedCase(value => value.toLowerCase()),
  "*.toUpperCase": changedCase(value => value.toUpperCase()),
  "*.downcase": changedCase(value => value.toLowerCase()),
  "*.upcase": changedCase(value => value.toUpperCase()),
  strtolower: changedCase(value => value.toLowerCase()),
  strtoupper: changedCase(value => value.toUpperCase()),
  lc: changedCase(value => value.toLowerCase()),
  uc: changedCase(value => value.toUpperCase()),
  "*.strip": changedCase(value => value.trim()),
  "*.trim": changedCase(value => value.trim()),
  "*.rstrip": changedCase(value => value.trimEnd()),
  "*.chomp": changedCase(value => value.trimEnd()),
  trim: changedCase(value => value.trim()),
  "*.reverse": reversed,
  strrev: reversed,
  reverse: reversed,
  reversed,
  scalar: asIs,
  "*.format": filled,
  "*.%": filled,
  sprintf: formatted,
  "util.format": formatted,
  format: formatted,
  "*.decode": ({ on }) => (on.kind === "text" || (on.kind === "unknown" && on.origin) ? on : undefined),
  "*.encode": ({ on }) => (on.kind === "text" || secretOf(on) !== undefined ? on : undefined),
  "*.toString": ({ on, args }) =>
    knownText(args[0]) === "base64"
      ? undefined
      : on.kind === "text" || on.kind === "number" || (on.kind === "unknown" && on.origin)
        ? on
        : undefined,
  "*.to_s": itself,
  "*.to_a": itself,
  "*.all": ({ on }) => (on.kind === "list" || on.kind === "text" ? on : undefined),
  "*.flat": itself,
  "*.sort": ({ on }) => (on.kind === "list" ? on : undefined),
  str: ({ args }) => args[0] ?? text(""),
  String: ({ args }) => args[0] ?? text(""),
  list: asIs,
  sorted: asIs,
  set: asIs,
  tuple: asIs,
  "Array.from": asIs,
  text: asIs,
  "sqlalchemy.text": asIs,
  "sqlalchemy.sql.text": asIs,
  "sql.SQL": asIs,
  "psycopg2.sql.SQL": asIs,
  "psycopg.sql.SQL": asIs,
  // Compiling alone runs nothing.
  compile: asIs,
  "vm.Script": asIs,
  "Object.keys": () => ({ kind: "unknown" }),
  "shlex.quote": asIs,
  "shlex.split": ({ args }, place) =>
    args[0] ? splits({ on: args[0], args: [], named: new Map() }, place) : undefined,
  "shlex.join": ({ args }, place) => joinsList({ on: text(" "), args, named: new Map() }, place),
  escapeshellarg: asIs,
  "Shellwords.escape": asIs,
  "url.fileURLToPath": asIs,
  "util.promisify": asIs,
  promisify: asIs,
  "Promise.resolve": asIs,
};
