/** What most agents' hooks have in common: a payload names its event, and before a tool runs also the tool and its input. */
import * as z from "zod";
import { isAbsolute } from "../../core/text/paths.ts";
import type { Payload } from "../agent.ts";
import { complaint } from "../payload.ts";

const name = z.string().min(1);

/** The folder of a call. */
export const absoluteFolder = z.string().refine(isAbsolute, "expected an absolute path");

/** What a call says at the least, by the names that Claude Code brought up. */
export const TOOL_CALL = { tool_name: name, tool_input: z.record(z.string(), z.unknown()) };

/** By the field that names the event. */
const EVENTS = {
  hook_event_name: z.object({ hook_event_name: name }).transform(({ hook_event_name: event }) => event),
  event: z.object({ event: name }).transform(({ event }) => event),
};

export interface ToolEvent<Call> {
  /** Default: `hook_event_name`. */
  readonly field?: keyof typeof EVENTS;
  /** Whether a tool is about to run; default: at `PreToolUse`. */
  readonly isBefore?: (event: string) => boolean;
  readonly call: z.ZodType<Call>;
}

/** `read` gets calls that are about to run and hold what they must; nothing runs at other events, and the rest is malformed. */
export function readToolEvent<Call>(
  payload: unknown,
  { field = "hook_event_name", isBefore = event => event === "PreToolUse", call }: ToolEvent<Call>,
  read: (call: Call, event: string) => Payload,
): Payload {
  const known = EVENTS[field].safeParse(payload);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const event = known.data;
  if (!isBefore(event)) return { kind: "pass", event, because: "nothing runs at this event" };
  const found = call.safeParse(payload);
  return found.success ? read(found.data, event) : { kind: "malformed", event, because: complaint(found.error) };
}
