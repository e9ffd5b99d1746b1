/** Which sets of paths can hold a guarded place: of a machine that has one link, and files of agents. */
import { describe, expect, it } from "vitest";
import { type Fact, Facts, type StatFact, type Surroundings } from "../../../src/core/facts/facts.ts";
import { guardFileAmong } from "../../../src/core/files/guarded-sets.ts";

const THERE = [
  "/home/dev/.claude/settings.json",
  "/home/dev/app/.claude/settings.json",
  "/etc/codex/requirements.toml",
  "/home/dev/.kiro/hooks/my.json",
];
const AROUND: Surroundings = {
  roots: ["/home/dev/app"],
  cwd: "/home/dev/app",
  home: "/home/dev",
  guard: ["/home/dev/.local/share/agentguard", "/home/dev/.config/agentguard"],
  guardProcesses: [4242],
  hookFiles: [
    { path: "~/.claude/settings.json", agent: "Claude Code" },
    { path: "~/.cursor/hooks.json", agent: "Cursor" },
    { path: "~/.kiro/hooks/*.json", agent: "Kiro" },
    { path: "/etc/codex/requirements.toml", agent: "Codex" },
  ],
  platform: "linux",
};

/** Answers every look at the disk. */
class Disk extends Facts {
  override ask(want: Parameters<Facts["ask"]>[0]): never {
    const { path } = want as { path: string };
    const base = { size: 1, mtimeMs: 0, realpath: path };
    const link = path.startsWith("/home/dev/app/link")
      ? path.replace("/home/dev/app/link", "/home/dev/.local/share/agentguard")
      : undefined;
    const folder = THERE.some(file => file.startsWith(`${path}/`));
    const stat: StatFact = link
      ? { ...base, type: "link", realpath: link }
      : { ...base, type: THERE.includes(path) ? "file" : folder ? "directory" : "missing" };
    return stat as Fact as never;
  }
}

function check(cover: string, expected: string, around: Surroundings = AROUND): void {
  const found = guardFileAmong(cover, new Disk(new Map(), around));
  expect(found ? `${found.file.kind} ${found.surely ? "surely" : "perhaps"}` : "misses").toBe(expected);
}

describe("a set of paths", () => {
  it.each([
    ["/home/dev/.local/share/agentguard/hook", "own surely"],
    ["/home/dev/.local/share/agentguard/h*", "own surely"],
    ["/home/dev/.local/share/agentguard/**", "own surely"],
    ["/home/dev/.local/share/agent*/hook", "own perhaps"],
    ["/home/dev/.local/share/*", "own perhaps"],
    ["/home/dev/.local/share/!(x)/hook", "own perhaps"],
    ["/home/dev/.local/**", "own perhaps"],
    ["/home/*/.config/*/policy.json", "own perhaps"],
    ["/**/policy.json", "own perhaps"],
    ["/proc/*/mem", "own perhaps"],
    ["/proc/[0-9]*/oom_score_adj", "own perhaps"],
    ["/home/dev/app/link/h*", "own surely"],
    ["/home/dev/.claude/settings.json", "hooks surely"],
    ["/home/dev/.c*/settings.json", "hooks perhaps"],
    ["/home/dev/.c*/*.json", "hooks perhaps"],
    ["/home/dev/.[ck]*/hooks/*.json", "hooks perhaps"],
    ["/home/dev/.q*/settings.json", "misses"],
    ["/home/dev/app/packages/*/.claude/settings.json", "hooks perhaps"],
    ["/home/dev/app/**/settings.json", "hooks perhaps"],
    ["/home/dev/app/**/*.json", "hooks perhaps"],
    ["/etc/*/requirements.toml", "hooks perhaps"],
    ["/home/dev/app/packages/*/.agentguard.json", "policy perhaps"],
    ["/home/dev/*", "misses"],
    ["/home/dev/*/settings.json", "misses"],
    ["/home/dev/app/*.json", "misses"],
    ["/home/dev/app/**", "misses"],
    ["/home/dev/app/src/**/*.ts", "misses"],
    ["/home/dev/.cache/*", "misses"],
    ["/home/dev/.local/share/myapp/**", "misses"],
    ["/home/dev/.cursor/*.md", "misses"],
    ["/tmp/**", "misses"],
    ["/proc/self/*", "misses"],
  ])("%s: %s", (cover, expected) => check(cover, expected));

  it.each([
    ["/home/dev/.LOCAL/share/Agent*/hook", "own perhaps"],
    ["/home/dev/.C*/Settings.json", "hooks perhaps"],
  ])("in other letters on a disk that knows no case, %s: %s", (cover, expected) =>
    check(cover, expected, { ...AROUND, platform: "darwin" }),
  );
});
