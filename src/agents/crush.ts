/**
 * Describes Crush. Contract: charmbracelet/crush, `docs/hooks/README.md` and `internal/agent/tools` of August 2026.
 * Hooks run in Crush's own POSIX shell, for the calls of the top-level agent only.
 */
import * as z from "zod";
import type { Agent, Answer, InstallTarget, Payload, Reply } from "./agent.ts";
import {
  fetches,
  harmlessTools,
  mcpTool,
  type ReadTool,
  reads,
  readToolCall,
  replace,
  searches,
  shell,
  type Tools,
  write,
} from "./calls/tool-calls.ts";
import { absoluteFolder, readToolEvent, TOOL_CALL } from "./calls/tool-event.ts";
import { closedLaunchLine, isLaunchLine, lineOf, lineStart } from "./configuration/command-line.ts";
import { loginsIn } from "./configuration/logins.ts";
import { unasked } from "./configuration/switches.ts";
import { jsonConfigEdit } from "./json-config.ts";
import { hint } from "./payload.ts";

const ID = "crush";
const TIMEOUT_SECONDS = 300;

export const crush: Agent = {
  id: ID,
  title: "Crush",
  owns: {
    folders: [".crush", ".config/crush"],
    settings: ["crush.json", ".crush.json"],
    instructions: ["CRUSH.md"],
    toldEverywhere: ["~/.config/crush/**.md"],
    logins: loginsIn("crush"),
    variables: "CRUSH",
    programs: { crush: { unasked: ["y"] } },
  },
  shellMarkers: [{ name: "CRUSH" }, { name: "AI_AGENT", value: /^crush$/ }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "none", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "What a sub-agent does fires no hook: only the call that starts the sub-agent is seen.",
    "A tool of an MCP server is named with underscores between server and tool, so a server whose name holds one is told by the first part of it.",
  ],
  proof: "documented payloads",
  client: { commands: ["crush"], versionArguments: ["--version"], measured: "documentation of 21 August 2026" },
  isolation: { CRUSH_GLOBAL_CONFIG: "makes Crush read its settings from another folder" },
  read,
  reply,
  shellCall: (command, cwd) => ({
    event: "PreToolUse",
    session_id: "agentguard-verify",
    cwd,
    tool_name: "bash",
    tool_input: { command },
  }),
  install: target => [settingsEdit(target, `${configFolder(target)}/crush.json`)],
  inProject: (target, root) => [settingsEdit(target, `${root}/.crush.json`)],
  switches: [
    // README of charmbracelet/crush, "Allowing Tools".
    unasked(
      [".crush.json", "crush.json"],
      ["permissions", "allowed_tools"],
      { lists: /^(?:bash|\*)$/ },
      {
        says: "Crush runs every command unasked: `permissions.allowed_tools` names its shell.",
        fix: "Take `bash` out.",
      },
    ),
  ],
  alsoReads: [".crush.json", "crush.json"],
  // Crush's README, "MCPs".
  mcpServers: (target, root) => {
    const inProject = root === undefined ? [] : [`${root}/crush.json`, `${root}/.crush.json`];
    return [`${configFolder(target)}/crush.json`, ...inProject].map(file => ({ file, at: [["mcp"]] }));
  },
  detect: (target, exists) => exists(configFolder(target)),
};

const Call = z.object({
  ...TOOL_CALL,
  cwd: absoluteFolder,
  session_id: hint,
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  return readToolEvent(payload, { field: "event", call: Call }, (call, event) => {
    const { tool_name: tool, tool_input: input, cwd, session_id: session } = call;
    return readToolCall({ agent: ID, event, tool, input, cwd, env, session }, TOOLS, mcpTool(ID, tool, "mcp_", "_"));
  });
}

const Edits = z.object({
  file_path: z.string().min(1),
  edits: z.array(z.object({ old_string: z.string(), new_string: z.string(), replace_all: z.boolean().optional() })),
});

const TOOLS: Tools = new Map<string, ReadTool>([
  // Crush uses the same POSIX shell on every system.
  [
    "bash",
    (input, at) => {
      const run = shell("command", "working_dir")(input, at);
      return run?.kind === "command" ? { ...run, shell: "bash" } : run;
    },
  ],
  ["write", write("file_path", "content")],
  ["edit", replace("file_path", "old_string", "new_string")],
  [
    "multiedit",
    (input, at) => {
      const { file_path, edits } = Edits.parse(input);
      const pieces = edits.map(({ old_string: from, new_string: to, replace_all: all = false }) => ({ from, to, all }));
      const [first, ...more] = pieces;
      if (first?.from === "" && more.length === 0) return { kind: "edit", path: at(file_path), after: first.to };
      return { kind: "edit", path: at(file_path), replace: pieces };
    },
  ],
  ["view", reads("file_path")],
  ["grep", searches("path", "include")],
  ["fetch", fetches("url")],
  // The tool writes what it fetches, which is unknown beforehand.
  [
    "download",
    (input, at) => ({ kind: "edit", path: at(z.object({ file_path: z.string().min(1) }).parse(input).file_path) }),
  ],
  ...harmlessTools(
    "agent agentic_fetch glob ls sourcegraph todos job_output job_kill lsp_diagnostics lsp_references lsp_restart",
  ),
]);

function reply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: "{}\n", stderr: "", exitCode: 0 };
  // With exit code 2 Crush ignores standard output. The JSON denies too, in case the code is lost on the way.
  const stdout = `${JSON.stringify({ version: 1, decision: "deny", reason: answer.reason })}\n`;
  return { stdout, stderr: `${answer.reason}\n`, exitCode: 2 };
}

function settingsEdit(target: InstallTarget, file: string) {
  const value = { name: "AgentGuard", command: closedLaunchLine(target, ID, file), timeout: TIMEOUT_SECONDS };
  const ours = (candidate: unknown) => (isLaunchLine(lineOf(candidate), target, ID) ? [] : undefined);
  return jsonConfigEdit({
    file,
    dialect: "json",
    base: {},
    entries: [{ list: ["hooks", "PreToolUse"], value, ours }],
    starts: candidate => lineStart(lineOf(candidate)),
  });
}

function configFolder({ home, env }: InstallTarget): string {
  return env.CRUSH_GLOBAL_CONFIG || `${env.XDG_CONFIG_HOME || `${home}/.config`}/crush`;
}
