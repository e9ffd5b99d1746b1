/**
 * What the guard lets pass loses nothing: commands that are composed by grammar are judged by the real engine, then run
 * in a sandbox of their own, and the disk is looked at afterwards. `npm run redteam:losses` does so for longer.
 */
import { describe, expect, it } from "vitest";
import { composed } from "./losses/compose.ts";
import { figuresOf, shareOf } from "./losses/outcome.ts";
import { runLosses, runTexts, whyNot } from "./losses/sandboxed.ts";

const SEED = 1;
const COMMANDS = 450;
/** Of so many, at least these really destroy something: otherwise the grammar or the sandbox is broken. */
const MIN_DESTROYED = 300;
/** In percent of what destroyed something. */
const MAX_SHARE = 0.2;

const reason = whyNot();
if (reason !== undefined) console.log(`Losses are not run on this machine: ${reason}.`);

it("composes the same command for the same numbers", () => {
  const all = [1, 2, 3].map(index => composed(SEED, index));
  expect(all).toEqual([1, 2, 3].map(index => composed(SEED, index)));
  expect(new Set(all).size).toBe(3);
});

describe.skipIf(reason !== undefined)("in the sandbox", () => {
  it("knows a loss from none, and what is recoverable from what is not", async () => {
    const texts = [
      "rm ~/todo.txt",
      "mv ~/todo.txt ~/later.txt",
      "cat ~/todo.txt >> notes.md; rm ~/todo.txt",
      "git add notes.md; rm notes.md",
      "rm src/main.ts",
      "cp ~/others/letter.txt ~/Documents/letter.txt",
      "touch /etc/x /usr/x ~root/x; cat /etc/shadow > ~/shadow; kill -9 1",
      "ls",
    ];
    const outcomes = await runTexts(texts);
    expect(outcomes.map(({ lost }) => lost.length)).toEqual([1, 0, 0, 0, 0, 1, 0, 0]);
    expect(outcomes[0]?.lost).toEqual(["/home/dev/todo.txt"]);
  });

  it("loses nothing in silence", async () => {
    const outcomes = await runLosses({ seed: SEED, commands: COMMANDS, seconds: 150 });
    const figures = figuresOf(outcomes);
    console.log("losses:", JSON.stringify(figures));
    const silent = outcomes.filter(({ decision, lost }) => decision === "allow" && lost.length > 0);
    const told = silent.map(({ index, text }) => `${index}: ${text}`).join("\n---\n");
    expect(outcomes.flatMap(({ crash }) => crash ?? [])).toEqual([]);
    expect(figures.destroyed).toBeGreaterThanOrEqual(MIN_DESTROYED);
    expect(shareOf(figures), told).toBeLessThanOrEqual(MAX_SHARE);
  });
});
