/** The real Claude Code client, at the version whose behaviour the suite knows. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { must } from "./process.ts";
import { cache } from "./project.ts";

/** Raise it together with the expectations of test/agents. */
const CLAUDE_VERSION = "2.1.329";

const home = join(cache, "agents", `claude-${CLAUDE_VERSION}`);

/** Absolute path of the client, or undefined when it is not installed. AGENTGUARD_CLAUDE names another one. */
function claudeBinary(): string | undefined {
  const binary = process.env.AGENTGUARD_CLAUDE ?? join(home, "node_modules", ".bin", "claude");
  return existsSync(binary) ? binary : undefined;
}

/** Installs the client from npm (about 360 MB) when it is missing. */
export async function installClaude(log: (line: string) => void): Promise<string> {
  const present = claudeBinary();
  if (present) return present;
  log(`installing Claude Code ${CLAUDE_VERSION} into ${home}`);
  mkdirSync(home, { recursive: true });
  const flags = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  await must("npm", ["install", "--prefix", home, ...flags, `@anthropic-ai/claude-code@${CLAUDE_VERSION}`], {
    timeoutMs: 300_000,
  });
  const binary = claudeBinary();
  if (binary) return binary;
  rmSync(home, { recursive: true, force: true });
  throw new Error(`npm installed @anthropic-ai/claude-code@${CLAUDE_VERSION}, but ${home} holds no client`);
}
