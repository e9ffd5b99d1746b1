/** One act, told by several hooks, is judged once: from the payloads as they come to the one answer. */
import { describe, expect, it } from "vitest";
import { AGENTS } from "../../../src/agents/index.ts";
import { SameAct } from "../../../src/hosts/service/same-act.ts";
import { recorded } from "../../support/agent-payloads.ts";
import { FakeClock } from "./fake-clock.ts";

/** The entry that is started, the fixture that it is given (`<folder>/<name>`), and what is different in it. */
type Call = readonly [entry: string, fixture: string, changed?: object];

/** How often somebody would have been asked, each call coming two seconds after the answer to the one before. */
async function judgements(calls: readonly Call[]): Promise<number> {
  const clock = new FakeClock();
  const same = new SameAct(clock);
  let runs = 0;
  for (const [entry, fixture, changed] of calls) {
    const [folder = "", name = ""] = fixture.split("/");
    const payload = { ...(recorded(folder, name) as object), ...changed };
    const read = AGENTS.find(({ id }) => id === entry)?.read(payload, undefined);
    expect(read?.kind, `${entry} reads ${fixture}`).toMatch(/^(?:act|pass)$/);
    if (read?.kind !== "act") continue;
    const answer = await same.share(read.action, read.event, new AbortController().signal, async () => {
      runs++;
      return { kind: "deny", reason: "once" };
    });
    expect(answer).toEqual({ kind: "deny", reason: "once" });
    clock.pass(2000);
  }
  return runs;
}

const COPILOT = "copilot-cli";
const VSCODE = "vscode-chat";
const CLAUDE = "claude-code";

describe("one act, asked about once", () => {
  it.each<[string, readonly Call[]]>([
    [
      "Cursor's two events of a command",
      [
        ["cursor", "cursor/preToolUse-shell"],
        ["cursor", "cursor/beforeShellExecution-shell"],
      ],
    ],
    [
      "Cursor's two events of a call of a server's tool",
      [
        ["cursor", "cursor/preToolUse-mcp"],
        ["cursor", "cursor/beforeMCPExecution-mcp"],
      ],
    ],
    [
      "Cursor's two events of a read",
      [
        ["cursor", "cursor/preToolUse-read"],
        ["cursor", "cursor/beforeReadFile-read"],
      ],
    ],
    [
      "Cursor, which runs Claude Code's entry too",
      [
        [CLAUDE, "cursor/preToolUse-shell"],
        ["cursor", "cursor/beforeShellExecution-shell"],
        [CLAUDE, "cursor/beforeShellExecution-shell"],
      ],
    ],
    ...(["shell", "write", "edit", "mcp"] as const).map((act): [string, readonly Call[]] => [
      `Copilot's ${act}: its own entry, an administrator's, VS Code's, the plugin, and Claude Code's in the project`,
      [
        [COPILOT, `copilot-cli/preToolUse-${act}`],
        [COPILOT, `copilot-cli/preToolUse-${act}`],
        [VSCODE, `copilot-cli/PreToolUse-pascal-${act}`],
        [VSCODE, `copilot-cli/PreToolUse-pascal-${act}`],
        [CLAUDE, `copilot-cli/PreToolUse-pascal-${act}`],
      ],
    ]),
    ...(["shell", "mcp"] as const).map((act): [string, readonly Call[]] => [
      `Copilot's ${act}, before it is run and before it is permitted`,
      [
        [COPILOT, `copilot-cli/preToolUse-${act}`],
        [COPILOT, `copilot-cli/permissionRequest-${act}`],
      ],
    ]),
    ...(["shell", "create", "replace", "replace-several", "patch", "mcp"] as const).map(
      (act): [string, readonly Call[]] => [
        `VS Code's ${act}: the plugin, both files in Copilot's folder, and Claude Code's entry`,
        [
          [VSCODE, `vscode-chat/PreToolUse-${act}`],
          [COPILOT, `vscode-chat/PreToolUse-${act}`],
          [VSCODE, `vscode-chat/PreToolUse-${act}`],
          [CLAUDE, `vscode-chat/PreToolUse-${act}`],
        ],
      ],
    ),
    [
      "Claude Code in VS Code's agent host: the plugin and its own entry",
      [
        [VSCODE, "claude-code/PreToolUse-shell"],
        [CLAUDE, "claude-code/PreToolUse-shell"],
      ],
    ],
    [
      "Devin, which takes over Claude Code's entry",
      [
        [CLAUDE, "devin/PreToolUse-shell"],
        ["devin", "devin/PreToolUse-shell"],
      ],
    ],
    [
      "Droid, in a folder with Claude Code's entry",
      [
        ["droid", "droid/PreToolUse-shell"],
        [CLAUDE, "droid/PreToolUse-shell"],
      ],
    ],
    [
      "Grok Build, which runs Claude Code's entry too",
      [
        ["grok-build", "grok-build/pre_tool_use-shell"],
        [CLAUDE, "grok-build/pre_tool_use-shell"],
      ],
    ],
  ])("%s", async (_, calls) => expect(await judgements(calls)).toBe(1));
});

describe("two acts that look alike, asked about twice", () => {
  it.each<[string, readonly Call[]]>([
    [
      "Copilot runs the same command again",
      [
        [COPILOT, "copilot-cli/preToolUse-shell"],
        [COPILOT, "copilot-cli/preToolUse-shell", { timestamp: 1795236529999 }],
        [VSCODE, "copilot-cli/PreToolUse-pascal-shell", { timestamp: "2026-11-21T04:48:49.999Z" }],
      ],
    ],
    [
      "VS Code runs the same command again",
      [
        [VSCODE, "vscode-chat/PreToolUse-shell"],
        [COPILOT, "vscode-chat/PreToolUse-shell", { tool_use_id: "call_0002" }],
      ],
    ],
    [
      "the same command in another session",
      [
        [VSCODE, "claude-code/PreToolUse-shell"],
        [CLAUDE, "claude-code/PreToolUse-shell", { session_id: "another" }],
      ],
    ],
    [
      "two hosts that happen to run the same",
      [
        [CLAUDE, "devin/PreToolUse-shell"],
        [CLAUDE, "droid/PreToolUse-shell"],
      ],
    ],
  ])("%s", async (_, calls) => expect(await judgements(calls)).toBe(2));
});
