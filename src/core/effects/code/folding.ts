/** Calls whose result can be told without running them: texts joined, decoded, made of character codes; paths put together. */
import { fromBase64, fromHex } from "../shell/decoded.ts";
import { HOLE } from "../words.ts";
import { fromCode } from "./literals.ts";
import {
  ANY,
  eitherOf,
  type Given,
  jsonOf,
  knownText,
  optionsOf,
  patternText,
  plainText,
  secretOf,
  text,
  textOfValue,
  type Value,
} from "./values.ts";

export interface Place {
  readonly cwd: string | null;
  readonly home: string | undefined;
  /** The script's own file; absent for inline code. */
  readonly file: string | undefined;
}

const MAX_TEXT = 64 * 1024;

/** The result of calling `name` (`os.path.join`, `text.replace`); undefined when it is not told here. */
export function folded(name: string, given: Given, place: Place): Value | undefined {
  const made = FUNCTIONS[name] ?? FUNCTIONS[`*.${name.slice(name.lastIndexOf(".") + 1)}`];
  const result = made?.(given, place);
  if (result?.kind === "text" && result.text.length > MAX_TEXT) return text(HOLE);
  return result;
}

type Fold = (given: Given, place: Place) => Value | undefined;

const NOWHERE: Place = { cwd: null, home: undefined, file: undefined };

const joinPath: Fold = ({ args }) => joined(args.flatMap(arg => (arg.kind === "list" ? arg.items : [arg])));
const joinOnto: Fold = ({ on, args }) => joined([on, ...args]);
const asIs: Fold = ({ args }) => args[0];
const itself: Fold = ({ on }) => on;
const homeFolder: Fold = (_, { home }) => asPath(home ?? "~");
const temporary: Fold = () => text("/tmp");
const temporaryName: Fold = () => text("/tmp/temporary-of-the-program");
const here: Fold = (_, { cwd }) => asPath(cwd ?? HOLE);
const listed: Fold = () => ({ kind: "list", items: [text(ANY)] });
const entries: Fold = ({ args, on }) => ({ kind: "list", items: [joined([args[0] ?? on, text(ANY)])] });
const matches: Fold = ({ args }) => ({
  kind: "list",
  items: (args[0]?.kind === "list" ? args[0].items : args.slice(0, 1))
    .flatMap(optionsOf)
    .map(arg => asPath(patternText(textOfValue(arg)))),
});
const matchesBelow: Fold = ({ args, on }) => {
  if (on.kind !== "text") return undefined;
  return { kind: "list", items: [joined([on, text(patternText(textOfValue(args[0] ?? text(ANY))))])] };
};
const everywhereBelow: Fold = ({ args, on }) => {
  if (on.kind !== "text") return undefined;
  return {
    kind: "list",
    items: [joined([on, text(`${ANY}${ANY}`), text(patternText(textOfValue(args[0] ?? text(ANY))))])],
  };
};
const folder: Fold = ({ args, on }) => parentOf(args[0] ?? on);
const decodes64: Fold = ({ args, on }) => decoded(args[0] ?? on, fromBase64);
const decodesHex: Fold = ({ args, on }) => decoded(args[0] ?? on, fromHex);
const character: Fold = ({ args }) => {
  const codes = args.flatMap(arg => (arg.kind === "list" ? arg.items : [arg]));
  return text(codes.map(code => (code.kind === "number" ? fromCode(code.value) : HOLE)).join(""));
};
const asJson: Fold = ({ args }) => {
  const [value] = args;
  if (!value) return undefined;
  const secret = secretOf(value);
  return { kind: "text", text: jsonOf(value), ...(secret !== undefined && { secret }) };
};
const reversed: Fold = ({ args, on }) => {
  const value = args[0] ?? on;
  if (value.kind === "list") return { kind: "list", items: [...value.items].reverse() };
  return text([...textOfValue(value)].reverse().join(""));
};
const joinsList: Fold = ({ on, args }) => {
  // `", ".join(list)` and `list.join(", ")`, `join(", ", @list)`, `implode`.
  const list = [on, ...args].find(value => value.kind === "list");
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
const bytes: Fold = ({ args }) => {
  const [value, encoding] = args;
  if (value?.kind === "list") return character({ args: value.items, named: new Map(), on: value }, NOWHERE);
  if (knownText(encoding) === "base64" && value) return decoded(value, fromBase64);
  if (knownText(encoding) === "hex" && value) return decoded(value, fromHex);
  return value?.kind === "text" ? value : undefined;
};
const codec: Fold = ({ args }) => {
  const [value, name] = args;
  const how = knownText(name) ?? "";
  if (!value) return undefined;
  if (/^rot.?13$/i.test(how)) return text(textOfValue(value).replace(/[a-z]/gi, rotated));
  if (/^base64/i.test(how)) return decoded(value, fromBase64);
  if (/^hex/i.test(how)) return decoded(value, fromHex);
  return REBUILT;
};
const mappedCodes: Fold = ({ args }) => {
  const [fn, list] = args;
  if (list?.kind !== "list" || fn?.kind !== "reference") return undefined;
  return fn.name === "chr"
    ? {
        kind: "list",
        items: list.items.map(item => character({ args: [item], named: new Map(), on: item }, NOWHERE) ?? item),
      }
    : fn.name === "str"
      ? list
      : undefined;
};
const rot: Fold = ({ args }) => (args[0] ? text(textOfValue(args[0]).replace(/[a-z]/gi, rotated)) : undefined);
const packed: Fold = ({ on, args }) => {
  const [template] = args;
  const values = on.kind === "list" ? on.items : args.slice(1);
  const how = knownText(template) ?? "";
  const [first] = values;
  if (/^H/.test(how) && first) return decoded(first, fromHex);
  if (/^[CcUW]\*?/.test(how)) return character({ args: values, named: new Map(), on }, NOWHERE);
  if (/^m/.test(how) && first) return decoded(first, fromBase64);
  return REBUILT;
};
const unpacked: Fold = ({ on, args }) => (/^m/.test(knownText(args[0]) ?? "") ? decoded(on, fromBase64) : undefined);

const REBUILT: Value = { kind: "unknown", origin: "rebuilt" };
const rebuilt: Fold = () => REBUILT;

const FUNCTIONS: Readonly<Record<string, Fold>> = {
  // Paths.
  "os.path.join": joinPath,
  "posixpath.join": joinPath,
  "path.join": joinPath,
  "path.posix.join": joinPath,
  "path.resolve": ({ args }, { cwd }) => joined([text(cwd ?? HOLE), ...args]),
  "pathlib.Path": ({ args }) => asPathValue(args.length === 0 ? text(".") : joined(args)),
  "pathlib.PurePath": joinPath,
  "pathlib.PosixPath": joinPath,
  Path: joinPath,
  Pathname: joinPath,
  "Pathname.new": joinPath,
  "File.join": joinPath,
  "File.expand_path": ({ args }) =>
    joined(args.length > 1 ? [args[1] ?? args[0] ?? text("."), args[0] ?? text(".")] : args),
  "File.Spec.catfile": joinPath,
  "File.Spec.catdir": joinPath,
  "*.joinpath": joinOnto,
  "os.path.abspath": asIs,
  "os.path.realpath": asIs,
  "os.path.normpath": asIs,
  "os.path.expanduser": asIs,
  "os.path.expandvars": asIs,
  "os.fspath": asIs,
  "os.path.dirname": folder,
  "path.dirname": folder,
  "File.dirname": folder,
  dirname: folder,
  "os.path.basename": ({ args }) => (args[0] ? baseOf(args[0]) : undefined),
  "path.basename": ({ args }) => (args[0] ? baseOf(args[0]) : undefined),
  "path.normalize": asIs,
  "fs.realpath": asIs,
  realpath: asIs,
  "*.resolve": ({ on }) => (on.kind === "text" ? on : undefined),
  "*.absolute": ({ on }) => (on.kind === "text" ? on : undefined),
  "*.expanduser": ({ on }) => (on.kind === "text" ? on : undefined),
  "*.as_posix": itself,
  "*.with_name": ({ on, args }) => (on.kind === "text" && args[0] ? joined([parentOf(on), args[0]]) : undefined),
  "*.with_suffix": ({ on, args }) =>
    on.kind === "text" && args[0] ? asPath(on.text.replace(/\.[^./]*$/, "") + textOfValue(args[0])) : undefined,
  "pathlib.Path.home": homeFolder,
  "Path.home": homeFolder,
  "os.homedir": homeFolder,
  "Dir.home": homeFolder,
  "pathlib.Path.cwd": here,
  "os.getcwd": here,
  "process.cwd": here,
  "Dir.pwd": here,
  getcwd: here,
  cwd: here,
  "Cwd.getcwd": here,
  "tempfile.gettempdir": temporary,
  "os.tmpdir": temporary,
  "Dir.tmpdir": temporary,
  sys_get_temp_dir: temporary,
  "tempfile.mkdtemp": temporaryName,
  "tempfile.mktemp": temporaryName,
  "tempfile.TemporaryDirectory": temporaryName,
  "tempfile.NamedTemporaryFile": temporaryName,
  "tempfile.mkstemp": () => ({ kind: "list", items: [{ kind: "unknown" }, text("/tmp/temporary-of-the-program")] }),
  "fs.mkdtemp": temporaryName,
  "Dir.mktmpdir": temporaryName,
  "Tempfile.new": temporaryName,
  "Tempfile.create": temporaryName,
  "File.Temp.tempdir": temporaryName,
  "File.Temp.tempfile": temporaryName,
  tempdir: temporaryName,
  tempfile: temporaryName,
  tempnam: temporaryName,
  // Folders.
  "os.listdir": listed,
  "fs.readdir": listed,
  "fs.opendir": listed,
  "Dir.children": listed,
  "Dir.entries": listed,
  "Dir.each_child": listed,
  scandir: listed,
  readdir: listed,
  "os.scandir": entries,
  "*.iterdir": ({ on }) => (on.kind === "text" ? { kind: "list", items: [joined([on, text(ANY)])] } : undefined),
  "*.children": ({ on }) => (on.kind === "text" ? { kind: "list", items: [joined([on, text(ANY)])] } : undefined),
  "os.walk": ({ args }) => {
    const top = args[0] ?? text(".");
    const below = joined([top, text(`${ANY}${ANY}`)]);
    const any: Value = { kind: "list", items: [text(ANY)] };
    return { kind: "list", items: [{ kind: "list", items: [below, any, any] }] };
  },
  "glob.glob": matches,
  "glob.iglob": matches,
  "glob.globSync": matches,
  "glob.sync": matches,
  "fast-glob.sync": matches,
  "fast-glob": matches,
  "globby.sync": matches,
  globby: matches,
  globSync: matches,
  "fs.glob": matches,
  glob: matches,
  "Dir.glob": matches,
  "Dir.[]": matches,
  "File.Glob.glob": matches,
  "File.Glob.bsd_glob": matches,
  "*.glob": matchesBelow,
  "*.rglob": everywhereBelow,
  // Texts.
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
  "*.format": filled,
  "*.%": filled,
  sprintf: formatted,
  "util.format": formatted,
  format: formatted,
  "*.decode": ({ on }) => (on.kind === "text" || (on.kind === "unknown" && on.origin) ? on : undefined),
  "*.encode": ({ on }) => (on.kind === "text" ? on : undefined),
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
  // Decoding.
  "base64.b64decode": decodes64,
  "base64.standard_b64decode": decodes64,
  "base64.urlsafe_b64decode": decodes64,
  "base64.decodebytes": decodes64,
  "binascii.a2b_base64": decodes64,
  "Base64.decode64": decodes64,
  "Base64.strict_decode64": decodes64,
  "Base64.urlsafe_decode64": decodes64,
  "MIME.Base64.decode_base64": decodes64,
  decode_base64: decodes64,
  base64_decode: decodes64,
  atob: decodes64,
  "base64.b16decode": decodesHex,
  "bytes.fromhex": decodesHex,
  "bytearray.fromhex": decodesHex,
  "binascii.unhexlify": decodesHex,
  "binascii.a2b_hex": decodesHex,
  hex2bin: decodesHex,
  "Buffer.from": bytes,
  "codecs.decode": codec,
  str_rot13: rot,
  chr: character,
  "String.fromCharCode": character,
  "String.fromCodePoint": character,
  bytes,
  bytearray: bytes,
  map: mappedCodes,
  pack: packed,
  "*.pack": packed,
  "*.unpack1": unpacked,
  "*.unpack": unpacked,
  unpack: rebuilt,
  "zlib.decompress": rebuilt,
  "gzip.decompress": rebuilt,
  "bz2.decompress": rebuilt,
  "lzma.decompress": rebuilt,
  "zlib.inflate": rebuilt,
  "zlib.gunzip": rebuilt,
  "zlib.unzip": rebuilt,
  "zlib.brotliDecompress": rebuilt,
  "marshal.loads": rebuilt,
  "base64.b85decode": rebuilt,
  "base64.a85decode": rebuilt,
  "base64.b32decode": rebuilt,
  "Zlib.Inflate.inflate": rebuilt,
  "Zlib.inflate": rebuilt,
  "Zlib.gunzip": rebuilt,
  gzinflate: rebuilt,
  gzuncompress: rebuilt,
  gzdecode: rebuilt,
  convert_uudecode: rebuilt,
  unescape: ({ args }) => (args[0]?.kind === "text" ? text(percentDecoded(args[0].text)) : undefined),
  decodeURIComponent: ({ args }) => (args[0]?.kind === "text" ? text(percentDecoded(args[0].text)) : undefined),
  "urllib.parse.unquote": ({ args }) => (args[0]?.kind === "text" ? text(percentDecoded(args[0].text)) : undefined),
  // Records.
  "json.dumps": asJson,
  "JSON.stringify": asJson,
  "JSON.generate": asJson,
  "JSON.dump": asJson,
  json_encode: asJson,
  encode_json: asJson,
  to_json: asJson,
  "*.to_json": ({ on }, place) => asJson({ on, args: [on], named: new Map() }, place),
  "*.items": itself,
  "Object.assign": ({ args }) => args.find(arg => arg.kind === "record"),
  dict: ({ args, named }) => (named.size > 0 ? { kind: "record", entries: named } : args[0]),
  URI: asIs,
  "URI.parse": asIs,
  URL: ({ args }) =>
    args[1] ? text(textOfValue(args[1]).replace(/\/$/, "") + textOfValue(args[0] ?? text(""))) : args[0],
  getattr: ({ args }) => {
    const name = knownText(args[1]);
    const [owner] = args;
    if (owner?.kind !== "reference") return undefined;
    return name === undefined ? REBUILT : { kind: "reference", name: `${owner.name}.${name}` };
  },
  __import__: imported,
  "importlib.import_module": imported,
  require: imported,
  import: imported,
  "module.createRequire": () => ({ kind: "reference", name: "require" }),
  "process.getBuiltinModule": imported,
  "process.mainModule.require": imported,
  "globalThis.process.mainModule.require": imported,
};

function imported({ args }: Given): Value | undefined {
  const name = knownText(args[0]);
  if (name === undefined) return args[0] ? REBUILT : undefined;
  return { kind: "reference", name: name.replace(/^node:/, "").replace(/^fs\/promises$/, "fs.promises") };
}

/** Parts put together as a path; an absolute one starts anew. */
export function joined(parts: readonly Value[]): Value {
  const all = parts.filter(part => part.kind !== "record").map(part => optionsOf(part));
  const alternatives = all.find(options => options.length > 1);
  if (alternatives && parts.length > 0) {
    const at = all.indexOf(alternatives);
    return eitherOf(
      alternatives
        .slice(0, 12)
        .map(option => joined(parts.map((part, i) => (i === at ? option : (optionsOf(part)[0] ?? part))))),
    );
  }
  let path = "";
  for (const part of parts) {
    if (part.kind === "record") continue;
    const next = textOfValue(part);
    if (next === "") continue;
    path = path === "" || /^(?:\/|[A-Za-z]:[\\/])/.test(next) ? next : `${path.replace(/\/$/, "")}/${next}`;
  }
  return asPath(path);
}

function parentOf(value: Value): Value {
  const whole = textOfValue(value);
  const cut = whole.lastIndexOf("/");
  return asPath(cut > 0 ? whole.slice(0, cut) : cut === 0 ? "/" : whole === HOLE ? HOLE : ".");
}

function baseOf(value: Value): Value {
  const whole = textOfValue(value);
  return text(whole.slice(whole.lastIndexOf("/") + 1));
}

function asPath(path: string): Value {
  return { kind: "text", text: path, isPath: true };
}

function asPathValue(value: Value): Value {
  return value.kind === "text" ? { ...value, isPath: true } : value;
}

function decoded(value: Value, decode: (source: string) => string | null): Value {
  const source = knownText(value);
  const found = source === undefined ? null : decode(source.replace(/-/g, "+").replace(/_/g, "/"));
  return found === null ? REBUILT : text(found);
}

function rotated(letter: string): string {
  const base = letter <= "Z" ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(plainText(value));
  } catch {
    return value;
  }
}
