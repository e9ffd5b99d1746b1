/** Reads tools that create and delete clusters, their nodes, and what is in them besides objects. */

import type { Inner } from "../../core/effects/pack.ts";
import { carriedBy, scopeInside } from "../../core/kit/carrying.ts";
import type { Call, EffectTemplate, Table } from "../../core/kit/table.ts";
import { clusterOf } from "../../core/providers/cluster.ts";
import { literalWord } from "../../core/text/words.ts";

type Tool = Omit<Table, "id" | "examples">;

const CLUSTER: EffectTemplate = { verb: "delete", resource: "cluster", says: "deletes the cluster" };
/** A cluster on this machine can be created again by one command, but its stored data is lost. */
const LOCAL_CLUSTER: EffectTemplate = { ...CLUSTER, says: "deletes the cluster with what is stored in it:" };
const NODE: EffectTemplate = { verb: "delete", resource: "system", says: "takes away the node" };
const RESET: EffectTemplate = {
  verb: "delete",
  resource: "system",
  says: "takes this node apart, with what Kubernetes keeps on it",
};
const OFF: EffectTemplate = { verb: "stop", resource: "system", recovery: "effort", says: "turns off" };
const CHANGE: EffectTemplate = { verb: "mutate", resource: "system", recovery: "effort", says: "changes the cluster" };
const WEAKEN: EffectTemplate = {
  verb: "weaken",
  resource: "cluster",
  recovery: "effort",
  says: "takes away from the cluster",
};
const BACKUP: EffectTemplate = { verb: "delete", resource: "backup", says: "deletes the snapshot" };
const SWITCHED: EffectTemplate = {
  verb: "mutate",
  resource: "setting",
  recovery: "effort",
  reach: "one",
  says: "makes it the cluster that later commands reach:",
};
const ADDON: EffectTemplate = {
  verb: "delete",
  resource: "stack",
  recovery: "effort",
  says: "removes from the cluster, with all that uses it,",
};

const K3D = "https://k3d.io/stable/";
const local: Tool = {
  source: "https://minikube.sigs.k8s.io/docs/commands/",
  programs: ["minikube", "kind", "k3d", "colima", "limactl", "rdctl", "ctlptl", "vcluster", "k0s", "microk8s", "k3s"],
  grammar: { values: "p profile n name context namespace kubeconfig l".split(" ") },
  lines: [
    { call: "delete cluster|clusters", source: "https://kind.sigs.k8s.io/docs/", does: LOCAL_CLUSTER },
    { call: "delete nodes|node" },
    { call: "cluster delete|del|rm", source: K3D, does: LOCAL_CLUSTER },
    { call: "clusters delete|del|rm", source: K3D, does: LOCAL_CLUSTER },
    { call: "node delete|del", does: { ...NODE, recovery: "effort" } },
    { call: "registry delete" },
    { call: "image|images|cache|addons|profile|config|completion" },
    { call: "etcd-snapshot delete|prune", source: "https://docs.k3s.io/cli/etcd-snapshot", does: BACKUP },
    { call: "server", source: "https://docs.k3s.io/cli/server", with: ["cluster-reset"], does: RESET },
    { call: "delete|factory-reset|reset|prune", does: LOCAL_CLUSTER },
    { call: "snapshot delete|rm", source: "https://lima-vm.io/docs/reference/", does: BACKUP },
    {
      call: "remove-node|leave",
      source: "https://microk8s.io/docs/command-reference",
      does: { ...NODE, recovery: "effort" },
    },
    { call: "*" },
  ],
  inner: insideMachine,
};

/** Reads `minikube kubectl -- get pods`, `k3s crictl rm x`; `minikube ssh`, `limactl shell`, `colima ssh -- ls`. */
function insideMachine(call: Call): Inner[] {
  const [first] = call.words;
  const { command } = call;
  switch (first?.value) {
    case "kubectl":
    case "crictl":
    case "ctr":
    case "helm":
    case "helm3": {
      const at = command.argv.indexOf(first);
      const rest = command.argv.slice(at + 1).filter((word, i) => i > 0 || word.value !== "--");
      const context = command.program === "minikube" ? [literalWord("--context=minikube")] : [];
      const argv = [literalWord(first.value), ...(first.value === "kubectl" ? context : []), ...rest];
      return [{ kind: "argv", argv, scope: scopeInside(command), stdin: command.stdin }];
    }
    case "ssh":
      return [
        ...(carriedBy(command, {
          command: "ssh",
          values: ["p", "profile", "n", "node", "i", "native-ssh"],
          apart: true,
        }) ?? []),
      ];
    case "shell":
      return [
        ...(carriedBy(command, { command: "shell", before: 1, values: ["workdir", "shell"], apart: true }) ?? []),
      ];
    default:
      return [];
  }
}

const TALOS = "https://www.talos.dev/";
const nodes: Tool = {
  source: "https://kubernetes.io/docs/reference/setup-tools/kubeadm/",
  programs: ["kubeadm", "talosctl"],
  grammar: {
    values:
      "n nodes e endpoints talosconfig context cert-dir cri-socket ignore-preflight-errors kubeconfig f file".split(
        " ",
      ),
  },
  unasked: ["f", "force"],
  at: ({ command, args }) =>
    command.program === "talosctl" && args.length > 0
      ? [{ kind: "kube", evidence: { because: "the nodes are other machines" } }]
      : [],
  lines: [
    { call: "reset|wipe", does: RESET },
    { call: "cluster destroy", source: TALOS, does: LOCAL_CLUSTER },
    {
      call: "etcd leave|remove-member|forfeit-leadership",
      source: TALOS,
      does: { ...NODE, says: "takes out of etcd" },
    },
    { call: "shutdown|reboot|rollback|upgrade|upgrade-k8s", source: TALOS, does: OFF },
    { call: "apply-config|patch|edit|bootstrap", source: TALOS, does: CHANGE },
    {
      call: "token delete",
      does: { verb: "revoke", resource: "secret", recovery: "effort", says: "revokes the token" },
    },
    { call: "*" },
  ],
};

const CILIUM = "https://docs.cilium.io/en/stable/";
const addons: Tool = {
  source: "https://istio.io/latest/docs/reference/commands/istioctl/",
  programs: [
    "istioctl",
    "cilium",
    "linkerd",
    "consul-k8s",
    "calicoctl",
    "cmctl",
    "kubectl-cnpg",
    "kubectl-argo-rollouts",
  ],
  grammar: { values: "n namespace context kubeconfig f filename set revision r l cilium-namespace".split(" ") },
  at: call => [clusterOf(call)],
  lines: [
    { call: "uninstall", does: ADDON },
    { call: "policy delete", source: CILIUM, does: { ...WEAKEN, says: "takes away the network policy" } },
    {
      call: "delete",
      source: "https://docs.tigera.io/calico/latest/reference/calicoctl/",
      does: { verb: "delete", resource: "workload", says: "deletes from the cluster" },
    },
    { call: "clustermesh|hubble|encryption disable|disconnect", source: CILIUM, does: WEAKEN },
    {
      call: "destroy",
      source: "https://cloudnative-pg.io/documentation/current/kubectl-plugin/",
      does: { verb: "delete", resource: "database", says: "deletes the instance" },
    },
    { call: "abort|undo|promote|restart", source: "https://argo-rollouts.readthedocs.io/en/stable/", does: CHANGE },
  ],
};

const switches: Tool = {
  source: "https://github.com/ahmetb/kubectx",
  programs: ["kubectx", "kubens", "kubie"],
  grammar: { values: ["d"] },
  at: ({ words }) => words.slice(-1).map(({ value }) => ({ kind: "kube", ...(value !== null && { context: value }) })),
  lines: [
    { call: "exec|export|lint|edit|edit-config|info|update|generate-completion" },
    { call: "", with: ["c", "current", "d", "u", "unset"] },
    { call: "ctx|ns *", source: "https://github.com/sbstp/kubie", does: SWITCHED },
    { call: "*", does: SWITCHED },
  ],
  inner: ({ command }) => carriedBy(command, { command: "exec", before: 2 }) ?? [],
};

/** A screen for a person. An option at its start decides whether it can change things. */
const screen: Tool = {
  source: "https://k9scli.io/topics/commands/",
  programs: ["k9s"],
  grammar: {
    values: `n namespace c command context cluster user kubeconfig l logLevel logFile r refresh as as-group token
      request-timeout screen-dump-dir`.split(/\s+/),
  },
  at: call => [clusterOf(call)],
  lines: [
    {
      call: "",
      with: ["write"],
      does: {
        verb: "weaken",
        resource: "setting",
        recovery: "effort",
        says: "opens the cluster to changes that were switched off",
      },
    },
    { call: "*" },
    { call: "" },
  ],
};

export const CLUSTERS: readonly Tool[] = [local, nodes, addons, switches, screen];
