/** Files of attack techniques: what a mistake in one is told as, and that all lines of the product's can be read. */
import TECHNIQUES from "agentguard:attack-techniques";
import { describe, expect, it } from "vitest";
import { written } from "../../src/core/detectors/attack-techniques/named.ts";
import { readTechniques } from "../../src/core/detectors/attack-techniques/rule-file.ts";
import { fitsCalls, fitsText, programsOf } from "../../src/core/detectors/attack-techniques/rule-lines.ts";
import type { CompiledRule } from "../../src/core/detectors/attack-techniques/rules.ts";

const RULES = Object.values(TECHNIQUES.rules).map(text => JSON.parse(text) as CompiledRule);
/** Kinds of words, which are no list of spellings. */
const KINDS = ["{security-agent}", "{installed-agent}", "{offensive-name}", "{elsewhere}"];

describe("a mistake is told with its place", () => {
  const file = (rule: string) => `about: some things\nrules:\n  one: { ${rule} }\n`;
  it.each([
    ["technique: T1070, effect: delete backup, says: clears logs, calls: dmesg -C", "nothing"],
    ["technique: 1070, effect: delete backup, says: clears logs", "3:10 rules.one.technique"],
    ["technique: T1070, effect: delete logs, says: clears logs", "3:28 rules.one.effect"],
    ["technique: T1070, effect: delete backup, says: x, words: 'dmesg /(/'", "3:60 rules.one.words"],
    ["technique: T1070, effect: delete backup, says: x, words: dmesg -C", "3:60 rules.one.words"],
    ["technique: T1070, effect: delete backup, says: x, call: dmesg", "3:60 rules.one: "],
  ])("%s: %s", (rule, expected) => {
    const read = readTechniques(file(rule));
    const told =
      "problems" in read ? read.problems.map(p => `${p.line}:${p.column} ${p.message}`).join("\n") : "nothing";
    expect(told.slice(0, expected.length)).toBe(expected);
  });
});

describe("the lines of every rule", () => {
  it.each(RULES.map(rule => [rule.id, rule] as const))(
    "%s",
    (_, { calls = [], windows = [], raised = [], words = [] }) => {
      for (const line of [...calls, ...windows, ...raised, ...words]) {
        expect(programsOf(line).every(program => program !== "")).toBe(true);
        const unknown = written(line.replace(/^\S+/, "")).match(/\{[a-z][a-z-]+\}/g) ?? [];
        expect(unknown.filter(name => !KINDS.includes(name))).toEqual([]);
      }
      for (const line of [...calls, ...raised]) expect(fitsCalls(line, false, written)).toBeTypeOf("function");
      for (const line of windows) expect(fitsCalls(line, true, written)).toBeTypeOf("function");
      for (const line of words) expect(fitsText(line, written)).toBeTypeOf("function");
    },
  );
});
