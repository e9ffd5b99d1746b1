/** Texts that a program decodes or makes of character codes. */
import { fromBase64, fromHex } from "../../shell/decoded.ts";
import { HOLE } from "../../words.ts";
import { fromCode } from "../literals.ts";
import { knownText, plainText, text, textOfValue, type Value } from "../values.ts";
import { each, type Fold, NOWHERE, REBUILT } from "./fold.ts";

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
  ...each(
    decodes64,
    `base64.b64decode base64.standard_b64decode base64.urlsafe_b64decode base64.decodebytes binascii.a2b_base64
     Base64.decode64 Base64.strict_decode64 Base64.urlsafe_decode64 MIME.Base64.decode_base64 decode_base64
     base64_decode atob`,
  ),
  ...each(decodesHex, "base64.b16decode bytes.fromhex bytearray.fromhex binascii.unhexlify binascii.a2b_hex hex2bin"),
  ...each(bytes, "Buffer.from bytes bytearray"),
  "codecs.decode": codec,
  str_rot13: rot,
  ...each(character, "chr String.fromCharCode String.fromCodePoint"),
  map: mappedCodes,
  ...each(packed, "pack *.pack"),
  ...each(unpacked, "*.unpack1 *.unpack"),
  ...each(
    rebuilt,
    `unpack zlib.decompress gzip.decompress bz2.decompress lzma.decompress zlib.inflate zlib.gunzip zlib.unzip
     zlib.brotliDecompress marshal.loads base64.b85decode base64.a85decode base64.b32decode Zlib.Inflate.inflate
     Zlib.inflate Zlib.gunzip gzinflate gzuncompress gzdecode convert_uudecode`,
  ),
  ...each(
    ({ args }) => (args[0]?.kind === "text" ? text(percentDecoded(args[0].text)) : undefined),
    "unescape decodeURIComponent urllib.parse.unquote",
  ),
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
