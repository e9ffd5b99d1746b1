/** Clusters and containers: calls that give somebody all of them, or a container the machine below. */

import { weakens } from "../../kit/effect-templates.ts";
import { onOneLine } from "../../kit/in-sequence.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { ADMIN, KEYS, TOKENS, WATCHED } from "./cloud-effects.ts";
import { calls, type Line, on } from "./lines.ts";
import { FROM_BOX, LOGS } from "./machine-effects.ts";

const MACHINE: EffectTemplate = {
  verb: "execute-remote",
  resource: "cluster",
  reach: "unknown",
  says: "runs a program with all rights on a machine of the cluster",
};

export const CLUSTERS: readonly Line[] = [
  calls("kubectl|oc", "cp @*:*/.env*|*:*/.aws/*|*:*/.ssh/*|*:*/.kube/*|*:*/.docker/config.json", TOKENS),
  calls(
    "kubectl|oc",
    "config set-credentials --client-certificate|--client-key=/etc/kubernetes/*|/var/lib/kubelet/*",
    ADMIN,
  ),
  calls("eksctl", "create iamidentitymapping --group=system:masters", ADMIN),
  calls("docker", "swarm join-token manager|worker\nswarm unlock-key", TOKENS),
  on("kubectl|oc", /\burl["']?:\s?["']?https?:/, WATCHED, words => !words.includes("WebhookConfiguration")),
  calls("kubectl|oc", "label ns|namespace|namespaces @pod-security.kubernetes.io/enforce-", WATCHED),
  calls("cilium", "config set @policy-enforcement* @never|default\nconfig set @enable-policy @never", WATCHED),
  calls("argocd", "proj add-source|add-destination|allow-cluster-resource|allow-namespace-resource @^*", ADMIN),
  calls(
    "kubectl|oc",
    "debug --profile=sysadmin|netadmin\nget --raw=/api/v1/secrets*|*/secrets|*/secrets/*\nlabel clusterrole* @rbac.authorization.k8s.io/aggregate-to-*=true",
    ADMIN,
  ),
  calls("kubeadm", "token create|generate\nkubeconfig user\ninit phase certs|kubeconfig\nalpha kubeconfig user", ADMIN),
  calls("openssl", "** -CAkey|-signkey|-key=/etc/kubernetes/*|/var/lib/rancher/*|/etc/ssl/private/*|/etc/pki/*", ADMIN),
  calls(
    "kubectl|oc|k3s|microk8s",
    `create role|clusterrole --verb|--resource=^*|*escalate*|*impersonate*|*bind*
     create rolebinding|clusterrolebinding --clusterrole|--role=*cluster-admin*|admin|edit|system:*
     create rolebinding|clusterrolebinding ~*system:anonymous*|*system:unauthenticated*|*system:masters*
     run --privileged
     run --overrides=*privileged*true*|*hostPID*true*|*hostNetwork*true*|*hostPath*
     patch ns|namespace ~*pod-security.kubernetes.io*privileged*
     edit|patch|apply|replace ~*aws-auth*
     edit|patch|apply|replace role*|clusterrole*
     set subject
     certificate approve
     auth reconcile
     adm policy add-*
     create token --duration=8760h|87600h|*000h`,
    ADMIN,
  ),
  calls(
    "helm",
    `install|upgrade ~*privileged=true*|*hostNetwork=true*|*hostPID=true*|*allowPrivilegeEscalation=true*|*hostIPC=true*
     install|upgrade --set*=*privileged=true*|*clusterAdmin*=true*`,
    ADMIN,
  ),
  calls("crictl", "exec @sh|bash|ash|zsh|*/sh|*/bash", {
    ...MACHINE,
    says: "opens a shell in a container of the cluster, past the cluster's own rights",
  }),
  calls(
    "docker",
    `plugin install --grant-all-permissions
     swarm join`,
    weakens("system", "gives others the containers of this machine", { recovery: "none" }),
  ),
  calls(
    "kubectl|oc",
    `label ** @pod-security.kubernetes.io/*=privileged
     annotate ** @*seccomp*unconfined*|*apparmor*unconfined*
     label @pod-security.kubernetes.io/*=privileged
     annotate @*seccomp*unconfined*|*apparmor*unconfined*
     delete|patch|edit validatingwebhookconfiguration*|mutatingwebhookconfiguration*|validatingadmissionpolicy*
     delete|patch|edit networkpolicy|networkpolicies|netpol`,
    weakens("cluster", "lets containers take the machines they run on"),
  ),
  calls(
    "kubectl|oc",
    `patch|edit|replace|set -n|--namespace=kube-system
     debug @node/*|nodes/*
     debug node|nodes
     set image -n|--namespace=kube-system
     exec-as|node-shell|node-ssh|sniff|ssh-jump`,
    MACHINE,
  ),
  on(
    "kubectl|oc",
    /^(?:-\S+ \S+ )*(?:create (?:cronjob|job|deployment)|run)\b.*\b(?:curl|wget)\b.*\|\s*(?:ba)?sh\b/,
    MACHINE,
  ),
  calls("kubectl|oc", "delete events|event|ev --all\ndelete @events|event --all", LOGS),
  calls(
    "docker|podman|nerdctl|kubectl|oc",
    "cp|container @*:*/.ssh/*|*:*/.aws/*|*:*/id_rsa*|*:/etc/shadow*|*:/run/secrets*|*:/var/run/secrets*|*:*/.kube/*|*:/var/lib/etcd*|*:/etc/kubernetes/*|*:*/.docker/config.json|*:/proc/*/environ",
    KEYS,
  ),
  on(
    "curl|wget|http",
    onOneLine(
      /docker\.sock|:237[56]\b|\/containers\/create/,
      /Privileged"?: *true|"(?:\/|\/(?:etc|root|home|var)[^":]*):/,
    ),
    FROM_BOX,
  ),
];
