/**
 * Describes Cline: extension and command line. Contract: Cline documentation, "Hook reference", and cline/cline of
 * August 2026 (`sdk/packages/shared/src/hooks/events.ts`, `sdk/packages/core/src/extensions/tools/schemas.ts`). A hook
 * is one executable file with the name of its event. Unreadable output lets the call run, whatever the exit code, so a
 * refusal is an answer with exit code 0.
 */
import * as z from "zod";
import { isAbsolute } from "../../core/text/paths.ts";
import type { Agent, Answer, Payload, Reply } from "../agent.ts";
import { mcpTool, readToolCall } from "../calls/tool-calls.ts";
import { editorStorage } from "../configuration/editor-storage.ts";
import { serverFiles } from "../configuration/mcp-servers.ts";
import { EDITOR_SETTINGS, ON, unasked } from "../configuration/switches.ts";
import { complaint, hint } from "../payload.ts";
import { hookFile } from "./hook-file.ts";
import { TOOLS } from "./tools.ts";

const ID = "cline";

export const cline: Agent = {
  id: ID,
  title: "Cline",
  owns: {
    folders: [".clinerules", ".cline"],
    settings: [".cline/**.json"],
    instructions: [".clinerules"],
    programs: { cline: { unasked: ["y"] } },
  },
  shellMarkers: [{ name: "CLINE_ACTIVE" }],
  // The extension's own limit, which no setting changes.
  timeoutSeconds: 30,
  marginSeconds: 6,
  channels: { shell: "held", edit: "held", delete: "none", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "A refusal ends Cline's whole task: it has no way to refuse one call only.",
    "Cline waits 30 seconds for an answer, and a call that it no longer waits for runs.",
    "Where the folder of documents is not ~/Documents, Cline looks for its hooks in the one that the system names, which AgentGuard does not write to.",
    "If the hook file is not there or cannot be run, the call runs.",
  ],
  proof: "documented payloads",
  client: {
    commands: ["cline"],
    versionArguments: ["version"],
    dependableFrom: "3.36.0",
    measured: "3.0.65 (command line)",
  },
  read,
  reply,
  shellCall: (command, cwd) => ({
    clineVersion: "0.0.0",
    hookName: "PreToolUse",
    timestamp: "2026-01-01T00:00:00.000Z",
    taskId: "agentguard-verify",
    workspaceRoots: [cwd],
    userId: "agentguard-verify",
    preToolUse: { toolName: "execute_command", parameters: { command, requires_approval: "false" } },
  }),
  install: target => [hookFile(target, ID, `${target.home}/Documents/Cline/Hooks`)],
  inProject: (target, root) => [hookFile(target, ID, `${root}/.clinerules/hooks`)],
  switches: [
    unasked(EDITOR_SETTINGS, ["cline.alwaysAllowExecute"], ON, {
      says: "`cline.alwaysAllowExecute` lets the agent run commands unasked.",
      fix: "Set it to false.",
    }),
  ],
  alsoReads: [".clinerules/hooks/PreToolUse*", ".cline/hooks/PreToolUse*"],
  // Cline's command line keeps servers in its data folder, its editor extension in the editor's storage.
  mcpServers: ({ home }) =>
    serverFiles(
      [`${home}/.cline/data`, ...editorStorage(home, "saoudrizwan.claude-dev")].map(
        folder => `${folder}/settings/cline_mcp_settings.json`,
      ),
    ),
  detect: ({ home }, exists) =>
    [`${home}/.cline`, `${home}/Documents/Cline`, ...editorStorage(home, "saoudrizwan.claude-dev")].some(exists),
};

const Event = z.object({ hookName: z.string().min(1) });
const Common = z.object({
  taskId: hint,
  workspaceRoots: z.array(z.string()).optional().catch(undefined),
  agent_id: hint,
  parent_agent_id: hint,
});
/** The payload of the extension, where every parameter is a text. */
const Before = z.object({ toolName: z.string().min(1), parameters: z.record(z.string(), z.unknown()) });
/** The payload of the command line and the SDK. */
const Called = z.object({ id: hint, name: z.string().min(1), input: z.unknown() });

type Env = Readonly<Record<string, string>> | undefined;

function read(payload: unknown, env: Env): Payload {
  const known = Event.safeParse(payload);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const { hookName: event } = known.data;
  if (event !== "PreToolUse" && event !== "tool_call")
    return { kind: "pass", event, because: "nothing runs at this event" };
  const call = z.object({ preToolUse: Before.optional(), tool_call: Called.optional() }).safeParse(payload);
  if (!call.success) return { kind: "malformed", event, because: complaint(call.error) };
  const { preToolUse: before, tool_call: called } = call.data;
  if (!before && !called) return { kind: "malformed", event, because: "neither preToolUse nor tool_call is there" };
  const { taskId, workspaceRoots, agent_id, parent_agent_id: parent } = Common.parse(payload);
  const cwd = [...(workspaceRoots ?? []), env?.PWD].find(root => root !== undefined && isAbsolute(root));
  if (cwd === undefined)
    return { kind: "malformed", event, because: "workspaceRoots: expected the absolute path of a folder" };
  const tool = called?.name ?? before?.toolName ?? "";
  const input = called ? recordOf(called.input) : (before?.parameters ?? {});
  // Only a sub-agent has a parent.
  const subagent = parent === undefined ? undefined : agent_id;
  const facts = { agent: ID, event, tool, input, cwd, env, session: taskId, subagent, callId: called?.id };
  return readToolCall(facts, TOOLS, mcpTool(ID, tool, "", "__"));
}

/** Returns the input as an object. The SDK's tools also take a bare text or a list. */
function recordOf(input: unknown): Readonly<Record<string, unknown>> {
  const found = z.record(z.string(), z.unknown()).safeParse(input);
  return found.success ? found.data : { input };
}

function reply(answer: Answer): Reply {
  const said = answer.kind === "no-opinion" ? { cancel: false } : { cancel: true, errorMessage: answer.reason };
  return { stdout: `${JSON.stringify(said)}\n`, stderr: "", exitCode: 0 };
}
