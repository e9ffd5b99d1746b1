import { describe, expect, it } from "vitest";
import { effectsOfGuardCommand, effectsOfGuardScript } from "../../src/core/detectors/guard/command.ts";
import { Facts } from "../../src/core/facts/facts.ts";
import { wordOfText } from "../../src/core/text/words.ts";

const words = (line: string) =>
  line
    .split(" ")
    .filter(Boolean)
    .map(word => wordOfText(word));

describe("the guard's own commands", () => {
  it.each<[string, "none" | "possible" | "certain"]>([
    ["resume", "certain"],
    ["--quiet resume", "certain"],
    ["uninstall", "certain"],
    ["uninstall claude-code", "certain"],
    ["service stop", "certain"],
    ["service --verbose stop", "certain"],
    ["frobnicate", "possible"],
    ["policy trust", "certain"],
    ["policy undo", "possible"],
    ["￼", "possible"],
    ["service ￼", "possible"],
    ["service start", "none"],
    ["service", "none"],
    ["check resume", "none"],
    ["explain uninstall", "none"],
    ["halt", "none"],
    ["install", "none"],
    ["audit verify", "none"],
    ["policy test", "none"],
    ["--version", "none"],
    ["", "none"],
  ])("agentguard %s: %s", (line, expected) => {
    const [effect] = effectsOfGuardCommand(words(line), undefined, true);
    expect(effect?.certainty ?? "none").toBe(expected);
    expect(effect?.verb ?? "disable-protection").toBe("disable-protection");
  });
});

describe("its script", () => {
  it.each<[string, string]>([
    ["node /home/dev/.local/share/agentguard/runtime/cli.cjs resume", "certain"],
    ["node --no-warnings /x/agentguard-1.2/dist/cli.cjs service stop", "certain"],
    ["node /x/agentguard/dist/cli.cjs frobnicate", "possible"],
    ["node /x/agentguard/dist/cli.cjs status", "looks"],
    ["node dist/cli.cjs resume", "possible"],
    ["node dist/cli.cjs resume now", "other"],
    ["node dist/cli.cjs build", "other"],
    ["node dist/main.cjs resume", "other"],
    ["node", "other"],
  ])("%s: %s", (line, expected) => {
    const argv = words(line);
    const scope = { cwd: "/", variables: new Map(), via: [] };
    const command = { program: "node", argv, redirects: [], stdin: { kind: "none" }, scope } as const;
    const effects = effectsOfGuardScript(command, new Facts(new Map(), { roots: [], platform: "linux" }));
    expect(effects === undefined ? "other" : (effects[0]?.certainty ?? "looks")).toBe(expected);
  });
});
