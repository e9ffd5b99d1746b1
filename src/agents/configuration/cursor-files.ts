/** Reads Cursor's files: its switches, and mistakes that make it drop its whole hooks file. */
import * as z from "zod";
import { JsonText } from "../../core/text/json-text.ts";
import { type AgentSwitch, unasked } from "./switches.ts";

/** Cursor CLI documentation, "Permissions" and "Configuration". */
const CLI_SETTINGS = [".cursor/cli.json", ".cursor/cli-config.json"];
export const CURSOR_SWITCHES: readonly AgentSwitch[] = [
  unasked(
    CLI_SETTINGS,
    ["permissions", "allow"],
    { lists: /^(?:Shell|Shell\(\*{1,2}\)|\*)$/ },
    {
      says: "Cursor's command line may run any command: `permissions.allow` names all of them.",
      fix: "Name the commands that may run, for example `Shell(npm)`.",
    },
  ),
  unasked(
    CLI_SETTINGS,
    ["approvalMode"],
    { is: ["unrestricted", "auto"] },
    {
      says: "Cursor's command line asks nobody before it runs a command.",
      fix: "Set `allowlist`.",
    },
  ),
];

/** The events of @cursor/sdk 1.0.32. An older version drops the whole file for an event that only a newer one knows. */
const EVENTS = new Set(
  [
    "beforeShellExecution beforeMCPExecution beforeReadFile beforeTabFileRead preToolUse subagentStart",
    "beforeSubmitPrompt sessionStart stop subagentStop afterShellExecution afterMCPExecution afterFileEdit",
    "afterTabFileEdit afterAgentResponse afterAgentThought postToolUse postToolUseFailure preCompact sessionEnd",
    "workspaceOpen",
  ].flatMap(names => names.split(" ")),
);

const Hooks = z.object({ hooks: z.record(z.string(), z.unknown()) });

/** Returns one clause saying why Cursor drops the file, or undefined. The text is JSON with comments. */
export function droppedByCursor(text: string): string | undefined {
  const hooks = Hooks.safeParse(new JsonText(text, "comments").value()).data?.hooks ?? {};
  const unknown = Object.keys(hooks).find(event => !EVENTS.has(event));
  if (unknown !== undefined)
    return `\`hooks.${unknown}\` is no event that Cursor is known to have; where it does not know one it drops the whole file`;
  return isCut(text)
    ? "`//` stands in a text; Cursor takes the rest of the line for a comment and drops the whole file"
    : undefined;
}

/** Tells whether Cursor cuts a string: it removes comments line by line, without regard to strings. */
function isCut(text: string): boolean {
  return new JsonText(withoutComments(text).replace(/\/\/.*$/gm, ""), "comments").faults.length > 0;
}

/** Removes block comments. One that is not closed stays. */
function withoutComments(text: string): string {
  let kept = "";
  for (let at = 0; ; ) {
    const start = text.indexOf("/*", at);
    const end = start < 0 ? -1 : text.indexOf("*/", start + 2);
    if (end < 0) return kept + text.slice(at);
    kept += text.slice(at, start);
    at = end + 2;
  }
}
