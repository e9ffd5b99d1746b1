/** Reads again a session's command that may still be waiting, when another act writes a file that it will read. */
import type { Action } from "../action/action.ts";
import { textsOf } from "../edits/texts.ts";
import type { Effect } from "../effects/effect.ts";
import type { Pack } from "../effects/pack.ts";
import { type Fact, Facts, type WaitingCommand } from "../facts/facts.ts";
import { unseenCode } from "../languages/shell/scripts.ts";
import { baseName } from "../text/paths.ts";
import { readEffects } from "./read.ts";

/** Sleeps, loops, or waits for something to change. */
const WAITS = /\b(?:sleep|while|until|watch|inotifywait|entr)\b/;
/** Marks of a command that goes on after the call has ended: behind it, or before it. */
const BEHIND = /(?<![&<>|])&(?![&>\d])|\bdisown\b/;
const AWAY = /\b(?:nohup|setsid)\b/;

export function mayWait(action: Action): boolean {
  return action.kind === "command" && WAITS.test(action.text);
}

/** Identifies an effect of a waiting command. */
export function keyOfEffect({ verb, target, source }: Effect): string {
  return `${verb} ${target} ${source}`;
}

/** Returns effects that waiting commands have because of `effects`, those of `action`; empty where they have none. */
export function effectsOfWaiting(
  action: Action,
  effects: readonly Effect[],
  facts: Facts,
  packs: readonly Pack[],
): Effect[] {
  const { waiting = [] } = facts.around;
  if (waiting.length === 0) return [];
  // A file that is gone gives a command nothing else to run.
  const written = new Set(
    effects.flatMap(({ verb, path, movedTo, brings }) => [verb === "delete" ? undefined : path, movedTo, brings?.to]),
  );
  return waiting.flatMap(command =>
    command.reads
      .filter(path => written.has(path) && !wasReadBefore(path, command.action.text))
      .flatMap(path => {
        const text = action.kind === "edit" ? textsOf(action, path, facts).after : null;
        if (text !== null) return readAgain(command, path, text, facts, packs);
        return goesOnWith(path, command.action.text) ? [unseenBy(path)] : [];
      }),
  );
}

/** `node server.js & sleep 2; curl localhost:3000`: the file is named before the first wait alone. */
function wasReadBefore(path: string, text: string): boolean {
  const at = text.lastIndexOf(baseName(path));
  return at >= 0 && at < text.search(WAITS);
}

/** Whether a part that goes on reads it: `(sleep 60; bash job.sh) &`, `nohup sh -c 'sleep 60; bash job.sh'`. */
function goesOnWith(path: string, text: string): boolean {
  const at = text.lastIndexOf(baseName(path));
  return at >= 0 && (AWAY.test(text.slice(0, at)) || BEHIND.test(text.slice(at)));
}

function unseenBy(path: string): Effect {
  return {
    ...unseenCode(path, "likely", undefined),
    says: `has a command that waits read ${baseName(path)}, whose new text is only known when it runs`,
    instead: "Write the file with the edit tool.",
  };
}

function readAgain(
  { action, did }: WaitingCommand,
  path: string,
  text: string,
  facts: Facts,
  packs: readonly Pack[],
): Effect[] {
  const table = new Map<string, Fact>(facts.table);
  table.set(`text:${path}`, text);
  table.set(`stat:${path}`, { type: "file", size: text.length, mtimeMs: 0, realpath: path });
  const inside = new Facts(table, { ...facts.around, cwd: action.cwd, waiting: [] });
  const { effects } = readEffects(action, inside, packs);
  for (const [key, want] of inside.wants) facts.wants.set(key, want);
  return effects
    .filter(effect => !did.includes(keyOfEffect(effect)))
    .map(({ span: _, ...effect }) => ({
      ...effect,
      says: `${effect.says}, once a command that waits reads ${baseName(path)}`,
    }));
}
