/** Parses one stage of a PowerShell pipeline: an expression, or a command with its words and redirects. */
import { readExpression, startsExpression } from "./expressions.ts";
import type { Source } from "./source.ts";
import type { Command, Part, PsRedirect, PsWord, Stage } from "./syntax.ts";
import { readMembers, readWord } from "./words.ts";

export function readStage(source: Source): Stage | undefined {
  source.blanks(false);
  if (startsExpression(source)) {
    const start = source.at;
    const lone = loneString(source, start);
    if (lone) return readCommand(source, "", start);
    return readExpression(source, () => readRedirect(source));
  }
  const start = source.at;
  if (source.char === "&" && source.peek(2) !== "&&") {
    source.at++;
    source.blanks(false);
    return readCommand(source, "&", start);
  }
  if (source.char === "." && /^\.[\s{(&$"']/.test(source.peek(2))) {
    source.at++;
    source.blanks(false);
    return readCommand(source, ".", start);
  }
  return readCommand(source, "", start);
}

/** `"C:\x y\tool.exe" build`: written as if it were a command, which PowerShell refuses and other shells run. */
function loneString(source: Source, start: number): boolean {
  return (
    /^(?:"[^"$`\n]{1,260}"|'[^'\n]{1,260}')[ \t]+(?:[A-Za-z./\\~]|--|-[A-Za-z]$|\/)/.test(
      source.text.slice(start, start + 300),
    ) && !/^["'][^"'\n]*["'][ \t]+-[A-Za-z]+\b/.test(source.text.slice(start, start + 300))
  );
}

function readCommand(source: Source, call: Command["call"], start: number): Command | undefined {
  const words: PsWord[] = [];
  const redirects: PsRedirect[] = [];
  let end = source.at;
  for (;;) {
    source.blanks(false);
    const { char } = source;
    if (source.ended || /^[;|)}\n\r]$/.test(char) || char === "&") {
      // In the background; `&&` belongs to the caller.
      if (char === "&" && source.peek(2) !== "&&") source.at++;
      break;
    }
    const redirected = readRedirect(source);
    if (redirected) {
      redirects.push(redirected);
      end = source.at;
      continue;
    }
    if (source.take(/--%[ \t]?/y) !== undefined) {
      for (const raw of (source.take(/[^\n|]*/y) ?? "").split(/\s+/))
        if (raw !== "") words.push(rawWord(raw, source.at));
      end = source.at;
      break;
    }
    const word = readWord(source, words.length === 0);
    if (word === undefined) {
      source.at++;
      continue;
    }
    // `$x.Delete()` as an argument has been read with its members; `.Name` behind a quoted word is its member as well.
    const members =
      /^["'()}\]]$/.test(word.text.at(-1) ?? "") && !word.comma && source.at === word.span.end
        ? readMembers(source)
        : [];
    words.push(members.length > 0 ? { ...word, parts: [...word.parts, ...members] } : word);
    end = source.at;
  }
  if (words.length === 0 && redirects.length === 0) return undefined;
  return { kind: "command", call, words, redirects, span: { start, end } };
}

function rawWord(raw: string, end: number): PsWord {
  const text = raw.replace(/"/g, "");
  const unknown = /%\w+%/.test(text);
  const parts: Part[] = unknown ? [{ kind: "hole", of: text }] : [{ kind: "text", value: text, quoted: true }];
  return { text: raw, parts, span: { start: end, end }, comma: false };
}

function readRedirect(source: Source): PsRedirect | undefined {
  const operator = source.take(/(?:[1-6*](?=[<>]))?(?:>>|>&[12]|>|<)/y);
  if (operator === undefined) return undefined;
  if (/&[12]$/.test(operator)) return { operator: ">&", target: rawWord("1", source.at) };
  source.blanks(false);
  const target = readWord(source, false) ?? rawWord("", source.at);
  return {
    operator: operator.replace(/^[1-6*]/, ""),
    target,
    ...(/^[2-6]/.test(operator) && { beside: true as const }),
  };
}
