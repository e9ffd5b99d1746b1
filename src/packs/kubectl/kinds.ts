/** Tells what losing a kind of Kubernetes object means: data, access, a whole namespace, or only a description. */
import type { Effect } from "../../core/effects/effect.ts";
import { anyOf, words } from "../../core/text/expressions.ts";

export interface Kind {
  readonly resource: Effect["resource"];
  readonly recovery: Effect["recovery"];
  readonly reach?: Effect["reach"];
  /** The name for a person. */
  readonly noun: string;
  /** What is lost with it. */
  readonly besides?: string;
}

/** Kinds that applying their manifest restores. */
export const DESCRIBED: Kind = { resource: "workload", recovery: "effort", noun: "object" };

const KINDS: readonly (readonly [string, Kind])[] = [
  [
    "ns namespace namespaces project projects",
    { resource: "namespace", recovery: "none", noun: "namespace", besides: " with everything in it" },
  ],
  [
    "pvc persistentvolumeclaim persistentvolumeclaims",
    { resource: "volume", recovery: "none", noun: "volume claim", besides: " and, by the usual policy, its data" },
  ],
  ["pv persistentvolume persistentvolumes", { resource: "volume", recovery: "none", noun: "volume" }],
  [
    "vs volumesnapshot volumesnapshots volumesnapshotcontent volumesnapshotcontents backup backups schedule schedules backupstoragelocation backupstoragelocations",
    { resource: "backup", recovery: "none", noun: "backup" },
  ],
  [
    "crd crds customresourcedefinition customresourcedefinitions",
    {
      resource: "schema",
      recovery: "none",
      reach: "all",
      noun: "custom resource definition",
      besides: " and every object of that kind",
    },
  ],
  [
    "no node nodes machine machines machineset machinesets machinedeployment machinedeployments nodepool nodepools nodeclaim nodeclaims machinepool machinepools",
    { resource: "system", recovery: "none", noun: "node" },
  ],
  ["cluster clusters managedcluster managedclusters", { resource: "cluster", recovery: "none", noun: "cluster" }],
  ["secret secrets sealedsecret sealedsecrets", { resource: "secret", recovery: "none", noun: "secret" }],
  [
    "sts statefulset statefulsets",
    { resource: "workload", recovery: "effort", reach: "several", noun: "stateful set" },
  ],
  [
    "helmrelease helmreleases hr application applications app apps applicationset applicationsets appset kustomization kustomizations ks stack stacks",
    { resource: "stack", recovery: "effort", noun: "release", besides: " and what it has deployed" },
  ],
  ["job jobs rs replicaset replicasets", { resource: "container", recovery: "effort", noun: "job" }],
  [
    "ev event events lease leases endpoints ep endpointslice endpointslices controllerrevision controllerrevisions csr podmetrics",
    { resource: "container", recovery: "free", noun: "object" },
  ],
];

const BY_NAME: ReadonlyMap<string, Kind> = new Map(
  KINDS.flatMap(([names, kind]) => names.split(" ").map(name => [name, kind] as const)),
);

/** Operators that keep data name their objects after it. */
const HOLDS_DATA = anyOf(words`
  postgres mysql maria mongo redis valkey kafka elasticsearch opensearch cassandra scylla clickhouse etcdcluster
  rabbitmq couchbase cockroach crdb minio tenants?\. vitess cnpg percona tidb yugabyte dragonfly influx neo4j rds
  sqlinstance dbinstance database objectstore longhorn
`);

/** Returns the kind of a word in a command or manifest: `ns`, `Deployment`, `deployments.v1.apps`. */
export function kindNamed(word: string): Kind {
  const name = word.toLowerCase();
  const [short = "", ...group] = name.split(".");
  if (/^buckets?$/.test(short)) return { resource: "bucket", recovery: "none", noun: "bucket" };
  if (HOLDS_DATA.test(name)) return { resource: "database", recovery: "none", noun: short };
  return BY_NAME.get(short) ?? { ...DESCRIBED, noun: [short, ...group].join(".") || "object" };
}

/** Returns the kind of a pod. Its owner starts another one if the name ends like those of deployments and jobs. */
export function podNamed(name: string | null): Kind {
  const owned = name !== null && /-[a-z0-9]{6,10}-[a-z0-9]{5}$|-\d+$|-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(name);
  return { resource: "container", recovery: owned ? "effort" : "none", noun: "pod" };
}
