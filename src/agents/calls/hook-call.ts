/**
 * Reads a hook call in the form that Claude Code introduced, whichever program makes it, since several run hooks that
 * were written for another. Copilot and VS Code read `.claude/settings.json` (GitHub documentation, "Hooks reference";
 * VS Code documentation, "Agent hooks"), Devin imports it (Devin CLI documentation, "Hooks"), and all of VS Code's
 * agents load a plugin for Claude Code. Each calls its tools by its own names, so the caller is identified first.
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

/** Events before a call, at which it can still be refused. */
const BEFORE = new Set(["PreToolUse", "preToolUse", "permissionRequest"]);

/**
 * Reads a call that reached the entry of agent `entry`. The act's origin is the agent that makes the call. If that is
 * another agent than `entry`, the event says so too, since the answer may have to differ.
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

/** Returns the name of an event of another agent than the entry's: `PreToolUse of droid`. */
function foreignEvent(event: string, agent: string): string {
  return `${event} of ${agent}`;
}

/** Refuses in every dialect, on standard error and by the exit code, when the reader is unknown. */
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
 * Refuses a call that reached the entry of agent `entry`. With exit code 2 Claude Code shows the model our command line
 * before the reason, and Copilot at an event in Pascal case shows only the code. There the JSON alone denies.
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
 * Renames the fields of Copilot, which names no event before a tool, and of earlier VS Code documentation
 * (`hookEventName`, `sessionId`) to Claude Code's.
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
  /** Turns this caller's own fields into those of Claude Code. */
  readonly amend?: (fields: Fields, env: Env) => Fields;
  /** Returns what identifies one call in all of its events, for a caller that sends no id. */
  readonly callId?: (event: string, fields: Fields) => string | undefined;
}

const CALLERS = {
  claude: { agent: "claude-code", tools: CLAUDE_TOOLS, other: otherClaudeTool },
  copilot: {
    agent: COPILOT,
    tools: COPILOT_TOOLS,
    other: otherCopilotTool,
    // Older versions send the arguments as a JSON text. A patch is sent as a bare text.
    amend: ({ tool_input: input }) => (typeof input === "string" ? { tool_input: argumentsIn(input) } : {}),
    // Every hook of one call gets the same millisecond, measured on 1.0.102. `permissionRequest` comes later.
    callId: (event, { timestamp }) => (event === "permissionRequest" ? undefined : momentOf(timestamp)),
  },
  vscode: {
    agent: VSCODE,
    tools: VSCODE_TOOLS,
    other: otherVscodeTool,
    // Without an open folder, its terminals start in the person's home folder.
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

/** Droid's permission modes, which differ from Claude Code's. */
const DROID_MODES = /^(?:off|spec|auto-(?:low|medium|high))$/;

/**
 * Identifies the program that makes a call. Claude Code, Devin and Droid send no timestamp. Copilot and VS Code do, and
 * of these only VS Code gives a call an id. `CLAUDE_PROJECT_DIR` says nothing, since half a dozen agents set it.
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
  // A project's settings can give Claude Code any variable, so variables do not count for a call in its own form.
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
    // Text that is not JSON is the input itself.
  }
  return { input: text };
}

function momentOf(timestamp: unknown): string | undefined {
  const ms = typeof timestamp === "string" ? Date.parse(timestamp) : timestamp;
  return typeof ms === "number" && Number.isFinite(ms) ? String(ms) : undefined;
}
