/** The real guard of the user, as `agentguard install` deploys it, and its service. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makePrivateKey, signerOf } from "../../../src/platform/client-key.ts";
import { PairedClients } from "../../../src/platform/paired-clients.ts";
import { makePrivateFolder } from "../../../src/platform/places.ts";
import { serviceStatus } from "../../../src/platform/service-client.ts";
import type { ServiceStatus } from "../../../src/wire/status.ts";
import { placesIn } from "../../support/service.ts";
import { HOME } from "../losses/world.ts";
import { asUser, endAllOfUser, startAsUser } from "./user.ts";

export const PLACES = placesIn(HOME);
const CLI = "/mnt/program/dist/cli.cjs";
const AGENTS = ["claude-code", "codex", "gemini-cli", "cursor", "qwen-code", "opencode", "copilot-cli", "droid"];
/** So high that the breaker does not decide. */
const UNLIMITED = 1_000_000;

/** Deploys launcher and service, and writes agents' settings: a person has done so, and has paired an editor. */
export async function installGuard(): Promise<void> {
  asUser(() => {
    const limits = {
      destructivePerMinute: UNLIMITED,
      destructivePerSession: UNLIMITED,
      deletedPerMinute: UNLIMITED,
      retriesAfterDenial: UNLIMITED,
    };
    mkdirSync(dirname(PLACES.userPolicy), { recursive: true });
    writeFileSync(PLACES.userPolicy, JSON.stringify({ version: 1, limits }, null, 2));
    makePrivateFolder(PLACES.data);
    const key = signerOf(makePrivateKey()).publicKey;
    new PairedClients(PLACES.paired).add({ key, client: "vscode", paired: 0, how: "by the test" });
  });
  const child = startAsUser(process.execPath, [CLI, "install", "--yes", ...AGENTS], { stdio: "ignore" });
  // It ends with 1, and says so, where an agent's program is not on the machine: its settings are written all the same.
  await new Promise(resolve => child.once("exit", resolve));
  endAllOfUser();
  asUser(() => rmSync(PLACES.socket, { force: true }));
}

/** The hook's command as it stands in Claude Code's settings. */
export function installedHook(): readonly string[] {
  const settings = JSON.parse(readFileSync(`${HOME}/.claude/settings.json`, "utf8")) as {
    hooks: { PreToolUse: { hooks: { command: string; args?: string[] }[] }[] };
  };
  const hook = settings.hooks.PreToolUse[0]?.hooks[0];
  if (!hook) throw new Error("the installation has written no hook");
  return [hook.command, ...(hook.args ?? [])];
}

/** Starts the service, with nobody above it; resolves to its process when it answers. */
export async function startService(): Promise<number> {
  const service = `${PLACES.runtime}/service.cjs`;
  const line = 'setsid "$0" "$1" --grace-ms 1 --idle 100000 &';
  startAsUser("/bin/sh", ["-c", line, process.execPath, service], { cwd: PLACES.data, stdio: "ignore" });
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const found = await status(500);
    if (found) return found.pid;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  throw new Error(`the service does not start: ${readFileSync(PLACES.serviceLog, "utf8")}`);
}

export async function status(ms = 2_000): Promise<ServiceStatus | undefined> {
  return serviceStatus(PLACES, ms).catch(() => undefined);
}
