import type { Example } from "../../core/effects/pack.ts";

const config = (context: string, server = "https://203.0.113.7:6443") =>
  `apiVersion: v1\nkind: Config\ncurrent-context: ${context}\ncontexts:\n- name: ${context}\n  context: {cluster: c, user: u}\nclusters:\n- name: c\n  cluster: {server: "${server}"}\n`;
const HOME = "/home/dev/.kube/config";
const LOCAL = { [HOME]: config("kind-shop") };
const PRODUCTION = { [HOME]: config("gke_acme-prod_europe-west1_main") };
const CLAIM = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n";
const WEB = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n";

export const examples: readonly Example[] = [
  { run: "kubectl delete namespace shop", expect: "deny", why: "nobody knows which cluster" },
  { run: "kubectl delete ns shop", expect: "ask", files: LOCAL },
  { run: "kubectl delete ns shop --wait=false", expect: "deny", files: PRODUCTION },
  { run: "kubectl --context=prod-eu delete pvc data-0", expect: "deny" },
  { run: "kubectl delete deployment web", expect: "ask" },
  { run: "kubectl delete deploy/web svc/web", expect: "ask" },
  { run: "kubectl delete pods --all -n shop", expect: "ask" },
  { run: "kubectl delete all --all", expect: "ask", files: LOCAL },
  { run: "kubectl delete pod web-0 --force --grace-period=0", expect: "ask" },
  { run: "kubectl delete crd widgets.example.com", expect: "ask", files: LOCAL },
  { run: "kubectl delete clusters.postgresql.cnpg.io main", expect: "ask", files: LOCAL },
  { run: "kubectl delete -f db.yaml", expect: "ask", files: { ...LOCAL, "db.yaml": CLAIM } },
  { run: "kubectl delete -f k8s/", expect: "ask", files: { "k8s/web.yaml": WEB } },
  { run: "kubectl delete --raw /api/v1/namespaces/shop", expect: "deny" },
  { run: "kubectl drain node-1 --ignore-daemonsets", expect: "ask" },
  { run: "kubectl cordon node-1", expect: "ask" },
  { run: "kubectl taint nodes node-1 gone=true:NoExecute", expect: "ask" },
  { run: "kubectl scale deploy web --replicas=0", expect: "ask" },
  { run: "kubectl replace --force -f web.yaml", expect: "ask", files: { "web.yaml": WEB } },
  { run: "kubectl apply -f k8s/ --prune -l app=shop", expect: "ask" },
  { run: "kubectl apply -f k8s/", expect: "ask", files: PRODUCTION },
  { run: "kubectl apply -f k8s/", expect: "ask", env: { KUBECONFIG: "/etc/kube/prod.yaml" } },
  { run: `kubectl patch pvc data -p '{"metadata":{"finalizers":null}}'`, expect: "ask", files: LOCAL },
  { run: "kubectl rollout undo deploy/web", expect: "ask", files: PRODUCTION },
  { run: "kubectl debug node/worker-1 -it --image=busybox", expect: "ask", files: PRODUCTION },
  { run: "kubectl get secret db -o jsonpath='{.data.password}'", expect: "ask", files: PRODUCTION },
  { run: "kubectl exec -it db-0 -- psql -c 'DROP TABLE users'", expect: "ask" },
  { run: "kubectl exec db-0 -c pg -- rm -rf /var/lib/postgresql/data", expect: "ask" },
  { run: "kubectl config use-context prod-eu && kubectl delete deploy web", expect: "ask", files: LOCAL },
  { run: "kustomize build overlays/prod | kubectl apply -f -", expect: "ask" },
  { run: "kustomize build overlays/dev | kubectl apply -f -", expect: "ask", why: "to whatever cluster that is" },
  { run: "kubectl cp app.conf prod/api-0:/etc/app.conf", expect: "ask" },
  { run: "kubectl run x -it --rm --image=amazon/aws-cli -- s3 rb s3://media --force", expect: "deny" },
  { run: "oc delete project shop", expect: "deny" },
  { run: "kubectl get pods -A", expect: "allow", files: PRODUCTION },
  { run: "kubectl -n shop logs deploy/web --tail=100 -f", expect: "allow", files: PRODUCTION },
  { run: "kubectl describe secret db", expect: "allow", files: PRODUCTION },
  { run: "kubectl delete pod web-7d9c5b8f6d-x2x4q", expect: "allow" },
  { run: "kubectl delete deployment web", expect: "allow", files: LOCAL },
  { run: "kubectl delete -f k8s/web.yaml", expect: "allow", files: { ...LOCAL, "k8s/web.yaml": WEB } },
  { run: "kubectl delete ns shop --dry-run=client", expect: "allow" },
  { run: "kubectl apply -f k8s/", expect: "ask", why: "nobody knows to which cluster" },
  { run: "kubectl --context dev apply -f k8s/", expect: "allow" },
  { run: "kubectl set image deploy/web web=shop:2", expect: "ask" },
  { run: "kubectl annotate pod web a=b", expect: "allow" },
  { run: "kubectl apply -f k8s/", expect: "allow", files: { [HOME]: config("default", "https://127.0.0.1:6443") } },
  { run: "kubectl rollout restart deploy/web", expect: "allow" },
  { run: "kubectl scale deploy/web --replicas=3", expect: "allow" },
  { run: "kubectl exec web-0 -- ls /app", expect: "allow", files: PRODUCTION },
  { run: "kubectl port-forward svc/db 5432:5432", expect: "allow", files: PRODUCTION },
  { run: "kubectl config use-context kind-shop", expect: "allow" },
  { run: "kubectl get secret db -o yaml", expect: "allow", files: LOCAL },
  { run: "kubectl get secret db -o jsonpath='{.metadata.name}'", expect: "allow", files: PRODUCTION },
  { run: "kubectl get secret -o jsonpath='{.items[*].data}'", expect: "ask", files: PRODUCTION },
  { run: "kubectl get secret db -o jsonpath='{.metadata.annotations}'", expect: "ask", why: "the last applied state" },
  { run: "kubectl get secret db -o jsonpath='{..}'", expect: "ask", files: PRODUCTION },
  { run: "kubectl get secret db -o go-template='{{.data.password}}'", expect: "ask", files: PRODUCTION },
  { run: "kubectl rook-ceph ceph osd purge 3 --yes-i-really-mean-it", expect: "ask", why: "a plugin" },
  { run: "kubectl tree deployment crm", expect: "allow", why: "a plugin" },
  {
    run: "kubectl apply -f job.yaml --context kind-dev",
    expect: "deny",
    why: "what its container starts",
    files: {
      "job.yaml":
        "kind: Job\nspec:\n  template:\n    spec:\n      containers:\n      - image: postgres:16\n        command: [psql, -h, db.acme.io]\n        args: [-c, drop table users]\n",
    },
  },
  {
    run: "kubectl apply -k overlays/dev --context kind-dev",
    expect: "deny",
    files: {
      "overlays/dev/kustomization.yaml": "resources: [pod.yaml]\n",
      "overlays/dev/pod.yaml":
        "kind: Pod\nspec:\n  containers:\n  - image: amazon/aws-cli\n    args: [s3, rb, 's3://media', --force]\n",
    },
  },
  {
    run: "kubectl apply -f web.yaml --context kind-dev",
    expect: "allow",
    files: {
      "web.yaml":
        "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - image: web\n        command: [sh, -c, 'rm -rf /tmp/pids && exec node server.js']\n",
    },
  },
];
