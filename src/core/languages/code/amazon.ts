/** Reads calls of Amazon's client libraries, in any language, as the equivalent call of `aws`. */

import { splitName } from "../../effects/names.ts";
import { captured, inOrder, words } from "../../text/expressions.ts";
import { literalWord, type Word } from "../../text/words.ts";
import { kebab } from "./context/commands.ts";
import { type CallSite, methodOf, receiverOf } from "./context/context.ts";
import { type Given, jsonOf, knownText, option, type Value, wordsOfValue } from "./context/values.ts";

const CHANGES = inOrder(
  [
    /^/,
    words`
      delete terminate remove destroy purge deregister revoke detach disable empty stop release schedule put modify
      reset drop attach update change authorize associate disassociate replace cancel reboot admin batch_?write
      batch_?delete restore rotate transact clear abort suspend failover deprecate set decrease backtrack export leave
      close deactivate create_(?:access|login|api|service_specific) add_permission add_user _make_api_call
    `,
  ],
  "i",
);

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
export function amazon(call: CallSite): Word[] | undefined {
  const { name, given } = call;
  const method = methodOf(call);
  const item = /^@aws-sdk\/lib-dynamodb\.(Delete|Put|Update)Command$/.exec(name)?.[1];
  if (item !== undefined) return command(["aws", "dynamodb", `${kebab(item)}-item`], given.args[0]);
  const sdk = /^@aws-sdk\/client-([\w-]+)\.(\w+)Command$/.exec(name);
  if (sdk) return command(["aws", serviceName(sdk[1] ?? ""), kebab(sdk[2] ?? "")], given.args[0]);
  const copied = method === "upload_file" ? uploaded(call) : undefined;
  if (copied) return copied;
  if (!CHANGES.test(method)) return undefined;
  // The class of a command without its module: the name alone identifies the service.
  const plain = /^(\w+)Command$/.exec(name)?.[1] ?? "";
  const owner = Object.hasOwn(OWNERS, plain) ? OWNERS[plain] : undefined;
  if (owner !== undefined) return command(["aws", owner, kebab(plain)], given.args[0]);
  const service = /^(?:AWS|aws-sdk|@aws-sdk\/client-[\w-]+)\.(\w+)\(\)\.\w+$/.exec(name)?.[1]?.toLowerCase();
  if (service !== undefined) return command(["aws", serviceName(service), kebab(method)], given.args[0]);
  const other = ofRuby(call) ?? ofPhp(call);
  if (other) return other;
  const client = clientIn(
    given.on,
    /(?:boto3|session|Session\(\)|get_session\(\))\.(?:client|resource|create_client)$/i,
  );
  const thing = /\.resource\(\)\.(\w+?)(?:\(\))?(?:\.(?:all|filter|limit|page_size)\(\))*$/.exec(receiverOf(call))?.[1];
  if (!client) return thing === undefined ? undefined : onThing(ownerOf(thing), method, thing, given);
  const of = knownText(client.given.args[0] ?? client.given.named.get("service_name")) ?? "service";
  // boto3.resource("s3").Bucket("x").objects.all().delete()
  const bucket = inner(given.on, "Bucket");
  if (of === "s3" && method === "delete" && bucket !== undefined) {
    const target = literalWord(`s3://${bucket}`);
    return /\.objects\b|object_versions/.test(receiverOf(call))
      ? [...["aws", "s3", "rm"].map(word => literalWord(word)), target, literalWord("--recursive")]
      : [...["aws", "s3", "rb"].map(word => literalWord(word)), target];
  }
  // boto3.resource("ec2").instances.all().terminate(), boto3.resource("ec2").Instance("i-1").terminate()
  if (thing !== undefined) return onThing(serviceName(of), method, thing, given);
  const spoken = method === "_make_api_call" ? knownText(given.args[0]) : undefined;
  const parameters: Value | undefined = spoken === undefined ? { kind: "record", entries: given.named } : given.args[1];
  const words = ["aws", ...placeOf(client), serviceName(of), kebab(spoken ?? method)];
  return command(words, parameters ?? option(given, "api_params"));
}

/** `boto3.client("s3").upload_file(file, bucket, key)`, `boto3.resource("s3").Bucket("b").upload_file(file, key)`. */
function uploaded({ name, given }: CallSite): Word[] | undefined {
  if (!/(?:boto3|session|Session\(\))\.(?:client|resource)\(\)\./.test(name)) return undefined;
  const file = given.args[0] ?? given.named.get("Filename");
  const bucket = inner(given.on, "Bucket") ?? knownText(given.named.get("Bucket") ?? given.args[1]) ?? "a-bucket";
  return file
    ? [...["aws", "s3", "cp"].map(word => literalWord(word)), ...wordsOfValue(file), literalWord(`s3://${bucket}/`)]
    : undefined;
}

/** `boto3.Session(profile_name="prod").client("ec2", endpoint_url="http://localhost:4566")` */
function placeOf(client: Value & { readonly kind: "made" }): string[] {
  const session = clientIn(client.given.on, /Session$/);
  const profile = session && knownText(session.given.named.get("profile_name"));
  const endpoint = knownText(client.given.named.get("endpoint_url"));
  return [
    ...(profile === undefined ? [] : ["--profile", profile]),
    ...(endpoint === undefined ? [] : ["--endpoint-url", endpoint]),
  ];
}

/** `Aws::EC2::Client.new.terminate_instances(…)`, `Aws::S3::Bucket.new("x").delete!`. */
function ofRuby({ name, given }: CallSite): Word[] | undefined {
  const found = /^Aws\.(\w+)\.(?:Resource\.new\(\)\.)?(\w+?)(?:\.new)?\(\)\.(?:objects\(?\)?\.)?(\w+)[!?]?$/.exec(name);
  if (!found) return undefined;
  const [, service = "", thing = "", method = ""] = found;
  const parameters = given.args[0] ?? { kind: "record", entries: given.named };
  if (thing === "Client") return command(["aws", serviceName(service.toLowerCase()), kebab(method)], parameters);
  const target = given.on.kind === "made" ? knownText(given.on.given.args[0]) : undefined;
  if (service === "S3" && /^bucket$/i.test(thing)) {
    const words = /\.objects\b|\.(?:clear|batch_delete)/.test(name) ? ["rm", "--recursive"] : ["rb", "--force"];
    return ["aws", "s3", ...words, `s3://${target ?? ""}`].map(word => literalWord(word));
  }
  return onThing(serviceName(service.toLowerCase()), method, thing, given);
}

/** A call of a client of AWS in PHP: the service and the method are the groups. */
const PHP_CLIENT = inOrder([
  /^(?:Aws\.\w+\.)?/,
  captured(words`
    S3 Ec2 Rds DynamoDb Sqs Sns Iam Kms Lambda Ecs Eks Ecr CloudFormation CloudFront Route53 SecretsManager ElastiCache
  `),
  /Client\(\)\.(\w+)$/,
]);

/** `(new Aws\Ec2\Ec2Client([]))->terminateInstances([…])`, with or without its namespace. */
function ofPhp({ name, given }: CallSite): Word[] | undefined {
  const found = PHP_CLIENT.exec(name);
  return found
    ? command(["aws", serviceName((found[1] ?? "").toLowerCase()), kebab(found[2] ?? "")], given.args[0])
    : undefined;
}

/** The service of a collection whose client is not known. */
function ownerOf(thing: string): string {
  const [, owner] = OWNED.find(([things]) => things.test(thing)) ?? [];
  return owner ?? "ec2";
}

const OWNED: readonly (readonly [things: RegExp, owner: string])[] = [
  [/bucket|object/i, "s3api"],
  [/table/i, "dynamodb"],
  [/queue|message/i, "sqs"],
  [/topic|subscription/i, "sns"],
  [/stack/i, "cloudformation"],
  [/^(?:user|role|polic|group)/i, "iam"],
];

/** A method of an object for one or several resources: `terminate` of `instances` is `terminate-instances`. */
function onThing(service: string, method: string, thing: string, given: Given): Word[] {
  const noun = kebab(thing).replace(/(?:-summary)?-?$/, "");
  const name = splitName(method).length > 1 ? kebab(method) : `${kebab(method)}-${noun}`;
  const on = given.on.kind === "made" ? given.on.given.args.flatMap(arg => wordsOfValue(arg)).slice(0, 4) : [];
  return [...["aws", service, name].map(word => literalWord(word)), ...on];
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
  const options = entries.flatMap(([name, value]) => {
    if (value.kind === "constant") return [literalWord(`--${value.value === true ? "" : "no-"}${kebab(name)}`)];
    const deep =
      value.kind === "record" || (value.kind === "list" && value.items.some(({ kind }) => kind === "record"));
    return [
      literalWord(`--${kebab(name)}`),
      ...(deep ? [literalWord(jsonOf(value))] : wordsOfValue(value).slice(0, 8)),
    ];
  });
  return [...words.map(word => literalWord(word)), ...options];
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
