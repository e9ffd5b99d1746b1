import { describe, expect, test } from "vitest";
import { opencode } from "../../src/agents/opencode.ts";
import { checkPayloads, recorded, view } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  const notes = "/workspace/notes.txt";
  checkPayloads(opencode, {
    shell: { kind: "command", text: "rm -r important", shell: "bash", cwd },
    "shell-workdir": { kind: "command", text: "pwd", shell: "bash", cwd: "/workspace/sub" },
    "subagent-shell": { kind: "command", text: "ls sub", shell: "bash", cwd },
    write: { kind: "edit", path: "/workspace/new.txt", after: "hello\n", cwd },
    edit: { kind: "edit", path: notes, replace: [{ from: "beta", to: "BETA", all: false }], cwd },
    read: { kind: "read", path: notes, cwd },
    grep: { kind: "read", path: "/workspace", cwd },
    glob: "pass",
    webfetch: { kind: "fetch", url: "https://example.com/x", method: "GET", cwd },
    todowrite: "pass",
    mcp: { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    task: "pass",
  });

  const patchText = "*** Begin Patch\n*** Delete File: a.ts\n*** End Patch";
  const call = (tool: string, args: unknown, more: object = {}) => ({
    event: "tool.execute.before",
    tool,
    args,
    cwd,
    ...more,
  });
  const resource = { server: "my_server", uri: "db://users" };
  test.each<[string, object, unknown]>([
    ["apply_patch", { patchText }, { kind: "patch", text: patchText, cwd }],
    ["edit", { filePath: "a", oldString: "", newString: "x" }, { kind: "edit", path: "/workspace/a", after: "x", cwd }],
    [
      "multiedit",
      { filePath: "a", edits: [{ oldString: "a", newString: "b", replaceAll: true }] },
      { kind: "edit", path: "/workspace/a", replace: [{ from: "a", to: "b", all: true }], cwd },
    ],
    ["grep", { pattern: "x" }, "pass"],
    [
      "read_mcp_resource",
      resource,
      { kind: "mcp", server: "my_server", tool: "resources/read", arguments: resource, cwd },
    ],
    // A script that can do nothing but call servers' tools, each of which is reported.
    ["execute", { code: "return tools.demo.list()" }, "pass"],
    // The name of a prompt, not a command.
    ["task", { command: "rm -rf important", prompt: "x", subagent_type: "general" }, "pass"],
    ["toString", {}, { kind: "mcp", server: "opencode", tool: "toString", arguments: {}, cwd }],
    ["bash", { command: 7 }, "malformed"],
    ["apply_patch", { patch: patchText }, "malformed"],
  ])("%s %j", (tool, args, act) => {
    expect(view(opencode.read(call(tool, args), {}))).toEqual(act);
  });

  test.each<[string, unknown]>([
    ["nothing", null],
    ["another agent's", { hook_event_name: "PreToolUse", tool_name: "Bash", tool_input: { command: "ls" }, cwd }],
    ["another event", { ...call("bash", { command: "ls" }), event: "tool.execute.after" }],
    ["no arguments", call("bash", undefined)],
    ["a list of arguments", call("bash", ["ls"])],
    ["no tool", call("", {})],
    ["no folder", call("bash", { command: "ls" }, { cwd: undefined })],
    ["a relative folder", call("bash", { command: "ls" }, { cwd: "work" })],
  ])("%s: malformed", (_, payload) => {
    expect(opencode.read(payload, {}).kind).toBe("malformed");
  });

  test("a sub-agent's call carries the session of the person", () => {
    const payload = opencode.read(recorded("opencode", "subagent-shell"), {});
    const { root, session } = recorded("opencode", "subagent-shell") as Record<string, string>;
    expect(payload).toMatchObject({ action: { origin: { session: root, subagent: session } } });
  });

  const args = { patchText, server: "x" };
  test.each<[string, readonly string[], unknown]>([
    ["plan_enter", ["plan"], { kind: "mcp", server: "plan", tool: "enter", arguments: args, cwd }],
    ["list_mcp_resources", ["list"], { kind: "mcp", server: "list", tool: "mcp_resources", arguments: args, cwd }],
    ["plan_enter", ["planner", "pla"], "pass"],
    ["plan_enter", [], "pass"],
    ["apply_patch", ["apply"], "malformed"],
    ["read_mcp_resource", ["read.mcp"], "malformed"],
  ])("%s beside the servers %j: a harmless name of the agent's own hides no server", (tool, servers, act) => {
    expect(view(opencode.read(call(tool, args, { servers }), {}))).toEqual(act);
  });

  test("servers that cannot be told are none", () => {
    const act = opencode.read(call("demo_drop_table", {}, { servers: "demo" }), {});
    expect(view(act)).toMatchObject({ kind: "mcp", server: "demo", tool: "drop_table" });
  });
});

test.each([
  [{}, "/h/.config/opencode/plugin/agentguard.js"],
  [{ XDG_CONFIG_HOME: "/x" }, "/x/opencode/plugin/agentguard.js"],
])("its plugin with %j is at %s", (env, file) => {
  expect(opencode.install({ home: "/h", env, launcher: "/h/agentguard/hook" }).map(edit => edit.file)).toEqual([file]);
});

test("a plugin of somebody else's at this place is not taken for ours", () => {
  const [edit] = opencode.install({ home: "/h", env: {}, launcher: "/h/agentguard/hook" });
  const theirs = "export const AgentGuard = async () => ({});\n";
  expect([edit?.present(theirs), edit?.starts?.(theirs), edit?.remove(theirs)]).toEqual([false, undefined, theirs]);
  const older = edit?.apply(null).replace("const FAILED", "const OLDER") ?? "";
  expect([edit?.present(older), edit?.starts?.(older), edit?.remove(older)]).toEqual([
    false,
    { kind: "module", file: edit?.file },
    null,
  ]);
});
