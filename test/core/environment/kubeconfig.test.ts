/** Which cluster a command reaches, and which environment that is. */
import { describe, expect, it } from "vitest";
import type { Example } from "../../../src/core/effects/pack.ts";
import { judgeIn } from "../../support/little-world.ts";

const HOME = "/home/dev/.kube/config";

function config(current: string, server = "https://198.51.100.4:6443", namespace = "default"): string {
  const context = (name: string, at: string) =>
    `- name: ${name}\n  context: {cluster: ${at}, user: u, namespace: ${namespace}}\n`;
  return [
    `apiVersion: v1\nkind: Config\ncurrent-context: "${current}"\n`,
    `contexts:\n${context(current, "here")}${context("other", "there")}`,
    `clusters:\n- name: here\n  cluster: {server: "${server}"}\n- name: there\n  cluster: {server: "https://localhost:6443"}\n`,
  ].join("");
}

describe("the environment of a cluster", () => {
  it.each<[string, Pick<Example, "run" | "files" | "env">, string]>([
    ["no kubeconfig", { run: "kubectl delete ns a" }, "unknown"],
    ["the current context", { run: "kubectl delete ns a", files: { [HOME]: config("prod-eu") } }, "production"],
    [
      "a context that the policy does not name",
      { run: "kubectl delete ns a", files: { [HOME]: config("blue") } },
      "unknown",
    ],
    [
      "a cluster's own tool on this machine",
      { run: "kubectl delete ns a", files: { [HOME]: config("kind-shop") } },
      "local",
    ],
    [
      "a server on this machine",
      { run: "kubectl delete ns a", files: { [HOME]: config("default", "https://127.0.0.1:6443") } },
      "local",
    ],
    [
      "a tunnel to production",
      { run: "kubectl delete ns a", files: { [HOME]: config("eks-production", "https://127.0.0.1:6443") } },
      "production",
    ],
    [
      "the namespace raises",
      { run: "kubectl delete pvc a", files: { [HOME]: config("blue", undefined, "shop-prod") } },
      "production",
    ],
    [
      "the option's namespace counts",
      { run: "kubectl -n dev delete pvc a", files: { [HOME]: config("blue", undefined, "shop-prod") } },
      "unknown",
    ],
    [
      "no namespace makes a local cluster production",
      { run: "kubectl -n prod delete pvc a", files: { [HOME]: config("minikube") } },
      "local",
    ],
    [
      "another context by its name",
      { run: "kubectl --context other delete ns a", files: { [HOME]: config("prod") } },
      "local",
    ],
    [
      "a context that only the command knows",
      { run: "kubectl --context=stage-2 delete ns a", files: { [HOME]: config("kind-x") } },
      "staging",
    ],
    [
      "a file by option",
      {
        run: "kubectl --kubeconfig k.yaml delete ns a",
        files: { [HOME]: config("prod"), "k.yaml": config("minikube") },
      },
      "local",
    ],
    [
      "files by variable, the first that tells",
      { run: "kubectl delete ns a", env: { KUBECONFIG: "/x/none:/x/two" }, files: { "/x/two": config("prod") } },
      "production",
    ],
    [
      "a file that cannot be read has a name",
      { run: "kubectl delete ns a", env: { KUBECONFIG: "/x/prod-eu.yaml" } },
      "production",
    ],
    [
      "a variable that only the run knows",
      { run: "KUBECONFIG=$(pick) kubectl delete ns a", files: { [HOME]: config("kind-x") } },
      "unknown",
    ],
    ["a broken file", { run: "kubectl delete ns a", files: { [HOME]: "current-context: [" } }, "unknown"],
    ["helm", { run: "helm uninstall a --kube-context prod", files: { [HOME]: config("kind-x") } }, "production"],
  ])("%s", async (_name, { run, ...world }, expected) => {
    const judgement = await judgeIn(world, { kind: "command", text: run });
    expect(judgement.environment.name).toBe(expected);
  });

  it("says where that was read", async () => {
    const { environment } = await judgeIn(
      { files: { [HOME]: config("prod-eu") } },
      { kind: "command", text: "kubectl delete ns a" },
    );
    expect(environment.evidence[0]).toMatchObject({
      because: "the current kube context is prod-eu",
      file: HOME,
      line: 3,
    });
  });
});
