/** A cluster that the same text has made on this machine is where its later commands land. */
import { expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

type Case = readonly [run: string, expected: string];

function check(cases: readonly Case[]): void {
  it.each(cases)("%s", async (run, expected) => {
    expect((await judgeIn({}, { kind: "command", text: run })).decision).toBe(expected);
  });
}

check([
  ["kind create cluster && kubectl apply -f k8s", "allow"],
  ["kind create cluster --name ci-$$ && kubectl apply -f k8s && helm install x ./chart", "allow"],
  ["k3d cluster create dev --agents 1 && kubectl apply -f k8s/", "allow"],
  ["minikube start --driver=docker && kubectl apply -f k8s", "allow"],
  ["kubectl apply -f k8s; kind create cluster", "ask"],
  ["kind get clusters && kubectl apply -f k8s", "ask"],
  ["kind create cluster && kubectl --context prod apply -f k8s", "ask"],
  ["kind create cluster; kubectl config use-context prod; kubectl apply -f x", "ask"],
]);
