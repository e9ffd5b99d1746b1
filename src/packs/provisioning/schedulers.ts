/** Reads schedulers and orchestrators besides Kubernetes: Nomad, Consul, BOSH, Juju. */
import { carriedBy } from "../../core/kit/carrying.ts";
import type { EffectTemplate, Table } from "../../core/kit/table.ts";

type Tool = Omit<Table, "id" | "examples">;

const JOB: EffectTemplate = { verb: "stop", resource: "workload", recovery: "effort", says: "stops the job" };
const NODE: EffectTemplate = {
  verb: "stop",
  resource: "system",
  recovery: "effort",
  says: "takes out of the cluster the node",
};
const RESTORED: EffectTemplate = {
  verb: "overwrite",
  resource: "cluster",
  reach: "all",
  says: "overwrites the whole state of the cluster with a snapshot",
};
const RULES: EffectTemplate = { verb: "revoke", resource: "account", says: "takes away access:" };
const VOLUME: EffectTemplate = { verb: "delete", resource: "volume", says: "deletes the volume" };

const nomad: Tool = {
  source: "https://developer.hashicorp.com/nomad/docs/commands",
  programs: ["nomad"],
  grammar: {
    values:
      "address region namespace ca-cert client-cert client-key token check-index var var-file deadline task group job m".split(
        " ",
      ),
    singleDash: true,
  },
  unasked: ["yes"],
  account: { provider: "Nomad", endpoint: ["address"], label: ["region", "namespace"], variables: ["NOMAD_ADDR"] },
  lines: [
    {
      call: "job stop",
      with: ["purge"],
      does: { ...JOB, verb: "delete", says: "stops the job and deletes its definition and history:" },
    },
    {
      call: "stop",
      with: ["purge"],
      does: { ...JOB, verb: "delete", says: "stops the job and deletes its definition and history:" },
    },
    { call: "job stop|scale|restart", does: JOB },
    { call: "stop", does: JOB },
    { call: "alloc stop|restart|signal", does: JOB },
    {
      call: "job run|dispatch|revert|promote|eval|deployments|periodic",
      does: { verb: "deploy", resource: "workload", recovery: "effort", says: "changes the job" },
    },
    { call: "run", does: { verb: "deploy", resource: "workload", recovery: "effort", says: "changes the job" } },
    {
      call: "system gc|reconcile",
      does: {
        verb: "delete",
        resource: "record",
        reach: "several",
        says: "deletes the records of finished jobs and lost nodes",
      },
    },
    { call: "node drain", with: ["enable"], does: NODE },
    { call: "node eligibility", with: ["disable"], does: { ...NODE, verb: "mutate" } },
    { call: "node purge", does: NODE },
    { call: "node" },
    { call: "server force-leave", does: NODE },
    {
      call: "operator raft remove-peer",
      does: { ...NODE, verb: "delete", says: "takes out of the cluster's servers" },
    },
    { call: "operator snapshot restore", does: RESTORED },
    {
      call: "operator gossip|keyring remove",
      does: { verb: "delete", resource: "secret", says: "deletes keys of the cluster" },
    },
    { call: "var purge", does: { verb: "delete", resource: "secret", says: "deletes the variable" } },
    { call: "volume delete|deregister", does: VOLUME },
    { call: "volume snapshot delete", does: { verb: "delete", resource: "backup", says: "deletes the snapshot" } },
    {
      call: "namespace|quota|sentinel|recommendation|service delete",
      does: { verb: "delete", resource: "namespace", recovery: "effort", says: "deletes" },
    },
    { call: "acl policy|token|role|auth-method|binding-rule delete", does: RULES },
    { call: "deployment fail", does: JOB },
    { call: "*" },
  ],
  inner: ({ command }) =>
    carriedBy(command, {
      command: "alloc exec",
      before: 1,
      values: ["task", "e", "address", "namespace", "region"],
      singleDash: true,
      apart: true,
    }) ?? [],
};

const consul: Tool = {
  source: "https://developer.hashicorp.com/consul/commands",
  programs: ["consul"],
  grammar: {
    values:
      "http-addr token datacenter namespace partition ca-file client-cert client-key id name policy-id kind service prefix address modify-index".split(
        " ",
      ),
    singleDash: true,
  },
  account: { provider: "Consul", endpoint: ["http-addr"], label: ["datacenter"], variables: ["CONSUL_HTTP_ADDR"] },
  lines: [
    {
      call: "kv delete",
      with: ["recurse"],
      does: { verb: "delete", resource: "database", reach: "several", says: "deletes every key under" },
    },
    { call: "kv delete", does: { verb: "delete", resource: "record", says: "deletes the key" } },
    {
      call: "kv import",
      does: { verb: "overwrite", resource: "database", reach: "several", says: "overwrites keys from a file" },
    },
    { call: "snapshot restore", does: RESTORED },
    { call: "force-leave|leave", does: NODE },
    { call: "maint", with: ["enable"], does: NODE },
    {
      call: "operator raft remove-peer",
      does: { ...NODE, verb: "delete", says: "takes out of the cluster's servers" },
    },
    { call: "services deregister", does: { verb: "stop", resource: "service", says: "takes out of the catalogue" } },
    { call: "acl policy|token|role|auth-method|binding-rule delete", does: RULES },
    {
      call: "intention delete",
      does: { verb: "weaken", resource: "network", recovery: "effort", says: "takes away the rule" },
    },
    {
      call: "config|namespace|partition|peering|resource delete",
      does: { verb: "delete", resource: "namespace", recovery: "effort", says: "deletes" },
    },
    {
      call: "keyring",
      with: ["remove"],
      does: { verb: "delete", resource: "secret", says: "deletes keys of the cluster" },
    },
    { call: "*" },
  ],
  inner: ({ command }) => [
    ...(carriedBy(command, {
      command: "lock",
      before: 1,
      values: ["n", "name", "monitor-retry", "timeout"],
      singleDash: true,
    }) ?? []),
    ...(carriedBy(command, {
      command: "exec",
      joins: true,
      values: ["node", "service", "tag", "prefix", "wait"],
      singleDash: true,
      apart: true,
    }) ?? []),
  ],
};

const bosh: Tool = {
  source: "https://bosh.io/docs/cli-v2/",
  programs: ["bosh", "om"],
  grammar: {
    values: "e environment d deployment c client client-secret n v var l vars-file o ops-file state target t".split(
      " ",
    ),
  },
  unasked: ["n", "non-interactive", "force"],
  account: {
    provider: "BOSH",
    label: ["e", "environment", "d", "deployment"],
    variables: ["BOSH_ENVIRONMENT", "BOSH_DEPLOYMENT"],
  },
  lines: [
    {
      call: "delete-deployment|deld|delete-env|delete-installation",
      does: { verb: "delete", resource: "stack", says: "deletes the deployment with its machines and disks" },
    },
    { call: "delete-disk|delete-vm", does: VOLUME },
    {
      call: "delete-snapshot|delete-snapshots",
      does: { verb: "delete", resource: "backup", says: "deletes snapshots" },
    },
    {
      call: "clean-up",
      with: ["all"],
      does: { ...VOLUME, reach: "all", says: "deletes every release, stemcell and disk that is not used" },
    },
    { call: "stop", with: ["hard"], does: { ...JOB, verb: "delete", says: "deletes the machines of" } },
    {
      call: "deploy|d|create-env|apply-changes|recreate|restart|stop",
      does: { verb: "mutate", resource: "stack", recovery: "effort", says: "changes the deployment" },
    },
    {
      call: "delete-stemcell|delete-release|clean-up|delete-config",
      does: { verb: "delete", resource: "record", recovery: "effort", says: "deletes" },
    },
    { call: "*" },
  ],
  inner: ({ command }) =>
    carriedBy(command, { command: "ssh", script: ["c", "command"], values: ["d", "e", "r"], apart: true }) ?? [],
};

const juju: Tool = {
  source: "https://documentation.ubuntu.com/juju/latest/reference/juju-cli/list-of-juju-cli-commands/",
  programs: ["juju"],
  grammar: { values: "m model c controller t timeout unit u application a machine o output".split(" ") },
  unasked: ["y", "yes", "no-prompt", "force"],
  account: { provider: "Juju", label: ["m", "model", "c", "controller"], variables: ["JUJU_MODEL", "JUJU_CONTROLLER"] },
  lines: [
    {
      call: "destroy-model|destroy-controller|kill-controller|unregister-controller",
      does: { verb: "delete", resource: "stack", says: "deletes, with every application and machine in it, the model" },
    },
    { call: "remove-storage", does: VOLUME },
    {
      call: "remove-application|remove-unit|remove-machine|remove-saas",
      does: { verb: "delete", resource: "service", says: "deletes" },
    },
    { call: "remove-backup", does: { verb: "delete", resource: "backup", says: "deletes the backup" } },
    {
      call: "remove-user|remove-credential|remove-cloud|remove-secret|remove-secret-backend",
      does: { verb: "delete", resource: "secret", says: "deletes" },
    },
    { call: "remove-relation|remove-offer|remove-space|suspend-relation|detach-storage|remove-k8s", does: JOB },
    {
      call: "restore-backup",
      does: { verb: "overwrite", resource: "cluster", says: "overwrites the controller from a backup" },
    },
    {
      call: "deploy|upgrade-charm|refresh|upgrade-model|upgrade-controller|config|scale-application|expose|integrate|relate",
      does: { verb: "deploy", resource: "service", recovery: "effort", says: "changes" },
    },
    { call: "*" },
  ],
  inner: ({ command }) =>
    carriedBy(command, {
      command: "ssh|exec|run",
      before: command.argv[1]?.value === "ssh" ? 1 : 0,
      values: ["m", "model", "unit", "u", "application", "a", "machine"],
      joins: true,
      apart: true,
    }) ?? [],
};

export const SCHEDULERS: readonly Tool[] = [nomad, consul, bosh, juju];
