/** Asks about the next call of an MCP tool whose description is no longer the one that a person agreed to. */
import type { Action } from "../action/action.ts";
import type { Contribution } from "./contribution.ts";

const MAX_SHOWN = 160;

export function retoldTool(action: Action): Contribution[] {
  if (action.kind !== "mcp" || !action.retold) return [];
  const { server, tool, retold } = action;
  const because = `the MCP server ${server} describes its tool ${tool} otherwise than before: ${difference(retold)}`;
  const instead = "Read what is new in the tool's description before going on: it is text for the model.";
  return [{ rule: "mcp/retold", points: 0, because, then: "ask", instead }];
}

/** Returns the first line that differs, before and after. */
function difference({ before, after }: { readonly before: string; readonly after: string }): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const at = now.findIndex((line, i) => line !== old[i]);
  const shown = (line: string | undefined) => (line === undefined ? "nothing" : line.trim().slice(0, MAX_SHOWN));
  return at < 0 ? "parts of it are gone" : `${shown(now[at])}, where it was ${shown(old[at])}`;
}
