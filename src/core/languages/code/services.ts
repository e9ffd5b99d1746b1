/** Reads calls of client libraries of clouds, clusters and tools as the equivalent command lines. */

import type { Effect } from "../../effects/effect.ts";
import { literalWord, unknownWord, type Word } from "../../text/words.ts";
import { amazon } from "./amazon.ts";
import { kebab } from "./context/commands.ts";
import { type CallSite, type Context, hand, methodOf, receiverOf } from "./context/context.ts";
import { asNamed } from "./context/named-calls.ts";
import { knownText, option, wordsOfValue } from "./context/values.ts";
import { onOtherMachine } from "./remote.ts";
import { git } from "./repositories.ts";

/** Reads a call of a service's client; false when it is none. */
export function asksService(context: Context, call: CallSite): boolean {
  const words =
    amazon(call) ??
    kubernetes(call) ??
    redis(call) ??
    docker(call) ??
    stripe(call) ??
    git(call) ??
    onOtherMachine(call) ??
    rakeTask(call) ??
    shellModule(context, call);
  if (words) {
    hand(context, { kind: "argv", argv: words, scope: context.scope });
    return true;
  }
  const effect = emptied(context, call) ?? asNamed(context, call);
  if (effect) context.effects.push(effect);
  return effect !== undefined;
}

/** `Sidekiq::Queue.new.clear`, `queue.obliterate()` of Bull. */
function emptied(context: Context, call: CallSite): Effect | undefined {
  if (!/^(?:clear|obliterate|drain|empty)$/.test(methodOf(call)) || !QUEUES.test(receiverOf(call))) return undefined;
  return {
    verb: "delete",
    resource: "queue",
    target: receiverOf(call),
    reach: "all",
    recovery: "none",
    certainty: "likely",
    source: context.language,
    says: `deletes every job of ${receiverOf(call)}`,
  };
}

const QUEUES =
  /^(?:Sidekiq\.(?:Queue|RetrySet|DeadSet|ScheduledSet)|Resque|(?:bull|bullmq|@nestjs\/bull)(?:\.Queue)?|rq\.Queue)\b/;

/** `CoreV1Api().delete_namespace("x")`, `delete_namespaced_deployment(name, namespace)`. */
function kubernetes(call: CallSite): Word[] | undefined {
  const found = /^delete_(collection_)?(namespaced_)?(\w+)$/.exec(methodOf(call));
  const spelled = /^delete(Collection)?(Namespaced)?([A-Z]\w*)$/.exec(methodOf(call));
  const isClient =
    /V1(?:beta1)?Api\b|kubernetes|k8s/i.test(call.name) || found?.[2] !== undefined || spelled?.[2] !== undefined;
  const match = found ?? spelled;
  if (!match || !isClient) return undefined;
  const [, collection, namespaced, kind = ""] = match;
  const [first, second] = call.given.args;
  const name = collection
    ? undefined
    : ((first?.kind === "record" ? first.entries.get("name") : first) ?? call.given.named.get("name"));
  const namespace = namespaced ? ((collection ? first : second) ?? option(call.given, "namespace")) : undefined;
  return [
    ...["kubectl", "delete", kebab(kind).replace(/-/g, "")].map(word => literalWord(word)),
    ...(name ? wordsOfValue(name).slice(0, 4) : [literalWord("--all")]),
    ...(namespace ? [literalWord("-n"), ...wordsOfValue(namespace).slice(0, 1)] : []),
  ];
}

/** `redis.Redis(host="x").delete(key)`, `new Redis(url).del(key)`: in a loop the keys are unknown. */
function redis(call: CallSite): Word[] | undefined {
  const spoken = redisCommand(call);
  if (spoken) return spoken;
  if (!/^(?:delete|unlink|del)$/.test(methodOf(call)) || !REDIS.test(receiverOf(call))) return undefined;
  const { on, args } = call.given;
  const made = on.kind === "made" ? on.given : undefined;
  const host = knownText(made && option(made, "host")) ?? knownText(made?.named.get("host"));
  const url = knownText(made?.args[0]);
  const place = host !== undefined ? ["-h", host] : url?.includes("://") ? ["-u", url] : [];
  const keys = call.repeated ? [unknownWord("the keys of a loop")] : args.flatMap(arg => wordsOfValue(arg));
  return [...["redis-cli", ...place, "DEL"].map(word => literalWord(word)), ...keys];
}

/** `r.execute_command("FLUSHDB")`, `client.sendCommand(["FLUSHALL"])`, `redis.call("FLUSHALL")`. */
function redisCommand({ name, given }: CallSite): Word[] | undefined {
  if (!/\.(?:execute_?command|send_?command|call|rawCommand|command)$/i.test(name)) return undefined;
  const words = given.args.flatMap(arg => (arg.kind === "list" ? arg.items : [arg])).flatMap(wordsOfValue);
  const [command = ""] = [words[0]?.value ?? ""];
  const alone = /^(?:FLUSHALL|FLUSHDB|SHUTDOWN|SWAPDB|REPLICAOF|SLAVEOF|DEBUG|CONFIG)$/i.test(command);
  return alone || (/redis/i.test(name) && /^[A-Z]+$/.test(command)) ? [literalWord("redis-cli"), ...words] : undefined;
}

const REDIS =
  /^(?:redis\.(?:asyncio\.)?(?:Redis|StrictRedis|from_url|Redis\.from_url)|Redis\.new|ioredis|redis\.createClient)\(\)$/;

/** `docker.from_env().volumes.get("data").remove()`. */
function docker(call: CallSite): Word[] | undefined {
  if (methodOf(call) !== "remove" || !/docker\b(?:(?!docker\b).)*\.volumes\.(?:get|list)\(\)$/i.test(receiverOf(call)))
    return undefined;
  const name = call.given.on.kind === "made" ? knownText(call.given.on.given.args[0]) : undefined;
  return [
    ...["docker", "volume", "rm"].map(word => literalWord(word)),
    name === undefined ? unknownWord("the volumes of a loop") : literalWord(name),
  ];
}

/** Calls whose names do not tell their effect: `stripe.subscriptions.cancel(id)`, `stripe.Refund.create(…)`. */
function stripe(call: CallSite): Word[] | undefined {
  const method = methodOf(call);
  const owner = kebab(receiverOf(call).split(".").at(-1) ?? "").replace(/s?$/, "s");
  const moves = method === "cancel" || (method === "create" && /^(?:refund|payout|transfer)s$/.test(owner));
  return moves && /\bstripe\b/i.test(receiverOf(call))
    ? [
        ...["stripe", owner, method].map(word => literalWord(word)),
        ...call.given.args.flatMap(arg => wordsOfValue(arg)),
      ]
    : undefined;
}

/** `Rake::Task["db:drop"].invoke` */
function rakeTask({ name }: CallSite): Word[] | undefined {
  const task = /^Rake\.(?:application\.)?(?:Task\.)?([\w:]+)\.(?:invoke|execute)$/.exec(name)?.[1];
  return task === undefined ? undefined : ["rake", task].map(word => literalWord(word));
}

/** `sh.rm("-rf", path)`, `from plumbum.cmd import rm`: every function of the module is a program. */
function shellModule({ language }: Context, { name, given }: CallSite): Word[] | undefined {
  // In MongoDB's shell, `sh` administers the shards.
  if (language !== "python") return undefined;
  // `sh.git.push("-f")`, `sh.git("push", "-f")`; in plumbum, words in brackets come first: `rm["-rf", "x"]()`.
  const [, program, more = ""] = /^(?:sh|plumbum\.(?:cmd|local))\.([a-z_]\w*)((?:\.\w+)*)$/.exec(name) ?? [];
  return program === undefined
    ? undefined
    : [
        ...[program, ...more.split(".").filter(part => part !== "" && part !== "bake")].map(part =>
          literalWord(part.replace(/_/g, "-")),
        ),
        ...given.args.flatMap(arg => wordsOfValue(arg)),
      ];
}
