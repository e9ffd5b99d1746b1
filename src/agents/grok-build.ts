/**
 * Describes Grok Build. Contract: Grok Build documentation, "Hooks" (docs.x.ai, and chapter 10 of the user guide that
 * it ships). Any failure lets the call run. Variables in a command are expanded before it starts, so ours is a script.
 */
import * as z from "zod";
import type { Agent, Answer, InstallTarget, Payload, Reply } from "./agent.ts";
import {
  commandOf,
  fetches,
  harmlessTools,
  mcpTool,
  patches,
  type ReadTool,
  readToolCall,
  searches,
  shell,
  type Tools,
} from "./calls/tool-calls.ts";
import { absoluteFolder } from "./calls/tool-event.ts";
import { launchScript, ownJsonFile } from "./configuration/dedicated-file.ts";
import { complaint, given, hint } from "./payload.ts";

const ID = "grok-build";
const TIMEOUT_SECONDS = 300;

export const grokBuild: Agent = {
  id: ID,
  title: "Grok Build",
  owns: {
    folders: [".grok"],
    variables: "GROK",
    // Another client of the same name.
    packages: { "@vibe-kit/grok-cli": "grok" },
    programs: { grok: {} },
  },
  shellMarkers: [],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "Grok shows its hooks no more than 128 KiB of a call; a larger one is refused, since it cannot be read.",
    "If the script is not there or cannot be started, the call runs.",
    "How Grok names the arguments of every file tool is not documented: where they are not recognised, the call is judged by its name alone.",
  ],
  proof: "documented payloads",
  client: { commands: ["grok"], versionArguments: ["--version"], measured: "documentation of 2026" },
  isolation: { GROK_HOME: "makes Grok read its hooks from another folder" },
  read,
  reply,
  shellCall: (command, cwd) => ({
    hookEventName: "pre_tool_use",
    sessionId: "agentguard-verify",
    cwd,
    workspaceRoot: cwd,
    permissionMode: "default",
    toolName: "run_terminal_command",
    toolInput: { command },
    toolUseId: "agentguard-verify",
    toolInputTruncated: false,
  }),
  install: target => install(target),
  inProject: (target, root) => install(target, `${root}/.grok`),
  alsoReads: [".grok/hooks/*.json"],
  detect: (target, exists) => exists(folderOf(target)),
};

const Event = z.object({ hookEventName: z.string().min(1) });
const Call = z.object({
  toolName: z.string().min(1),
  toolInput: z.record(z.string(), z.unknown()),
  cwd: absoluteFolder,
  sessionId: hint,
  subagentId: hint,
  toolUseId: hint,
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  const known = Event.safeParse(payload);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const { hookEventName: event } = known.data;
  // The event is `pre_tool_use`, or `PreToolUse` in entries that were written for Claude Code.
  if (event.replaceAll("_", "").toLowerCase() !== "pretooluse")
    return { kind: "pass", event, because: "nothing runs at this event" };
  if (z.object({ toolInputTruncated: z.literal(true) }).safeParse(payload).success)
    return { kind: "malformed", event, because: "the call is larger than what Grok shows of it" };
  const call = Call.safeParse(payload);
  if (!call.success) return { kind: "malformed", event, because: complaint(call.error) };
  const { toolName: tool, toolInput: input, cwd, sessionId: session, subagentId: subagent, toolUseId } = call.data;
  const facts = { agent: ID, event, tool, input, cwd, env, session, subagent, callId: toolUseId };
  return readToolCall(facts, TOOLS, mcpTool(ID, tool, "", "__"));
}

const File = z.object({ file_path: hint, target_file: hint, path: hint, filePath: hint });

/** Reads the file of a call by any of its known names. Without one it is a call of an unknown tool. */
const onFile =
  (tool: string, act: (path: string, input: Readonly<Record<string, unknown>>) => ReturnType<ReadTool>): ReadTool =>
  (input, at) => {
    const { file_path, target_file, path, filePath } = File.parse(input);
    const file = file_path ?? target_file ?? path ?? filePath;
    return file === undefined ? mcpTool(ID, tool, "", "__")(input, at) : act(at(file), input);
  };

const text = z.string().optional().catch(undefined);
const Pieces = z.object({ old_string: text, new_string: text, content: text, contents: text });

const edit = (tool: string) =>
  onFile(tool, (path, input) => {
    const { old_string: from, new_string: to, content, contents } = Pieces.parse(input);
    if (from && to !== undefined)
      return { kind: "edit", path, replace: [{ from, to, all: input.replace_all === true }] };
    return { kind: "edit", path, ...given({ after: from === "" ? to : (content ?? contents) }) };
  });

const TOOLS: Tools = new Map<string, ReadTool>([
  ["run_terminal_command", shell("command")],
  ["run_terminal_cmd", shell("command")],
  ["bash", shell("command")],
  ["read_file", onFile("read_file", path => ({ kind: "read", path }))],
  ["search_replace", edit("search_replace")],
  ["write", edit("write")],
  ["write_file", edit("write_file")],
  ["apply_patch", patches("input", "patch")],
  ["delete_file", onFile("delete_file", path => ({ kind: "delete", path }))],
  ["grep", searches("path", "glob")],
  ["web_fetch", fetches("url")],
  ...harmlessTools("list_dir glob todo_write web_search spawn_subagent ask_user_question search_tool"),
]);

function reply(answer: Answer): Reply {
  // The documentation does not say what an allow does to Grok's own question.
  if (answer.kind === "no-opinion") return { stdout: "", stderr: "", exitCode: 0 };
  const stdout = `${JSON.stringify({ decision: "deny", reason: answer.reason })}\n`;
  return { stdout, stderr: `${answer.reason}\n`, exitCode: 2 };
}

const Hooks = z.object({
  hooks: z.object({ PreToolUse: z.array(z.object({ hooks: z.array(z.object({ command: z.string() })) })) }),
});

/** Installs a file of our own, as every file of the folder counts. Without a matcher it fires for every tool. */
function install(target: InstallTarget, folder = folderOf(target)) {
  const script = `${folder}/agentguard.sh`;
  const lineOf = (value: unknown) => Hooks.safeParse(value).data?.hooks.PreToolUse[0]?.hooks[0]?.command;
  return [
    launchScript(script, target, ID),
    ownJsonFile({
      file: `${folder}/hooks/agentguard.json`,
      value: {
        hooks: {
          PreToolUse: [{ hooks: [{ type: "command", command: commandOf([script]), timeout: TIMEOUT_SECONDS }] }],
        },
      },
      ours: value => /\/agentguard\.sh'?$/.test(lineOf(value) ?? ""),
      starts: value => {
        const line = lineOf(value);
        return line === undefined ? undefined : { kind: "line", line };
      },
    }),
  ];
}

function folderOf({ home, env }: InstallTarget): string {
  return env.GROK_HOME || `${home}/.grok`;
}
