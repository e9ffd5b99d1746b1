/**
 * Claude Code: command line, editor panels and SDK. Contract read from its types and help, and measured on 2.1.329.
 * It is dependable from 2.1.214 on; `onFailure: "block"`, which makes a failed hook a denial, exists since 2.1.295.
 */
import * as z from "zod";
import { isAbsolute } from "../core/paths.ts";
import type { Agent, Answer, InstallTarget, Payload, Reply, Start } from "./agent.ts";
import { jsonConfigEdit, launchesUs } from "./json-config.ts";
import { type Act, complaint, given, hint, placeOf } from "./payload.ts";

const TIMEOUT_SECONDS = 600;

export const claudeCode: Agent = {
  id: "claude-code",
  title: "Claude Code",
  // CLAUDECODE is no marker: the editor extensions set it in people's own terminals as well.
  shellMarkers: [{ name: "CLAUDE_CODE_CHILD_SESSION" }, { name: "AI_AGENT", value: /^claude-code_/ }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "none", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "closed by our entry",
  cannot: ["A file that a person mentions with @ is read without asking the hook."],
  proof: "real client",
  client: {
    commands: ["claude"],
    versionArguments: ["--version"],
    dependableFrom: "2.1.295",
    measured: "2.1.329",
  },
  isolation: {
    CLAUDE_CODE_SIMPLE: "runs Claude Code without hooks",
    CLAUDE_CODE_SAFE_MODE: "runs Claude Code without hooks",
    CLAUDE_CODE_SHELL_PREFIX: "puts another program between Claude Code and its hooks",
  },
  read,
  reply,
  shellCall: (command, cwd) => ({
    session_id: "agentguard-verify",
    hook_event_name: "PreToolUse",
    cwd,
    tool_name: "Bash",
    tool_input: { command, description: "AgentGuard's own check: this is not run" },
  }),
  install,
  detect: (target, exists) => exists(configFolder(target)),
};

const Event = z.object({ hook_event_name: z.string().min(1), file_path: hint, cursor_version: z.unknown().optional() });
/** Grok Build documentation, "Hooks": its payloads are in camel case, and it reads the hooks of Claude Code as well. */
const Grok = z.object({ hookEventName: z.string().min(1), workspaceRoot: z.string() });
const Call = z.object({
  tool_name: z.string().min(1),
  tool_input: z.record(z.string(), z.unknown()),
  cwd: z.string().refine(isAbsolute, "expected an absolute path"),
  session_id: hint,
  agent_id: hint,
  tool_use_id: hint,
  mcp_server: z
    .object({ name: z.string().min(1) })
    .optional()
    .catch(undefined),
});
type Call = z.infer<typeof Call>;

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  const grok = Grok.safeParse(payload).data;
  if (grok) {
    const because = "Grok Build runs the hooks of Claude Code too; there its own entry judges";
    return { kind: "pass", event: grok.hookEventName, because };
  }
  const known = Event.safeParse(payload);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const { hook_event_name: event, file_path: file, cursor_version: cursor } = known.data;
  if (cursor !== undefined)
    return { kind: "pass", event, because: "Cursor runs the hooks of Claude Code too; there its own entry judges" };
  if (event === "ConfigChange") return { kind: "config-change", event, ...given({ file }) };
  if (event !== "PreToolUse") return { kind: "pass", event, because: "nothing runs at this event" };
  const call = Call.safeParse(payload);
  if (!call.success) return { kind: "malformed", event, because: complaint(call.error) };
  return readCall(call.data, event, env);
}

/** Undefined: nothing to judge. */
type ReadTool = (input: Record<string, unknown>, at: (path: string) => string) => Act | undefined;

function readCall(call: Call, event: string, env: Readonly<Record<string, string>> | undefined): Payload {
  const { tool_name: tool, tool_input: input, cwd } = call;
  const harmless = HARMLESS.has(tool);
  // A harmless tool that one day brings a command is judged by it.
  const readTool = harmless && "command" in input ? readBash : (TOOLS.get(tool) ?? unknownTool(call));
  try {
    const act = harmless && !("command" in input) ? undefined : readTool(input, path => placeOf(path, cwd, env));
    if (!act) return { kind: "pass", event, because: `${tool} touches nothing outside the conversation` };
    const { session_id: session, agent_id: subagent, tool_use_id: callId } = call;
    const intent = act.kind === "command" ? Shell.parse(input).description : undefined;
    const origin = { agent: "claude-code", ...given({ session, subagent, callId, intent }) };
    const action = { ...act, cwd, origin, ...given({ env }) };
    const field = READS.get(tool);
    return { kind: "act", event, action, ...(field !== undefined && { changeable: { input, field } }) };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { kind: "malformed", event, because: `${tool}: ${complaint(error, "tool_input")}` };
  }
}

const Shell = z.object({ command: z.string(), description: hint });
const Replacement = z.object({ old_string: z.string(), new_string: z.string(), replace_all: z.boolean().optional() });
const FilePath = z.object({ file_path: z.string().min(1) });

const readBash: ReadTool = input => ({ kind: "command", text: Shell.parse(input).command, shell: "bash" });

const TOOLS = new Map<string, ReadTool>([
  ["Bash", readBash],
  ["PowerShell", input => ({ kind: "command", text: Shell.parse(input).command, shell: "powershell" })],
  // Runs a command and watches it, or listens to a socket.
  ["Monitor", (input, at) => ("ws" in input && !("command" in input) ? undefined : readBash(input, at))],
  [
    "Write",
    (input, at) => {
      const { file_path, content } = FilePath.extend({ content: z.string() }).parse(input);
      return { kind: "edit", path: at(file_path), after: content };
    },
  ],
  [
    "Edit",
    (input, at) => {
      const { file_path, ...edit } = FilePath.extend(Replacement.shape).parse(input);
      // An empty text to replace creates the file.
      if (edit.old_string === "") return { kind: "edit", path: at(file_path), after: edit.new_string };
      return { kind: "edit", path: at(file_path), replace: [replacement(edit)] };
    },
  ],
  [
    "MultiEdit",
    (input, at) => {
      const { file_path, edits } = FilePath.extend({ edits: z.array(Replacement) }).parse(input);
      return { kind: "edit", path: at(file_path), replace: edits.map(replacement) };
    },
  ],
  [
    "NotebookEdit",
    (input, at) => ({
      kind: "edit",
      path: at(z.object({ notebook_path: z.string().min(1) }).parse(input).notebook_path),
    }),
  ],
  ["Read", (input, at) => ({ kind: "read", path: at(FilePath.parse(input).file_path) })],
  // Prints the lines of a file that it is pointed at.
  ["Grep", (input, at) => (typeof input.path === "string" ? { kind: "read", path: at(input.path) } : undefined)],
  ["WebFetch", input => ({ kind: "fetch", url: z.object({ url: z.string() }).parse(input).url, method: "GET" })],
]);

/** Tools that can be made to read something else, by the field that says what. */
const READS = new Map([
  ["Read", "file_path"],
  ["Grep", "path"],
  ["Bash", "command"],
]);

/** Sub-agents, plans and notes: what they lead to reaches the hook as calls of its own. */
const HARMLESS = new Set(
  [
    "Agent Task Workflow SendMessage TodoWrite TodoRead TaskCreate TaskGet TaskList TaskUpdate TaskOutput TaskStop",
    "BashOutput KillShell KillBash Glob LS WebSearch AskUserQuestion EnterPlanMode ExitPlanMode Skill SlashCommand",
    "ToolSearch LSP CronCreate CronDelete CronList ListMcpResourcesTool StructuredOutput",
  ].flatMap(names => names.split(" ")),
);

/** `mcp__server__tool`, where both names may hold underscores; and tools that did not exist when this was written. */
function unknownTool({ tool_name: name, mcp_server: origin }: Call): ReadTool {
  return input => {
    if (!name.startsWith("mcp__")) return { kind: "mcp", server: "claude-code", tool: name, arguments: input };
    const rest = name.slice("mcp__".length);
    const prefix = origin && `${origin.name.replace(/[^A-Za-z0-9_-]/g, "_")}__`;
    const cut = prefix && rest.startsWith(prefix) ? prefix.length - 2 : rest.indexOf("__");
    const server = origin?.name ?? (cut < 0 ? rest : rest.slice(0, cut));
    return { kind: "mcp", server, tool: cut < 0 ? rest : rest.slice(cut + 2), arguments: input };
  };
}

function replacement({ old_string: from, new_string: to, replace_all: all = false }: z.infer<typeof Replacement>) {
  return { from, to, all };
}

function reply(answer: Answer, event: string | undefined): Reply {
  if (answer.kind === "no-opinion") {
    // Events in camel case come from Cursor, where an answer without a permission may count as broken. For Claude
    // Code an empty answer forces a prompt in the editor panel (anthropics/claude-code#77782), `{}` does not.
    return say(/^[a-z]/.test(event ?? "") ? { permission: "allow" } : {});
  }
  const { reason } = answer;
  if (answer.kind === "masked-read" && event === "PreToolUse") return say({ hookSpecificOutput: redirected(answer) });
  switch (event) {
    case "PreToolUse":
      return say({ hookSpecificOutput: denied(reason) });
    case "ConfigChange":
      return say({ decision: "block", reason });
    case "PermissionRequest":
      // Exit code 2 is no denial here.
      return say({ hookSpecificOutput: { hookEventName: event, decision: { behavior: "deny", message: reason } } });
    default:
      // Who reads this is not known: the refusal in every dialect, and the exit code.
      return {
        ...say({
          decision: "block",
          reason,
          permission: "deny",
          permissionDecision: "deny",
          permissionDecisionReason: reason,
          hookSpecificOutput: denied(reason),
        }),
        stderr: `${reason}\n`,
        exitCode: 2,
      };
  }
}

function denied(permissionDecisionReason: string) {
  return { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason };
}

/** `updatedInput` replaces the whole input, and only counts together with an allow. */
function redirected({ reason, input }: Extract<Answer, { kind: "masked-read" }>) {
  return {
    hookEventName: "PreToolUse",
    permissionDecision: "allow",
    permissionDecisionReason: reason,
    updatedInput: input,
    additionalContext: reason,
  };
}

function say(output: object): Reply {
  return { stdout: `${JSON.stringify(output)}\n`, stderr: "", exitCode: 0 };
}

function install(target: InstallTarget) {
  const ours = (candidate: unknown) => findOurs(candidate, target.launcher);
  return [
    jsonConfigEdit({
      file: `${configFolder(target)}/settings.json`,
      // A comment or a trailing comma makes Claude Code drop the whole file.
      dialect: "json",
      base: {},
      entries: [
        { list: ["hooks", "PreToolUse"], value: hookGroup(target.launcher, { onFailure: "block" }), ours },
        // Keeps the hooks of a running session when a settings file is changed under it.
        { list: ["hooks", "ConfigChange"], value: hookGroup(target.launcher, {}), ours },
      ],
      starts,
      obstacle,
    }),
  ];
}

function starts(group: unknown): Start | undefined {
  const hooks = Group.safeParse(group).data?.hooks ?? [group];
  const hook = hooks.map(entry => Hook.safeParse(entry).data).find(entry => entry !== undefined);
  return hook && { kind: "program", argv: [hook.command, ...hook.args] };
}

/** Variables of a settings file reach every hook; these run code of their choice in ours before it starts. */
const LOADERS = ["LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "DYLD_LIBRARY_PATH"];

function obstacle({ disableAllHooks, env }: Readonly<Record<string, unknown>>): string | undefined {
  if (disableAllHooks === true) return "`disableAllHooks` is true in this file, so Claude Code runs no hook at all";
  const loader = LOADERS.find(name => typeof env === "object" && env !== null && name in env);
  return loader && `\`env.${loader}\` in this file loads code into every hook`;
}

function configFolder({ home, env }: InstallTarget): string {
  return env.CLAUDE_CONFIG_DIR || `${home}/.claude`;
}

/** With `args` the launcher starts without a shell. `*` matches every tool: a list of names would miss new ones. */
function hookGroup(launcher: string, more: { readonly onFailure?: "block" }) {
  return {
    matcher: "*",
    hooks: [{ type: "command", command: launcher, args: ["claude-code"], timeout: TIMEOUT_SECONDS, ...more }],
  };
}

const Group = z.object({ hooks: z.array(z.unknown()) });
const Hook = z.object({ command: z.string(), args: z.tuple([z.literal("claude-code")]) });

/** Where ours is in one group: all of it when it holds nothing else. */
function findOurs(candidate: unknown, launcher: string) {
  const hooks = Group.safeParse(candidate).data?.hooks ?? [];
  const index = hooks.findIndex(hook => launchesUs(Hook.safeParse(hook).data?.command, launcher));
  if (index === -1) return undefined;
  return hooks.length === 1 ? [] : ["hooks", index];
}
