/** Reads tools that deploy whole releases to a cluster: Helm, Helmfile, Argo CD, Flux, and builders with a `delete`. */

import { optionValues } from "../../core/effects/options.ts";
import { shown } from "../../core/files/targets.ts";
import type { Call, EffectTemplate, Table } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import { clusterOf } from "../../core/providers/cluster.ts";

type Tool = Omit<Table, "id" | "examples">;

const KUBE = "n namespace context kube-context kubeconfig l selector timeout";
const DELETE: EffectTemplate = {
  verb: "delete",
  resource: "stack",
  recovery: "effort",
  says: "deletes the release {} with all it has put into the cluster",
};
const EVERY: EffectTemplate = {
  ...DELETE,
  reach: "all",
  recovery: "none",
  says: "deletes every release that it manages",
};
const DEPLOY: EffectTemplate = {
  verb: "deploy",
  resource: "stack",
  recovery: "effort",
  says: "puts the release {1}[ with the chart {2}] into the cluster",
};
/** A change that is not the everyday form, and may replace or discard what runs. */
const CHANGE: EffectTemplate = {
  verb: "mutate",
  resource: "stack",
  recovery: "effort",
  says: "replaces what runs of the release {1}[ with the chart {2}]",
};
const STOP: EffectTemplate = { verb: "stop", resource: "workload", recovery: "effort", says: "stops keeping in step" };
const PUBLISH: EffectTemplate = {
  verb: "publish",
  resource: "package",
  recovery: "effort",
  says: "publishes the chart {1}[ to {2}]",
};

const helm: Tool = {
  source: "https://helm.sh/docs/helm/",
  programs: ["helm", "helm3", "werf"],
  grammar: {
    values: `${KUBE} f values set set-string set-file set-json version repo username password ca-file cert-file key-file
      kube-apiserver kube-as-user kube-as-group kube-token kube-ca-file max revision history-max description
      post-renderer o output registry-config repository-cache repository-config keyring filter d destination env`.split(
      /\s+/,
    ),
  },
  unasked: ["no-hooks"],
  // The plugin decrypts values, and hands the rest to helm.
  prefixes: ["secrets"],
  at: call => [clusterOf(call)],
  lines: [
    { call: "uninstall|delete|del|un|dismiss", does: DELETE },
    // Without a dry run it deletes tags from the registry, by a policy that stands in the project.
    {
      call: "cleanup|purge",
      does: { verb: "delete", resource: "package", reach: "several", says: "deletes images from the registry" },
    },
    { call: "rollback", does: { ...CHANGE, says: "rolls the release {1} back[ to revision {2}]" } },
    { call: "upgrade", with: ["force", "force-replace", "reset-values", "recreate-pods"], does: CHANGE },
    {
      call: "install",
      with: ["generate-name", "g"],
      does: { ...DEPLOY, says: "puts the chart {1} into the cluster" },
    },
    { call: "upgrade", does: { ...DEPLOY, says: "replaces the release {1}[ with the chart {2}]" } },
    { call: "install", does: DEPLOY },
    { call: "converge", does: { ...DEPLOY, says: "puts the project into the cluster" } },
    { call: "push", does: PUBLISH },
    { call: "cm-push", does: PUBLISH },
    {
      call: "repo|plugin|registry|dependency|dep|template|lint|list|ls|status|history|hist|get|show|inspect|search|env|version|test|diff|package|pull|fetch|create|completion|verify|secrets|render",
    },
  ],
};

const helmfile: Tool = {
  source: "https://helmfile.readthedocs.io/en/latest/",
  programs: ["helmfile"],
  grammar: {
    values:
      `${KUBE} e environment f file b helm-binary state-values-set state-values-file args values set concurrency`.split(
        " ",
      ),
  },
  at: call => [clusterOf(call), ...stageOf(call, "e", "environment")],
  lines: [
    { call: "destroy|delete", does: EVERY },
    {
      call: "apply|sync|charts",
      does: { ...DEPLOY, reach: "several", says: "puts every release of the file into the cluster" },
    },
    { call: "*" },
  ],
};

const flux: Tool = {
  source: "https://fluxcd.io/flux/cmd/",
  programs: ["flux"],
  grammar: { values: `${KUBE} cache-dir token version export-dir`.split(" ") },
  shows: ["export"],
  unasked: ["s", "silent"],
  at: call => [clusterOf(call)],
  lines: [
    { call: "delete", does: { ...DELETE, says: "deletes, with what it has put into the cluster," } },
    { call: "uninstall", does: { ...EVERY, says: "removes Flux and its definitions from the cluster" } },
    { call: "suspend", does: STOP },
    // The scheduler of clusters is called so as well.
    {
      call: "cancel",
      source: "https://flux-framework.readthedocs.io/projects/flux-core/en/latest/",
      with: ["all"],
      does: { verb: "stop", resource: "system", recovery: "effort", says: "cancels every job" },
    },
    { call: "reconcile source" },
    { call: "bootstrap|install|create|reconcile|resume|push", does: DEPLOY },
    { call: "*" },
  ],
};

const OKTETO = "https://www.okteto.com/docs/reference/okteto-cli/";
const builders: Tool = {
  source: "https://skaffold.dev/docs/references/cli/",
  programs: ["skaffold", "devspace", "okteto", "kapp", "garden", "kompose", "odo"],
  grammar: { values: `${KUBE} f file p profile a app m module env l`.split(" ") },
  at: call => [clusterOf(call)],
  lines: [
    {
      call: "destroy|down",
      source: OKTETO,
      with: ["v", "volumes", "delete-namespaces"],
      does: {
        ...DELETE,
        recovery: "none",
        says: "deletes what it has put into the cluster, volumes and namespaces too",
      },
    },
    {
      call: "namespace delete|destroy",
      source: OKTETO,
      does: { verb: "delete", resource: "namespace", says: "deletes the namespace" },
    },
    {
      call: "delete|destroy|down|purge|cleanup",
      does: { ...DELETE, resource: "workload", says: "deletes what it has put into the cluster" },
    },
    { call: "run|deploy|up|apply|push", does: DEPLOY },
    { call: "*" },
  ],
};

/** Tilt is for development and starts only in clusters of this machine, unless a project names another one. */
const tilt: Tool = {
  source: "https://docs.tilt.dev/cli/tilt.html",
  programs: ["tilt"],
  grammar: { values: [...KUBE.split(" "), "f", "file", "port", "host"] },
  at: call => [clusterOf(call)],
  lines: [
    { call: "up|ci|trigger", does: { ...DEPLOY, verb: "mutate", resource: "workload" } },
    {
      call: "down",
      with: ["delete-namespaces"],
      does: { ...DELETE, recovery: "none", says: "deletes what it has put into the cluster, namespaces too" },
    },
    { call: "down", does: { ...DELETE, resource: "workload", says: "deletes what it has put into the cluster" } },
    { call: "*" },
  ],
};

/** Reads `kubectl argo rollouts …` */
const rollouts: Tool = {
  source: "https://argo-rollouts.readthedocs.io/en/stable/",
  programs: ["kubectl-argo-rollouts", "kubectl-argo"],
  grammar: { values: `${KUBE} cluster user server token w watch`.split(" ") },
  prefixes: ["rollouts"],
  at: call => [clusterOf(call)],
  lines: [
    { call: "abort|undo", does: { ...CHANGE, says: "puts the earlier version back, of" } },
    { call: "terminate", does: STOP },
    { call: "promote|set|restart|retry", does: { ...DEPLOY, says: "rolls out" } },
    { call: "*" },
  ],
};

export const RELEASES: readonly Tool[] = [helm, helmfile, flux, builders, tilt, rollouts];

function stageOf(call: Call, ...options: readonly string[]): Locator[] {
  return optionValues(call.args, ...options).map(word => {
    const because = `the command names the environment ${shown(word)}`;
    return { kind: "label", label: word.value ?? "", evidence: { because } };
  });
}
