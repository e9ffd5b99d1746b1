/** Whatever bash runs is listed, with the same words and in the same folder, or the text is called unreadable. */
import { afterAll, describe, expect, it } from "vitest";
import type { Invocation } from "../../../../src/core/effects/pack.ts";
import { type Fact, Facts } from "../../../../src/core/facts/facts.ts";
import { readShell, type ShellReading } from "../../../../src/core/languages/shell/reader.ts";
import type { Piece, Word } from "../../../../src/core/text/words.ts";
import { FOLDERS, openOracle, type Ran } from "../../../support/bash-oracle.ts";
import { Grammar, random } from "./grammar.ts";

const SEED = Number(process.env.SHELL_SEED ?? 20261121);
const COUNT = Number(process.env.SHELL_COUNT ?? 600);

const oracle = openOracle();
if (typeof oracle === "string") console.warn(`The comparison with real bash is skipped: ${oracle}`);

describe.skipIf(typeof oracle === "string")("against real bash", () => {
  const bash = typeof oracle === "string" ? undefined : oracle;
  afterAll(() => bash?.dispose());

  it(`lists every command of ${COUNT} random texts (SHELL_SEED=${SEED})`, () => {
    const next = random(SEED);
    const texts = Array.from({ length: COUNT }, () => new Grammar(next).text());
    const runs = ([0, 1] as const).map(status => bash?.run(texts, status) ?? []);
    const missed: string[] = [];
    let valid = 0;
    let unreadable = 0;
    let ran = 0;
    texts.forEach((text, i) => {
      const reading = read(text);
      if (runs[0]?.[i] != null) {
        valid++;
        if (reading.unreadable.length > 0) unreadable++;
      }
      for (const run of runs) {
        for (const one of run[i] ?? []) {
          ran++;
          if (reading.unreadable.length === 0 && !reading.invocations.some(command => fits(command, one)))
            missed.push(
              `${JSON.stringify(text)}\n  ran     ${one.cwd}: ${JSON.stringify(one.argv)}\n${shown(reading)}`,
            );
        }
      }
    });
    expect(missed.slice(0, 5).join("\n"), `${missed.length} of ${ran} commands missed`).toBe("");
    // The comparison is worth nothing if little runs, or if much is given up on.
    expect(valid).toBeGreaterThan(COUNT / 2);
    expect(ran).toBeGreaterThan(COUNT);
    expect(unreadable / valid).toBeLessThan(0.05);
  }, 240_000);
});

/** The disk as the oracle lays it out. */
class World extends Map<string, Fact> {
  override get(key: string): Fact | undefined {
    if (!key.startsWith("stat:")) return null;
    const path = key.slice(5);
    const type = FOLDERS.includes(path) || path === "/" ? "directory" : "missing";
    return { type, size: 0, mtimeMs: 0, realpath: path };
  }
}

function read(text: string): ShellReading {
  const variables = new Map([
    ["PATH", "/none"],
    ["HOME", "/h"],
  ]);
  return readShell(
    text,
    { cwd: "/w", variables, via: [] },
    new Facts(new World(), { roots: ["/w"], platform: "linux" }),
  );
}

function fits({ argv, scope }: Invocation, ran: Ran): boolean {
  if (scope.cwd !== null && scope.cwd !== ran.cwd) return false;
  return matches(argv, ran.argv);
}

/** Unquoted holes may be any number of words; patterns may have matched anything. */
function matches(words: readonly Word[], argv: readonly string[]): boolean {
  const [word, ...rest] = words;
  if (!word) return argv.length === 0;
  if (isOpen(word)) return argv.some((_, i) => matches(rest, argv.slice(i))) || matches(rest, []);
  const [first] = argv;
  return first !== undefined && like(word, first) && matches(rest, argv.slice(1));
}

function isOpen(word: Word): boolean {
  return word.glob || word.pieces.some(piece => piece.kind === "hole" && (!piece.quoted || /[@*]/.test(piece.of)));
}

function like(word: Word, text: string): boolean {
  if (word.value !== null) return word.value === text;
  const source = word.pieces.map((piece: Piece) => (piece.kind === "hole" ? "[^]*" : verbatim(piece.value))).join("");
  return new RegExp(`^${source}$`).test(text);
}

function verbatim(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function shown({ invocations }: ShellReading): string {
  return invocations
    .map(
      ({ argv, scope }) =>
        `  listed  ${scope.cwd}: ${JSON.stringify(argv.map(word => word.value ?? `<${word.text}>`))}`,
    )
    .join("\n");
}
