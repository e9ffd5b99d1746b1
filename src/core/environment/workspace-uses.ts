/** Detects the tools that a workspace is made for by a few files and folders in its root. Nothing is searched. */
import type { Facts } from "../facts/facts.ts";

export type Use = "kubernetes" | "terraform" | "pulumi" | "docker" | "aws" | "gcloud" | "azure";

const FILES: Readonly<Record<Use, readonly string[]>> = {
  kubernetes: [
    "Chart.yaml",
    "charts",
    "helm",
    "helmfile.yaml",
    "skaffold.yaml",
    "kustomization.yaml",
    "k8s",
    "kubernetes",
    "manifests",
    "Tiltfile",
    "devspace.yaml",
    "okteto.yml",
    "garden.yml",
    "werf.yaml",
  ],
  terraform: [".terraform", "main.tf", "versions.tf", "providers.tf", "terraform", "infra", "terragrunt.hcl"],
  pulumi: ["Pulumi.yaml", "Pulumi.yml"],
  docker: ["Dockerfile", "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"],
  aws: ["serverless.yml", "samconfig.toml", "template.yaml", "cdk.json", "sst.config.ts", "amplify", "buildspec.yml"],
  gcloud: ["app.yaml", "cloudbuild.yaml", ".gcloudignore"],
  azure: ["azure.yaml", "azure-pipelines.yml", "host.json"],
};

export function usesOf(root: string, facts: Facts): ReadonlySet<Use> {
  const there = (name: string) => {
    const stat = facts.ask({ kind: "stat", path: `${root}/${name}` });
    return stat !== null && stat.type !== "missing";
  };
  // Asking for every path at once lets one more round gather them all.
  const found = (Object.keys(FILES) as Use[]).filter(use => FILES[use].map(there).includes(true));
  return new Set(found);
}
