/** Lists agents without our hook. They matter because another agent may start one of them. */
import type { AgentSwitch } from "../core/agent-switches/switch.ts";
import type { Owns } from "../core/agents/known-agents.ts";
import { ON, unasked } from "./configuration/switches.ts";

export interface OtherAgent {
  readonly title: string;
  readonly owns: Owns;
  readonly switches?: readonly AgentSwitch[];
}

const AIDER_SETTINGS = [".aider.conf.yml", ".aider.conf.yaml"];

/** An agent that gets a file of its own leaves this list. */
export const OTHER_AGENTS: readonly OtherAgent[] = [
  {
    title: "Aider",
    owns: {
      settings: AIDER_SETTINGS,
      instructions: [".aider.conventions.md"],
      programs: { aider: { unasked: ["yes-always", "yes"] } },
    },
    // Aider, options reference.
    switches: [
      unasked(AIDER_SETTINGS, ["yes-always"], ON, {
        says: "Aider says yes to every question of its own.",
        fix: "Remove `yes-always`.",
      }),
    ],
  },
  {
    title: "Amazon Q Developer",
    owns: {
      folders: [".amazonq"],
      settings: [".amazonq/**.json"],
      decides: [".aws/amazonq/**.json"],
      programs: { q: { unasked: ["a"], keeps: { servers: ".aws/amazonq/mcp.json" } } },
    },
  },
  {
    title: "CodeBuddy",
    owns: {
      packages: { "@tencent-ai/codebuddy-code": "codebuddy" },
      programs: { codebuddy: { unasked: ["y"], prints: true } },
    },
  },
  { title: "gptme", owns: { programs: { gptme: { unasked: ["y", "no-confirm"] } } } },
  {
    title: "iFlow",
    owns: { packages: { "@iflow-ai/iflow-cli": "iflow" }, programs: { iflow: { unasked: ["y"] } } },
  },
  { title: "Junie", owns: { folders: [".junie"] } },
  { title: "Kimi", owns: { programs: { kimi: { unasked: ["y", "auto-approve"] } } } },
  { title: "Mistral Vibe", owns: { programs: { vibe: { unasked: ["auto-approve"], common: true } } } },
  { title: "OpenClaw", owns: { settings: [".openclaw/**.json"] } },
  {
    title: "OpenHands",
    owns: { folders: [".openhands"], programs: { openhands: { unasked: ["always-approve"] } } },
  },
  {
    title: "Open Interpreter",
    owns: { programs: { interpreter: { unasked: ["y", "auto_run"], common: true } } },
  },
  { title: "Plandex", owns: { programs: { plandex: { unasked: ["full"] } } } },
  { title: "Rovo Dev", owns: { programs: { rovodev: {} } } },
  { title: "Trae", owns: { folders: [".trae"], programs: { "trae-cli": { unasked: ["y"] } } } },
  { title: "Warp", owns: { instructions: ["WARP.md"] } },
];
