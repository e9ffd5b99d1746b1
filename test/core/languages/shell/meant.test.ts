/** Texts that no shell can parse and that were meant as something: what comes of them, and what stays unreadable. */
import { describe, expect, it } from "vitest";
import { withoutHtmlEntities } from "../../../../src/core/languages/shell/html-entities.ts";
import { judgeIn } from "../../../support/little-world.ts";

const MENDED: readonly (readonly [text: string, meant: string | undefined])[] = [
  ["ls &amp;&amp; pwd", "ls && pwd"],
  ["ls &amp;&amp;\npwd &gt; out.txt", "ls &&\npwd > out.txt"],
  ["cat > a <<'E'\nx\nE\n && ls", "cat > a <<'E'\nx\nE\n : && ls"],
  ["server & && sleep 1", "server & : && sleep 1"],
  ["ls &gt; out.txt", undefined],
  ["ls && pwd", undefined],
  ["&& ls", undefined],
  ["echo 'open", undefined],
  ["a &amp;&amp; 'open", undefined],
];

const JUDGED: readonly (readonly [text: string, decision: "allow" | "ask" | "deny"])[] = [
  ["npm ci &amp;&amp; npm test", "allow"],
  ["npm ci &amp;&amp; rm -rf ~", "deny"],
  ["cat > a.txt <<'E'\nx\nE\n && git init", "allow"],
  ["cat > a.txt <<'E'\nx\nE\n && rm -rf ~", "deny"],
  // The first line runs as it stands: what the second reading takes for its arguments counts as well.
  ["cat x &lt; rm -rf ~\nls &amp;&amp; pwd", "deny"],
  ["echo &quot; rm -rf ~ &quot;\nls &amp;&amp; pwd", "deny"],
];

describe("the text that was meant", () => {
  it.each(MENDED)("%j", (text, meant) => {
    expect(withoutHtmlEntities(text)).toBe(meant);
  });

  it.each(JUDGED)("%j is judged in both readings", async (text, decision) => {
    expect((await judgeIn({}, { kind: "command", text })).decision).toBe(decision);
  });
});
