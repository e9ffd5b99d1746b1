/** Lists every agent client that can be driven here. */
import { claudeCodeClient } from "./claude-code.ts";
import type { RealClient } from "./client.ts";
import { codexClient } from "./codex.ts";
import { copilotClient } from "./copilot-cli.ts";
import { geminiClient } from "./gemini-cli.ts";
import { opencodeClient } from "./opencode.ts";
import { qwenClient } from "./qwen-code.ts";

export const CLIENTS: readonly RealClient[] = [
  claudeCodeClient,
  codexClient,
  copilotClient,
  geminiClient,
  opencodeClient,
  qwenClient,
];
