/** Converts a policy file into a layer: single values become lists, and texts become times. */
import type { Range } from "../text/json-text.ts";
import type { EnvironmentRule, Example, Limits, PolicyLayer, PolicyRule, Role } from "./policy.ts";
import type { PolicyFile } from "./schema.ts";
import type { TimeWindow } from "./time-window.ts";

type WrittenRule = NonNullable<PolicyFile["rules"]>[number];
type WrittenExample = NonNullable<PolicyFile["examples"]>[number];
type WrittenTime = NonNullable<NonNullable<WrittenRule["when"]>["time"]>;

/** Converts a validated file. `ranges`: the range of each value, by JSON pointer. */
export function toLayer(read: PolicyFile, file: string, ranges: ReadonlyMap<string, Range>): PolicyLayer {
  const from = (pointer: string) => ({ file, line: ranges.get(pointer)?.line ?? 1 });
  const { rules = [], agents = {}, examples = [] } = read;
  return {
    file,
    ...present({ profile: read.profile, mode: read.mode, maskedReads: read.maskedReads }),
    ...(read.terminals && { terminals: present(read.terminals) }),
    thresholds: present(read.thresholds ?? {}),
    environments: MARKABLE.flatMap((name): EnvironmentRule[] => {
      const rule = read.environments?.[name];
      if (!rule) return [];
      const { match, badge, require } = rule;
      const more = { ...present({ require }), ...(badge && { badge: present(badge) }) };
      return [{ name, match: lists(match ?? {}), ...more, from: from(`/environments/${name}`) }];
    }),
    rules: rules.map((rule, index) => ({ ...ruleOf(rule), from: from(`/rules/${index}`) })),
    roles: Object.entries(agents).map(
      ([name, { match, may }]): Role => ({ name, match: lists(match), may, from: from(`/agents/${name}`) }),
    ),
    limits: present(read.limits ?? {}) satisfies Limits,
    examples: [
      ...rules.flatMap(({ examples = [] }, index) => examplesOf(examples, `/rules/${index}/examples`)),
      ...examplesOf(examples, "/examples"),
    ],
    credentials: (read.credentials ?? []).map(({ name, for: purpose, environment }) => ({
      name,
      for: [purpose].flat(),
      ...present({ environment }),
    })),
    servers: (read.servers ?? []).map(({ server, allow }) => ({ server: [server].flat(), allow: lists(allow) })),
    protect: read.protect ?? [],
    ranges,
  };
}

const MARKABLE = ["production", "staging", "development", "local"] as const;

/** A rule without conditions applies to the guard's own rule with the same id. */
function ruleOf({
  id,
  when: { time, ...when } = { rule: id },
  then,
  require,
  because,
  instead,
}: WrittenRule): PolicyRule {
  return {
    id,
    when: { ...lists(when), ...(time && { time: windowOf(time) }) },
    then,
    ...present({ require, because, instead }),
  };
}

function windowOf({ days, hours, zone, after, before }: WrittenTime): TimeWindow {
  const [from = 0, to = 0] = hours?.split("-").map(minutesOf) ?? [];
  return {
    ...present({ zone }),
    ...(days !== undefined && { days: [days].flat() }),
    ...(hours !== undefined && { hours: { from, to } }),
    ...(after !== undefined && { after: Date.parse(after) }),
    ...(before !== undefined && { before: Date.parse(before) }),
  };
}

/** `18:30` → 1110. */
function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

function examplesOf(written: readonly WrittenExample[], pointer: string): Example[] {
  return written.map(({ run, expect, ...rest }, index) => ({
    run,
    expect,
    ...present(rest),
    pointer: `${pointer}/${index}`,
  }));
}

type Lists<T> = { [Key in keyof T]?: Extract<T[Key], readonly unknown[]> };

/** Wraps single values in lists. */
function lists<T extends object>(conditions: T): Lists<T> {
  const several = Object.entries(conditions).filter(([, value]) => value !== undefined);
  return Object.fromEntries(several.map(([key, value]) => [key, [value].flat()])) as Lists<T>;
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
