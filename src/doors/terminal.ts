/**
 * The guarded terminals' door: a line that a shell is about to run. Its callers are shell scripts, so that its payload is
 * pairs of name and value that each end with a NUL, and its answer one word on standard output, the reason on standard
 * error.
 */
import * as z from "zod";
import type { Answer, Payload, Protocol, Reply } from "../agents/agent.ts";
import { AGENTS } from "../agents/index.ts";
import { complaint, parseFields } from "../agents/payload.ts";
import { markerOf } from "../agents/shell-marker.ts";
import type { ShellDialect } from "../core/action/action.ts";
import { isAbsolute } from "../core/paths.ts";

/** What a shell is told; anything else is no. */
export const TERMINAL_ANSWER = {
  pass: "agentguard:pass",
  /** Nothing here is judged: the shell need not ask again. */
  left: "agentguard:left",
  refused: "agentguard:refused",
  /** Nobody judged. */
  failed: "agentguard:failed",
} as const;

/** Who acts where a person has chosen a guarded shell and no agent shows itself. */
const SOMEBODY = "terminal";
const PERSON = "person";

export const terminal: Protocol = {
  id: "terminal",
  title: "a guarded terminal",
  // A shell waits for as long as it takes; a person at it can interrupt.
  timeoutSeconds: 600,
  marginSeconds: 5,
  parse: parseFields,
  read,
  reply,
};

const Fields = z.array(z.string());

const Line = z.object({
  kind: z.literal("line"),
  shell: z.enum(["bash", "zsh", "fish", "powershell"]) satisfies z.ZodType<ShellDialect>,
  cwd: z.string().refine(isAbsolute, "expected an absolute path"),
  terminal: z.enum(["chosen", "editor"]),
  session: z.string().max(200),
  line: z.string().max(200),
  text: z.string(),
  /** It says itself which variables it would hand on: what it was started with may be long ago. */
  environment: z.literal("told").optional(),
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  const fields = Fields.safeParse(payload);
  if (!fields.success) return { kind: "malformed", because: complaint(fields.error) };
  const { values, variables } = pairsOf(fields.data);
  const call = Line.safeParse(values);
  if (!call.success) return { kind: "malformed", event: values.kind ?? "", because: complaint(call.error) };
  const { kind: event, cwd, session, line, text, shell, environment } = call.data;
  const all = { ...env, ...variables };
  // A shell that an agent has started stays one whatever it unsets.
  const agent = AGENTS.find(known => markerOf(known, environment ? all : (env ?? {})))?.id;
  const person = agent === undefined && call.data.terminal === "editor";
  // A line that begins with a subshell is asked about in each of them: it is one line all the same.
  const origin = { agent: agent ?? (person ? PERSON : SOMEBODY), session, callId: `${session}#${line}` };
  const action = { kind: "command", text, shell, cwd, env: environment ? variables : all, origin } as const;
  return { kind: "act", event, action, ...(person && { person }) };
}

interface Told {
  readonly values: Readonly<Record<string, string>>;
  /** The shell's own, which its children do not get. */
  readonly variables: Readonly<Record<string, string>>;
}

function pairsOf(fields: readonly string[]): Told {
  const values: Record<string, string> = {};
  const variables: Record<string, string> = {};
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [name = "", value = ""] = fields.slice(i, i + 2);
    if (name.startsWith("$")) variables[name.slice(1)] = value;
    else values[name] = value;
  }
  return { values, variables };
}

function reply(answer: Answer, event: string | undefined): Reply {
  if (answer.kind === "no-opinion") {
    return { stdout: `${answer.left ? TERMINAL_ANSWER.left : TERMINAL_ANSWER.pass}\n`, stderr: "", exitCode: 0 };
  }
  const word = event === undefined ? TERMINAL_ANSWER.failed : TERMINAL_ANSWER.refused;
  return { stdout: `${word}\n`, stderr: `${answer.reason}\n`, exitCode: 2 };
}
