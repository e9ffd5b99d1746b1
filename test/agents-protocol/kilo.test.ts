import { describe, expect, test } from "vitest";
import { kilo } from "../../src/agents/kilo.ts";
import { checkPayloads, view } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  const notebook = "/workspace/a.ipynb";
  checkPayloads(kilo, {
    shell: { kind: "command", text: "rm -rf important", shell: "bash", cwd },
    "apply-patch": { kind: "patch", text: "*** Begin Patch\n*** Delete File: src/a.ts\n*** End Patch", cwd },
    "background-start": { kind: "command", text: "npm run dev", shell: "bash", cwd: "/workspace/web" },
    "background-stop": "pass",
    "notebook-edit": { kind: "edit", path: notebook, cwd },
    "notebook-execute": {
      kind: "mcp",
      server: "kilo",
      tool: "notebook_execute",
      arguments: { path: "a.ipynb", index: 0, expected_revision: "1" },
      cwd,
    },
    "notebook-read": { kind: "read", path: notebook, cwd },
    "generate-image": { kind: "edit", path: "/workspace/img/cat.png", cwd },
    "send-file": { kind: "read", path: "/workspace/.env", cwd },
    "repo-clone": { kind: "command", text: "git clone -- owner/repo", shell: "sh", cwd },
    "browser-open": { kind: "fetch", url: "http://localhost:3000", method: "GET", cwd },
    "schedule-wakeup": "pass",
    mcp: { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
  });
});

test.each<[string, string, string]>([
  ["cron_delete", "cron", "delete"],
  ["agent_manager", "agent", "manager"],
  ["board_post", "board", "post"],
  ["kilo_memory_save", "kilo_memory", "save"],
])("%s beside a server of that name is the server's", (tool, server, name) => {
  const call = { event: "tool.execute.before", tool, args: { all: true }, cwd, servers: ["kilo", server] };
  expect(view(kilo.read(call, {}))).toEqual({ kind: "mcp", server, tool: name, arguments: { all: true }, cwd });
});

test.each([
  [{}, "/h/.config/kilo/plugin/agentguard.js"],
  [{ XDG_CONFIG_HOME: "/x" }, "/x/kilo/plugin/agentguard.js"],
])("its plugin with %j is at %s", (env, file) => {
  expect(kilo.install({ home: "/h", env, launcher: "/h/agentguard/hook" }).map(edit => edit.file)).toEqual([file]);
});
