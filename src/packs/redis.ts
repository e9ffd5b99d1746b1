/** redis-cli and its twins: one command on the line or many on standard input, by Redis's own words. */
import type { Effect, Locator } from "../core/effects/effect.ts";
import { textOfStdin } from "../core/effects/input-text.ts";
import { hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { clientPlace } from "../core/effects/sql/client-place.ts";
import { shown } from "../core/effects/targets.ts";
import { literalWord, type Word } from "../core/effects/words.ts";
import type { Facts } from "../core/facts.ts";

export const redis: ProgramPack = {
  kind: "program",
  id: "redis",
  programs: ["redis-cli", "valkey-cli", "keydb-cli", "dragonfly-cli", "iredis"],
  read: readClient,
  examples: [
    { run: "redis-cli ping", expect: "allow" },
    { run: "redis-cli -h 127.0.0.1 -p 6379 get session:1", expect: "allow" },
    { run: "redis-cli set greeting hello", expect: "allow" },
    { run: "redis-cli del session:1", expect: "allow", why: "one key, on this machine" },
    { run: "redis-cli -h cache.example.com del session:1", expect: "ask" },
    { run: "redis-cli FLUSHALL", expect: "ask" },
    { run: "redis-cli -n 2 flushdb async", expect: "ask" },
    { run: "redis-cli -h cache.example.com -a secret flushall", expect: "deny" },
    { run: "redis-cli -u redis://default:pw@cache.example.com:6379 FLUSHALL", expect: "deny" },
    { run: "REDISCLI_AUTH=x redis-cli --raw keys '*'", expect: "allow" },
    { run: "redis-cli keys 'session:*' | xargs redis-cli del", expect: "ask" },
    { run: "redis-cli --scan --pattern 'cache:*' | xargs -L 100 valkey-cli unlink", expect: "ask" },
    { run: "printf 'SELECT 1\\nFLUSHDB\\n' | redis-cli", expect: "ask" },
    { run: "redis-cli <<< 'GET a'", expect: "allow" },
    { run: "redis-cli eval \"return redis.call('flushall')\" 0", expect: "ask" },
    { run: "redis-cli config set maxmemory 100mb", expect: "allow" },
    { run: "redis-cli config set dir /root/.ssh", expect: "ask" },
    { run: "redis-cli shutdown nosave", expect: "ask" },
    { run: "redis-cli script flush", expect: "allow" },
    { run: "redis-cli cluster reset hard", expect: "ask" },
    { run: "redis-cli --cluster call localhost:7000 FLUSHALL", expect: "ask" },
    { run: "redis-cli info | grep used_memory", expect: "allow" },
  ],
};

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
  // `-x` takes the last argument from standard input; the command stands on the line all the same.
  if (given) return { effects: given };
  const piped = textOfStdin(command, facts);
  if (piped === undefined) return { effects: [] };
  if (piped === null || hasOption(args, "pipe")) {
    if (piped === null) return { effects: [effectOf(UNREAD, "what is piped in", at, command)] };
  }
  return { effects: piped.split("\n").flatMap(line => act(split(line).map(text => literalWord(text)))) };
}

interface Meaning extends Pick<Effect, "verb" | "resource" | "reach" | "recovery" | "says"> {
  readonly certainty?: Effect["certainty"];
}

const UNREAD: Meaning = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  recovery: "none",
  certainty: "possible",
  says: "runs commands that could not be read:",
};
const CODE: Meaning = { ...UNREAD, says: "runs a script inside the server:" };
const KEYS: Meaning = { verb: "delete", resource: "rows", reach: "one", recovery: "none", says: "deletes" };
const ALL: Meaning = {
  verb: "truncate",
  resource: "database",
  reach: "all",
  recovery: "none",
  says: "deletes every key",
};
const REPLACES: Meaning = {
  verb: "overwrite",
  resource: "database",
  reach: "all",
  recovery: "none",
  says: "replaces every key by those of another server",
};
const SETTING: Meaning = {
  verb: "mutate",
  resource: "setting",
  reach: "one",
  recovery: "effort",
  says: "changes the setting",
};

/** By Redis's command reference: what loses data, runs code or reaches beyond the database. */
const COMMANDS: Readonly<Record<string, Meaning>> = {
  FLUSHALL: ALL,
  FLUSHDB: ALL,
  DEL: KEYS,
  UNLINK: KEYS,
  GETDEL: KEYS,
  HDEL: { ...KEYS, says: "deletes fields of" },
  EVAL: CODE,
  EVALSHA: CODE,
  FCALL: CODE,
  SHUTDOWN: { verb: "stop", resource: "system", reach: "one", recovery: "effort", says: "shuts the server down" },
  MIGRATE: { verb: "move", resource: "rows", reach: "several", recovery: "none", says: "moves keys to another server" },
  REPLICAOF: REPLACES,
  SLAVEOF: REPLACES,
  SWAPDB: {
    verb: "overwrite",
    resource: "database",
    reach: "all",
    recovery: "effort",
    says: "swaps two databases for everybody connected",
  },
  "ACL DELUSER": { verb: "delete", resource: "account", reach: "one", recovery: "effort", says: "deletes the user" },
  "CLUSTER RESET": {
    verb: "destroy",
    resource: "cluster",
    reach: "all",
    recovery: "none",
    says: "takes the node out of its cluster and empties it",
  },
  "CLUSTER FORGET": {
    verb: "destroy",
    resource: "cluster",
    reach: "one",
    recovery: "effort",
    says: "removes a node from the cluster",
  },
  "CLUSTER FLUSHSLOTS": {
    verb: "destroy",
    resource: "cluster",
    reach: "all",
    recovery: "effort",
    says: "takes every slot from the node",
  },
  "CLUSTER DELSLOTS": {
    verb: "destroy",
    resource: "cluster",
    reach: "several",
    recovery: "effort",
    says: "takes slots from the node",
  },
  "FUNCTION FLUSH": {
    verb: "delete",
    resource: "code",
    reach: "all",
    recovery: "effort",
    says: "deletes every stored function",
  },
  "FUNCTION DELETE": {
    verb: "delete",
    resource: "code",
    reach: "one",
    recovery: "effort",
    says: "deletes the stored function",
  },
  "XGROUP DESTROY": {
    verb: "delete",
    resource: "queue",
    reach: "one",
    recovery: "none",
    says: "deletes the consumer group",
  },
  XTRIM: { verb: "delete", resource: "rows", reach: "several", recovery: "none", says: "deletes old entries of" },
  LTRIM: { verb: "delete", resource: "rows", reach: "several", recovery: "none", says: "deletes entries of" },
  "DEBUG SEGFAULT": { verb: "stop", resource: "system", reach: "one", recovery: "none", says: "crashes the server" },
  "DEBUG RESTART": { verb: "stop", resource: "system", reach: "one", recovery: "effort", says: "restarts the server" },
  "DEBUG FLUSHALL": ALL,
  "MODULE LOAD": {
    verb: "execute-remote",
    resource: "code",
    reach: "one",
    recovery: "none",
    says: "loads native code into the server",
  },
  "MODULE LOADEX": {
    verb: "execute-remote",
    resource: "code",
    reach: "one",
    recovery: "none",
    says: "loads native code into the server",
  },
  "SENTINEL REMOVE": { verb: "weaken", resource: "service", reach: "one", recovery: "effort", says: "stops watching" },
  "FT.DROPINDEX": { verb: "drop", resource: "table", reach: "one", recovery: "effort", says: "drops the search index" },
  "GRAPH.DELETE": { verb: "drop", resource: "table", reach: "one", recovery: "none", says: "drops the graph" },
};

/** A file that Redis writes where it is told is the known way from a cache to a shell: `CONFIG SET dir /root/.ssh`. */
const WRITES_FILES =
  /^(?:dir|dbfilename|appendfilename|logfile|slaveof|replicaof|protected-mode|requirepass|masterauth|save|appendonly|enable-.*)$/i;

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
  const meaning = COMMANDS[pair] ?? COMMANDS[name];
  if (!meaning) return [];
  const keys = words.slice(COMMANDS[pair] ? 2 : 1);
  // `xargs redis-cli del` gets whatever the pattern before it found.
  const many =
    keys.some(key => key.value === null || key.glob || /[*?]/.test(key.value ?? "")) ||
    (meaning === KEYS && keys.length === 0);
  const through = command.scope.via.some(step => /^(?:xargs|parallel)\b/.test(step));
  const wide = meaning === KEYS && (many || through);
  const reach = wide ? "unknown" : meaning === KEYS && keys.length > 1 ? "several" : meaning.reach;
  return [effectOf({ ...meaning, reach }, keys.map(shown).join(" "), at, command)];
}

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
    target: target === "" ? meaning.says.replace(/^\w+ (?:the |a |an )?/, "") : target,
    says,
    source: "redis",
    at,
    ...(span && { span }),
  };
}

/** Words as redis-cli splits them: blanks, double quotes with escapes, single quotes with `\'` only. */
function split(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g)].map(
    ([, double, single, plain]) => plain ?? (double ?? single ?? "").replace(/\\(.)/g, "$1"),
  );
}
