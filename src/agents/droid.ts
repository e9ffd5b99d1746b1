/**
 * Describes Factory Droid. Contract: Factory documentation, "Hooks reference", and the program itself, 0.225.2. An
 * earlier hook's allow beats a denial in JSON, but never exit code 2.
 */
import * as z from "zod";
import { JsonText } from "../core/text/json-text.ts";
import type { Agent, Answer, InstallTarget, Override, Payload, Reply } from "./agent.ts";
import { DROID, DROID_TOOLS } from "./calls/droid-tools.ts";
import { mcpTool, readToolCall } from "./calls/tool-calls.ts";
import { absoluteFolder, TOOL_CALL } from "./calls/tool-event.ts";
import { closedLaunchLine } from "./configuration/command-line.ts";
import { groupStart, hookGroup } from "./configuration/hook-group.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { settingsOverride } from "./configuration/settings-override.ts";
import { ON, unhooked } from "./configuration/switches.ts";
import { jsonConfigEdit } from "./json-config.ts";
import { complaint, hint } from "./payload.ts";

const TIMEOUT_SECONDS = 300;

export const droid: Agent = {
  id: DROID,
  title: "Factory Droid",
  owns: {
    folders: [".factory"],
    machineFolders: ["factory"],
    settings: [".factory/settings.json", ".factory/settings.local.json"],
    logins: ["~/.factory/auth"],
    variables: "FACTORY",
    projectVariable: "DROID_PROJECT_DIR",
    libraries: ["droid"],
    programs: { droid: { moved: { FACTORY_HOME_OVERRIDE: ".factory/hooks.json" } } },
  },
  // Droid sets no variable of its own in its shells.
  shellMarkers: [],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "none", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "In a folder that Droid does not trust it runs no hook at all.",
    "Hooks are read when Droid starts; a change is looked at in /hooks before it counts.",
    "Whether the hook sees the calls that Droid's Script tool makes is not documented.",
    "Droid reads hooks in settings.json only while there is no hooks.json: whoever makes one has to take AgentGuard's entry along, by installing again.",
  ],
  proof: "documented payloads",
  client: { commands: ["droid"], versionArguments: ["--version"], measured: "0.225.2" },
  isolation: { FACTORY_HOME_OVERRIDE: "makes Droid read its settings from another folder" },
  read,
  reply,
  shellCall: (command, cwd) => ({
    session_id: "agentguard-verify",
    cwd,
    permission_mode: "off",
    hook_event_name: "PreToolUse",
    tool_name: "Execute",
    tool_input: { command },
  }),
  install,
  overrides,
  switches: [
    unhooked([".factory/settings.json", ".factory/settings.local.json"], ["hooksDisabled"], ON, {
      says: "Droid runs no hooks: AgentGuard is not asked.",
      fix: "Remove `hooksDisabled`.",
    }),
  ],
  alsoReads: [".factory/hooks/hooks.json"],
  mcpServers: ({ home }, root) => serverFiles([`${home}/.factory/mcp.json`], root, ".factory/mcp.json"),
  detect: ({ home }, exists) => exists(`${home}/.factory`),
};

/** The documentation writes names in camel case, the program in snake case. */
const Event = z.object({ hook_event_name: hint, hookEventName: hint });
const Call = z.object({
  ...TOOL_CALL,
  cwd: absoluteFolder,
  session_id: hint,
  sessionId: hint,
  tool_use_id: hint,
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  const known = Event.safeParse(payload);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const event = known.data.hook_event_name ?? known.data.hookEventName;
  if (event === undefined) return { kind: "malformed", because: "hook_event_name: expected string" };
  if (event !== "PreToolUse") return { kind: "pass", event, because: "nothing runs at this event" };
  const call = Call.safeParse(payload);
  if (!call.success) return { kind: "malformed", event, because: complaint(call.error) };
  const { tool_name: tool, tool_input: input, cwd, tool_use_id: callId } = call.data;
  const session = call.data.session_id ?? call.data.sessionId;
  return readToolCall(
    { agent: DROID, event, tool, input, cwd, env, session, callId },
    DROID_TOOLS,
    mcpTool(DROID, tool),
  );
}

/** Denies by exit code 2 with the reason on standard error, which reaches the model. It needs no standard output. */
function reply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: "{}\n", stderr: "", exitCode: 0 };
  return { stdout: "", stderr: `${answer.reason}\n`, exitCode: 2 };
}

/** Droid reads the hooks in settings.json only if there is no hooks.json: creating that would hide the person's. */
function install(target: InstallTarget) {
  const [hooks, settings] = [`${target.home}/.factory/hooks.json`, `${target.home}/.factory/settings.json`];
  const file = target.textOf?.(hooks) === null && hasHooks(target.textOf(settings)) ? settings : hooks;
  const entry = hookGroup(
    {
      list: ["hooks", "PreToolUse"],
      id: DROID,
      line: closedLaunchLine,
      group: { matcher: "*" },
      hook: { timeout: TIMEOUT_SECONDS },
    },
    target,
    file,
  );
  return [jsonConfigEdit({ file, dialect: "jsonc", base: {}, entries: [entry], starts: groupStart(target, DROID) })];
}

function hasHooks(settings: string | null): boolean {
  if (settings === null) return false;
  const json = new JsonText(settings, "jsonc");
  return json.faults.length === 0 && (json.at(["hooks"])?.children?.length ?? 0) > 0;
}

function overrides({ home }: InstallTarget, root: string | undefined): readonly Override[] {
  const files = ["settings.json", "settings.local.json"];
  const folders = [`${home}/.factory`, ...(root === undefined ? [] : [`${root}/.factory`])];
  return folders.flatMap(folder =>
    files.map(file => settingsOverride({ file: `${folder}/${file}`, dialect: "jsonc", off: switchedOff })),
  );
}

function switchedOff(settings: unknown): string | undefined {
  if (z.object({ hooksDisabled: z.literal(true) }).safeParse(settings).success)
    return "`hooksDisabled` is true in this file, so Droid runs no hook at all";
  return undefined;
}
