/** Finds texts in an agent's memory tools that would turn later sessions against the person. */
import type { McpAction } from "../../action/action.ts";
import { turnsAgainst } from "../../edits/instructions.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Destination } from "../graphql/effects.ts";

const MEMORY = /memor|remember|mem0|knowledge|\brules?\b|instruction|persona|system_?prompt/i;
const WRITES = /add|create|write|store|save|set|update|append|put|remember|observ|insert|learn/i;
const MAX_TEXT = 64 * 1024;

export function turnsMemory(action: McpAction, place: Destination): Effect[] {
  if (!MEMORY.test(`${action.server} ${action.tool}`) || !WRITES.test(action.tool)) return [];
  const found = turnsAgainst(JSON.stringify(action.arguments).slice(0, MAX_TEXT));
  if (found === undefined) return [];
  return [
    {
      verb: "weaken",
      resource: "setting",
      target: action.tool,
      reach: "all",
      recovery: "effort",
      certainty: "likely",
      source: "mcp",
      says: `has agents remember to act against the person they work for (${found.slice(0, 60)})`,
      at: place.at,
      instead: "Show the person the text and let them keep it.",
    },
  ];
}
