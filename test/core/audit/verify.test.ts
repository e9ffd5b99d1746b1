import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { START, sealLine, type Tail } from "../../../src/core/audit/chain.ts";
import type { AuditBody } from "../../../src/core/audit/entry.ts";
import { verifyLines } from "../../../src/core/audit/verify.ts";
import { canonicalJson } from "../../../src/core/text/canonical-json.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A log of `count` entries and the tail after each. */
function logOf(count: number, from: Tail = START) {
  const lines: string[] = [];
  const tails: Tail[] = [];
  let tail = from;
  for (let n = 1; n <= count; n++) {
    const body: AuditBody = { kind: "outcome", id: `act ${tail.seq + 1}`, outcome: "denied", by: "person" };
    const sealed = sealLine(body, `2026-11-20T10:00:0${n % 10}.000Z`, tail, sha256);
    tail = sealed.tail;
    lines.push(sealed.line);
    tails.push(tail);
  }
  return { lines, tails, head: tail };
}

/** The line with some of its fields replaced and its hash made to fit again. */
function rehashed(line: string, fields: object): string {
  const { hash: _, ...open } = { ...(JSON.parse(line) as Record<string, unknown>), ...fields };
  return canonicalJson({ ...open, hash: sha256(canonicalJson(open)) });
}

const { lines, tails, head } = logOf(5);
const [l1 = "", l2 = "", l3 = "", l4 = "", l5 = ""] = lines;

interface Case {
  readonly name: string;
  readonly lines: readonly string[];
  readonly head?: Tail | null;
  readonly found: readonly string[];
}

function check(cases: readonly Case[]) {
  test.each(cases)("$name", ({ lines, head: noted = head, found }) => {
    const { ok, problems } = verifyLines(lines, noted, sha256);
    expect(problems.map(({ line, what }) => `${line}: ${what}`)).toEqual(found);
    expect(ok).toBe(found.length === 0);
  });
}

describe("in order", () => {
  check([
    { name: "a whole log", lines, found: [] },
    { name: "no log at all", lines: [], head: null, found: [] },
    { name: "a writer stopped between a line and its note", lines, head: tails[3] ?? null, found: [] },
  ]);
  test("entries are counted", () => {
    expect(verifyLines(lines, head, sha256).entries).toBe(5);
  });
});

describe("changed", () => {
  const changed = l3.replace('"denied"', '"allowed"');
  check([
    {
      name: "a field",
      lines: [l1, l2, changed, l4, l5],
      found: ["3: entry 3 was changed: it does not fit its own hash"],
    },
    {
      name: "a field, and the hash made to fit",
      lines: [l1, l2, rehashed(l3, { outcome: "allowed" }), l4, l5],
      found: ["4: entry 4 does not follow from the one before: one of the two was replaced"],
    },
    {
      name: "the last line, and the hash made to fit",
      lines: [l1, l2, l3, l4, rehashed(l5, { outcome: "allowed" })],
      found: ["5: entry 5 is not the one that was noted as the last"],
    },
    {
      name: "a second value in front that a parser overrules",
      lines: [l1, l2, l3.replace('"outcome":"denied"', '"outcome":"allowed","outcome":"denied"'), l4, l5],
      found: ["3: entry 3 was changed: it does not fit its own hash"],
    },
    {
      name: "only blanks",
      lines: [l1, `${l2} `, l3, l4, l5],
      found: ["2: entry 2 was changed: it does not fit its own hash"],
    },
  ]);
});

describe("removed", () => {
  check([
    { name: "from the middle", lines: [l1, l4, l5], found: ["2: entries 2 to 3 were removed before this line"] },
    { name: "from the start", lines: [l2, l3, l4, l5], found: ["1: entry 1 was removed before this line"] },
    { name: "from the end", lines: [l1, l2, l3], found: ["4: entries 4 to 5 were removed from the end"] },
    { name: "all of it", lines: [], found: ["1: entries 1 to 5 were removed from the end"] },
    {
      name: "from the middle, and renumbered",
      lines: [l1, rehashed(l3, { seq: 2 }), l4, l5],
      found: [
        "2: entry 2 does not follow from the one before: one of the two was replaced",
        "3: entry 3 was removed before this line",
      ],
    },
    {
      name: "the note of the end",
      lines,
      head: null,
      found: ["5: the note of the last entry is gone, so the end cannot be checked"],
    },
  ]);
});

describe("moved and put in", () => {
  const forged = rehashed(l3, { seq: 6, prev: head.hash });
  const more = rehashed(l3, { seq: 7, prev: (JSON.parse(forged) as Tail).hash });
  check([
    {
      name: "two lines swapped",
      lines: [l1, l3, l2, l4, l5],
      found: ["2: entry 2 was removed before this line", "3: entry 2 is out of order"],
    },
    {
      name: "a line twice",
      lines: [l1, l2, l2, l3, l4, l5],
      found: ["3: entry 2 stands here a second time: it was put in"],
    },
    {
      name: "a line of text",
      lines: [l1, l2, "allowed by me", l3, l4, l5],
      found: ["3: this is no entry: it was damaged or put in"],
    },
    {
      name: "an empty line",
      lines: [l1, "", l2, l3, l4, l5],
      found: ["2: this is no entry: it was damaged or put in"],
    },
    {
      name: "lines after the noted end",
      lines: [...lines, forged, more],
      found: ["7: entries 6 to 7 were added after the noted end"],
    },
  ]);
});

describe("a torn line is excused only by the notice that names it", () => {
  const torn = l3.slice(0, 40);
  const notice = (digest: string) =>
    sealLine({ kind: "notice", what: "torn-line", digest }, "2026-11-20T10:00:00.000Z", tails[1] ?? START, sha256);
  const good = notice(sha256(torn));
  const bad = notice(sha256("another"));
  check([
    { name: "with its notice", lines: [l1, l2, torn, good.line], head: good.tail, found: [] },
    {
      name: "with a notice of another line",
      lines: [l1, l2, torn, bad.line],
      head: bad.tail,
      found: ["3: this is no entry: it was damaged or put in"],
    },
    {
      name: "at the end, not yet noticed",
      lines: [l1, l2, torn],
      head: tails[1] ?? null,
      found: ["3: this is no entry: it was damaged or put in"],
    },
  ]);
});

test("no single change of the text goes unnoticed", () => {
  const text = `${lines.join("\n")}\n`;
  fc.assert(
    fc.property(fc.nat(text.length - 2), fc.constantFrom("", "0", "a", '"', " ", "\n", "ä"), (at, put) => {
      const changed = text.slice(0, at) + put + text.slice(at + 1);
      fc.pre(changed !== text);
      expect(verifyLines(changed.replace(/\n$/, "").split("\n"), head, sha256).ok).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
