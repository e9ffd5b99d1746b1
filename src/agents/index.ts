/** Every agent. Adding one is one file and one line here. */
import type { Agent } from "./agent.ts";
import { claudeCode } from "./claude-code.ts";
import { cursor } from "./cursor.ts";
import { geminiCli } from "./gemini-cli.ts";
import { qwenCode } from "./qwen-code.ts";

export const AGENTS: readonly Agent[] = [claudeCode, cursor, geminiCli, qwenCode];
