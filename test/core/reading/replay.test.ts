/** A command that comes again is not read twice; what comes out is what reading it each time brings. */
import { describe, expect, it } from "vitest";
import type { ShellDialect } from "../../../src/core/action/action.ts";
import type { Effect } from "../../../src/core/effects/effect.ts";
import type { Step } from "../../../src/core/effects/trace.ts";
import { Facts } from "../../../src/core/facts/facts.ts";
import { readEffects, traceEffects } from "../../../src/core/reading/read.ts";
import { PACKS } from "../../../src/packs/index.ts";

const around = { roots: ["/w"], home: "/home/u", platform: "linux" as const };

function effectsIn({ effects, inside }: Step): readonly Effect[] {
  return [...effects, ...inside.flatMap(effectsIn)];
}

/** In an order that does not tell where they were found. */
function sorted(effects: readonly Effect[]): readonly string[] {
  return effects.map(effect => JSON.stringify(effect)).sort();
}

/** A traced reading reads every command for itself. `twins`: effects that were taken over from an earlier command. */
function check(text: string, twins: number, shell: ShellDialect = "bash"): void {
  const action = { kind: "command", text, shell, cwd: "/w", origin: { agent: "test" } } as const;
  const reading = readEffects(action, new Facts(new Map(), around), PACKS);
  const read = effectsIn(traceEffects(action, new Facts(new Map(), around), PACKS));
  expect(sorted(reading.effects)).toEqual(sorted(read));
  expect(reading.causes).toHaveLength(read.length);
  expect(reading.twins.size).toBe(twins);
}

describe("the same command again", () => {
  it.each<[string, string, number, ShellDialect?]>([
    ["is taken over, at its own place", "rm -rf a; ls; rm -rf a; ls; rm -rf a", 2],
    ["with other blanks between its words is read", "rm -rf a; rm  -rf a", 0],
    ["in another folder is read", "rm -rf a; cd b; rm -rf a", 0],
    ["behind an assignment is read", "A=1; rm -rf $A; A=2; rm -rf $A", 0],
    ["behind a test that found it missing is read", "[ -e a ] || rm -rf a; rm -rf a", 0],
    ["behind what it would break off is read", "git merge --abort; git merge x || git merge --abort", 0],
    ["behind a file of that name is read", "sh x.sh; echo rm -rf b > x.sh; sh x.sh", 0],
    ["behind a copy of its program is read", "./x -rf a; cp /bin/rm x; ./x -rf a", 0],
    [
      "with what was selected in between is read",
      "terraform destroy; terraform workspace select prod; terraform destroy",
      0,
    ],
    ["behind an encrypted copy is read", "rm a; openssl enc -aes256 -in a -out a.enc; rm a", 0],
    ["with another input is read", "echo 'drop table a' | psql; echo 'drop table b' | psql", 0],
    ["in a text within a text is taken over there", "sh -c 'rm -rf a; rm -rf a'; sh -c 'rm -rf a'", 1],
    ["in a text within a text with other blanks is read", "sh -c 'rm -rf a; rm  -rf a'", 0],
    ["in a text that stands nowhere as it is read is taken over", 'sh -c "rm -rf \\"a\\"; rm -rf \\"a\\""', 1],
    ["in PowerShell", "Remove-Item -Recurse a; Remove-Item -Recurse a", 1, "powershell"],
    ["in cmd.exe, behind a copy that is the same", "copy a b & copy a b & copy a b & dir", 1, "cmd"],
    ["in cmd.exe, behind another copy, is read", "del b & copy a b & del b", 0, "cmd"],
    ["behind a variable that is set to what it was", "A=1; rm -rf $A; A=1; rm -rf $A", 1],
  ])("%s", (_, text, twins, shell) => check(text, twins, shell));

  it("still counts towards what can be read", () => {
    const action = {
      kind: "command",
      text: "ls;".repeat(2100),
      shell: "bash",
      cwd: "/w",
      origin: { agent: "test" },
    } as const;
    const { effects } = readEffects(action, new Facts(new Map(), around), PACKS);
    expect(effects.map(({ says }) => says).join()).toMatch(/more than 2000 commands|more commands than/);
  });
});
