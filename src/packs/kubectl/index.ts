/** Reads kubectl and oc: what a call does to a cluster, by the kind of object, and which cluster it is. */
import type { Effect } from "../../core/effects/effect.ts";
import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { shown } from "../../core/files/targets.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { withRules } from "../../core/kit/named-rules.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../../core/kit/table.ts";
import { namedAfterDestruction } from "../../core/kit/unknown-words.ts";
import { isLocalCluster, kubeLocator } from "../../core/places/kubeconfig.ts";
import { ownProperty } from "../../core/text/own-property.ts";
import { literalWord, type Word } from "../../core/text/words.ts";
import { GRAMMAR, kubeEffect, placesOf } from "./call.ts";
import { application, changed, drained, kept, patch, replacement, rolledOut, scaling, taint } from "./changes.ts";
import { deletion } from "./delete.ts";
import { examples } from "./examples.ts";
import { commandInside, printsSecret, startedObjects, startedPod } from "./inside.ts";
import { RULES } from "./rules.ts";

const SETTING: EffectTemplate = {
  verb: "mutate",
  resource: "setting",
  recovery: "effort",
  says: "changes which cluster later commands reach",
};
const GRANTS: EffectTemplate = {
  verb: "grant",
  resource: "account",
  recovery: "effort",
  says: "gives access to the cluster by",
};
const STOPS: EffectTemplate = { verb: "stop", resource: "workload", recovery: "effort", says: "stops" };
const DELETES: EffectTemplate = {
  verb: "delete",
  resource: "workload",
  reach: "several",
  says: "deletes old objects of the cluster:",
};

export const kubectl: ProgramPack = withRules(
  tablePack({
    id: "kubectl",
    source: "https://kubernetes.io/docs/reference/kubectl/",
    programs: ["kubectl", "k", "kubecolor", "oc", "microk8s.kubectl"],
    grammar: GRAMMAR,
    at: placesOf,
    special,
    lines: [
      {
        call: "config delete-context|delete-cluster|delete-user|unset",
        does: { ...SETTING, verb: "delete", says: "removes from the kubeconfig" },
      },
      { call: "config use-context|set-context|set-cluster|set-credentials|use|set", does: SETTING },
      { call: "config" },
      { call: "auth reconcile", does: GRANTS },
      { call: "auth" },
      { call: "certificate approve", does: GRANTS },
      { call: "create clusterrolebinding", does: { ...GRANTS, reach: "all" } },
      { call: "create rolebinding|clusterrole|role", does: GRANTS },
      {
        call: "create token",
        does: {
          verb: "read-secret",
          resource: "secret",
          recovery: "effort",
          certainty: "likely",
          says: "prints a token of",
        },
      },
      { call: "adm prune", with: ["confirm"], does: DELETES },
      { call: "adm prune" },
      { call: "idle", does: STOPS },
      { call: "uncordon" },
      {
        call: "krew|plugin|completion|options|explain|api-resources|api-versions|version|cluster-info|wait|events|top",
      },
      {
        call: "get|describe|logs|diff|port-forward|proxy|attach|kustomize|status|whoami|project|projects|login|logout",
      },
    ],
    examples,
  }),
  { grammar: GRAMMAR, source: "https://kubernetes.io/docs/reference/kubectl/", rules: RULES },
);

/** Reads sub-commands whose meaning depends on their arguments. */
function special(call: Call): Reading | undefined {
  const [first, ...rest] = call.words;
  const effects = (...found: readonly Effect[]): Reading => ({ effects: found });
  switch (first?.value) {
    case "config": {
      const [action, context] = rest;
      // What matters is where later commands go.
      return context && /^(?:use-context|use)$/.test(action?.value ?? "")
        ? effects(switching(call, context))
        : undefined;
    }
    case "delete":
      return effects(...deletion(call, rest));
    case "exec":
    case "rsh":
      return { effects: [], inner: commandInside(call, first.value, 2) };
    case "debug":
      return { effects: debugging(call), inner: commandInside(call, "debug", 2) };
    case "run":
      return { effects: [changed(call, "starts the pod", rest.slice(0, 1))], inner: startedPod(call) };
    case "get":
      return printsSecret(call) ? effects(secretShown(call)) : undefined;
    case "extract":
      return effects(secretShown(call));
    case "scale":
      return effects(...scaling(call, rest));
    case "patch":
      return effects(...patch(call, rest));
    case "apply":
      return /^(?:view-last-applied|edit-last-applied)$/.test(rest[0]?.value ?? "")
        ? effects()
        : { effects: application(call), inner: startedObjects(call) };
    case "replace":
      return { effects: replacement(call), inner: startedObjects(call) };
    case "drain":
      return effects(drained(call, [...rest]));
    case "cordon":
      return effects(kept(call, rest));
    case "taint":
      return effects(...taint(call, rest));
    case "cp":
    case "rsync":
      return copied(call);
    case "rollout":
      if (rest[0]?.value === "undo")
        return effects(rolledOut(call, "puts an earlier version of {} into service", rest.slice(1)));
      return /^(?:restart|latest|retry|cancel)$/.test(rest[0]?.value ?? "")
        ? effects(
            changed(
              call,
              rest[0]?.value === "restart" ? "restarts" : `rolls out again (${rest[0]?.value})`,
              rest.slice(1),
            ),
          )
        : effects();
    case "adm":
      return administration(call);
    case "create":
      return rest[0]?.value === "token" || /role/.test(rest[0]?.value ?? "")
        ? undefined
        : { effects: [changed(call, "creates", rest)], inner: startedObjects(call) };
    case "rollback":
      return effects(rolledOut(call, "puts an earlier version of {} into service", rest));
    case "set":
    case "edit":
      return effects(rolledOut(call, "changes", rest));
    case "label":
    case "annotate":
    case "expose":
    case "autoscale":
    case "new-app":
    case "start-build":
    case "process":
    case "tag":
      return effects(changed(call, `changes (by ${first.value})`, rest));
    case undefined:
    case null:
      return undefined;
    default:
      return OWN.has(first?.value ?? "") ? undefined : plugin(call, first?.value ?? "");
  }
}

/** Sub-commands in the table. Any other is a plugin: a program named `kubectl-…`. */
const OWN: ReadonlySet<string> = new Set(
  `config auth certificate adm idle uncordon krew plugin completion options explain api-resources api-versions version
   cluster-info wait events top get describe logs diff port-forward proxy attach kustomize status whoami project
   projects login logout`.split(/\s+/),
);

/** Plugins that are also programs of their own. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  virt: "virtctl",
  kudo: "kudo",
  tkn: "tkn",
  flux: "flux",
};

/** Reads a plugin: https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/ */
function plugin(call: Call, name: string): Reading {
  const { argv, scope, span } = call.command;
  const at = argv.findIndex(({ value }) => value === name);
  const words = [
    literalWord(ownProperty(OWN_NAMES, name) ?? `kubectl-${name}`),
    ...argv.slice(at + 1),
    ...argv.slice(1, at),
  ];
  const via = [...scope.via, call.command.program];
  // For `kubectl nuke`, the name alone tells what it does.
  const effects = namedAfterDestruction(call.command, [literalWord(name)]);
  return { effects, inner: [{ kind: "argv", argv: words, scope: { ...scope, via }, ...(span && { span }) }] };
}

function switching(call: Call, context: Word): Effect {
  const { scope } = call.command;
  const at = kubeLocator({ context: context.value, variables: scope.variables, cwd: scope.cwd }, call.facts);
  const target = shown(context);
  const says = `makes ${target} the cluster that later commands reach`;
  return kubeEffect(call, { verb: "mutate", resource: "setting", target, recovery: "effort", says, at: [at] });
}

/** Reads oc adm drain, cordon, taint, which do the same under another name. */
function administration(call: Call): Reading | undefined {
  const [, action, ...rest] = call.words;
  switch (action?.value) {
    case "drain":
      return { effects: [drained(call, rest)] };
    case "cordon":
      return { effects: [kept(call, rest)] };
    case "taint":
      return { effects: taint(call, rest) };
    case "policy":
      if (/^remove-/.test(rest[0]?.value ?? "") && /^(?:cluster-admin|admin|edit)$/.test(rest[1]?.value ?? ""))
        return { effects: [{ ...changed(call, "takes rights away:", rest), verb: "revoke", resource: "account" }] };
      return { effects: [grantsAll(rest) ? granted(call, rest) : changed(call, "changes who may do what:", rest)] };
    default:
      return undefined;
  }
}

/** Matches roles with all rights, or with rights to leave a container: `cluster-admin`, `privileged`. */
function grantsAll(rest: readonly Word[]): boolean {
  const [action, role] = rest.map(({ value }) => value ?? "");
  return (
    /^add-(?:cluster-role|role|scc)-to-/.test(action ?? "") &&
    /^(?:cluster-admin|admin|privileged|anyuid|hostaccess)$/.test(role ?? "")
  );
}

function granted(call: Call, rest: readonly Word[]): Effect {
  return {
    ...changed(call, "grants rights over the cluster:", rest),
    verb: "grant",
    resource: "account",
    reach: "all",
  };
}

/** Reads a debugging pod on a node, which sees the node's own files and processes. */
function debugging(call: Call): Effect[] {
  const node = call.words[1]?.value?.startsWith("node/") ?? false;
  if (!node) return [];
  const target = call.words[1]?.value ?? "a node";
  return [
    kubeEffect(call, {
      verb: "escalate",
      resource: "system",
      target,
      recovery: "effort",
      says: `opens ${target} with its files and processes`,
    }),
  ];
}

function secretShown(call: Call): Effect {
  const target = call.words.slice(1).map(shown).join(" ");
  return kubeEffect(call, {
    verb: "read-secret",
    resource: "secret",
    target,
    // A cluster on this machine holds its developer's own data.
    recovery: placesOf(call).some(at => at.kind === "kube" && isLocalCluster(at)) ? "free" : "effort",
    says: `prints the values of ${target}`,
    instead: "kubectl describe secret shows the names of the keys, not their values.",
  });
}

/** Reads `cp pod:/a ./a`, which writes a file here; the other way round it writes in the pod. */
function copied(call: Call): Reading {
  const to = call.words.at(-1);
  if (!to || call.words.length < 3) return { effects: [] };
  if (/^[^/.][^:]*:/.test(to.value ?? "")) {
    const written = changed(call, "writes files in the pod", [to]);
    // In `shop/api-0:/etc/app.conf` the namespace precedes the pod.
    const namespace = /^([\w.-]+)\/[^/:]+:/.exec(to.value ?? "")?.[1];
    const at = (written.at ?? []).map(one => (one.kind === "kube" && namespace ? { ...one, namespace } : one));
    return { effects: [{ ...written, at }] };
  }
  const { scope, span } = call.command;
  return { effects: effectsOfWrite(to, scope, call.facts, { source: "kubectl", span, empties: true }) };
}
