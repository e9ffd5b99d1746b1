/** Folds texts that a program decodes or builds from character codes. */

import { HOLE } from "../../../text/words.ts";
import { fromBase64, fromHex } from "../../shell/decoded.ts";
import { fromCode } from "../../syntax/literals.ts";
import { knownText, plainText, text, textOfValue, type Value } from "../context/values.ts";
import { type Fold, NOWHERE, REBUILT } from "./fold.ts";

const decodes64: Fold = ({ args, on }) => decoded(args[0] ?? on, fromBase64);

const decodesHex: Fold = ({ args, on }) => decoded(args[0] ?? on, fromHex);

const character: Fold = ({ args }) => {
  const codes = args.flatMap(arg => (arg.kind === "list" ? arg.items : [arg]));
  return text(codes.map(code => (code.kind === "number" ? fromCode(code.value) : HOLE)).join(""));
};

const bytes: Fold = ({ args }) => {
  const [value, encoding] = args;
  if (value?.kind === "list") return character({ args: value.items, named: new Map(), on: value }, NOWHERE);
  if (knownText(encoding) === "base64" && value) return decoded(value, fromBase64);
  if (knownText(encoding) === "hex" && value) return decoded(value, fromHex);
  return value?.kind === "text" || value?.kind === "content" ? value : undefined;
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

const rebuilt: Fold = () => REBUILT;

export const DECODING: Readonly<Record<string, Fold>> = {
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
};

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
