/**
 * Describes Windsurf's Cascade, the older agent of what is now Devin Desktop. Contract: Windsurf documentation,
 * "Cascade Hooks": a list of commands for each event, JSON on standard input; exit code 2 refuses, with the reason on
 * standard error.
 */
import * as z from "zod";
import { isAbsolute } from "../core/text/paths.ts";
import type { Agent, Answer, InstallTarget, Payload, Reply } from "./agent.ts";
import { type At, dialectAt } from "./calls/tool-calls.ts";
import { closedLaunchLine, isLaunchLine, lineOf, lineStart } from "./configuration/command-line.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { jsonConfigEdit } from "./json-config.ts";
import { type Act, complaint, given, hint, placeOf } from "./payload.ts";

const ID = "windsurf";

export const windsurf: Agent = {
  id: ID,
  title: "Windsurf Cascade",
  owns: {
    folders: [".windsurf", ".codeium/windsurf"],
    machineFolders: ["windsurf"],
    settings: [".windsurf/**.json"],
    instructions: [".windsurfrules"],
    toldEverywhere: ["~/.codeium/windsurf/memories/global_rules.md"],
    notes: ".windsurf",
  },
  shellMarkers: [],
  // An entry has no key for a timeout and the documentation names no limit, so this is shorter than any likely one.
  timeoutSeconds: 60,
  marginSeconds: 10,
  channels: { shell: "held", edit: "held", delete: "unreached", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "How long Cascade waits for a hook is not documented, and a call that it no longer waits for runs.",
    "Whether Cascade removes files other than by a command, and whether its hooks see that, is not documented.",
    "An MCP call does not say in which folder it is made; the hook's own folder is taken.",
    "It cannot be told to read something else instead.",
  ],
  proof: "documented payloads",
  client: { commands: ["windsurf"], versionArguments: ["--version"], measured: "documentation of 2026" },
  read,
  reply,
  shellCall: (command, cwd) => ({
    agent_action_name: "pre_run_command",
    trajectory_id: "agentguard-verify",
    execution_id: "agentguard-verify",
    tool_info: { command_line: command, cwd },
  }),
  install: target => [edit(target, `${target.home}/.codeium/windsurf/hooks.json`)],
  inProject: (target, root) => [edit(target, `${root}/.windsurf/hooks.json`)],
  managed: target => [edit(target, systemFile(target))],
  alsoReads: [".windsurf/hooks.json"],
  mcpServers: ({ home }) => serverFiles([`${home}/.codeium/windsurf/mcp_config.json`]),
  detect: ({ home }, exists) => exists(`${home}/.codeium/windsurf`),
};

const Event = z.object({ agent_action_name: z.string().min(1), trajectory_id: hint, execution_id: hint });
const path = z.string().min(1);
const Replacement = z.object({ old_string: z.string(), new_string: z.string() });

type Env = Readonly<Record<string, string>> | undefined;
type ReadEvent = (info: unknown, at: At, cwd: string) => Act;

function read(payload: unknown, env: Env): Payload {
  const known = Event.safeParse(payload);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const { agent_action_name: event, trajectory_id: session } = known.data;
  const readEvent = EVENTS.get(event);
  if (!readEvent) return { kind: "pass", event, because: "nothing runs at this event" };
  const { tool_info: info } = z.object({ tool_info: z.unknown() }).parse(payload);
  const cwd = folderOf(info, env);
  if (cwd === undefined)
    return { kind: "malformed", event, because: "neither the call nor the hook's own environment names a folder" };
  try {
    const act = readEvent(info, file => placeOf(file, cwd, env), cwd);
    return {
      kind: "act",
      event,
      action: { ...act, cwd, origin: { agent: ID, ...given({ session }) }, ...given({ env }) },
    };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { kind: "malformed", event, because: complaint(error, "tool_info") };
  }
}

/** Returns the folder of a call. Only commands name theirs, files are absolute, and a hook starts in the workspace. */
function folderOf(info: unknown, env: Env): string | undefined {
  const { cwd, file_path: file } = z.object({ cwd: hint, file_path: hint }).safeParse(info).data ?? {};
  const folder = file?.replace(/[\\/][^\\/]*$/, "");
  return [cwd, folder === "" ? "/" : folder, env?.PWD].find(place => place !== undefined && isAbsolute(place));
}

const EVENTS = new Map<string, ReadEvent>([
  [
    "pre_run_command",
    (info, _, cwd) => ({
      kind: "command",
      text: z.object({ command_line: z.string() }).parse(info).command_line,
      shell: dialectAt(cwd),
    }),
  ],
  [
    "pre_write_code",
    (info, at) => {
      const { file_path, edits } = z.object({ file_path: path, edits: z.array(Replacement).optional() }).parse(info);
      const [first] = edits ?? [];
      // Without a text to replace, the call creates or rewrites the file.
      if (edits?.length === 1 && first?.old_string === "")
        return { kind: "edit", path: at(file_path), after: first.new_string };
      const replace = edits?.map(({ old_string: from, new_string: to }) => ({ from, to, all: false }));
      return { kind: "edit", path: at(file_path), ...(replace && { replace }) };
    },
  ],
  ["pre_read_code", (info, at) => ({ kind: "read", path: at(z.object({ file_path: path }).parse(info).file_path) })],
  [
    "pre_mcp_tool_use",
    info => {
      const Call = z.object({
        mcp_server_name: z.string().min(1),
        mcp_tool_name: z.string().min(1),
        mcp_tool_arguments: z.record(z.string(), z.unknown()).default({}),
      });
      const { mcp_server_name: server, mcp_tool_name: tool, mcp_tool_arguments } = Call.parse(info);
      return { kind: "mcp", server, tool, arguments: mcp_tool_arguments };
    },
  ],
]);

/** Prints nothing to standard output, which Windsurf would show to the person. */
function reply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: "", stderr: "", exitCode: 0 };
  return { stdout: "", stderr: `${answer.reason}\n`, exitCode: 2 };
}

function edit(target: InstallTarget, file: string) {
  const value = { command: closedLaunchLine(target, ID, file), show_output: false };
  const ours = (candidate: unknown) => (isLaunchLine(lineOf(candidate), target, ID) ? [] : undefined);
  const entries = [...EVENTS.keys()].map(event => ({ list: ["hooks", event], value, ours }));
  return jsonConfigEdit({
    file,
    dialect: "json",
    base: {},
    entries,
    starts: candidate => lineStart(lineOf(candidate)),
  });
}

/** Returns the file of machine-wide hooks, by where home folders are. */
function systemFile({ home }: InstallTarget): string {
  if (home.startsWith("/Users/")) return "/Library/Application Support/Windsurf/hooks.json";
  return /^[A-Za-z]:/.test(home) ? "C:/ProgramData/Windsurf/hooks.json" : "/etc/windsurf/hooks.json";
}
