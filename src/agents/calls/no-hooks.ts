/** An agent that asks nobody: what can be said of it, and that nothing it might send us is believed. */
import type { Agent, Reply } from "../agent.ts";

export type Unhooked = Pick<Agent, "id" | "title" | "owns" | "shellMarkers" | "cannot" | "detect"> &
  Pick<Partial<Agent>, "client" | "switches" | "mcpServers">;

export function withoutHooks(said: Unhooked): Agent {
  return {
    ...said,
    timeoutSeconds: 30,
    marginSeconds: 5,
    channels: { shell: "unreached", edit: "unreached", delete: "unreached", mcp: "unreached", read: "unreached" },
    whenHookFails: "open",
    whenLate: "open",
    proof: "documented payloads",
    read: () => ({ kind: "malformed", because: `${said.title} has no hooks, so this does not come from it` }),
    reply: (answer): Reply =>
      answer.kind === "no-opinion"
        ? { stdout: "{}\n", stderr: "", exitCode: 0 }
        : { stdout: "", stderr: `${answer.reason}\n`, exitCode: 2 },
    shellCall: (command, cwd) => ({ tool_name: "shell", tool_input: { command }, cwd }),
    install: () => [],
  };
}
