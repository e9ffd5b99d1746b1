/**
 * Reads the payload of guarded terminals: a line that a shell is about to run, or a program that a process in a guarded
 * terminal starts by its name. Shell scripts send it, so it is pairs of name and value that each end with a NUL. The
 * answer is one word on standard output, and the reason goes to standard error.
 */
import * as z from "zod";
import type { Answer, Payload, Protocol, Reply } from "../agents/agent.ts";
import { commandOf } from "../agents/calls/tool-calls.ts";
import { AGENTS } from "../agents/index.ts";
import { complaint, parseFields } from "../agents/payload.ts";
import { markerOf } from "../agents/shell-marker.ts";
import type { ShellDialect } from "../core/action/action.ts";
import { isAbsolute } from "../core/text/paths.ts";
import { HOLE } from "../core/text/words.ts";

/** The words that a shell is answered with. Any other output means no. */
export const TERMINAL_ANSWER = {
  pass: "agentguard:pass",
  /** The guard judges nothing here, so the shell need not ask again. */
  left: "agentguard:left",
  refused: "agentguard:refused",
  /** An error kept the act from being judged. */
  failed: "agentguard:failed",
} as const;

/** The actor where a person has chosen a guarded shell and no agent can be recognised. */
const SOMEBODY = { agent: "terminal", by: "somebody" } as const;
const PERSON = { agent: "person", by: "person" } as const;

export const terminal: Protocol = {
  id: "terminal",
  title: "a guarded terminal",
  // A shell waits as long as it takes, and a person at it can interrupt.
  timeoutSeconds: 600,
  marginSeconds: 5,
  parse,
  read,
  reply,
};

const Fields = z.array(z.string());

const Place = z.string().refine(isAbsolute, "expected an absolute path");

const Line = z.object({
  kind: z.literal("line"),
  shell: z.enum(["bash", "zsh", "fish", "powershell"]) satisfies z.ZodType<ShellDialect>,
  cwd: Place,
  terminal: z.enum(["chosen", "editor"]),
  session: z.string().max(200),
  line: z.string().max(200),
  text: z.string(),
  /** Set when the caller sends its exported variables itself, since those that it was started with may be outdated. */
  environment: z.literal("told").optional(),
});

const Program = z.object({ kind: z.literal("program"), cwd: Place, pid: z.string().regex(/^\d+$/).transform(Number) });

/**
 * Splits the payload into fields that end with a NUL. Words of a program need not be valid text, as file names need not
 * be. A word that is not counts as unknown.
 */
function parse(bytes: Uint8Array): string[] {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1").split("\0");
  const at = evenIndexOf(raw, ARGV);
  if (at < 0) return parseFields(bytes);
  const length = raw.slice(0, at + 1).join("\0").length + 1;
  const argv = new TextDecoder().decode(bytes.subarray(length));
  if (argv !== "" && !argv.endsWith("\0")) return parseFields(bytes);
  return [...parseFields(bytes.subarray(0, length)), ...argv.replaceAll("\uFFFD", HOLE).split("\0").slice(0, -1)];
}

/** The field after which all others are the words of a program. */
const ARGV = "argv";

function evenIndexOf(fields: readonly string[], name: string): number {
  return fields.findIndex((field, i) => i % 2 === 0 && field === name);
}

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  const fields = Fields.safeParse(payload);
  if (!fields.success) return { kind: "malformed", because: complaint(fields.error) };
  const { values, variables, argv } = told(fields.data);
  const call = z.discriminatedUnion("kind", [Line, Program]).safeParse(values);
  if (!call.success) return { kind: "malformed", event: values.kind ?? "", because: complaint(call.error) };
  return call.data.kind === "line" ? readLine(call.data, env, variables) : readProgram(call.data, env, argv);
}

type Variables = Readonly<Record<string, string>>;

function readLine(call: z.infer<typeof Line>, env: Variables | undefined, variables: Variables): Payload {
  const { kind: event, cwd, session, line, text, shell, environment } = call;
  const all = { ...env, ...variables };
  // A shell that an agent started stays the agent's, whatever it unsets.
  const agent = agentIn(environment ? all : env);
  const person = agent === undefined && call.terminal === "editor";
  // Each subshell that a line begins with asks about it, under one id since it is one line.
  const who = agent === undefined ? (person ? PERSON : SOMEBODY) : { agent };
  const origin = { ...who, session, callId: `${session}#${line}` };
  const action = { kind: "command", text, shell, cwd, env: environment ? variables : all, origin } as const;
  // The name of a session begins with the pid of the shell.
  const pid = Number.parseInt(session, 10);
  return { kind: "act", event, action, ...(pid > 0 && { runner: { kind: "shell", pid } }), ...(person && { person }) };
}

/**
 * Reads the start of a program. Its terminal is guarded, as a line judged there has shown, so it is never left alone.
 */
function readProgram(
  { kind: event, cwd, pid }: z.infer<typeof Program>,
  env: Variables | undefined,
  argv: readonly string[],
): Payload {
  if (argv.length === 0) return { kind: "malformed", event, because: "argv: no program is named" };
  const agent = agentIn(env);
  const origin = agent === undefined ? SOMEBODY : { agent };
  const action = { kind: "command", text: commandOf(argv), shell: "sh", cwd, ...(env && { env }), origin } as const;
  return { kind: "act", event, action, runner: { kind: "program", pid } };
}

function agentIn(env: Variables | undefined): string | undefined {
  return AGENTS.find(known => markerOf(known, env ?? {}))?.id;
}

interface Told {
  readonly values: Readonly<Record<string, string>>;
  /** Variables of the shell that its children do not inherit. */
  readonly variables: Readonly<Record<string, string>>;
  /** The words of a program. */
  readonly argv: readonly string[];
}

function told(fields: readonly string[]): Told {
  const values: Record<string, string> = {};
  const variables: Record<string, string> = {};
  const at = evenIndexOf(fields, ARGV);
  const pairs = at < 0 ? fields : fields.slice(0, at);
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [name = "", value = ""] = pairs.slice(i, i + 2);
    if (name.startsWith("$")) variables[name.slice(1)] = value;
    else values[name] = value;
  }
  return { values, variables, argv: at < 0 ? [] : fields.slice(at + 1) };
}

function reply(answer: Answer, event: string | undefined): Reply {
  if (answer.kind === "no-opinion") {
    return { stdout: `${answer.left ? TERMINAL_ANSWER.left : TERMINAL_ANSWER.pass}\n`, stderr: "", exitCode: 0 };
  }
  const word = event === undefined ? TERMINAL_ANSWER.failed : TERMINAL_ANSWER.refused;
  return { stdout: `${word}\n`, stderr: `${answer.reason}\n`, exitCode: 2 };
}
