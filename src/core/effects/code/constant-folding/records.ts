/** Records as JSON, modules by name, members by name. */
import {
  eitherOf,
  type Given,
  jsonOf,
  knownText,
  optionsOf,
  secretOf,
  text,
  textOfValue,
  UNKNOWN,
  type Value,
} from "../values.ts";
import { asIs, each, type Fold, REBUILT } from "./fold.ts";

const asJson: Fold = ({ args }) => {
  const [value] = args;
  if (!value) return undefined;
  const secret = secretOf(value);
  return { kind: "text", text: jsonOf(value), ...(secret !== undefined && { secret }) };
};

export const RECORDS: Readonly<Record<string, Fold>> = {
  ...each(asJson, "json.dumps JSON.stringify JSON.generate JSON.dump json_encode encode_json to_json"),
  "*.to_json": ({ on }, place) => asJson({ on, args: [on], named: new Map() }, place),
  "*.items": ({ on }) => pairsOf(on) ?? on,
  "Object.assign": ({ args }) => args.find(arg => arg.kind === "record"),
  dict: ({ args, named }) => (named.size > 0 ? { kind: "record", entries: named } : args[0]),
  ...each(asIs, "URI URI.parse vars"),
  URL: ({ args }) =>
    args[1] ? text(textOfValue(args[1]).replace(/\/$/, "") + textOfValue(args[0] ?? text(""))) : args[0],
  ...each(memberNamed, "getattr Reflect.get"),
  ...each(({ named }) => ({ kind: "record", entries: named }), "types.SimpleNamespace argparse.Namespace"),
  ...each(({ args }) => (args[0]?.kind === "list" ? recordOf(args[0].items) : undefined), "Map Object.fromEntries"),
  "Object.values": ({ args }) => valuesOf(args[0]),
  "*.values": ({ on }) => valuesOf(on),
  "Object.entries": ({ args }) => pairsOf(args[0]),
  ...each(constant, "Object.const_get Kernel.const_get const_get"),
  ...each(
    imported,
    `__import__ importlib.import_module require import process.getBuiltinModule process.mainModule.require
     global.require globalThis.require module.require module._load process.binding module.constructor._load
     module.Module._load process.mainModule.constructor._load globalThis.process.mainModule.require`,
  ),
  "module.createRequire": () => ({ kind: "reference", name: "require" }),
};

function imported({ args }: Given): Value | undefined {
  const name = knownText(args[0]);
  if (name === undefined) return args[0] ? REBUILT : undefined;
  return { kind: "reference", name: name.replace(/^node:/, "").replace(/^fs\/promises$/, "fs.promises") };
}

function memberNamed({ args }: Given): Value | undefined {
  const [owner, named = UNKNOWN] = args;
  // Neither the module nor what is taken from it is known.
  if (owner?.kind === "unknown" && owner.origin === "rebuilt" && knownText(named) === undefined) return owner;
  if (owner?.kind !== "reference") return undefined;
  return eitherOf(
    optionsOf(named).map(option => {
      const name = knownText(option);
      return name === undefined ? REBUILT : { kind: "reference", name: `${owner.name}.${name}` };
    }),
  );
}

/** `[["a", x], ["b", y]]` as a record. */
function recordOf(pairs: readonly Value[]): Value {
  const entries = pairs.flatMap(pair => {
    const [key, value] = pair.kind === "list" ? pair.items : [];
    const name = knownText(key);
    return name !== undefined && value ? [[name, value] as const] : [];
  });
  return { kind: "record", entries: new Map(entries) };
}

function valuesOf(record: Value | undefined): Value | undefined {
  return record?.kind === "record" ? { kind: "list", items: [...record.entries.values()] } : undefined;
}

function pairsOf(record: Value | undefined): Value | undefined {
  if (record?.kind !== "record") return undefined;
  return {
    kind: "list",
    items: [...record.entries].map(([key, value]) => ({ kind: "list", items: [text(key), value] })),
  };
}

function constant({ args }: Given): Value | undefined {
  const name = knownText(args[0]);
  return name === undefined ? REBUILT : { kind: "reference", name };
}
