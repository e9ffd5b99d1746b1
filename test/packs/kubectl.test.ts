/** One act on three clusters: this machine's, one that nobody has named, and production. */
import { describe, expect, it } from "vitest";
import type { Decision } from "../../src/core/policy/decision.ts";
import { judgeIn } from "../support/little-world.ts";

const config = (context: string) =>
  `apiVersion: v1\ncurrent-context: ${context}\ncontexts:\n- name: ${context}\n  context: {cluster: c, user: u}\n`;

const MANIFESTS = {
  "k8s/web.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n",
  "data.yaml":
    "kind: List\nitems:\n- kind: Service\n  metadata: {name: db}\n- kind: PersistentVolumeClaim\n  metadata: {name: data}\n",
};

async function onEach(run: string): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  for (const context of ["kind-dev", "blue-7", "prod-eu"]) {
    const files = { ...MANIFESTS, "/home/dev/.kube/config": config(context) };
    decisions.push((await judgeIn({ files }, { kind: "command", text: run })).decision);
  }
  return decisions;
}

describe("local, unknown, production", () => {
  it.each<[string, Decision, Decision, Decision]>([
    ["kubectl get pods", "allow", "allow", "allow"],
    ["kubectl apply -f k8s/", "allow", "ask", "ask"],
    ["kubectl rollout restart deploy/web", "allow", "allow", "ask"],
    ["kubectl set image deploy/web web=web:2", "allow", "ask", "ask"],
    ["kubectl delete pod web-7d9c5b8f6d-x2x4q", "allow", "allow", "ask"],
    // What has happened there is what an intruder would have gone.
    ["kubectl delete events --all", "ask", "ask", "ask"],
    ["kubectl delete deployment web", "allow", "ask", "ask"],
    ["kubectl delete deployments.v1.apps web", "allow", "ask", "ask"],
    ["kubectl delete -f k8s/web.yaml", "allow", "ask", "ask"],
    ["kubectl delete -f k8s", "allow", "ask", "ask"],
    ["kubectl delete -f data.yaml", "ask", "deny", "deny"],
    ["kubectl delete pod bare", "allow", "ask", "ask"],
    ["kubectl delete pod bare --now=false --force", "ask", "ask", "ask"],
    ["kubectl delete deploy --all", "ask", "ask", "ask"],
    ["kubectl delete deploy --all=false web", "allow", "ask", "ask"],
    ["kubectl delete secret tls", "ask", "ask", "deny"],
    ["kubectl delete pvc data", "ask", "deny", "deny"],
    ["kubectl delete ns/shop", "ask", "deny", "deny"],
    ["kubectl delete pod,pvc data", "ask", "deny", "deny"],
    ["kubectl delete kafka.kafka.strimzi.io main", "ask", "deny", "deny"],
    ["kubectl scale deploy/web --replicas=0", "allow", "ask", "ask"],
    ["kubectl scale deploy/web --replicas=5", "allow", "allow", "ask"],
    ["kubectl cordon n1", "allow", "ask", "ask"],
    ["kubectl drain n1 --ignore-daemonsets", "ask", "ask", "ask"],
    ["kubectl taint nodes n1 a=b:NoSchedule", "allow", "ask", "ask"],
    ["kubectl get secret db -o yaml", "allow", "ask", "ask"],
    ["kubectl get secret db -o name", "allow", "allow", "allow"],
    ["kubectl delete ns shop --dry-run=server", "allow", "allow", "allow"],
    ["kubectl delete ns shop --dry-run=none", "ask", "deny", "deny"],
    ["kubectl exec web-0 -- rm -rf /tmp/x", "allow", "allow", "allow"],
    ["kubectl exec web-0 -- rm -rf /srv/data", "ask", "ask", "ask"],
  ])("%s", async (run, ...expected) => expect(await onEach(run)).toEqual(expected));
});
