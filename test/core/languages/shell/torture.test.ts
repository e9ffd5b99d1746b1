/** Constructs that shell readers get wrong, each with what bash would run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Inner, Invocation } from "../../../../src/core/effects/pack.ts";
import { Facts } from "../../../../src/core/facts/facts.ts";
import { readShell } from "../../../../src/core/languages/shell/reader.ts";
import { programName } from "../../../../src/core/text/words.ts";
import { PACKS } from "../../../../src/packs/index.ts";

type Argv = readonly (string | null)[];

interface Case {
  readonly id: string;
  readonly group: string;
  readonly input: string;
  readonly expected: readonly Argv[];
  readonly accept?: readonly (readonly Argv[])[];
  readonly writes?: readonly (readonly [string, string | null])[];
  readonly assigns?: readonly string[];
  readonly effective?: readonly Argv[];
  readonly through?: string;
  readonly valid: boolean;
  readonly unreadable?: boolean;
}

const FIXTURE = join(import.meta.dirname, "../../../fixtures/shell-torture.json");
const { cases } = JSON.parse(readFileSync(FIXTURE, "utf8")) as { cases: readonly Case[] };
const PROGRAMS = new Set(PACKS.flatMap(pack => (pack.kind === "program" ? pack.programs : [])));
const SCOPE = { cwd: "/w", variables: new Map<string, string | null>(), via: [] };
const facts = () => new Facts(new Map(), { roots: [], home: "/home/u", platform: "linux" });
const read = (text: string) => readShell(text, SCOPE, facts());
const values = ({ argv }: Invocation): Argv => argv.map(word => word.value);

it("has its cases", () => expect(cases.length).toBeGreaterThan(130));

describe.each(cases)(
  "$group: $id",
  ({ input, expected, accept, writes, assigns, effective, through, valid, unreadable }) => {
    it("lists what would run", () => {
      const { invocations } = read(input);
      expect([expected, ...(accept ?? [])]).toContainEqual(invocations.map(values));
    });

    it("says so when it cannot read", () => {
      expect(read(input).unreadable.length > 0).toBe(unreadable ?? !valid);
    });

    if (writes)
      it("lists what is opened for writing", () => {
        expect(read(input).writes.map(({ operator, target }) => [operator, target.value])).toEqual(writes);
      });

    if (assigns)
      it("keeps what is assigned", () => {
        const seen = read(`${input}\nprobe`).invocations.map(({ scope }) => scope.variables);
        for (const name of assigns) expect(seen.some(variables => variables.has(name))).toBe(true);
      });

    if (effective)
      it.skipIf(through && !PROGRAMS.has(through))(
        `sees through what carries it${through && !PROGRAMS.has(through) ? ` (skipped: no pack reads ${through} yet)` : ""}`,
        () => {
          const found = everything(input).map(values);
          for (const argv of effective) expect(found).toContainEqual(argv);
        },
      );
  },
);

/** Every command of a text, those behind wrappers included: each pack hands on what it carries. */
function everything(text: string): Invocation[] {
  const found: Invocation[] = [];
  const shell = (inner: string, scope: Invocation["scope"]) => {
    for (const command of readShell(inner, scope, facts()).invocations) take(command);
  };
  const take = (command: Invocation): void => {
    found.push(command);
    const pack = PACKS.find(one => one.kind === "program" && one.programs.includes(command.program));
    if (pack?.kind === "program") for (const inner of pack.read(command, facts()).inner ?? []) enter(inner);
  };
  const enter = (inner: Inner): void => {
    if (inner.kind === "shell") shell(inner.text, inner.scope);
    if (inner.kind === "argv")
      take({
        program: programName(inner.argv[0]),
        argv: inner.argv,
        redirects: [],
        stdin: inner.stdin ?? { kind: "none" },
        scope: inner.scope,
      });
  };
  shell(text, SCOPE);
  return found;
}
