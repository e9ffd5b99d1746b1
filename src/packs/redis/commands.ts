/** Table of what Redis's commands do, by its command reference. */
import type { Effect } from "../../core/effects/effect.ts";
import { wholly, words } from "../../core/text/expressions.ts";

export interface Meaning extends Pick<Effect, "verb" | "resource" | "reach" | "recovery" | "says"> {
  readonly certainty?: Effect["certainty"];
}

export const UNREAD: Meaning = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  recovery: "none",
  certainty: "possible",
  says: "runs commands that could not be read:",
};
const CODE: Meaning = { ...UNREAD, says: "runs a script inside the server:" };
export const KEYS: Meaning = { verb: "delete", resource: "rows", reach: "one", recovery: "none", says: "deletes" };
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
export const SETTING: Meaning = {
  verb: "mutate",
  resource: "setting",
  reach: "one",
  recovery: "effort",
  says: "changes the setting",
};

/** The commands that lose data, run code or reach beyond the database, by Redis's command reference. */
export const COMMANDS: Readonly<Record<string, Meaning>> = {
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
  ZREMRANGEBYRANK: { verb: "delete", resource: "rows", reach: "several", recovery: "none", says: "deletes members of" },
  ZREMRANGEBYSCORE: {
    verb: "delete",
    resource: "rows",
    reach: "several",
    recovery: "none",
    says: "deletes members of",
  },
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

/** Matches the known way from a cache to a shell: Redis writes a file where it is told, `CONFIG SET dir /root/.ssh`. */
export const WRITES_FILES = wholly(
  words`
    dir dbfilename appendfilename logfile slaveof replicaof protected-mode requirepass masterauth save appendonly
    enable-.*
  `,
  "i",
);
