/** What an agent may try against its guard, and what only looks like it: by the engine alone, without a machine. */
import { describe, expect, it } from "vitest";
import { isOnGuard } from "../../../../src/core/decision/self-protection.ts";
import { ATTEMPTS, type Attempt, actAt, nameOf, type Target } from "../../../support/attempts.ts";
import { judgeIn, type World } from "../../../support/little-world.ts";

const PLACES = {
  home: "/home/dev",
  data: "/home/dev/.local/share/agentguard",
  config: "/home/dev/.config/agentguard",
  root: "/home/dev/app",
  pid: "48211",
};

/** A machine with a guard has its files, and agents' settings that hold its hook. */
const MACHINE = {
  files: {
    [`${PLACES.home}/guard/package.json`]: '{ "name": "agentguard" }',
    ...Object.fromEntries(
      [
        ...["hook", "audit.jsonl", "runtime/cli.cjs"].map(name => `${PLACES.data}/${name}`),
        `${PLACES.config}/policy.json`,
        ...["claude/settings.json", "cursor/hooks.json", "codex/hooks.json", "codex/config.toml"].map(
          name => `${PLACES.home}/.${name}`,
        ),
      ].map(path => [path, `{ "hooks": [{ "command": "${PLACES.data}/hook" }] }`]),
    ),
  },
};

/** The same on a machine with Windows. */
const WINDOWS = {
  files: Object.fromEntries(
    ["AppData/Local/agentguard/hook", "AppData/Roaming/agentguard/policy.json", ".claude/settings.json"].map(name => [
      `C:/Users/dev/${name}`,
      "{}",
    ]),
  ),
};

/** The same where the folders around them hold more than a look at them tells. */
const CROWDED = {
  files: Object.fromEntries([
    ...Object.entries(MACHINE.files),
    ...["", "/.local", "/.local/share", "/.config", "/.claude"].flatMap(folder =>
      Array.from({ length: 120 }, (_, i) => [`${PLACES.home}${folder}/thing${i}`, ""] as const),
    ),
  ]),
};

/** What the guard holds for others' sake, and passes where the policy only observes. */
const FOR_OTHERS = new Set<Target>(["nothing", "other safeguards", "what starts by itself"]);
const SILENT = new Set(["allow"]);

for (const on of new Set(ATTEMPTS.map(attempt => attempt.on))) {
  describe(on === "nothing" ? "what only looks like it passes" : `an attempt on ${on}`, () => {
    it.each(ATTEMPTS.filter(attempt => attempt.on === on).map(attempt => [nameOf(attempt), attempt] as const))(
      "%s",
      async (_, attempt) => {
        const windows = attempt.act.kind === "command" && /^(?:powershell|cmd)$/.test(attempt.act.shell ?? "");
        for (const world of windows ? [WINDOWS] : [MACHINE, CROWDED]) await check(attempt, world);
      },
    );
  });
}

describe("a sweep through a project that has agents' settings passes", () => {
  const PROJECT = { files: { ...MACHINE.files, ".claude/settings.json": "{}", "src/a.ts": "x" }, git: {} };
  it.each([
    "find . -type f -exec chmod 644 {} +",
    "find . -type f -exec dos2unix {} \\;",
    "find src -name '*.ts' -exec sed -i s/a/b/ {} +",
    "grep -rl foo . | xargs sed -i s/foo/bar/g",
    "grep -rl foo --include='*.py' . | xargs sed -i s/foo/bar/g",
    "rg -l foo | xargs sed -i s/foo/bar/g",
    "git ls-files -z | xargs -0 sed -i s/foo/bar/g",
    "git ls-files '*.ts' | xargs npx prettier --write",
    "for f in *.json; do jq . $f > $f.tmp && mv $f.tmp $f; done",
    "sed -i s/a/b/ src/*",
    "tar -xzf a.tgz",
    "rsync -a template/ .",
  ])("%s", text => check({ on: "nothing", act: { kind: "command", text }, expect: "allow" }, PROJECT));
});

describe("of an editor's extensions the guard's own is held, whatever pattern finds it", () => {
  const EDITOR = {
    files: {
      ...MACHINE.files,
      ...Object.fromEntries(
        ["agentguard.agentguard-0.1.0", "ms-python.python-1.2.0"].map(name => [
          `${PLACES.home}/.vscode/extensions/${name}/package.json`,
          "{}",
        ]),
      ),
    },
  };
  it.each([
    ["its extension", "deny", "rm -rf ~/.vscode/extensions/*agentguard*"],
    ["its extension", "deny", "mv ~/.vscode/extensions/*-0.1* /tmp"],
    ["its extension", "held", "rm -rf ~/.vscode/extensions/*"],
    // Asked for what is lost, as anywhere in the home.
    ["nothing", "held", "rm -rf ~/.vscode/extensions/*python*"],
  ] as const)("%s, %s: %s", (on, expected, text) =>
    check({ on, act: { kind: "command", text }, expect: expected }, EDITOR),
  );
});

async function check({ on, act, expect: expected }: Attempt, world: World): Promise<void> {
  const judgement = await judgeIn(world, actAt(act, PLACES));
  const { decision, reasons } = judgement;
  const why = reasons.map(({ rule, points, because }) => `${points} ${rule}: ${because}`).join("\n");
  const got = expected !== "held" ? decision : SILENT.has(decision) ? decision : "held";
  expect(`${got}\n${why}`).toBe(`${expected}\n${why}`);
  // Also where the policy only observes.
  expect(`${isOnGuard(judgement)}\n${why}`).toBe(`${!FOR_OTHERS.has(on)}\n${why}`);
}
