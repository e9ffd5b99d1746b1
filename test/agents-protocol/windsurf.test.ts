import { describe, expect, test } from "vitest";
import { windsurf } from "../../src/agents/windsurf.ts";
import { checkPayloads, recorded, view } from "../support/agent-payloads.ts";

describe("payloads", () => {
  const cwd = "/workspace/app";
  const pieces = [
    { from: "import os", to: "import os\nimport sys", all: false },
    { from: "exit(1)", to: "sys.exit(1)", all: false },
  ];
  checkPayloads(windsurf, {
    "pre_run_command-shell": { kind: "command", text: "rm -rf important", shell: "bash", cwd },
    "pre_write_code-edit": { kind: "edit", path: "/workspace/app/main.py", replace: pieces, cwd },
    "pre_write_code-new": { kind: "edit", path: "/workspace/app/new.py", after: "print('hello')\n", cwd },
    "pre_read_code-read": { kind: "read", path: "/workspace/app/.env.production", cwd },
    // Nothing says where: without the hook's own environment it cannot be judged.
    "pre_mcp_tool_use-mcp": "malformed",
    "pre_user_prompt-plain": "pass",
    "post_run_command-shell": "pass",
  });

  test("an MCP call is made in the folder of the hook", () => {
    const payload = windsurf.read(recorded("windsurf", "pre_mcp_tool_use-mcp"), { PWD: "/workspace" });
    expect(view(payload)).toEqual({
      kind: "mcp",
      server: "demo",
      tool: "drop_table",
      arguments: { table: "users" },
      cwd: "/workspace",
    });
    expect(payload).toMatchObject({ action: { origin: { agent: "windsurf", session: "8f0c1a52" } } });
  });
});

describe("what cannot be read is told", () => {
  const call = (event: string, info: unknown) => ({ agent_action_name: event, tool_info: info });
  test.each<[unknown, string]>([
    [7, "expected object, received number"],
    [{ trajectory_id: "x" }, "agent_action_name: expected string, received undefined"],
    [call("pre_run_command", { cwd: "/w" }), "tool_info.command_line: expected string, received undefined"],
    [call("pre_run_command", { command_line: "ls" }), "neither the call nor the hook's own environment names a folder"],
    [call("pre_write_code", { file_path: "/w/a", edits: "x" }), "tool_info.edits: expected array, received string"],
  ])("%j", (payload, because) => {
    expect(windsurf.read(payload, undefined)).toMatchObject({ kind: "malformed", because });
  });
});

describe("answers", () => {
  test("silence lets it run, exit code 2 and words refuse", () => {
    expect(windsurf.reply({ kind: "no-opinion" }, "pre_run_command")).toEqual({ stdout: "", stderr: "", exitCode: 0 });
    expect(windsurf.reply({ kind: "deny", reason: "held" }, undefined)).toEqual({
      stdout: "",
      stderr: "held\n",
      exitCode: 2,
    });
  });
});

describe("machine-wide hooks", () => {
  test.each([
    ["/home/me", "/etc/windsurf/hooks.json"],
    ["/Users/me", "/Library/Application Support/Windsurf/hooks.json"],
    ["C:/Users/me", "C:/ProgramData/Windsurf/hooks.json"],
  ])("for homes like %s in %s", (home, file) => {
    const [edit] = windsurf.managed?.({ home, env: {}, launcher: "/x/agentguard/hook" }) ?? [];
    expect(edit?.file).toBe(file);
    expect(Object.keys((JSON.parse(edit?.apply(null) ?? "{}") as { hooks: object }).hooks)).toEqual([
      "pre_run_command",
      "pre_write_code",
      "pre_read_code",
      "pre_mcp_tool_use",
    ]);
  });
});
