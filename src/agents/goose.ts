/**
 * Describes Goose. Contract: Goose documentation, "Hooks" (block/goose, guides/context-engineering/hooks.md). Hooks
 * exist from 1.38, `on_failure`, which makes a failed hook a denial, from 1.48. A hook's output decides: other output
 * than nothing, an allow or a block counts as no decision.
 */
import * as z from "zod";
import type { Agent, Answer, InstallTarget, Payload, Reply } from "./agent.ts";
import {
  harmlessTools,
  insert,
  mcpTool,
  type ReadTool,
  reads,
  readToolCall,
  replace,
  shell,
  type Tools,
  write,
} from "./calls/tool-calls.ts";
import { absoluteFolder, readToolEvent, TOOL_CALL } from "./calls/tool-event.ts";
import { closedLaunchLine, isLaunchLine, lineStart } from "./configuration/command-line.ts";
import { ownJsonFile } from "./configuration/dedicated-file.ts";
import { loginsIn } from "./configuration/logins.ts";
import { unasked } from "./configuration/switches.ts";
import { hint } from "./payload.ts";

const ID = "goose";
const TIMEOUT_SECONDS = 300;

export const goose: Agent = {
  id: ID,
  title: "Goose",
  owns: {
    folders: [".config/goose"],
    settings: ["goose/config.yaml"],
    instructions: [".goosehints"],
    toldEverywhere: ["~/.config/goose/**.md"],
    logins: loginsIn("goose"),
    // A tool for database migrations has the same name.
    programs: { goose: { taken: true } },
  },
  shellMarkers: [],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "none", mcp: "held", read: "none" },
  whenHookFails: "closed by our entry",
  whenLate: "closed by our entry",
  cannot: [
    "Goose before 1.48 lets a call run when the hook is late, and before 1.38 it has no hooks.",
    "The shell of its developer tool and of older text editors is seen; what an extension runs by itself is seen as that extension's call only.",
  ],
  proof: "documented payloads",
  client: {
    commands: ["goose"],
    // A tool for database migrations has the same name.
    ownFolders: [],
    versionArguments: ["--version"],
    dependableFrom: "1.48.0",
    measured: "documentation of 1.48",
  },
  read,
  reply,
  shellCall: (command, cwd) => ({
    event: "PreToolUse",
    session_id: "agentguard-verify",
    matcher_context: "developer__shell",
    tool_name: "developer__shell",
    tool_input: { command },
    working_dir: cwd,
    tool_call_id: "agentguard-verify",
  }),
  install: target => install(target),
  inProject: install,
  switches: [
    // Goose documentation, "Permission Modes". It is the default of a new installation, so no audit reports it.
    unasked(
      ["goose/config.yaml"],
      ["GOOSE_MODE"],
      { is: ["auto"] },
      {
        says: "Goose asks nobody before it acts.",
        fix: "Set `smart_approve` or `approve`.",
        audited: null,
      },
    ),
  ],
  // goose documentation, "Configuration Files": servers that are programs are listed among the extensions.
  mcpServers: target => [
    { file: `${configFolder(target)}/config.yaml`, at: [["extensions"]], syntax: "yaml", command: "cmd" },
  ],
  detect: (target, exists) => exists(configFolder(target)),
};

function configFolder({ home, env }: InstallTarget): string {
  return `${env.XDG_CONFIG_HOME || `${home}/.config`}/goose`;
}

const Call = z.object({
  ...TOOL_CALL,
  working_dir: absoluteFolder,
  session_id: hint,
  tool_call_id: hint,
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  return readToolEvent(payload, { field: "event", call: Call }, (call, event) => {
    const { tool_name: tool, tool_input: input, working_dir: cwd, session_id: session, tool_call_id: callId } = call;
    return readToolCall(
      { agent: ID, event, tool, input, cwd, env, session, callId },
      TOOLS,
      mcpTool(ID, tool, "", "__"),
    );
  });
}

/** The editor tool of versions in which `write` and `edit` were not separate tools. */
const textEditor: ReadTool = (input, at) => {
  switch (input.command) {
    case "view":
      return reads("path")(input, at);
    case "write":
    case "create":
      return write("path", "file_text")(input, at);
    case "str_replace":
      return typeof input.old_str === "string"
        ? replace("path", "old_str", "new_str")(input, at)
        : insert("path")(input, at);
    default:
      return insert("path")(input, at);
  }
};

const TOOLS: Tools = new Map<string, ReadTool>([
  ["developer__shell", shell("command")],
  ["developer__write", write("path", "content")],
  ["developer__edit", replace("path", "before", "after")],
  ["developer__text_editor", textEditor],
  [
    "developer__read_image",
    (input, at) => {
      const { source } = z.object({ source: z.string().min(1) }).parse(input);
      if (/^https?:/i.test(source)) return { kind: "fetch", url: source, method: "GET" };
      return { kind: "read", path: at(source) };
    },
  ],
  ...harmlessTools("developer__tree"),
]);

function reply(answer: Answer): Reply {
  // An allow leaves Goose's own confirmation in place. `{}` would be no decision, which our entry makes a refusal.
  if (answer.kind === "no-opinion") return { stdout: '{"decision":"allow"}\n', stderr: "", exitCode: 0 };
  const stdout = `${JSON.stringify({ decision: "block", reason: answer.reason })}\n`;
  return { stdout, stderr: `${answer.reason}\n`, exitCode: 2 };
}

const Hooks = z.object({
  hooks: z.object({ PreToolUse: z.array(z.object({ hooks: z.array(z.object({ command: z.string() })) })) }),
});
const Manifest = z.object({ name: z.literal("agentguard") });

/**
 * Installs a plugin of our own, below a home or a project. `*` is no valid pattern here, and Goose would silently drop
 * the rule.
 */
function install(target: InstallTarget, above = target.home) {
  const folder = `${above}/.agents/plugins/agentguard`;
  const file = `${folder}/hooks/hooks.json`;
  const command = closedLaunchLine(target, ID, file);
  const hook = { type: "command", command, timeout: TIMEOUT_SECONDS, on_failure: "block" };
  const lineOf = (value: unknown) => Hooks.safeParse(value).data?.hooks.PreToolUse[0]?.hooks[0]?.command;
  return [
    ownJsonFile({
      file: `${folder}/plugin.json`,
      value: {
        name: "agentguard",
        version: "1.0.0",
        description: "Asks AgentGuard before a tool runs. Written by AgentGuard.",
      },
      ours: value => Manifest.safeParse(value).success,
    }),
    ownJsonFile({
      file,
      value: { hooks: { PreToolUse: [{ matcher: ".*", hooks: [hook] }] } },
      ours: value => isLaunchLine(lineOf(value), target, ID),
      starts: value => lineStart(lineOf(value)),
    }),
  ];
}
