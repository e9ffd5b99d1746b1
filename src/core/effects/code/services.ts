/** Client libraries of clouds, clusters and tools whose command line says the same: handed back as that command. */
import type { Effect } from "../effect.ts";
import { destructiveName, resourceNamed } from "../names.ts";
import { literalWord, type Word } from "../words.ts";
import { kebab } from "./commands.ts";
import { type CallSite, type Context, hand, methodOf, receiverOf } from "./context.ts";
import { knownText, option, type Value, wordsOfValue } from "./values.ts";

/** Reads a call of a service's client; false when it is none. */
export function asksService(context: Context, call: CallSite): boolean {
  const words = amazon(call) ?? kubernetes(call) ?? git(call) ?? shellModule(call);
  if (words) {
    hand(context, { kind: "argv", argv: words, scope: context.scope });
    return true;
  }
  const effect = named(context, call);
  if (effect) context.effects.push(effect);
  return effect !== undefined;
}

/** Services whose clients name what they do: then a method's name says enough. */
const CLIENTS =
  /(algolia|stripe|octokit|pygithub|github\.Github|gitlab|cloudflare|digitalocean|hcloud|linode|vultr|scaleway|@google-cloud|googleapis|google\.cloud|azure\.|@azure|firebase|firestore|\badmin\.(?:auth|database|storage)|supabase|pinecone|weaviate|qdrant|chroma|milvus|elasticsearch|opensearch|meilisearch|typesense|twilio|sendgrid|mailchimp|notion|airtable|shopify|hubspot|salesforce|contentful|sanity|auth0|clerk|okta|hvac|consul|kafka|confluent|rabbit|docker|minio|railway|vercel|netlify|heroku|render|neon|planetscale)/i;

const TAKES_AWAY = /^(?:del|clear[A-Z_]\w*|remove[A-Z_]\w*|truncate|purge\w*)$/;

function named(context: Context, call: CallSite): Effect | undefined {
  const receiver = receiverOf(call);
  const service = CLIENTS.exec(receiver)?.[1];
  if (service === undefined) return undefined;
  const method = methodOf(call);
  const owner = receiver.replace(/\(\)/g, "").split(".").at(-1) ?? "";
  const meaning = destructiveName(method);
  // `stripe.customers.del(id)`, `algolia.clearObjects(name)`: of a service's client, a weak verb means it too.
  if (!meaning || (meaning.certainty === "possible" && !TAKES_AWAY.test(method))) return undefined;
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

const DESTROYS =
  /^(delete|terminate|remove|destroy|purge|deregister|revoke|detach|disable|empty|stop|release|schedule|put|modify|reset|drop)/i;

/** Commands of Amazon's library whose names no other library has. */
const OWNERS: Readonly<Record<string, string>> = {
  DeleteBucket: "s3api",
  DeleteObjects: "s3api",
  DeleteObject: "s3api",
  DeleteTable: "dynamodb",
  DeleteFunction: "lambda",
  DeleteQueue: "sqs",
  PurgeQueue: "sqs",
  DeleteTopic: "sns",
  DeleteStack: "cloudformation",
  DeleteCluster: "eks",
  DeleteSecret: "secretsmanager",
  DeleteUserPool: "cognito-idp",
  DeleteLogGroup: "logs",
  DeleteDBInstance: "rds",
  DeleteDBCluster: "rds",
  DeleteVolume: "ec2",
  DeleteSnapshot: "ec2",
  TerminateInstances: "ec2",
  ScheduleKeyDeletion: "kms",
};

/** `boto3.client("ec2").terminate_instances(…)`, `new AWS.EC2().terminateInstances(…)`, `new TerminateInstancesCommand(…)`. */
function amazon(call: CallSite): Word[] | undefined {
  const { name, given } = call;
  const method = methodOf(call);
  const sdk = /^@aws-sdk\/client-([\w-]+)\.(\w+)Command$/.exec(name);
  if (sdk) return command(["aws", serviceName(sdk[1] ?? ""), kebab(sdk[2] ?? "")], given.args[0]);
  if (!DESTROYS.test(method)) return undefined;
  // The command's class alone, wherever it was taken from: its name says whose it is.
  const plain = /^(\w+)Command$/.exec(name)?.[1] ?? "";
  const owner = Object.hasOwn(OWNERS, plain) ? OWNERS[plain] : undefined;
  if (owner !== undefined) return command(["aws", owner, kebab(plain)], given.args[0]);
  const service = /^(?:AWS|aws-sdk)\.(\w+)\(\)\.\w+$/.exec(name)?.[1]?.toLowerCase();
  if (service !== undefined) return command(["aws", serviceName(service), kebab(method)], given.args[0]);
  const client = clientIn(given.on, /(?:boto3|session|Session\(\))\.(?:client|resource)$/);
  if (!client) return undefined;
  const of = knownText(client.given.args[0] ?? client.given.named.get("service_name")) ?? "service";
  // boto3.resource("s3").Bucket("x").objects.all().delete()
  const bucket = inner(given.on, "Bucket");
  if (of === "s3" && method === "delete" && bucket !== undefined) {
    const target = literalWord(`s3://${bucket}`);
    return /\.objects\b|object_versions/.test(receiverOf(call))
      ? [...["aws", "s3", "rm"].map(word => literalWord(word)), target, literalWord("--recursive")]
      : [...["aws", "s3", "rb"].map(word => literalWord(word)), target];
  }
  return command(["aws", serviceName(of), kebab(method)], { kind: "record", entries: given.named });
}

/** Services that the command line calls otherwise than the libraries do. */
function serviceName(name: string): string {
  return (
    {
      s3: "s3api",
      "cloudwatch-logs": "logs",
      "cognito-identity-provider": "cognito-idp",
      "elastic-load-balancing-v2": "elbv2",
    }[name] ?? name
  );
}

function command(words: readonly string[], parameters: Value | undefined): Word[] {
  const entries = parameters?.kind === "record" ? [...parameters.entries] : [];
  const options = entries.flatMap(([name, value]) => [
    literalWord(`--${kebab(name)}`),
    ...wordsOfValue(value).slice(0, 8),
  ]);
  return [...words.map(word => literalWord(word)), ...options];
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

/** `repo.git.reset("--hard")` of GitPython. */
function git(call: CallSite): Word[] | undefined {
  if (!/(^|\.)git$/.test(receiverOf(call)) || !/repo/i.test(call.name)) return undefined;
  return [literalWord("git"), literalWord(kebab(methodOf(call))), ...call.given.args.flatMap(wordsOfValue)];
}

/** `sh.rm("-rf", path)`: every function of the module is a program. */
function shellModule({ name, given }: CallSite): Word[] | undefined {
  const program = /^sh\.([a-z_]\w*)$/.exec(name)?.[1];
  return program === undefined
    ? undefined
    : [literalWord(program.replace(/_/g, "-")), ...given.args.flatMap(arg => wordsOfValue(arg))];
}

function clientIn(on: Value, pattern: RegExp): (Value & { readonly kind: "made" }) | undefined {
  for (let value = on, i = 0; value.kind === "made" && i < 12; value = value.given.on, i++)
    if (pattern.test(value.of)) return value;
  return undefined;
}

function inner(on: Value, method: string): string | undefined {
  const found = clientIn(on, new RegExp(`\\.${method}$`));
  return found && knownText(found.given.args[0]);
}
