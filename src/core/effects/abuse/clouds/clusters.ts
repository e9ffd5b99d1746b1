/** Clusters and containers: calls that give somebody all of them, or a container the machine below. */
import { grants, weakens } from "../../doings.ts";
import { type Line, on } from "../lines.ts";

const ADMIN = grants("gives somebody all rights over the cluster", { recovery: "none" });

export const CLUSTERS: readonly Line[] = [
  on(
    "kubectl|oc",
    /\bcreate (?:cluster)?role\b.*(?:--verb[ =]["']?\*|--resource[ =]["']?\*|escalate|impersonate|bind\b)/,
    ADMIN,
  ),
  on(
    "kubectl|oc",
    /\brun\b.*--privileged\b|\bpatch (?:ns|namespace)\b.*pod-security\.kubernetes\.io\S*privileged|\b(?:edit|patch|apply|replace)\b.*\baws-auth\b/,
    ADMIN,
  ),
  on(
    "helm",
    /^(?:install|upgrade)\b.*--set\S* \S*(?:privileged|hostNetwork|hostPID|allowPrivilegeEscalation)=true/,
    ADMIN,
  ),
  on("crictl", /^exec\b.*\b(?:ba|a|z)?sh$/, {
    verb: "execute-remote",
    resource: "cluster",
    reach: "unknown",
    says: "opens a shell in a container of the cluster, past the cluster's own rights",
  }),
  on(
    "docker",
    /^plugin install\b.*--grant-all-permissions|^swarm join\b/,
    weakens("system", "gives others the containers of this machine", { recovery: "none" }),
  ),
  on(
    "kubectl|oc",
    /\bcreate (?:cluster)?rolebinding\b.*(?:cluster-admin|clusterrole[ =](?:admin|edit|system:)|system:(?:anonymous|unauthenticated|masters))|\bcertificate approve\b|\bauth reconcile\b|\badm policy add-\S+-to-\S+/,
    ADMIN,
  ),
  on("kubectl|oc", /\b(?:edit|patch|apply|replace) (?:cluster)?role(?:binding)?s?\b|\bset subject\b/, ADMIN),
  on(
    "kubectl|oc",
    /\blabel\b.*pod-security\.kubernetes\.io\/\w+[=]privileged|\bannotate\b.*(?:seccomp|apparmor).*unconfined/,
    weakens("cluster", "lets containers take the machines they run on"),
  ),
  on("kubectl|oc", /\bdebug node\/|\bset image\b.*-n(?:amespace)?[ =]?kube-system|-n kube-system .*\bset image\b/, {
    verb: "execute-remote",
    resource: "cluster",
    reach: "unknown",
    says: "runs a program with all rights on a machine of the cluster",
  }),
  on(
    "curl",
    /docker\.sock.*(?:"?Privileged"?: *true|"(?:\/|\/(?:etc|root|home|var)[^":]*):)/,
    weakens("system", "gives a container the machine it runs on", { recovery: "none" }),
  ),
];
