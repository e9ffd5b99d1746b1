/** Folds records to JSON, and members that are looked up by name. */
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
} from "../context/values.ts";
import { asIs, type Fold, REBUILT } from "./fold.ts";

const asJson: Fold = ({ args }) => {
  const [value] = args;
  if (!value) return undefined;
  const secret = secretOf(value);
  return { kind: "text", text: jsonOf(value), ...(secret !== undefined && { secret }) };
};

export const RECORDS: Readonly<Record<string, Fold>> = {
  "json.dumps": asJson,
  "JSON.stringify": asJson,
  "JSON.generate": asJson,
  "JSON.dump": asJson,
  json_encode: asJson,
  encode_json: asJson,
  to_json: asJson,
  "*.to_json": ({ on }, place) => asJson({ on, args: [on], named: new Map() }, place),
  "*.items": ({ on }) => pairsOf(on) ?? on,
  "Object.assign": ({ args }) => args.find(arg => arg.kind === "record"),
  dict: ({ args, named }) => (named.size > 0 ? { kind: "record", entries: named } : args[0]),
  URI: asIs,
  "URI.parse": asIs,
  URL: ({ args }) =>
    args[1] ? text(textOfValue(args[1]).replace(/\/$/, "") + textOfValue(args[0] ?? text(""))) : args[0],
  getattr: memberNamed,
  "Reflect.get": memberNamed,
  vars: asIs,
  "types.SimpleNamespace": ({ named }) => ({ kind: "record", entries: named }),
  "argparse.Namespace": ({ named }) => ({ kind: "record", entries: named }),
  Proxy: ({ args }) =>
    args[1]?.kind === "record" && args[1].entries.get("get")?.kind === "function" ? undefined : args[0],
  Map: ({ args }) => (args[0]?.kind === "list" ? recordOf(args[0].items) : undefined),
  "Object.fromEntries": ({ args }) => (args[0]?.kind === "list" ? recordOf(args[0].items) : undefined),
  "Object.values": ({ args }) => valuesOf(args[0]),
  "*.values": ({ on }) => valuesOf(on),
  "Object.entries": ({ args }) => pairsOf(args[0]),
  "Object.const_get": constant,
  "Kernel.const_get": constant,
  const_get: constant,
  __import__: imported,
  "importlib.import_module": imported,
  require: imported,
  import: imported,
  "module.createRequire": () => ({ kind: "reference", name: "require" }),
  "process.getBuiltinModule": imported,
  "process.mainModule.require": imported,
  "global.require": imported,
  "globalThis.require": imported,
  "module.require": imported,
  "module._load": imported,
  "process.binding": imported,
  "module.constructor._load": imported,
  "module.Module._load": imported,
  "process.mainModule.constructor._load": imported,
  "globalThis.process.mainModule.require": imported,
};

function imported({ args }: Given): Value | undefined {
  const name = knownText(args[0]);
  if (name === undefined) return args[0] ? REBUILT : undefined;
  return { kind: "reference", name: name.replace(/^node:/, "").replace(/^fs\/promises$/, "fs.promises") };
}

function memberNamed({ args }: Given): Value | undefined {
  const [owner, named = UNKNOWN] = args;
  // Neither the module nor its member is known.
  if (owner?.kind === "unknown" && owner.origin === "rebuilt" && knownText(named) === undefined) return owner;
  if (owner?.kind !== "reference") return undefined;
  return eitherOf(
    optionsOf(named).map(option => {
      const name = knownText(option);
      return name === undefined ? REBUILT : { kind: "reference", name: `${owner.name}.${name}` };
    }),
  );
}

/** Converts `[["a", x], ["b", y]]` to a record. */
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
