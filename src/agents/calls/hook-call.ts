/**
 * A call of a hook in the form that Claude Code brought up, by whichever program makes it: several run the hooks that
 * were written for another. Copilot and VS Code read `.claude/settings.json` (GitHub documentation, "Hooks reference";
 * VS Code documentation, "Agent hooks"), Devin imports it (Devin CLI documentation, "Hooks"), and a plugin for Claude
 * Code is loaded by all of VS Code's agents. Each calls its tools by its own names, so they are told apart first.
 */
import * as z from "zod";
import type { Payload, Reply } from "../agent.ts";
import { complaint, given, hint } from "../payload.ts";
import { CLAUDE_TOOLS, otherClaudeTool } from "./claude-tools.ts";
import { COPILOT, COPILOT_TOOLS, otherCopilotTool } from "./copilot-tools.ts";
import { DEVIN, DEVIN_TOOLS } from "./devin-tools.ts";
import { DROID, DROID_TOOLS } from "./droid-tools.ts";
import { mcpTool, type ReadTool, readToolCall, type Tools } from "./tool-calls.ts";
import { absoluteFolder, TOOL_CALL } from "./tool-event.ts";
import { otherVscodeTool, VSCODE, VSCODE_TOOLS } from "./vscode-tools.ts";

type Env = Readonly<Record<string, string>> | undefined;
type Fields = Readonly<Record<string, unknown>>;

/** Events at which something runs, unless it is refused. */
const BEFORE = new Set(["PreToolUse", "preToolUse", "permissionRequest"]);

/**
 * Reads a call that reached the entry of agent `entry`. The act's origin is who makes the call; where that is somebody
 * else than `entry`, the event says so too, since the answer may have to be another.
 */
export function readHookCall(payload: unknown, env: Env, entry: string): Payload {
  const fields = typeof payload === "object" && payload !== null ? inOneSpelling(payload as Fields) : payload;
  const known = Event.safeParse(fields);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const caller = callerOf(fields as Fields, env);
  const name = known.data.hook_event_name;
  const event = caller.agent === entry ? name : foreignEvent(name, caller.agent);
  if (!BEFORE.has(name)) return { kind: "pass", event, because: "nothing runs at this event" };
  const call = Call.safeParse({ ...(fields as Fields), ...caller.amend?.(fields as Fields, env) });
  if (!call.success) return { kind: "malformed", event, because: complaint(call.error) };
  const { tool_name: tool, tool_input: input, cwd, session_id, agent_id, tool_use_id, mcp_server } = call.data;
  const callId = caller.callId ? caller.callId(name, fields as Fields) : tool_use_id;
  const origin = given({ session: session_id, subagent: agent_id, callId });
  const { agent, tools } = caller;
  return readToolCall({ agent, event, tool, input, cwd, env, ...origin }, tools, caller.other(tool, mcp_server?.name));
}

/** `PreToolUse of droid`: an event of a call that did not come from the agent whose entry was started. */
function foreignEvent(event: string, agent: string): string {
  return `${event} of ${agent}`;
}

/** A refusal for whoever reads it: in every dialect, on standard error, and by its exit code. */
function refusalForAnyone(reason: string): Reply {
  const hookSpecificOutput = {
    hookEventName: "PreToolUse",
    permissionDecision: "deny",
    permissionDecisionReason: reason,
  };
  const output = {
    decision: "block",
    reason,
    permission: "deny",
    permissionDecision: "deny",
    permissionDecisionReason: reason,
    hookSpecificOutput,
  };
  return { stdout: `${JSON.stringify(output)}\n`, stderr: `${reason}\n`, exitCode: 2 };
}

/**
 * A refusal of a call that reached the entry of agent `entry`. With exit code 2 Claude Code shows the model our whole
 * command line before the words, and Copilot at an event in Pascal case nothing but the code: there the words alone deny.
 */
export function refusalAt(event: string | undefined, entry: string, reason: string): Reply {
  const anyone = refusalForAnyone(reason);
  const byWords = ["claude-code", COPILOT].some(
    agent => event === (agent === entry ? "PreToolUse" : foreignEvent("PreToolUse", agent)),
  );
  return byWords ? { ...anyone, stderr: "", exitCode: 0 } : anyone;
}

const Event = z.object({ hook_event_name: z.string().min(1) });
const Call = z.object({
  ...TOOL_CALL,
  cwd: absoluteFolder,
  session_id: hint,
  agent_id: hint,
  tool_use_id: hint,
  mcp_server: z
    .object({ name: z.string().min(1) })
    .optional()
    .catch(undefined),
});

/**
 * The names of Claude Code for those of Copilot, which names no event before a tool, and for those of earlier VS Code
 * documentation (`hookEventName`, `sessionId`).
 */
function inOneSpelling(payload: Fields): Fields {
  const copilot = "toolArgs" in payload ? ("toolResult" in payload ? "postToolUse" : "preToolUse") : undefined;
  const named = {
    hook_event_name: payload.hook_event_name ?? payload.hookEventName ?? payload.hookName ?? copilot,
    tool_name: payload.tool_name ?? payload.toolName,
    tool_input: payload.tool_input ?? payload.toolInput ?? payload.toolArgs,
    session_id: payload.session_id ?? payload.sessionId,
    agent_id: payload.agent_id ?? payload.agentId,
    tool_use_id: payload.tool_use_id ?? payload.toolUseId,
  };
  return { ...payload, ...given(named) };
}

interface Caller {
  readonly agent: string;
  readonly tools: Tools;
  readonly other: (tool: string, server: string | undefined) => ReadTool;
  /** What this caller writes otherwise than Claude Code. */
  readonly amend?: (fields: Fields, env: Env) => Fields;
  /** What marks one call in all of its events, where that is no id. */
  readonly callId?: (event: string, fields: Fields) => string | undefined;
}

const CALLERS = {
  claude: { agent: "claude-code", tools: CLAUDE_TOOLS, other: otherClaudeTool },
  copilot: {
    agent: COPILOT,
    tools: COPILOT_TOOLS,
    other: otherCopilotTool,
    // Older versions write the arguments as a text; a patch is one by itself.
    amend: ({ tool_input: input }) => (typeof input === "string" ? { tool_input: argumentsIn(input) } : {}),
    // The same millisecond in every hook of one call, measured on 1.0.102; `permissionRequest` comes later.
    callId: (event, { timestamp }) => (event === "permissionRequest" ? undefined : momentOf(timestamp)),
  },
  vscode: {
    agent: VSCODE,
    tools: VSCODE_TOOLS,
    other: otherVscodeTool,
    // Without a folder open, its terminals start where the person is at home.
    amend: ({ cwd }, env) => (cwd === undefined && env?.HOME !== undefined ? { cwd: env.HOME } : {}),
  },
  devin: {
    agent: DEVIN,
    tools: DEVIN_TOOLS,
    other: tool => mcpTool(DEVIN, tool),
    amend: ({ cwd }, env) => (cwd === undefined ? given({ cwd: env?.DEVIN_PROJECT_DIR ?? env?.PWD }) : {}),
  },
  droid: { agent: DROID, tools: DROID_TOOLS, other: tool => mcpTool(DROID, tool) },
} as const satisfies Readonly<Record<string, Caller>>;

/** Droid's modes of permission, which are not Claude Code's. */
const DROID_MODES = /^(?:off|spec|auto-(?:low|medium|high))$/;

/**
 * Who makes a call. Neither Claude Code, Devin nor Droid says when; Copilot and VS Code do, and of these only VS Code
 * gives a call an id. `CLAUDE_PROJECT_DIR` tells nothing: half a dozen agents set it.
 */
function callerOf(fields: Fields, env: Env): Caller {
  const { tool_name: name, permission_mode: mode } = fields;
  const tool = typeof name === "string" ? name : "";
  if ("toolArgs" in fields || "hookName" in fields) return CALLERS.copilot;
  const [copilots, vscodes] = [COPILOT_TOOLS.has(tool), VSCODE_TOOLS.has(tool)];
  const claudes = CLAUDE_TOOLS.has(tool) || tool.startsWith("mcp__");
  if (vscodes && !copilots && !claudes) return CALLERS.vscode;
  if ("timestamp" in fields) {
    if (copilots && !vscodes) return CALLERS.copilot;
    return "tool_use_id" in fields || "transcript_path" in fields ? CALLERS.vscode : CALLERS.copilot;
  }
  if (typeof mode === "string" && DROID_MODES.test(mode)) return CALLERS.droid;
  // A project's settings give Claude Code any variable: it says nothing of a call in Claude Code's own form.
  const ownForm = typeof mode === "string" && "cwd" in fields;
  const own = CLAUDE_TOOLS.has(tool);
  if (env?.DROID_PROJECT_DIR !== undefined && !ownForm && (DROID_TOOLS.has(tool) || !own)) return CALLERS.droid;
  if (env?.DEVIN_PROJECT_DIR !== undefined && !ownForm && !own) return CALLERS.devin;
  if (!claudes && DROID_TOOLS.has(tool)) return CALLERS.droid;
  return !claudes && DEVIN_TOOLS.has(tool) ? CALLERS.devin : CALLERS.claude;
}

function argumentsIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // No JSON: the text itself is what the tool gets.
  }
  return { input: text };
}

function momentOf(timestamp: unknown): string | undefined {
  const ms = typeof timestamp === "string" ? Date.parse(timestamp) : timestamp;
  return typeof ms === "number" && Number.isFinite(ms) ? String(ms) : undefined;
}
