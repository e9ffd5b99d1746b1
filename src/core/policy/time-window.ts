/** Evaluates when a rule applies: days and hours in a time zone, and dates between which it is in force. */
import type { Moment } from "../facts/moment.ts";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

export interface TimeWindow {
  /** Absent: every day. For hours that pass midnight, the day on which they begin. */
  readonly days?: readonly Day[];
  /** Minutes since midnight. If `to` is before `from`, the hours pass midnight. */
  readonly hours?: { readonly from: number; readonly to: number };
  /** IANA time zone; absent: the machine's. */
  readonly zone?: string;
  /** Epoch ms. */
  readonly after?: number;
  readonly before?: number;
}

const MINUTES = 24 * 60;

/** Returns whether `moment` is in `window`. */
export function isWithinTime(window: TimeWindow, { at, zone }: Moment): boolean {
  if (window.after !== undefined && at < window.after) return false;
  if (window.before !== undefined && at >= window.before) return false;
  if (!window.days && !window.hours) return true;
  const { day, minute } = clockIn(window.zone ?? zone, at);
  const { from, to } = window.hours ?? { from: 0, to: MINUTES };
  const begins = (index: number) =>
    !window.days || window.days.includes(DAYS[(index + DAYS.length) % DAYS.length] ?? "mon");
  if (from < to) return begins(day) && minute >= from && minute < to;
  return (begins(day) && minute >= from) || (begins(day - 1) && minute < to);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `day`: 0 is Monday. */
function clockIn(zone: string, at: number): { readonly day: number; readonly minute: number } {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const weekday = parts.get("weekday")?.toLowerCase() as Day;
  return { day: DAYS.indexOf(weekday), minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")) };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(zone, made);
  return made;
}

/** Returns whether this machine knows the time zone. */
export function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}
