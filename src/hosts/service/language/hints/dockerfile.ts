/** Finds `RUN` in a Dockerfile: https://docs.docker.com/reference/dockerfile/#run */
import { JsonText } from "../../../../core/text/json-text.ts";
import type { Runnable } from "./runnable.ts";

export function dockerfileRunnables(text: string): Runnable[] {
  const source = text.split("\n");
  const found: Runnable[] = [];
  for (let line = 0; line < source.length; line++) {
    const run = /^\s*RUN\s+(?:--\w[\w-]*(?:=\S*)?\s+)*/i.exec(source[line] ?? "");
    if (!run) continue;
    const first = (source[line] ?? "").slice(run[0].length);
    const heredoc = /^<<-?\s*(["']?)(\w+)\1\s*$/.exec(first)?.[2];
    const lines = heredoc === undefined ? continued(source, line) : untilWord(source, line, heredoc);
    const parts = lines.map(at => (at === line ? first : (source[at] ?? "")));
    line = lines.at(-1) ?? line;
    if (heredoc !== undefined) found.push(shell(parts.slice(1, -1), lines.slice(1, -1)));
    else found.push(shell(first.startsWith("[") ? [wordsOf(first)] : parts, lines));
  }
  return found;
}

function shell(parts: readonly string[], lines: readonly number[]): Runnable {
  return { kind: "sh", text: parts.join("\n"), lines, disposable: true };
}

/** Returns the line and its continuation lines. Comments in between do not end it, and are left out. */
function continued(source: readonly string[], start: number): number[] {
  const lines = [start];
  for (let line = start; /\\\s*$/.test(source[line] ?? "") && line + 1 < source.length; ) {
    line++;
    while (/^\s*#/.test(source[line] ?? "") && line + 1 < source.length) line++;
    lines.push(line);
  }
  return lines;
}

function untilWord(source: readonly string[], start: number, word: string): number[] {
  const end = source.findIndex((text, line) => line > start && text.trim() === word);
  const last = end < 0 ? source.length - 1 : end;
  return Array.from({ length: last - start + 1 }, (_, i) => start + i);
}

/** Reads `["apt-get", "clean"]`, words without a shell. */
function wordsOf(text: string): string {
  const words = new JsonText(text, "json").value();
  if (!Array.isArray(words)) return text;
  return words.map(word => `'${String(word).replaceAll("'", "'\\''")}'`).join(" ");
}
