/** Converts between commands, embedded texts and actions, and formats them for the trace. */
import type { Action, McpAction } from "../action/action.ts";
import type { Inner, Invocation, Stdin } from "../effects/pack.ts";
import type { Step } from "../effects/trace.ts";
import type { Scope } from "../places/scope.ts";
import type { Span } from "../text/span.ts";
import { programName, type Word } from "../text/words.ts";

/** The words of a command and its folder; the folder is null on another machine and in a container. */
export function placeOf({ argv, scope }: Invocation): Pick<Step, "words" | "cwd"> {
  return { words: argv, cwd: scope.elsewhere || scope.container ? null : scope.cwd };
}

/** Its words joined by blanks. */
export function textOfCommand({ argv }: Invocation): string {
  let text = "";
  let glue = "";
  for (const word of argv) {
    text += glue + (word.value ?? word.text);
    glue = " ";
  }
  return text;
}

/** What is embedded, as a person reads it. */
export function textOfInner(inner: Exclude<Inner, { kind: "argv" }>): string {
  if (inner.kind === "http") return inner.call.url.text;
  if (inner.kind === "mcp") return `${inner.server} ${inner.tool}`;
  return inner.text ?? "a patch";
}

export function invocationOf(
  argv: readonly Word[],
  scope: Scope,
  stdin: Stdin | undefined,
  span: Span | undefined,
): Invocation {
  return {
    program: argv[0] ? programName(argv[0]) : "",
    argv,
    redirects: [],
    stdin: stdin ?? { kind: "none" },
    scope,
    ...(span && { span }),
  };
}

/** Converts a call of an MCP tool to an action of the agent that `action` belongs to. */
export function callOf(
  { server, tool, arguments: given, scope }: Extract<Inner, { kind: "mcp" }>,
  { cwd, origin }: Action,
): McpAction {
  const known = [...scope.variables].filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    kind: "mcp",
    server,
    tool,
    arguments: given,
    cwd: scope.cwd ?? cwd,
    env: Object.fromEntries(known),
    origin,
  };
}
