/**
 * Describes Kiro: IDE from 1.0 and command line from 3.0, which share hook files. Contract: Kiro documentation, "Hooks"
 * (CLI V3, IDE 1.0). The command line's tools are as documented for Amazon Q Developer CLI, its predecessor.
 */
import * as z from "zod";
import type { Agent, Answer, InstallTarget, Payload, Reply } from "./agent.ts";
import {
  commandOf,
  each,
  harmlessTools,
  insert,
  mcpCall,
  type ReadTool,
  readToolCall,
  removes,
  shell,
  type Tools,
} from "./calls/tool-calls.ts";
import { absoluteFolder, readToolEvent, TOOL_CALL } from "./calls/tool-event.ts";
import { closedLaunchLine, isLaunchLine, lineStart } from "./configuration/command-line.ts";
import { ownJsonFile } from "./configuration/dedicated-file.ts";
import { loginsIn } from "./configuration/logins.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { EDITOR_SETTINGS, unasked } from "./configuration/switches.ts";
import { given, hint } from "./payload.ts";

const ID = "kiro";
const TIMEOUT_SECONDS = 300;

export const kiro: Agent = {
  id: ID,
  title: "Kiro",
  owns: {
    folders: [".kiro"],
    settings: [".kiro/settings/*.json", ".kiro/agents/*.json"],
    decides: [".kiro/settings/**"],
    logins: loginsIn("kiro"),
    variables: "KIRO",
    programs: { "kiro-cli": { unasked: ["a"] } },
  },
  shellMarkers: [{ name: "KIRO_AGENT_PATH" }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "Kiro CLI before 3.0 reads hooks only from each agent's own file, where AgentGuard is not: update it, or run `kiro-cli agent migrate`.",
    "The IDE before 1.0 tells a hook nothing of the call, so every call would be refused; it does not read this file.",
    "On Windows Kiro lets a refused call run (kirodotdev/Kiro#8264).",
    "How the IDE names the arguments of its own file tools is not documented in full: where they are not recognised, the call is judged by its name alone.",
  ],
  proof: "documented payloads",
  client: {
    commands: ["kiro-cli", "kiro"],
    versionArguments: ["--version"],
    dependableFrom: "3.0.0",
    measured: "documentation of 2026",
  },
  read,
  reply,
  shellCall: (command, cwd) => ({
    hook_event_name: "PreToolUse",
    cwd,
    session_id: "agentguard-verify",
    tool_name: "execute_bash",
    tool_input: { command },
  }),
  install: target => install(target),
  inProject: install,
  switches: [
    unasked(
      EDITOR_SETTINGS,
      ["kiroAgent.trustedCommands"],
      { lists: /^\*$/ },
      {
        says: "Kiro runs every command unasked: `kiroAgent.trustedCommands` names all of them.",
        fix: "Name the commands that may run.",
      },
    ),
    unasked(
      [".kiro/agents/*.json"],
      ["allowedTools"],
      { lists: /^(?:\*|@builtin|execute_bash|shell)$/ },
      {
        says: "An agent of Kiro's runs every command unasked: `allowedTools` names its shell.",
        fix: "Take it out, or name what may run under `toolsSettings`.",
      },
    ),
  ],
  alsoReads: [".kiro/hooks/*.json"],
  mcpServers: ({ home }, root) => serverFiles([`${home}/.kiro/settings/mcp.json`], root, ".kiro/settings/mcp.json"),
  detect: ({ home }, exists) => exists(`${home}/.kiro`),
};

const Call = z.object({
  ...TOOL_CALL,
  cwd: absoluteFolder,
  session_id: hint,
  tool_use_id: hint,
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  return readToolEvent(payload, { isBefore, call: Call }, (call, event) => {
    const { tool_name: tool, tool_input: input, cwd, session_id: session, tool_use_id: callId } = call;
    // The IDE's older names are in camel case.
    const name = tool.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
    const other = toolOf(tool);
    return readToolCall({ agent: ID, event, tool: name, input, cwd, env, session, callId }, TOOLS, other);
  });
}

/** Tells whether a tool is about to run. Older agents of the command line say `preToolUse`. */
function isBefore(event: string): boolean {
  return event.toLowerCase() === "pretooluse";
}

/** Reads `@server/tool`, or one of Kiro's own tools. */
function toolOf(tool: string): ReadTool {
  const [, server, name] = /^@([^/]+)\/(.+)$/s.exec(tool) ?? [];
  return server !== undefined && name !== undefined ? mcpCall(server, name) : mcpCall(ID, tool);
}

const text = z.string().optional();
const File = z.object({
  path: z.string().min(1),
  command: hint,
  file_text: text,
  text,
  content: text,
  old_str: text,
  new_str: text,
  oldStr: text,
  newStr: text,
});

/** Reads `fs_write`, which is four tools in one: create, str_replace, append, insert. */
const fsWrite: ReadTool = (input, at) => {
  const { path, command, old_str, new_str, oldStr, newStr, ...made } = File.parse(input);
  const [from, to] = [old_str ?? oldStr, new_str ?? newStr];
  if (from !== undefined && to !== undefined && (command ?? "str_replace") === "str_replace")
    return { kind: "edit", path: at(path), replace: [{ from, to, all: false }] };
  const after = made.file_text ?? made.text ?? made.content;
  if (after !== undefined && (command ?? "create") === "create") return { kind: "edit", path: at(path), after };
  return { kind: "edit", path: at(path) };
};

const Reads = z.object({
  operations: z.array(z.object({ path: hint, image_paths: z.array(z.string()).optional() })).optional(),
  path: hint,
  paths: z.array(z.string().min(1)).optional(),
});

const fsRead: ReadTool = (input, at) => {
  const { operations, path, paths } = Reads.parse(input);
  const named = [path, ...(paths ?? []), ...(operations ?? []).flatMap(one => [one.path, ...(one.image_paths ?? [])])];
  const files = named.filter(file => file !== undefined).map(at);
  return files.length === 0 ? undefined : each(files, file => ({ kind: "read", path: file }), ["cat"]);
};

const Aws = z.object({
  service_name: z.string().min(1),
  operation_name: z.string().min(1),
  parameters: z.record(z.string(), z.unknown()).optional().catch(undefined),
  region: hint,
  profile_name: hint,
});

/** Reads the call as the command of the `aws` program that it stands for. */
const useAws: ReadTool = input => {
  const { service_name, operation_name, parameters = {}, region, profile_name: profile } = Aws.parse(input);
  const said = Object.entries<unknown>({ ...parameters, ...given({ region, profile }) });
  const options = said.flatMap(([key, value]) => [
    `--${key.replaceAll("_", "-")}`,
    ...(value === "" || value === true ? [] : [typeof value === "string" ? value : JSON.stringify(value)]),
  ]);
  return { kind: "command", text: commandOf(["aws", service_name, operation_name, ...options]), shell: "sh" };
};

const TOOLS: Tools = new Map<string, ReadTool>([
  ["execute_bash", shell("command")],
  ["execute_pwsh", shell("command")],
  ["execute_cmd", shell("command")],
  ["shell", shell("command")],
  ["fs_write", fsWrite],
  ["write", fsWrite],
  ["str_replace", fsWrite],
  ["fs_append", insert("path")],
  ["delete_file", (input, at) => removes(["targetFile", "path"].find(field => field in input) ?? "path")(input, at)],
  ["fs_read", fsRead],
  ["read", fsRead],
  ["read_file", fsRead],
  ["read_multiple_files", fsRead],
  ["use_aws", useAws],
  ["aws", useAws],
  ...harmlessTools("thinking todo_list report_issue introspect glob list_directory file_search"),
]);

/** Prints nothing to standard output, which may be added to the conversation. */
function reply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: "", stderr: "", exitCode: 0 };
  return { stdout: "", stderr: `${answer.reason}\n`, exitCode: 2 };
}

const Hooks = z.object({ hooks: z.array(z.object({ action: z.object({ command: z.string() }) })) });

/** Installs the hooks below a home or a project. */
function install(target: InstallTarget, folder = target.home) {
  const file = `${folder}/.kiro/hooks/agentguard.json`;
  const hook = {
    name: "AgentGuard",
    trigger: "PreToolUse",
    matcher: ".*",
    action: { type: "command", command: closedLaunchLine(target, ID, file) },
    timeout: TIMEOUT_SECONDS,
    enabled: true,
  };
  const lineOf = (value: unknown) => Hooks.safeParse(value).data?.hooks[0]?.action.command;
  return [
    ownJsonFile({
      file,
      value: { version: "v1", hooks: [hook] },
      ours: value => isLaunchLine(lineOf(value), target, ID),
      starts: value => lineStart(lineOf(value)),
    }),
  ];
}
