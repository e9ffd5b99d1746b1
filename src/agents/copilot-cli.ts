/**
 * Describes GitHub Copilot CLI, and the Copilot sessions of VS Code's agent host, which run the same runtime. Contract:
 * GitHub documentation, "Copilot hooks reference", measured on 1.0.102. A hook that fails denies; one that is late lets
 * the call run.
 */
import * as z from "zod";
import type { Agent, Answer, InstallTarget, Override, Payload, Reply } from "./agent.ts";
import { COPILOT } from "./calls/copilot-tools.ts";
import { readHookCall, refusalAt } from "./calls/hook-call.ts";
import { closedLaunchLine, isLaunchLine, lineStart } from "./configuration/command-line.ts";
import { ownJsonFile } from "./configuration/dedicated-file.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { switchOverride } from "./configuration/settings-override.ts";
import { ON, unhooked } from "./configuration/switches.ts";

const TIMEOUT_SECONDS = 600;

/** Copilot's own settings, the project's, and in a project also those of Claude Code, which Copilot reads. */
const SETTINGS = [
  ".copilot/settings.json",
  ".github/copilot/settings*.json",
  ".claude/settings.json",
  ".claude/settings.local.json",
];
const ALL_OFF = unhooked(SETTINGS, ["disableAllHooks"], ON, {
  says: "Copilot runs no hooks: AgentGuard is not asked.",
  fix: "Remove `disableAllHooks`.",
});
// GitHub Copilot SDK 1.0.14, `rpc.d.ts`: this counts only in a person's own settings.
const SOME_OFF = unhooked(
  [".copilot/settings.json"],
  ["disabledHooks"],
  { lists: /./ },
  {
    says: "Copilot leaves single hooks out, by hashes that only it can make: whether AgentGuard's is among them cannot be told.",
    fix: "Remove `disabledHooks`, or the hashes in it that nobody knows.",
  },
);

export const copilotCli: Agent = {
  id: COPILOT,
  title: "GitHub Copilot CLI",
  owns: {
    folders: [".copilot"],
    machineFolders: ["github-copilot"],
    settings: [".copilot/**.json", ".github/copilot/settings.json", ".github/copilot/settings.local.json"],
    instructions: [
      ".github/copilot-instructions.md",
      ...["instructions", "prompts", "chatmodes", "agents"].map(folder => `.github/${folder}/*.md`),
    ],
    toldEverywhere: ["~/.copilot/**instructions.md"],
    logins: ["~/.config/github-copilot/hosts", "~/.config/github-copilot/apps"],
    variables: "COPILOT",
    projectVariable: "COPILOT_PROJECT_DIR",
    libraries: ["copilot"],
    programs: { copilot: {} },
  },
  shellMarkers: [{ name: "COPILOT_AGENT_SESSION_ID" }, { name: "COPILOT_CLI" }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed",
  whenLate: "open",
  cannot: [
    "A folder that a person trusts can switch every hook off in its own settings; an administrator's file cannot be switched off.",
    "A person can switch single hooks off by a hash that Copilot makes of them; whether ours is among these cannot be read from its settings, so the light says that it may be.",
    "A call names a server's tool by one text of server and tool, so a server whose name holds a hyphen is told by a part of it.",
    "Whether the hooks of the Copilot app and of its cloud agent behave as those of the command line is not tested.",
  ],
  proof: "real client",
  client: {
    commands: ["copilot"],
    // AWS Copilot's program has the same name.
    ownFolders: ["/@github/copilot/", "/copilot-cli/"],
    versionArguments: ["--version"],
    dependableFrom: "1.0.57",
    measured: "1.0.102",
  },
  read: (payload, env): Payload => readHookCall(payload, env, COPILOT),
  reply,
  shellCall: (command, cwd) => ({
    sessionId: "agentguard-verify",
    timestamp: 0,
    cwd,
    toolName: "bash",
    toolArgs: { command, description: "AgentGuard's own check: this is not run" },
  }),
  drive: {
    model: "openai-chat",
    arguments: ["-p", "go on", "--no-auto-update", "--allow-all"],
    environment: (modelUrl, { home, env }) => ({
      // Copilot unpacks itself into this folder on first use, 235 MB.
      XDG_CACHE_HOME: env.XDG_CACHE_HOME || `${home}/.cache`,
      COPILOT_OFFLINE: "true",
      COPILOT_PROVIDER_BASE_URL: `${modelUrl}/v1`,
      COPILOT_PROVIDER_API_KEY: "scripted-model",
      COPILOT_MODEL: "scripted",
    }),
    call: command => ({ tool: "bash", input: { command, description: "AgentGuard's own check" } }),
  },
  install: target => [hooksFile(target, `${configFolder(target)}/hooks/agentguard.json`)],
  // Copilot reads this file first, and no project's settings override it.
  managed: target => [hooksFile(target, "/etc/github-copilot/policy.d/agentguard.json")],
  overrides,
  switches: [ALL_OFF, SOME_OFF],
  alsoReads: [".github/hooks/*.json", ".copilot/hooks/*.json", ".copilot/settings.json"],
  mcpServers: (target, root) => serverFiles([`${configFolder(target)}/mcp-config.json`], root, ".github/mcp.json"),
  detect: (target, exists) => exists(configFolder(target)),
};

/** Any denial wins, and an empty answer leaves the question to Copilot. It ignores standard error. */
function reply(answer: Answer, event: string | undefined): Reply {
  if (answer.kind === "no-opinion") return { stdout: "", stderr: "", exitCode: 0 };
  const { reason } = answer;
  if (event !== "permissionRequest") return refusalAt(event, COPILOT, reason);
  return { stdout: `${JSON.stringify({ behavior: "deny", message: reason })}\n`, stderr: `${reason}\n`, exitCode: 2 };
}

const Hooks = z.object({
  hooks: z.object({ preToolUse: z.tuple([z.object({ bash: z.string() })]) }),
});

/**
 * Installs a file of our own, since Copilot reads all files of the folder. VS Code's own chat does too, and lets a call
 * run when a hook fails, hence the line that refuses by itself. Without a matcher it fires for every tool; `*` fires
 * for none.
 */
function hooksFile(target: InstallTarget, file: string) {
  const bash = closedLaunchLine(target, COPILOT, file);
  const lineOf = (value: unknown) => Hooks.safeParse(value).data?.hooks.preToolUse[0].bash;
  return ownJsonFile({
    file,
    value: { version: 1, hooks: { preToolUse: [{ type: "command", bash, timeoutSec: TIMEOUT_SECONDS }] } },
    ours: value => isLaunchLine(lineOf(value), target, COPILOT),
    starts: value => lineStart(lineOf(value)),
  });
}

/**
 * Lists settings that can disable hooks. A project's count once a person trusts the folder, which no file tells. In a
 * person's settings `disableAllHooks` spares the hooks of ~/.copilot/hooks (measured on 1.0.102).
 */
function overrides(target: InstallTarget, root: string | undefined): readonly Override[] {
  if (root === undefined) return [ownSettings(`${configFolder(target)}/settings.json`)];
  return [".github/copilot", ".claude"].flatMap(folder =>
    ["settings.json", "settings.local.json"].map(name => switchOverride(`${root}/${folder}/${name}`, [ALL_OFF])),
  );
}

/** Copilot's own folder may be anywhere. */
function ownSettings(file: string): Override {
  return switchOverride(file, [{ ...SOME_OFF, files: [{ path: file.replace(/^\//, "") }] }]);
}

function configFolder({ home, env }: InstallTarget): string {
  return env.COPILOT_HOME || `${home}/.copilot`;
}
