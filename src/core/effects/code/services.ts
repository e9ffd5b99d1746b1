/** Client libraries of clouds, clusters and tools whose command line says the same: handed back as that command. */
import type { Effect } from "../effect.ts";
import { destructiveName, resourceNamed } from "../names.ts";
import { literalWord, unknownWord, type Word } from "../words.ts";
import { amazon } from "./amazon.ts";
import { kebab } from "./commands.ts";
import { type CallSite, type Context, hand, methodOf, receiverOf } from "./context.ts";
import { knownText, option, wordsOfValue } from "./values.ts";

/** Reads a call of a service's client; false when it is none. */
export function asksService(context: Context, call: CallSite): boolean {
  const words =
    amazon(call) ??
    kubernetes(call) ??
    redis(call) ??
    docker(call) ??
    stripe(call) ??
    git(call) ??
    shellModule(context, call);
  if (words) {
    hand(context, { kind: "argv", argv: words, scope: context.scope });
    return true;
  }
  const effect = emptied(context, call) ?? named(context, call);
  if (effect) context.effects.push(effect);
  return effect !== undefined;
}

/** Services whose clients name what they do: then a method's name says enough. */
const CLIENTS =
  /(algolia|stripe|octokit|pygithub|github\.Github|gitlab|cloudflare|digitalocean|hcloud|linode|vultr|scaleway|@google-cloud|googleapis|google\.cloud|azure\.|@azure|firebase|firestore|\badmin\.(?:auth|database|storage)|supabase|pinecone|weaviate|qdrant|chroma|milvus|elasticsearch|opensearch|meilisearch|typesense|twilio|sendgrid|mailchimp|notion|airtable|shopify|hubspot|pika|amqp|celery|salesforce|contentful|sanity|auth0|clerk|okta|hvac|consul|kafka|confluent|rabbit|docker|minio|railway|vercel|netlify|heroku|render|neon|planetscale|openai|anthropic|pulumi)/i;

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

const TAKES_AWAY = /^(?:del|clear[A-Z_]\w*|remove[A-Z_]\w*|truncate|purge\w*)$/;

function named(context: Context, call: CallSite): Effect | undefined {
  const receiver = receiverOf(call);
  const service = CLIENTS.exec(receiver)?.[1];
  if (service === undefined) return undefined;
  const method = methodOf(call);
  const owner = receiver.replace(/\(\)/g, "").split(".").at(-1) ?? "";
  const meaning = destructiveName(method);
  // `stripe.customers.del(id)`, `algolia.clearObjects(name)`: of a service's client, a weak verb means it too.
  // `docker.getVolume(name).remove()`, `firebase.database().ref("/").remove()`: what it is called on says what goes.
  const takes =
    TAKES_AWAY.test(method) || (method === "remove" && (owner === "ref" || resourceNamed(owner) !== undefined));
  if (!meaning || (meaning.certainty === "possible" && !takes)) return undefined;
  const resource = meaning.resource === "record" ? (resourceNamed(owner) ?? "record") : meaning.resource;
  const shown = call.given.args.map(arg => knownText(arg)).find(Boolean);
  return {
    verb: meaning.verb,
    resource,
    target: shown ?? (meaning.noun || owner),
    reach: meaning.several ? "several" : "one",
    recovery: "none",
    certainty: "likely",
    source: context.language,
    says: `asks ${service} to ${method}${shown === undefined ? "" : ` ${shown}`}`,
    at: [{ kind: "control-plane", host: service, provider: service }],
  };
}

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

/** `redis.Redis(host="x").delete(key)`, `new Redis(url).del(key)`: in a loop it is whatever the loop finds. */
function redis(call: CallSite): Word[] | undefined {
  if (!/^(?:delete|unlink|del)$/.test(methodOf(call)) || !REDIS.test(receiverOf(call))) return undefined;
  const { on, args } = call.given;
  const made = on.kind === "made" ? on.given : undefined;
  const host = knownText(made && option(made, "host")) ?? knownText(made?.named.get("host"));
  const url = knownText(made?.args[0]);
  const place = host !== undefined ? ["-h", host] : url?.includes("://") ? ["-u", url] : [];
  const keys = call.repeated ? [unknownWord("the keys of a loop")] : args.flatMap(arg => wordsOfValue(arg));
  return [...["redis-cli", ...place, "DEL"].map(word => literalWord(word)), ...keys];
}

const REDIS =
  /^(?:redis\.(?:asyncio\.)?(?:Redis|StrictRedis|from_url|Redis\.from_url)|Redis\.new|ioredis|redis\.createClient)\(\)$/;

/** `docker.from_env().volumes.get("data").remove()`. */
function docker(call: CallSite): Word[] | undefined {
  if (methodOf(call) !== "remove" || !/docker\b.*\.volumes\.(?:get|list)\(\)$/i.test(receiverOf(call)))
    return undefined;
  const name = call.given.on.kind === "made" ? knownText(call.given.on.given.args[0]) : undefined;
  return [
    ...["docker", "volume", "rm"].map(word => literalWord(word)),
    name === undefined ? unknownWord("the volumes of a loop") : literalWord(name),
  ];
}

/** `stripe.subscriptions.cancel(id)`, `stripe.Refund.create(…)`: the calls that no name of theirs gives away. */
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

/** `repo.git.reset("--hard")` of GitPython. */
function git(call: CallSite): Word[] | undefined {
  if (!/(^|\.)git$/.test(receiverOf(call)) || !/repo/i.test(call.name)) return undefined;
  return [literalWord("git"), literalWord(kebab(methodOf(call))), ...call.given.args.flatMap(wordsOfValue)];
}

/** `sh.rm("-rf", path)`, `from plumbum.cmd import rm`: every function of the module is a program. */
function shellModule({ language }: Context, { name, given }: CallSite): Word[] | undefined {
  // In MongoDB's shell, `sh` is what looks after the shards.
  if (language !== "python") return undefined;
  const program = /^(?:sh|plumbum\.(?:cmd|local))\.([a-z_]\w*)$/.exec(name)?.[1];
  return program === undefined
    ? undefined
    : [literalWord(program.replace(/_/g, "-")), ...given.args.flatMap(arg => wordsOfValue(arg))];
}
