/** Texts that a program joins, replaces, splits and fills in. */

import { HOLE } from "../../words.ts";
import { knownText, secretOf, text, textOfValue } from "../values.ts";
import { asIs, each, type Fold, itself, NOWHERE } from "./fold.ts";
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

const lower = changedCase(value => value.toLowerCase());
const upper = changedCase(value => value.toUpperCase());
const trimmed = changedCase(value => value.trim());

export const TEXTS: Readonly<Record<string, Fold>> = {
  "*.join": ({ on, args }, place) =>
    on.kind === "reference" && args.length > 1
      ? joinPath({ on, args, named: new Map() }, place)
      : joinsList({ on, args, named: new Map() }, place),
  ...each(joinsList, "join implode"),
  "*.concat": joinsTexts,
  ...each(replaced, "*.replace *.replaceAll *.gsub"),
  str_replace: ({ args }, place) =>
    args[2] ? replaced({ on: args[2], args: args.slice(0, 2), named: new Map() }, place) : undefined,
  "*.split": splits,
  ...each(lower, "*.lower *.toLowerCase *.downcase strtolower lc"),
  ...each(upper, "*.upper *.toUpperCase *.upcase strtoupper uc"),
  ...each(trimmed, "*.strip *.trim trim"),
  ...each(
    changedCase(value => value.trimEnd()),
    "*.rstrip *.chomp",
  ),
  ...each(reversed, "*.reverse strrev reverse reversed"),
  ...each(filled, "*.format *.%"),
  ...each(formatted, "sprintf util.format format"),
  "*.decode": ({ on }) => (on.kind === "text" || (on.kind === "unknown" && on.origin) ? on : undefined),
  "*.encode": ({ on }) => (on.kind === "text" || secretOf(on) !== undefined ? on : undefined),
  "*.toString": ({ on, args }) => {
    if (knownText(args[0]) === "base64") return undefined;
    return on.kind === "text" || on.kind === "number" || (on.kind === "unknown" && on.origin) ? on : undefined;
  },
  ...each(itself, "*.to_s *.to_a *.flat"),
  "*.all": ({ on }) => (on.kind === "list" || on.kind === "text" ? on : undefined),
  "*.sort": ({ on }) => (on.kind === "list" ? on : undefined),
  ...each(({ args }) => args[0] ?? text(""), "str String"),
  // What is compiled alone runs nothing.
  ...each(
    asIs,
    `scalar list sorted set tuple Array.from text sqlalchemy.text sqlalchemy.sql.text sql.SQL psycopg2.sql.SQL
     psycopg.sql.SQL compile vm.Script shlex.quote escapeshellarg Shellwords.escape url.fileURLToPath util.promisify
     promisify Promise.resolve`,
  ),
  "Object.keys": () => ({ kind: "unknown" }),
  "shlex.split": ({ args }, place) =>
    args[0] ? splits({ on: args[0], args: [], named: new Map() }, place) : undefined,
  "shlex.join": ({ args }, place) => joinsList({ on: text(" "), args, named: new Map() }, place),
};
