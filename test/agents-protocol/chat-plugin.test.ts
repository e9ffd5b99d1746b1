/** The plugin that our extension brings for VS Code's chat: what it starts, and where it stands. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root } from "../support/project.ts";

const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const { hooks } = read("agent-plugin/hooks/hooks.json");
const [{ hooks: entries }] = hooks.PreToolUse;
const line: string = entries[0].command;
const PAYLOAD = '{"tool_name":"run_in_terminal"}';
const MAC = process.platform === "darwin";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "ag-plugin-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const dataFolder = () => join(home, MAC ? "Library/Application Support" : ".local/share");
const launcher = (script: string, data = dataFolder()) => {
  const file = join(data, "agentguard", "hook");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
};
/** As an editor starts it, with hardly a variable to rely on. */
function start(env: NodeJS.ProcessEnv = {}) {
  const { stdout, stderr, status } = spawnSync("/bin/sh", ["-c", line], {
    input: PAYLOAD,
    encoding: "utf8",
    env: { HOME: home, ...env },
  });
  return { stdout, stderr, status };
}

describe("what it starts", () => {
  test("the launcher, with what the chat says and VS Code's name, wherever the person's data are", () => {
    const echo = 'printf "%s %s" "$1" "$(/bin/cat)"';
    launcher(echo);
    const answer = { stdout: `vscode-chat ${PAYLOAD}`, stderr: "", status: 0 };
    expect(start()).toEqual(answer);
    expect(start({ XDG_DATA_HOME: "" })).toEqual(answer);
    expect(start({ PATH: "/nonexistent", BASH_ENV: "/nonexistent", ENV: "/nonexistent" })).toEqual(answer);
  });

  test.skipIf(MAC)("the folder that XDG_DATA_HOME names, with a space in it", () => {
    const data = join(home, "my data");
    launcher("exit 2", data);
    expect(start({ XDG_DATA_HOME: data }).status).toBe(2);
    launcher("echo {}", data);
    expect(start({ XDG_DATA_HOME: data })).toEqual({ stdout: "{}\n", stderr: "", status: 0 });
  });

  test("a refusal of the launcher goes through to the byte", () => {
    launcher("echo '{\"no\": 1}'; echo held >&2; exit 2");
    expect(start()).toEqual({ stdout: '{"no": 1}\n', stderr: "held\n", status: 2 });
  });

  test.each([
    ["there is no launcher", undefined, "its hook is not there"],
    ["the launcher crashes", "exit 1", "its hook failed"],
    ["the launcher is killed", "kill -9 $$", "its hook failed"],
  ])("%s: refused, with words for every target", (_, script, words) => {
    if (script !== undefined) launcher(script);
    const { stdout, stderr, status } = start();
    expect(status).toBe(2);
    expect(stderr).toContain(words);
    const said = { permissionDecision: "deny", permissionDecisionReason: expect.stringContaining(words) };
    expect(JSON.parse(stdout)).toEqual({ ...said, hookSpecificOutput: { hookEventName: "PreToolUse", ...said } });
  });
});

describe("where it stands", () => {
  test("in a folder of the form of Claude Code, which VS Code finds by its manifest; its line holds no comment", () => {
    expect(read("agent-plugin/.claude-plugin/plugin.json")).toMatchObject({ name: "agentguard" });
    expect(Object.keys(hooks)).toEqual(["PreToolUse"]);
    expect(entries).toEqual([{ type: "command", command: line, timeout: 600 }]);
    expect(line).not.toContain("//");
  });

  test("the manifest names it under a setting that a person can switch off, and no workspace", () => {
    const { contributes } = read("package.json");
    expect(contributes.chatPlugins).toEqual([{ path: "./agent-plugin", when: "config.agentguard.chatPlugin" }]);
    expect(contributes.configuration.properties["agentguard.chatPlugin"]).toMatchObject({
      default: true,
      scope: "application",
    });
  });
});
