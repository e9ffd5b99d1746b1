/** What a command hands back to be read, and commands themselves: as a text, as an invocation, as a call of its own. */
import type { Action, McpAction } from "../action/action.ts";
import type { Inner, Invocation, Stdin } from "../effects/pack.ts";
import type { Step } from "../effects/trace.ts";
import type { Scope } from "../places/scope.ts";
import type { Span } from "../text/span.ts";
import { programName, type Word } from "../text/words.ts";

/** Where the words of a command are said; nowhere on this disk for one on another machine or in a container. */
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

/** A call of a server's tool as the action that it would be, for the agent that `action` is of. */
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
