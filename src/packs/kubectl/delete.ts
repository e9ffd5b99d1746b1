/** Reads kubectl delete, and other calls that delete: by kind and name, by selector, by file. */
import type { Effect, Mark } from "../../core/effects/effect.ts";
import { optionValue } from "../../core/effects/options.ts";
import { shown } from "../../core/files/targets.ts";
import type { Call } from "../../core/kit/table.ts";
import type { Word } from "../../core/text/words.ts";
import { isOn, kubeEffect } from "./call.ts";
import { DESCRIBED, type Kind, kindNamed, podNamed } from "./kinds.ts";
import { manifestsOf } from "./manifests.ts";

/** `words` are those after `delete`: `pod a b`, `deploy/web svc/web`, `pvc,secret x`. */
export function deletion(call: Call, words: readonly Word[]): Effect[] {
  const raw = optionValue(call.args, "raw");
  if (raw) return [effect(call, kindInUrl(raw), [shown(raw)], "one")];
  if (optionValue(call.args, "f", "filename", "k", "kustomize")) return deletionOfFiles(call);
  const [first, ...rest] = words;
  if (!first) return [];
  const pairs = words.filter(word => word.value?.includes("/"));
  if (pairs.length > 0)
    return pairs.flatMap(word => {
      const [kind = "", name = ""] = (word.value ?? "").split("/");
      return [ofKind(call, kind, [{ value: name, shown: name }])];
    });
  if (first.value === null)
    return [effect(call, { ...DESCRIBED, recovery: "none" }, [first, ...rest].map(shown), "unknown")];
  const names = rest.map(word => ({ value: word.value, shown: shown(word) }));
  return first.value
    .split(",")
    .filter(kind => kind !== "")
    .map(kind => ofKind(call, kind, names));
}

/** Reads the deletion or replacement of what a file describes. */
export function deletionOfFiles(call: Call): Effect[] {
  const objects = manifestsOf(call);
  if (objects === null || objects.length === 0) {
    const says = "deletes everything that its manifests describe; they could not be read";
    return [{ ...effect(call, DESCRIBED, ["the objects of its manifests"], "several"), certainty: "likely", says }];
  }
  return objects.map(({ kind, name }) => ofKind(call, kind, [{ value: name, shown: name }]));
}

interface Name {
  readonly value: string | null;
  readonly shown: string;
}

function ofKind(call: Call, word: string, names: readonly Name[]): Effect {
  const { args } = call;
  const selected = optionValue(args, "l", "selector", "field-selector") !== undefined;
  const everything = isOn(args, "all") || (isOn(args, "A", "all-namespaces") && !selected);
  const reach = everything
    ? "all"
    : selected || isOn(args, "A", "all-namespaces") || names.length > 1
      ? "several"
      : "one";
  const target = names.length > 0 ? names.map(name => name.shown) : [word];
  if (word.toLowerCase() === "all") {
    const says = `deletes every workload and service${selected ? " that the selector fits" : " of the namespace"}`;
    return { ...effect(call, { ...DESCRIBED, recovery: "none" }, target, reach), says };
  }
  if (!/^(?:po|pods?)$/i.test(word)) return effect(call, kindNamed(word), target, reach);
  const kinds = names.map(({ value }) => podNamed(value));
  const managed = names.length === 0 || kinds.every(({ recovery }) => recovery === "effort");
  const kept = managed && !skipsGrace(call);
  return effect(call, { resource: "container", recovery: kept ? "effort" : "none", noun: "pod" }, target, reach);
}

function effect(call: Call, kind: Kind, targets: readonly string[], reach: Effect["reach"]): Effect {
  const named = targets.join(", ");
  const marks: Mark[] = skipsGrace(call) ? ["no-confirmation"] : [];
  return kubeEffect(call, {
    verb: "delete",
    resource: kind.resource,
    target: named,
    reach: reach === "one" ? (kind.reach ?? reach) : reach,
    recovery: kind.recovery,
    says: `deletes ${reach === "all" ? `every ${kind.noun}` : `the ${kind.noun} ${named}`}${kind.besides ?? ""}`,
    ...(marks.length > 0 && { marks }),
    instead: "kubectl get and kubectl delete --dry-run=server show what would go.",
  });
}

/** Matches `--force`, `--grace-period=0`, `--now`, which give running programs no time to finish. */
function skipsGrace({ args }: Call): boolean {
  return isOn(args, "force") || optionValue(args, "grace-period")?.value === "0";
}

/** Returns the kind of `/api/v1/namespaces/shop/pods/web`: the last collection in the path. */
function kindInUrl(word: Word): Kind {
  const parts = (word.value ?? "").split(/[?#]/)[0]?.split("/").filter(Boolean) ?? [];
  const at = parts.indexOf("namespaces");
  const kind = at === -1 ? parts.at(-2) : parts.length - at <= 2 ? "namespaces" : parts[at + 2];
  return kindNamed(kind ?? "object");
}
