/** Finds settings that a client gets by an option, and the switches in them, by the agents' own lists. */
import { SettingsText } from "../../core/agent-switches/document.ts";
import { type ThrownSwitch, thrownIn } from "../../core/agent-switches/thrown.ts";
import { optionValues, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { resolvePath } from "../../core/text/paths.ts";
import { clients } from "./clients.ts";

export interface BroughtSettings {
  /** The option as typed: `--settings`. */
  readonly option: string;
  readonly thrown: readonly ThrownSwitch[];
  /** Set when some of the settings cannot be read here. */
  readonly unread: boolean;
}

/** Reads the settings; undefined for a client that has no such option, or is started without it. */
export function broughtSettings({ program, argv, scope }: Invocation, facts: Facts): BroughtSettings | undefined {
  const taking = clients().get(program)?.program.takes;
  if (!taking) return undefined;
  const { option, as } = taking;
  const texts = optionValues(readArguments(argv.slice(1), { values: [option] }), option).map(({ value }) => {
    if (value === null || /^\s*\{/.test(value)) return value;
    if (scope.cwd === null) return null;
    // Without a file the client does not start.
    const text = facts.ask({ kind: "text", path: resolvePath(value, scope.cwd) });
    return text === undefined ? "" : text;
  });
  if (texts.length === 0) return undefined;
  const { switches = [] } = facts.around;
  const thrown = texts.flatMap(text => (text === null ? [] : thrownIn(new SettingsText(as, text), switches)));
  return { option: `--${option}`, thrown, unread: texts.includes(null) };
}
