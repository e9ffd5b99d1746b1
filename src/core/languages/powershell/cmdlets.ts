/**
 * Reads cmdlets that no pack knows by their names: PowerShell uses `Verb-Noun` throughout, so that
 * `Remove-AzResourceGroup` names its effect, and `Remove-Variable` only affects the session.
 */

import type { Effect, ResourceKind, Verb } from "../../effects/effect.ts";
import { resourceNamed, splitName } from "../../effects/names.ts";
import type { Invocation } from "../../effects/pack.ts";
import { shown } from "../../files/targets.ts";
import type { Locator } from "../../places/locator.ts";
import { anyOf, inOrder, wholly, words } from "../../text/expressions.ts";
import { administeredBy, invokesLoss } from "./products.ts";

const VERBS: Readonly<Record<string, Verb>> = {
  remove: "delete",
  delete: "delete",
  destroy: "delete",
  drop: "drop",
  clear: "delete",
  purge: "delete",
  reset: "delete",
  uninstall: "delete",
  unregister: "delete",
  disable: "weaken",
  revoke: "revoke",
  stop: "stop",
  suspend: "stop",
  dismount: "stop",
  restart: "stop",
  format: "destroy",
  initialize: "destroy",
  publish: "publish",
  restore: "overwrite",
};

/** Nouns that live in the session, or that the next call creates again. */
const SESSION = wholly(
  words`
    Variable Module PSSession PSDrive PSBreakpoint PSSnapin PSReadLine\w* Job Event EngineEvent EventSubscriber
    TypeData FormatData Alias Member Host History CimSession Transcript Trace\w* Pester\w* Mock\w* Property Object
    Error Item\w* Content Screen Console Location Table List Custom Wide Hex Volume\w*View ScheduledJobView Line
    LastError Cache\w* (?!Az|EC|Redis|Elasti)\w*Cache DnsClientCache ParameterSet Argument\w* String Null Whitespace
    BOM NullOrEmpty\w* SecureString WhiteSpace Test\w* Build\w* PSRepository Stopwatch Progress Clipboard Color
    Colou?rs Formatting
  `,
  "i",
);

const NOUNS: readonly (readonly [RegExp, ResourceKind])[] = [
  [/(?:WindowsDriver|WindowsPackage|WindowsImage)$/i, "system"],
  [/(?:RedisCache|ElastiCache(?:(?!ElastiCache)\w)*|CacheCluster|AvailabilityGroup)$/i, "database"],
  [/(?:WebBinding|IISSiteBinding)$/i, "service"],
  [/Queue$/i, "queue"],
  [/Dhcp(?:(?!Dhcp)\w)+$/i, "network"],
  [/(?:ResourceGroup|Subscription|ManagementGroup|Tenant)$/i, "project"],
  [
    anyOf(
      [
        inOrder([
          words`Sql RDS DB Cosmos Dynamo Postgre`,
          /(?:(?!Sql|RDS|DB|Cosmos|Dynamo|Postgre)\w)*(?:Instance|Cluster|Account|Server)$/,
        ]),
        /Database$/,
      ],
      "i",
    ),
    "database",
  ],
  [/(?:S3Bucket|StorageAccount|StorageContainer|GcsBucket|Share)$/i, "bucket"],
  [/(?:S3Object|StorageBlob|GcsObject)$/i, "file"],
  [/(?:Partition|Disk|PhysicalDisk|VirtualDisk|StoragePool|Volume|VHD)$/i, "volume"],
  [/(?:Snapshot|Backup(?:(?!Backup)\w)*|RecoveryPoint|Checkpoint|RestorePoint)$/i, "backup"],
  [/(?:KeyVault(?:(?!KeyVault)\w)*|Secret|Certificate|AccessKey|KmsKey)$/i, "secret"],
  [
    inOrder(
      [
        words`
          ADUser ADGroup ADComputer ADObject ADOrganizationalUnit ADForest(?:(?!ADForest)\w)* LocalUser LocalGroup
          IAMUser IAMRole MsolUser MgUser MgGroup AzureADUser Mailbox Account UserProfile
        `,
        /$/,
      ],
      "i",
    ),
    "account",
  ],
  [
    inOrder(
      [
        words`
          EC2Instance VM VirtualMachine WebApp FunctionApp ContainerApp AppService(?:(?!AppService)\w)* LMFunction
          Website WebAppPool Server
        `,
        /$/,
      ],
      "i",
    ),
    "service",
  ],
  [/(?:AksCluster|EKSCluster|ECSCluster|Cluster)$/i, "cluster"],
  [/(?:CFNStack|Deployment|Stack)$/i, "stack"],
  [/(?:Service|ScheduledTask|WindowsFeature|WindowsOptionalFeature|WindowsCapability)$/i, "service"],
  [
    inOrder(
      [
        [
          /(?:NetFirewall|NetAdapter|NetworkSecurity)(?:(?!NetFirewall|NetAdapter|NetworkSecurity)\w)*/,
          ...words`NetIPAddress NetRoute VirtualNetwork Vpc Subnet SecurityGroup`,
        ],
        /$/,
      ],
      "i",
    ),
    "network",
  ],
  [/(?:GroupMember|RoleMember|GroupUser|MailboxPermission|RoleAssignment)$/i, "account"],
  [/(?:WebConfiguration|IISConfig)(?:(?!WebConfiguration|IISConfig)\w)*$/i, "service"],
  [/(?:Site|Web|Team|Channel|Workspace|Environment|Realm|Plan|PlannerPlan)$/i, "project"],
  [/(?:Computer|BitLocker|ComputerRestore|WindowsUpdate(?:(?!WindowsUpdate)\w)*|SmbShare|Uac)$/i, "system"],
  [/(?:Package|Script|PSResource|Feature|Module)$/i, "package"],
  [/(?:GPO|GPLink|WsusUpdate|VMHost)$/i, "system"],
  [/(?:UnifiedGroup|DistributionGroup|MailContact|MailUser)$/i, "account"],
  [/Datastore$/i, "volume"],
  [/(?:EventLog|Log)$/i, "record"],
  [/Process$/i, "process"],
];

const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:Az[A-Z]|AzureRm|AzureAD|Azure[A-Z]|Mg[A-Z]|Msol)/, "azure"],
  [
    /^(?:EC2|S3|RDS|DDB|IAM|LM|CFN|EKS|ECS|KMS|SQS|SNS|R53|CW|CWL|ES|EFS|EBS|ELB|ELB2|SEC|SSM|ECR|ASG?|AS)(?=[A-Z])/,
    "aws",
  ],
  [/^(?:Gc[a-z]|Gcs|Gce)/, "gcp"],
];

const REPLACES = /^-(?:with)?replace\w*$|^-(?:force|confirm:\$?false)$/i;
/** The environment in the name of a resource group, a site or a machine. */
const ENVIRONMENT = /(?<=^|[-_.])(?:prod|production|prd|live|staging|stage|stg)(?=$|[-_.])/i;
const PRODUCTION = /^(?:prod|production|prd|live)$/i;
/** Cmdlets that deploy a new version of a program. */
const DEPLOYS = /^(?:publish|switch|swap)-Az(?=\w*(?:WebApp|FunctionApp|ContainerApp|Slot))\w*$/i;

/** Parameters whose value is no target. */
const SAYS_HOW =
  /^-(?:startup\w*|status|erroraction|ea|warningaction|confirm|computername|cn|server|credential|scope|asjob|force)$/i;

/** `Get-Package | Uninstall-Package`: all items, where nothing filters the list. */
export function takesAll({ argv, stdin }: Invocation): boolean {
  if (
    stdin.kind !== "pipe" ||
    stdin.filter ||
    argv.some(
      ({ value }, i) => i > 0 && value !== null && !value.startsWith("-") && !SAYS_HOW.test(argv[i - 1]?.value ?? ""),
    )
  )
    return false;
  const [lister, ...words] = stdin.producer ?? [];
  return (
    /^get-/i.test(lister?.value ?? "") &&
    words.every(({ value }) =>
      /^(?:-(?:all\w*|online|force|name|filter|identity|listavailable|list)|\*)$/i.test(value ?? ""),
    )
  );
}

/** Effects of a cmdlet by its name; undefined where `name` is not one. */
export function effectsOfCmdlet(command: Invocation): Effect[] | undefined {
  const found = /^([A-Z][a-z]+)-([A-Z]\w*)$/.exec(command.argv[0]?.value ?? "");
  if (!found?.[1] || !found[2]) return undefined;
  const [, word, noun] = found;
  const lower = word.toLowerCase();
  const deploys = DEPLOYS.test(found[0]);
  const spoken = lower === "invoke" && invokesLoss(noun) ? "delete" : undefined;
  const verb = deploys ? "deploy" : Object.hasOwn(VERBS, lower) ? VERBS[lower] : spoken;
  if (verb === undefined || (SESSION.test(noun) && verb !== "publish")) return [];
  const args = command.argv.slice(1);
  if (args.some(({ value }) => /^-(?:whatif|wi|wh|wha|what|whati)(?::\$?true)?$/i.test(value ?? ""))) return [];
  const known = NOUNS.find(([pattern]) => pattern.test(noun))?.[1] ?? resourceNamed(noun) ?? administeredBy(noun);
  // `Format-Thing` and `Initialize-Thing` display or prepare, unless the noun is a disk.
  if ((verb === "destroy" || word === "Restart") && known !== "volume" && known !== "system") return [];
  if (verb === "publish" && known !== "package") return [];
  // Without these words it asks first, or restores beside the existing data.
  if (verb === "overwrite" && !args.some(({ value }) => REPLACES.test(value ?? ""))) return [];
  if (verb === "stop" && (known === undefined || known === "process")) return [];
  const cloud = CLOUDS.find(([pattern]) => pattern.test(noun))?.[1];
  const labels = args.flatMap(({ value }) => (value?.startsWith("-") ? [] : (ENVIRONMENT.exec(value ?? "") ?? [])));
  const label = labels.find(one => PRODUCTION.test(one)) ?? labels[0];
  const at: Locator[] = [
    ...(cloud === undefined ? [] : [{ kind: "cloud" as const, provider: cloud }]),
    ...(label === undefined ? [] : [{ kind: "label" as const, label }]),
  ];
  const unasked = args.some(({ value }) => /^-(?:force|fo|confirm:\$?false|cf:\$?false)$/i.test(value ?? ""));
  const target = args.find(
    (argument, i) => !argument.value?.startsWith("-") && !/^-(?:erroraction|ea)$/i.test(args[i - 1]?.value ?? ""),
  );
  const all = target?.value === "*" || takesAll(command);
  // Everything that matches a wildcard, here or in the piped listing.
  const listed = command.stdin.kind === "pipe" ? (command.stdin.producer ?? []).slice(1) : [];
  const crowd =
    word === "Uninstall" && known === "package" && [target, ...listed].some(word => word?.value?.includes("*"));
  const words = splitName(noun).join(" ");
  const name = target ? `${words} ${shown(target)}` : words;
  return [
    {
      verb,
      // Stopping all machines of a host, or all sites of a server, is like stopping that host or server.
      resource: verb === "stop" && known === "service" && all ? "system" : (known ?? "unknown"),
      target: name,
      reach: all ? "all" : crowd ? "several" : "one",
      recovery: crowd
        ? "none"
        : deploys || verb === "stop" || verb === "weaken" || known === "package"
          ? "effort"
          : "none",
      certainty: known === undefined ? "possible" : "likely",
      source: "powershell",
      says: deploys ? `puts a new version before users: ${name}` : spoken ? `acts on ${name}` : `${lower}s the ${name}`,
      ...(at.length > 0 && { at }),
      ...(unasked && { marks: ["no-confirmation" as const] }),
      ...(command.span && { span: command.span }),
    },
  ];
}
