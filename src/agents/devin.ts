/**
 * Describes Devin Local and Devin CLI, formerly Windsurf. Contract: Devin CLI documentation, "Hooks" and "Lifecycle
 * Hooks". It covers `tool_name` and `tool_input`; the rest is read as in Claude Code's form, which Devin follows.
 */
import * as z from "zod";
import { isAbsolute } from "../core/text/paths.ts";
import type { Agent, Answer, InstallTarget, Payload, Reply } from "./agent.ts";
import { DEVIN, DEVIN_TOOLS } from "./calls/devin-tools.ts";
import { mcpTool, readToolCall } from "./calls/tool-calls.ts";
import { TOOL_CALL } from "./calls/tool-event.ts";
import { closedLaunchLine } from "./configuration/command-line.ts";
import { groupStart, hookGroup } from "./configuration/hook-group.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { jsonConfigEdit } from "./json-config.ts";
import { complaint, hint } from "./payload.ts";

const TIMEOUT_SECONDS = 300;

export const devin: Agent = {
  id: DEVIN,
  title: "Devin",
  owns: {
    folders: [".devin", ".config/devin"],
    machineFolders: ["devin"],
    variables: "DEVIN",
    projectVariable: "DEVIN_PROJECT_DIR",
    programs: { devin: {} },
  },
  shellMarkers: [],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "none", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "How Devin's hooks name the pieces of an edit is not documented: where they are not recognised, the file is judged without its new content.",
    "What Devin does with a call whose hook is late is not documented; it is taken to run.",
    "Whether Devin's hooks see text typed into a program that runs already is not documented: a command that starts one which waits for such text is asked about.",
  ],
  proof: "documented payloads",
  client: { commands: ["devin"], versionArguments: ["--version"], measured: "documentation of 2026" },
  read,
  reply,
  shellCall: (command, cwd) => ({
    hook_event_name: "PreToolUse",
    session_id: "agentguard-verify",
    cwd,
    tool_name: "exec",
    tool_input: { command, shell_id: "main" },
  }),
  install: target => [settingsEdit(target, `${target.home}/.config/devin/config.json`)],
  inProject: (target, root) => [settingsEdit(target, `${root}/.devin/config.json`)],
  alsoReads: [".devin/hooks.v1.json", ".devin/config.json", ".devin/config.local.json"],
  mcpServers: ({ home }, root) =>
    serverFiles([`${home}/.config/devin/mcp_config.json`], root, ".devin/mcp_config.json"),
  detect: ({ home }, exists) => exists(`${home}/.config/devin`),
};

const Event = z.object({ hook_event_name: hint });
const Call = z.object({
  ...TOOL_CALL,
  cwd: hint,
  session_id: hint,
  agent_id: hint,
  tool_use_id: hint,
});

type Env = Readonly<Record<string, string>> | undefined;

/** Reads a payload. Our hook is registered for `PreToolUse` only, and a payload without an event counts as that. */
function read(payload: unknown, env: Env): Payload {
  const known = Event.safeParse(payload);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const event = known.data.hook_event_name ?? "PreToolUse";
  if (event !== "PreToolUse") return { kind: "pass", event, because: "nothing runs at this event" };
  const call = Call.safeParse(payload);
  if (!call.success) return { kind: "malformed", event, because: complaint(call.error) };
  const {
    tool_name: tool,
    tool_input: input,
    session_id: session,
    agent_id: subagent,
    tool_use_id: callId,
  } = call.data;
  const cwd = [call.data.cwd, env?.DEVIN_PROJECT_DIR, env?.PWD].find(place => place !== undefined && isAbsolute(place));
  if (cwd === undefined)
    return { kind: "malformed", event, because: "neither the call nor the hook's own environment names a folder" };
  return readToolCall(
    { agent: DEVIN, event, tool, input, cwd, env, session, subagent, callId },
    DEVIN_TOOLS,
    mcpTool(DEVIN, tool),
  );
}

function reply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: "{}\n", stderr: "", exitCode: 0 };
  // The JSON and the exit code each deny.
  const stdout = `${JSON.stringify({ decision: "block", reason: answer.reason })}\n`;
  return { stdout, stderr: `${answer.reason}\n`, exitCode: 2 };
}

function settingsEdit(target: InstallTarget, file: string) {
  // Without a matcher it fires for every tool.
  const entry = hookGroup(
    { list: ["hooks", "PreToolUse"], id: DEVIN, line: closedLaunchLine, hook: { timeout: TIMEOUT_SECONDS } },
    target,
    file,
  );
  return jsonConfigEdit({ file, dialect: "comments", base: {}, entries: [entry], starts: groupStart(target, DEVIN) });
}
