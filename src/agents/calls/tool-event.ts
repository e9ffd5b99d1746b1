/** Reads what most hooks have in common: a payload names its event, and before a tool runs the tool and its input. */
import * as z from "zod";
import { isAbsolute } from "../../core/text/paths.ts";
import type { Payload } from "../agent.ts";
import { complaint } from "../payload.ts";

const name = z.string().min(1);

/** The schema of a call's folder. */
export const absoluteFolder = z.string().refine(isAbsolute, "expected an absolute path");

/** The minimal fields of a call, by the names that Claude Code introduced. */
export const TOOL_CALL = { tool_name: name, tool_input: z.record(z.string(), z.unknown()) };

/** Schemas of the event's name, by the field that holds it. */
const EVENTS = {
  hook_event_name: z.object({ hook_event_name: name }).transform(({ hook_event_name: event }) => event),
  event: z.object({ event: name }).transform(({ event }) => event),
};

export interface ToolEvent<Call> {
  /** Default: `hook_event_name`. */
  readonly field?: keyof typeof EVENTS;
  /** Whether the event comes before a tool runs; default: `PreToolUse`. */
  readonly isBefore?: (event: string) => boolean;
  readonly call: z.ZodType<Call>;
}

/** Calls `read` for a valid call before a tool. Other events pass, since nothing runs; anything else is malformed. */
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
