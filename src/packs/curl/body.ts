/** Builds what curl sends from data options, forms and uploads, as curl does. */

import { type Argument, optionValues } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfFile, textOfStdin } from "../../core/files/input-text.ts";
import { dropPrefix, knownPrefix, textOf, type Word } from "../../core/text/words.ts";

export interface Body {
  /** Text with `HOLE` for unknown parts; null when some of it could not be read; absent when nothing is sent. */
  readonly text?: string | null;
  /** Files it is read from; `-` is standard input. */
  readonly files: readonly Word[];
  /** Those of them that are sent as files, not as the data of a call. */
  readonly uploads: readonly Word[];
}

const DATA = /^(?:d|(?:expand-)?data(?:-ascii|-binary|-raw|-urlencode)?|(?:expand-)?json)$/;

export function bodyOf(args: readonly Argument[], command: Invocation, facts: Facts): Body {
  const files: Word[] = [];
  const read = (file: Word): string | null => {
    files.push(file);
    return file.value === "-" ? (textOfStdin(command, facts) ?? null) : textOfFile(file, command.scope, facts);
  };
  const data = args.flatMap(arg =>
    arg.kind === "option" && DATA.test(arg.name) && arg.value ? [{ name: arg.name, value: arg.value }] : [],
  );
  if (data.length > 0) {
    const parts = data.map(({ name, value }) => dataText(name, value, read));
    const glue = data.some(({ name }) => name.endsWith("json")) ? "" : "&";
    return { text: parts.includes(null) ? null : parts.join(glue), files, uploads: files.filter(isArchive) };
  }
  const forms = optionValues(args, "F", "form", "form-string");
  if (forms.length > 0) return { text: formText(forms, read), files, uploads: files };
  const upload = optionValues(args, "T", "upload-file")[0];
  return upload ? { text: read(upload), files, uploads: files } : { files, uploads: [] };
}

/** Data of a call is a text that somebody wrote for it; archives, dumps and databases are not. */
function isArchive(file: Word): boolean {
  return /\.(?:zip|t?gz|tgz|tar|bz2|xz|zst|7z|rar|sql|dump|db|sqlite3?|bak|pcap|kdbx|mbox|pst)$/i.test(
    file.value ?? "",
  );
}

function dataText(name: string, value: Word, read: (file: Word) => string | null): string | null {
  // `--expand-data` fills in `{{name}}` from --variable.
  if (name.startsWith("expand-") && textOf(value).includes("{{")) return null;
  if (name === "data-raw") return textOf(value);
  const known = knownPrefix(value);
  if (name === "data-urlencode") return encodedText(value, read);
  return known.startsWith("@") ? read(dropPrefix(value, 1)) : textOf(value);
}

/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
function encodedText(value: Word, read: (file: Word) => string | null): string | null {
  const known = knownPrefix(value);
  const sign = /[=@]/.exec(known);
  if (!sign) return encodeURIComponent(textOf(value));
  const name = known.slice(0, sign.index);
  const rest = dropPrefix(value, sign.index + 1);
  const content = sign[0] === "=" ? textOf(rest) : read(rest);
  return content === null ? null : `${name}${name === "" ? "" : "="}${encodeURIComponent(content)}`;
}

/** Of a form, only the parts that carry a GraphQL request are worth reading; the others count by their names. */
function formText(forms: readonly Word[], read: (file: Word) => string | null): string | null {
  const parts = forms.map(form => {
    const known = knownPrefix(form);
    const equals = known.indexOf("=");
    const name = known.slice(0, Math.max(0, equals));
    const content = dropPrefix(form, equals + 1);
    const sign = knownPrefix(content).charAt(0);
    const text = sign === "@" || sign === "<" ? read(withoutType(dropPrefix(content, 1))) : textOf(content);
    return { name, text };
  });
  const request = parts.find(({ name }) => name === "operations" || name === "query");
  // `_method` says what the service does with the form.
  if (!request) return parts.map(({ name, text }) => `${name}=${name === "_method" ? text : ""}`).join("&");
  return request.name === "operations" || request.text === null
    ? request.text
    : JSON.stringify({ query: request.text });
}

/** `@photo.png;type=image/png`. */
function withoutType(word: Word): Word {
  const end = word.value?.indexOf(";") ?? -1;
  return end === -1 || word.value === null ? word : { ...word, value: word.value.slice(0, end) };
}
