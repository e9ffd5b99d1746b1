import { describe, expect, test } from "vitest";
import { amp } from "../../src/agents/amp.ts";
import { checkPayloads } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  checkPayloads(amp, {
    shell: { kind: "command", text: "rm -rf important", shell: "bash", cwd },
    "shell-workdir": { kind: "command", text: "rm -rf important", shell: "bash", cwd: "/srv" },
    "shell-older": { kind: "command", text: "rm -rf important", shell: "bash", cwd: "/srv" },
    "create-file": { kind: "edit", path: "/workspace/new.txt", after: "hello\n", cwd },
    "edit-file": { kind: "edit", path: "/workspace/src/a.ts", replace: [{ from: "a", to: "b", all: true }], cwd },
    "apply-patch": { kind: "patch", text: "*** Begin Patch\n*** Delete File: src/a.ts\n*** End Patch", cwd },
    read: { kind: "read", path: "/workspace/.env.production", cwd },
    grep: { kind: "read", path: "/workspace/.env", cwd },
    glob: "pass",
    "read-web-page": { kind: "fetch", url: "https://example.com/x", method: "GET", cwd },
    "read-mcp-resource": {
      kind: "mcp",
      server: "demo",
      tool: "resources/read",
      arguments: { server: "demo", uri: "demo://users" },
      cwd,
    },
    mcp: { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    toolbox: { kind: "mcp", server: "amp", tool: "tb__deploy", arguments: { to: "production" }, cwd },
  });

  test.each<[string, unknown]>([
    ["another event", { event: "tool.result", tool: "shell_command", input: { command: "ls" }, cwd }],
    ["no input", { event: "tool.call", tool: "shell_command", cwd }],
    ["a command that is none", { event: "tool.call", tool: "shell_command", input: { command: [] }, cwd }],
    ["a relative folder", { event: "tool.call", tool: "shell_command", input: { command: "ls" }, cwd: "work" }],
  ])("%s: malformed", (_, payload) => {
    expect(amp.read(payload, {}).kind).toBe("malformed");
  });
});

test.each([
  [{}, "/h/.config/amp/plugins/agentguard.ts"],
  [{ XDG_CONFIG_HOME: "/x" }, "/x/amp/plugins/agentguard.ts"],
])("its plugin with %j is at %s", (env, file) => {
  expect(amp.install({ home: "/h", env, launcher: "/h/agentguard/hook" }).map(edit => edit.file)).toEqual([file]);
});
