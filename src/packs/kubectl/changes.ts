/** What changes or stops objects without deleting them: scale, patch, drain, apply. */

import type { Effect } from "../../core/effects/effect.ts";
import { optionValue } from "../../core/effects/options.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import { shown } from "../../core/files/targets.ts";
import { clauseOf } from "../../core/kit/clause.ts";
import type { Call } from "../../core/kit/table.ts";
import { namedProduction } from "../../core/providers/account.ts";
import { textOf, type Word } from "../../core/text/words.ts";
import { isOn, kubeEffect, placesOf } from "./call.ts";
import { deletionOfFiles } from "./delete.ts";

export function scaling(call: Call, names: readonly Word[]): Effect[] {
  const replicas = optionValue(call.args, "replicas");
  return replicas?.value === "0"
    ? [stopped(call, namesOf(names), isOn(call.args, "all") || names.length > 2)]
    : [changed(call, "changes the number of replicas of", names)];
}

function stopped(call: Call, target: string, several: boolean): Effect {
  return kubeEffect(call, {
    verb: "stop",
    resource: "workload",
    target,
    reach: several ? "several" : "one",
    recovery: "effort",
    says: `stops every pod of ${target}`,
  });
}

/** An everyday change: asked in production only. */
export function changed(call: Call, says: string, names: readonly Word[]): Effect {
  const target = namesOf(names);
  return kubeEffect(call, {
    verb: "mutate",
    resource: "workload",
    target,
    recovery: "effort",
    says: clauseOf(says, [target]),
  });
}

/** What serves is another thing from then on: silent only where it is known to be for development. */
export function rolledOut(call: Call, says: string, names: readonly Word[]): Effect {
  return { ...changed(call, says, names), verb: "deploy" };
}

export function application(call: Call): Effect[] {
  const { stdin } = call.command;
  // `kustomize build overlays/prod | kubectl apply -f -`
  const built = stdin.kind === "pipe" ? namedProduction(stdin.producer ?? []) : undefined;
  const applied = kubeEffect(call, {
    ...(built && { at: [built, ...placesOf(call)] }),
    verb: "deploy",
    resource: "workload",
    target: "the objects of its manifests",
    recovery: "effort",
    says: "changes the cluster to what the manifests say",
  });
  if (!isOn(call.args, "prune")) return [applied];
  const pruned = kubeEffect(call, {
    verb: "delete",
    resource: "workload",
    target: "objects that are in no manifest",
    reach: isOn(call.args, "all") ? "all" : "several",
    recovery: "effort",
    certainty: "likely",
    says: "deletes the objects that no manifest names any more",
  });
  return [applied, pruned];
}

/** `replace --force` deletes first, and creates anew. */
export function replacement(call: Call): Effect[] {
  const raw = optionValue(call.args, "raw")?.value;
  if (raw?.includes("/finalize")) return [withoutFinalizers(call, raw)];
  if (!isOn(call.args, "force")) return application(call);
  return deletionOfFiles(call).map(effect => ({ ...effect, says: `${effect.says} and creates it anew` }));
}

/** `patch` says in JSON what it changes: the few changes that lose something are told apart by their keys. */
export function patch(call: Call, names: readonly Word[]): Effect[] {
  const word = optionValue(call.args, "p", "patch");
  const file = optionValue(call.args, "patch-file");
  const text = word ? textOf(word) : file ? textOfFile(file, call.command.scope, call.facts) : "";
  const flat = (text ?? "").replace(/[\s"'\\]/g, "");
  const name = namesOf(names);
  if (/finalizers:?(?:\[\]|null|,|}|~|$)|path:\/metadata\/finalizers/.test(flat))
    return [withoutFinalizers(call, name)];
  if (
    /persistentVolumeReclaimPolicy:Delete|deletionProtection:false|prevent-?[dD]elet(?:(?!prevent)\w)*:false/.test(flat)
  )
    return [weakened(call, name, `takes away what keeps the data of ${name} when it is deleted`)];
  if (/replicas:0\b/.test(flat)) return [stopped(call, name, false)];
  return [rolledOut(call, "changes", names)];
}

function withoutFinalizers(call: Call, name: string): Effect {
  return weakened(call, name, `removes the finalizers of ${name}: it goes without its own cleaning up`);
}

function weakened(call: Call, target: string, says: string): Effect {
  return kubeEffect(call, { verb: "weaken", resource: "workload", target, recovery: "effort", says });
}

/** `NoExecute` evicts what runs there; the other effects only keep new pods away. */
export function taint(call: Call, words: readonly Word[]): Effect[] {
  const evicts = words.some(word => /:NoExecute$/.test(word.value ?? "") || word.value === null);
  return evicts ? [drained(call, words)] : [kept(call, words)];
}

export function drained(call: Call, words: readonly Word[]): Effect {
  const target = namesOf(words.slice(0, 2));
  const rough =
    isOn(call.args, "force") || isOn(call.args, "delete-emptydir-data", "delete-local-data", "disable-eviction");
  return kubeEffect(call, {
    verb: "stop",
    resource: "system",
    target,
    recovery: rough ? "none" : "effort",
    says: `evicts every pod of ${target}${rough ? ", with the data that only exists there" : ""}`,
    ...(rough && { marks: ["no-confirmation"] as const }),
  });
}

export function kept(call: Call, words: readonly Word[]): Effect {
  const target = namesOf(words.slice(0, 2));
  return kubeEffect(call, {
    verb: "mutate",
    resource: "system",
    target,
    recovery: "effort",
    says: `keeps new pods away from ${target}`,
  });
}

function namesOf(words: readonly Word[]): string {
  return words.map(shown).join(" ") || "what its options select";
}
