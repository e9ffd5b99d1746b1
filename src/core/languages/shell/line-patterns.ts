/** Converts regular expressions of sed and perl to JavaScript, as far as they take linear time and mean the same. */

export type Flavour = "basic" | "extended" | "perl";

/** More of them could take exponential time on one line. */
const MAX_OPEN = 3;
const SPECIAL = /[.*+?^${}()|[\]\\/]/;
const CLASSES: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  digit: "0-9",
  lower: "a-z",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\s",
  blank: " \\t",
  upper: "A-Z",
  xdigit: "0-9A-Fa-f",
};

/** Returns undefined where it repeats a group, has a back-reference, or uses syntax that JavaScript lacks. */
export function linePattern(source: string, flavour: Flavour, flags: string): RegExp | undefined {
  const text = translated(source, flavour);
  if (text === undefined) return undefined;
  try {
    return new RegExp(text, flags);
  } catch {
    return undefined;
  }
}

function translated(source: string, flavour: Flavour): string | undefined {
  const basic = flavour === "basic";
  let out = "";
  let open = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === "[") {
      const set = bracket(source, at);
      if (!set) return undefined;
      out += set.text;
      at = set.end;
      continue;
    }
    const behindSlash = char === "\\";
    const token = behindSlash ? source.charAt(++at) : char;
    if (behindSlash && token === "") return undefined;
    // The signs that basic patterns write with a backslash, the others without.
    const isSign = /[(){}|+?]/.test(token)
      ? basic
        ? behindSlash
        : !behindSlash
      : !behindSlash && /[.^$*]/.test(token);
    if (!isSign) {
      const plain = ordinary(token, behindSlash, flavour);
      if (plain === undefined) return undefined;
      out += plain;
      continue;
    }
    if (/[*+?{]/.test(token)) {
      if (out === "" || /(?:^|[^\\])[(|^]$/.test(out)) {
        if (!basic || token !== "*") return undefined;
        out += "\\*";
        continue;
      }
      if (/(?:^|[^\\])[)*+?}]$/.test(out) && !(flavour === "perl" && token === "?" && /[*+?}]$/.test(out)))
        return undefined;
      if (token === "*" || token === "+") open++;
      if (token === "{") {
        const count = (basic ? /^(\d{1,3})(,?)(\d{0,3})\\\}/ : /^(\d{1,3})(,?)(\d{0,3})\}/).exec(source.slice(at + 1));
        if (!count) return undefined;
        out += `{${count[1]}${count[2]}${count[3]}}`;
        open++;
        at += count[0].length;
        continue;
      }
    }
    if (basic && token === "^" && out !== "" && !/[(|]$/.test(out)) {
      out += "\\^";
      continue;
    }
    if (basic && token === "$" && at + 1 < source.length && !/^\\[)|]/.test(source.slice(at + 1))) {
      out += "\\$";
      continue;
    }
    out += token;
  }
  return open > MAX_OPEN ? undefined : out;
}

function ordinary(token: string, escaped: boolean, flavour: Flavour): string | undefined {
  if (!escaped || !/[A-Za-z0-9<>]/.test(token)) return SPECIAL.test(token) ? `\\${token}` : token;
  if (token === "<" || token === ">") return flavour === "perl" ? token : "\\b";
  return /[wWsSbBt]/.test(token) || (flavour === "perl" && /[dD]/.test(token)) ? `\\${token}` : undefined;
}

function bracket(source: string, from: number): { readonly text: string; readonly end: number } | undefined {
  let at = from + 1;
  let text = "[";
  if (source.charAt(at) === "^") {
    text += "^";
    at++;
  }
  for (let first = true; at < source.length; at++, first = false) {
    const named = /^\[:(\w+):\]/.exec(source.slice(at, at + 12));
    if (named) {
      const known = CLASSES[named[1] ?? ""];
      if (known === undefined) return undefined;
      text += known;
      at += named[0].length - 1;
      continue;
    }
    const char = source.charAt(at);
    if (char === "]" && !first) return { text: `${text}]`, end: at };
    const escaped = char === "\\" && /[\w\\\]/.-]/.test(source.charAt(at + 1));
    text += escaped ? `\\${source.charAt(++at)}` : /[[\]\\]/.test(char) ? `\\${char}` : char;
  }
  return undefined;
}
