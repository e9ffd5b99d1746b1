/** A command that names one thing again and again: each mention is told, and weighs what the first one weighs. */
import { describe, expect, it } from "vitest";
import { judge, judgeEach } from "../../../src/core/pipeline.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { PACKS } from "../../../src/packs/index.ts";

const ENGINE = { packs: PACKS, policy: BUILT_IN, around: { roots: ["/w"], platform: "linux" } } as const;

function check(command: string, words: readonly string[]): void {
  const text = `${command} ${words.join(" ")}`;
  const act = (one: string) =>
    ({ kind: "command", text: one, shell: "bash", cwd: "/w", origin: { agent: "test" } }) as const;
  const each = judgeEach(act(text), new Map(), ENGINE);
  const alone = words.map(word => judge(act(`${command} ${word}`), new Map(), ENGINE));
  expect(each.map(({ verdict }) => verdict.score)).toEqual(alone.map(({ score }) => score));
  expect(each.map(({ effect }) => effect.target)).toEqual(words);
  const places = each.map(({ effect }) => text.slice(effect.span?.start, effect.span?.end));
  expect(places).toEqual(words);
  const whole = judge(act(text), new Map(), ENGINE);
  expect(whole.score).toBe(Math.max(...alone.map(({ score }) => score)));
  expect(whole.effects).toHaveLength(words.length);
}

describe("each mention of one thing", () => {
  it.each([
    ["all the same", "rm -rf", Array.from({ length: 30 }, () => "src")],
    ["two in turn", "rm -rf", Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? "src" : "/etc"))],
    ["patterns", "rm", Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? "*.ts" : "lib/*"))],
    ["one among others", "rm", [...Array.from({ length: 20 }, (_, i) => `a${i}.ts`), "a1.ts", "/etc/passwd", "a1.ts"]],
  ])("%s", (_, command, words) => check(command, words));
});
