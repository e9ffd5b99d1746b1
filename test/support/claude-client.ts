/** Finds or installs the real Claude Code client, for suites that need no other. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { claudeCodeClient } from "./clients/claude-code.ts";
import { folderOf, installClient } from "./clients/client.ts";

/** Installs the client from npm (about 360 MB) if missing; returns its path. AGENTGUARD_CLAUDE names another one. */
export async function installClaude(log: (line: string) => void): Promise<string> {
  const own = process.env.AGENTGUARD_CLAUDE;
  if (own !== undefined && existsSync(own)) return own;
  return join(await installClient(claudeCodeClient, log), claudeCodeClient.program);
}

/** Returns the client in .cache/, or undefined when it was never installed. */
export function installedClaude(): string | undefined {
  const program = join(folderOf(claudeCodeClient), claudeCodeClient.program);
  return existsSync(program) ? program : undefined;
}
