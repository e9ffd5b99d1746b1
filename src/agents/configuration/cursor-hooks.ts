/** What in a file of hooks makes Cursor drop all of it, ours among them: runner of @cursor/sdk 1.0.32. */
import * as z from "zod";
import { JsonText } from "../../core/json-text.ts";

/** Those of that version; what a newer one may know, an older one drops the file for. */
const EVENTS = new Set(
  [
    "beforeShellExecution beforeMCPExecution beforeReadFile beforeTabFileRead preToolUse subagentStart",
    "beforeSubmitPrompt sessionStart stop subagentStop afterShellExecution afterMCPExecution afterFileEdit",
    "afterTabFileEdit afterAgentResponse afterAgentThought postToolUse postToolUseFailure preCompact sessionEnd",
    "workspaceOpen",
  ].flatMap(names => names.split(" ")),
);

const Hooks = z.object({ hooks: z.record(z.string(), z.unknown()) });

/** One clause, or undefined. The text is JSON with comments. */
export function droppedByCursor(text: string): string | undefined {
  const hooks = Hooks.safeParse(new JsonText(text, "comments").value()).data?.hooks ?? {};
  const unknown = Object.keys(hooks).find(event => !EVENTS.has(event));
  if (unknown !== undefined)
    return `\`hooks.${unknown}\` is no event that Cursor is known to have; where it does not know one it drops the whole file`;
  return isCut(text)
    ? "`//` stands in a text; Cursor takes the rest of the line for a comment and drops the whole file"
    : undefined;
}

/** It takes comments out line by line, without regard to texts. */
function isCut(text: string): boolean {
  return new JsonText(text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, ""), "comments").faults.length > 0;
}
