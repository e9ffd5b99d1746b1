/**
 * Lists resources beside files that programs create and delete by name: databases, clusters, accounts, networks. Data,
 * from the tools' manuals. Only calls are listed that fail where a resource of that name exists.
 */

export interface CreatedResource {
  readonly kind: string;
  readonly makes: readonly Spelled[];
  readonly takes: readonly Spelled[];
  /** Programs that work in it: their changes are deleted with it. */
  readonly uses?: readonly Spelled[];
  /** Options that select the server, cluster or project: they have to be equal in both calls. */
  readonly place?: readonly string[];
  /** Variables that do the same, by prefix. */
  readonly variables?: RegExp;
  /** Other options that take a value. */
  readonly values?: readonly string[];
  /** Options with which a call affects more than the resource, or does not fail where it exists. */
  readonly never?: readonly string[];
}

export interface Spelled {
  readonly program: string;
  /** Sub-commands in order, spellings separated by a bar. */
  readonly call?: string;
  /** Options that carry the name; absent: an operand does, as where a client is given none of them. */
  readonly named?: readonly string[];
  /** Index of the operand that is the name; absent: the first, or for deletions each of them. */
  readonly at?: number;
  /** The name of a resource that the call does not name. */
  readonly unnamed?: string;
  /** Options with a value that only this program has. */
  readonly values?: readonly string[];
}

/** Clients of one family of servers; the database is the value of an option, or their first operand. */
function clients(programs: string, named: readonly string[], values: string): readonly Spelled[] {
  return programs.split(" ").map(program => ({ program, named, values: values.split(" ") }));
}

const KUBE = /^(?:KUBE|HELM)/;
const NAMED = ["name", "n"];

export const THINGS: readonly CreatedResource[] = [
  {
    kind: "database of PostgreSQL",
    makes: [{ program: "createdb", at: 0 }],
    takes: [{ program: "dropdb" }],
    uses: clients("psql pgcli pg_restore", ["d", "dbname"], "c command f file v set"),
    place: ["h", "host", "p", "port", "maintenance-db"],
    values: "U username O owner E encoding T template D tablespace l locale".split(" "),
    variables: /^PG/,
  },
  {
    kind: "database of MySQL",
    makes: [{ program: "mysqladmin", call: "create" }],
    takes: [{ program: "mysqladmin", call: "drop" }],
    uses: clients("mysql mariadb mycli", ["D", "database"], "p e execute"),
    place: ["h", "host", "P", "port", "S", "socket", "defaults-file", "defaults-extra-file", "login-path"],
    values: ["u", "user"],
    variables: /^MYSQL/,
  },
  {
    kind: "cluster of kind",
    makes: [{ program: "kind", call: "create cluster", named: NAMED, unnamed: "kind" }],
    takes: [{ program: "kind", call: "delete cluster", named: NAMED, unnamed: "kind" }],
    values: ["config", "image", "kubeconfig", "wait", "retain"],
    variables: /^(?:KIND|DOCKER)_/,
  },
  {
    kind: "cluster of k3d",
    makes: [{ program: "k3d", call: "cluster create", at: 0, unnamed: "k3s-default" }],
    takes: [{ program: "k3d", call: "cluster delete|del|rm", unnamed: "k3s-default" }],
    values: "a agents s servers p port i image v volume k3s-arg api-port network registry-config c config wait".split(
      " ",
    ),
    never: ["a", "all", "c", "config"],
    variables: /^DOCKER_/,
  },
  {
    kind: "namespace",
    makes: [
      { program: "kubectl", call: "create namespace|ns", at: 0 },
      { program: "oc", call: "create namespace|ns", at: 0 },
    ],
    takes: [
      { program: "kubectl", call: "delete namespace|namespaces|ns" },
      { program: "oc", call: "delete namespace|namespaces|ns" },
    ],
    place: ["context", "cluster", "kubeconfig", "s", "server"],
    values: ["timeout", "grace-period", "cascade", "o", "output", "n", "namespace", "l", "selector"],
    never: ["all", "dry-run", "l", "selector"],
    variables: KUBE,
  },
  {
    kind: "release of Helm",
    makes: [{ program: "helm", call: "install", at: 0 }],
    takes: [{ program: "helm", call: "uninstall|delete|del|un" }],
    place: ["n", "namespace", "kube-context", "kubeconfig", "kube-apiserver"],
    values: "f values set set-string set-file version repo timeout description post-renderer".split(" "),
    never: ["dry-run", "replace", "g", "generate-name"],
    variables: KUBE,
  },
  {
    kind: "container",
    makes: ["docker", "podman", "nerdctl"].flatMap(program =>
      ["run", "create", "container run|create"].map(call => ({ program, call, named: ["name"] })),
    ),
    takes: ["docker", "podman", "nerdctl"].flatMap(program => ["rm", "container rm"].map(call => ({ program, call }))),
    place: ["H", "host", "c", "context", "url", "connection"],
    never: ["a", "all", "l", "link", "replace"],
    variables: /^(?:DOCKER|CONTAINER)_/,
  },
  {
    kind: "workspace of Terraform",
    makes: ["terraform", "tofu"].map(program => ({ program, call: "workspace new", at: 0 })),
    takes: ["terraform", "tofu"].map(program => ({ program, call: "workspace delete", at: 0 })),
    place: ["chdir"],
    values: ["lock", "lock-timeout", "state"],
    never: ["state"],
    variables: /^TF_/,
  },
  {
    kind: "environment of conda",
    makes: ["conda", "mamba", "micromamba"].flatMap(program =>
      ["create", "env create"].map(call => ({ program, call, named: NAMED })),
    ),
    takes: ["conda", "mamba", "micromamba"].flatMap(program =>
      ["remove|uninstall", "env remove"].map(call => ({ program, call, named: NAMED })),
    ),
    values: "c channel f file clone subdir platform solver".split(" "),
    never: ["dry-run", "d", "p", "prefix"],
    variables: /^(?:CONDA_ENVS|MAMBA_ROOT)/,
  },
  {
    kind: "bucket",
    makes: ["aws", "awslocal"].map(program => ({ program, call: "s3 mb", at: 0 })),
    takes: ["aws", "awslocal"].map(program => ({ program, call: "s3 rb", at: 0 })),
    place: ["profile", "region", "endpoint-url"],
    // In one region, creating one's own bucket again succeeds.
    never: ["force"],
    variables: /^AWS_/,
  },
  {
    kind: "bucket of MinIO",
    makes: ["mc", "mcli"].map(program => ({ program, call: "mb", at: 0 })),
    takes: ["mc", "mcli"].map(program => ({ program, call: "rb", at: 0 })),
    never: ["p", "ignore-existing", "force", "dangerous"],
    variables: /^MC_/,
  },
  {
    kind: "bucket of Google",
    makes: [
      { program: "gsutil", call: "mb", at: 0 },
      { program: "gcloud", call: "storage buckets create", at: 0 },
    ],
    takes: [
      { program: "gsutil", call: "rb", at: 0 },
      { program: "gcloud", call: "storage buckets delete", at: 0 },
    ],
    place: ["project", "account", "configuration"],
    values: ["p", "c", "l", "b", "location", "default-storage-class"],
    variables: /^(?:CLOUDSDK|GOOGLE|BOTO)_/,
  },
  {
    kind: "account",
    makes: [{ program: "useradd", at: -1 }],
    takes: [{ program: "userdel" }, { program: "deluser" }],
    values:
      "b base-dir c comment d home-dir e expiredate f inactive g gid G groups k skel K key p password s shell u uid".split(
        " ",
      ),
    never: ["R", "root", "P", "prefix", "D", "o", "non-unique", "f", "force", "remove-all-files"],
  },
  {
    kind: "group",
    makes: [{ program: "groupadd", at: -1 }],
    takes: [{ program: "groupdel" }, { program: "delgroup" }],
    values: ["g", "gid", "K", "key", "p", "password", "U", "users"],
    never: ["f", "force", "R", "root", "P", "prefix"],
  },
  {
    kind: "network namespace",
    makes: [{ program: "ip", call: "netns add", at: 0 }],
    takes: [{ program: "ip", call: "netns del|delete", at: 0 }],
    place: ["n", "netns"],
  },
  {
    kind: "network link",
    makes: [{ program: "ip", call: "link add", at: 0 }],
    takes: [{ program: "ip", call: "link del|delete", at: 0 }],
    place: ["n", "netns"],
  },
  {
    kind: "topic",
    makes: ["kafka-topics.sh", "kafka-topics"].map(program => ({ program, named: ["topic"] })),
    takes: ["kafka-topics.sh", "kafka-topics"].map(program => ({ program, named: ["topic"] })),
    place: ["bootstrap-server", "zookeeper", "command-config"],
    values: ["partitions", "replication-factor", "config"],
    never: ["if-not-exists", "alter"],
  },
  {
    kind: "account of RabbitMQ",
    makes: [{ program: "rabbitmqctl", call: "add_user", at: 0 }],
    takes: [{ program: "rabbitmqctl", call: "delete_user", at: 0 }],
    place: ["n", "node"],
    variables: /^RABBITMQ_/,
  },
  {
    kind: "machine of LXD",
    makes: ["lxc", "incus"].map(program => ({ program, call: "launch|init", at: 1 })),
    takes: ["lxc", "incus"].map(program => ({ program, call: "delete|rm" })),
    place: ["project"],
    values: "p profile c config s storage n network d device t type target".split(" "),
  },
  {
    kind: "machine of Multipass",
    makes: [{ program: "multipass", call: "launch", named: NAMED }],
    takes: [{ program: "multipass", call: "delete" }],
    values: "c cpus d disk m memory cloud-init network mount timeout".split(" "),
    never: ["all"],
  },
];
