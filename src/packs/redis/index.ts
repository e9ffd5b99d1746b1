/** Reads redis-cli and its twins: one command as words, or many on standard input, in Redis's own language. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfStdin } from "../../core/files/input-text.ts";
import { shown } from "../../core/files/targets.ts";
import { withRules } from "../../core/kit/named-rules.ts";
import { objectOf } from "../../core/kit/subcommands.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import type { Locator } from "../../core/places/locator.ts";
import { ownProperty } from "../../core/text/own-property.ts";
import { literalWord, type Word } from "../../core/text/words.ts";
import { COMMANDS, KEYS, type Meaning, SETTING, UNREAD, WRITES_FILES } from "./commands.ts";
import { examples } from "./examples.ts";
import { RULES } from "./rules.ts";

export const redis = withRules(
  {
    kind: "program",
    id: "redis",
    programs: ["redis-cli", "valkey-cli", "keydb-cli", "dragonfly-cli", "iredis"],
    read: readClient,
    examples,
  },
  { grammar: {}, source: "https://redis.io/docs/latest/commands/", rules: RULES },
);

/** Options of modes that run by themselves and read no commands. redis-cli --help. */
const WATCHES =
  "scan bigkeys memkeys hotkeys stat latency latency-history latency-dist lru-test intrinsic-latency".split(" ");

function readClient(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), {
    values: [
      "h",
      "p",
      "t",
      "s",
      "a",
      "u",
      "r",
      "i",
      "n",
      "d",
      "D",
      "user",
      "pass",
      "cacert",
      "cacertdir",
      "cert",
      "key",
      "sni",
      "eval",
      "rdb",
      "functions-rdb",
      "pattern",
      "quoted-pattern",
      "count",
      "intrinsic-latency",
      "lru-test",
      "cursor",
      "show-pushes",
      "rename",
      "dsn",
    ],
    flags: [],
    stopAtOperand: true,
  });
  if (hasOption(args, "help", "version", "v")) return { effects: [] };
  const at = clientPlace(args, command.scope, facts, {
    host: ["h", "u", "dsn"],
    variables: ["REDIS_URL", "REDIS_HOST"],
  });
  const act = (words: readonly Word[]) => effectsOf(words, at, command);
  if (optionValue(args, "eval")) return { effects: act([literalWord("EVAL")]) };
  const words = operands(args);
  if (hasOption(args, "cluster")) return { effects: cluster(words, at, command) };
  const given = words.length > 0 ? act(words) : undefined;
  // `-x` reads the last argument from standard input, but the command is still in the words.
  if (given) return { effects: given };
  const piped = hasOption(args, ...WATCHES) ? undefined : textOfStdin(command, facts);
  if (piped === undefined) return { effects: [] };
  if (piped === null || hasOption(args, "pipe")) {
    if (piped === null) return { effects: [effectOf(UNREAD, "what is piped in", at, command)] };
  }
  return { effects: piped.split("\n").flatMap(line => act(split(line).map(text => literalWord(text)))) };
}

function effectsOf(words: readonly Word[], at: readonly Locator[], command: Invocation): Effect[] {
  const [first, second, third] = words;
  if (!first) return [];
  if (first.value === null) return [effectOf(UNREAD, shown(first), at, command)];
  const name = first.value.toUpperCase();
  const pair = `${name} ${(second?.value ?? "").toUpperCase()}`;
  if (pair === "CONFIG SET")
    return [
      effectOf(
        WRITES_FILES.test(third?.value ?? "?") || third?.value === null ? { ...SETTING, verb: "weaken" } : SETTING,
        third ? shown(third) : "",
        at,
        command,
      ),
    ];
  const meaning = ownProperty(COMMANDS, pair) ?? ownProperty(COMMANDS, name);
  if (!meaning) return [];
  const keys = words.slice(ownProperty(COMMANDS, pair) ? 2 : 1);
  if (ownProperty(EMPTIES, name)?.test(keys.slice(1).map(shown).join(" ").toUpperCase()))
    return [
      effectOf(
        { ...KEYS, reach: "all", says: "deletes every entry of" },
        keys.slice(0, 1).map(shown).join(),
        at,
        command,
      ),
    ];
  // `xargs redis-cli del` gets whatever the pattern before it matched.
  const many =
    keys.some(key => key.value === null || key.glob || /[*?]/.test(key.value ?? "")) ||
    (meaning === KEYS && keys.length === 0);
  const through = command.scope.via.some(step => /^(?:xargs|parallel)\b/.test(step));
  const wide = meaning === KEYS && (many || through);
  const reach = wide ? "unknown" : meaning === KEYS && keys.length > 1 ? "several" : meaning.reach;
  return [effectOf({ ...meaning, reach }, keys.map(shown).join(" "), at, command)];
}

/** Commands that trim, by the arguments that leave nothing: `XTRIM events MAXLEN 0`, `LTRIM jobs 1 0`. */
const EMPTIES: Readonly<Record<string, RegExp>> = {
  XTRIM: /^MAXLEN [=~]? ?0\b/,
  LTRIM: /^(?:1 0|-1 0|0 -?0*[2-9]\d{9,})$/,
  ZREMRANGEBYRANK: /^0 -1$/,
  ZREMRANGEBYSCORE: /^-INF \+?INF$/,
};

function cluster(words: readonly Word[], at: readonly Locator[], command: Invocation): Effect[] {
  const [action, , ...rest] = words;
  switch (action?.value) {
    case "call":
      return effectsOf(rest, at, command);
    case "del-node":
      return [
        effectOf(
          {
            verb: "destroy",
            resource: "cluster",
            reach: "one",
            recovery: "effort",
            says: "removes and resets the node",
          },
          rest.map(shown).join(" "),
          at,
          command,
        ),
      ];
    case "reshard":
    case "rebalance":
    case "fix":
      return [
        effectOf(
          {
            verb: "mutate",
            resource: "system",
            reach: "several",
            recovery: "effort",
            says: "moves slots between nodes",
          },
          "",
          at,
          command,
        ),
      ];
    default:
      return [];
  }
}

function effectOf(meaning: Meaning, target: string, at: readonly Locator[], { span }: Invocation): Effect {
  const says = target === "" ? meaning.says : `${meaning.says} ${target}`;
  return {
    certainty: "certain",
    ...meaning,
    target: target === "" ? objectOf(meaning.says) : target,
    says,
    source: "redis",
    at,
    ...(span && { span }),
  };
}

/** Splits words as redis-cli does: blanks, double quotes with escapes, single quotes with `\'` only. */
function split(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g)].map(
    ([, double, single, plain]) => plain ?? (double ?? single ?? "").replace(/\\(.)/g, "$1"),
  );
}
