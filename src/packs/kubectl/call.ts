/** Parses a call of kubectl: its options, and the cluster it reaches. */

import type { Effect } from "../../core/effects/effect.ts";
import { type Argument, type Grammar, optionValue } from "../../core/effects/options.ts";
import type { Call } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import { clusterOf } from "../../core/providers/cluster.ts";

/** https://kubernetes.io/docs/reference/kubectl/generated/kubectl/, options of all sub-commands together. */
export const GRAMMAR: Grammar = {
  values: `n namespace context kubeconfig cluster user s server token as as-group as-uid certificate-authority
    client-certificate client-key request-timeout cache-dir log-file v vmodule profile profile-output tls-server-name
    username password f filename k l selector o output c container field-selector grace-period timeout p patch patch-file
    type replicas current-replicas resource-version image to-revision revision template sort-by field-manager overrides
    port target-port env from-literal from-file from-env-file docker-server docker-username docker-password retries
    subresource raw min max cpu-percent name prune-allowlist prune-whitelist for since tail pod-selector target
    copy-to max-log-requests chunk-size clusterrole role serviceaccount verb resource applyset audience duration
    pod-running-timeout local-interface address`.split(/\s+/),
};

/** Where a call lands. */
export function placesOf(call: Call): readonly Locator[] {
  const server = optionValue(call.args, "s", "server")?.value ?? undefined;
  const host = /^(?:[a-z]+:\/\/)?(\[[^\]]+\]|[^:/]+)/i.exec(server ?? "")?.[1];
  if (server !== undefined && host !== undefined)
    return [{ kind: "host", host, evidence: { because: `the command names the API server ${server}` } }];
  return [
    clusterOf(call, {
      context: ["context"],
      cluster: ["cluster"],
      namespace: ["n", "namespace"],
      kubeconfig: ["kubeconfig"],
    }),
  ];
}

/** A flag is on when it is given and not set to false. */
export function isOn(args: readonly Argument[], ...names: readonly string[]): boolean {
  const last = args.findLast(arg => arg.kind === "option" && names.includes(arg.name));
  return last?.kind === "option" && !/^(?:false|0|f)$/i.test(last.value?.value ?? "");
}

type Said = Pick<Effect, "verb" | "resource" | "target" | "recovery" | "says"> & Partial<Effect>;

export function kubeEffect(call: Call, said: Said): Effect {
  const { span } = call.command;
  return { reach: "one", certainty: "certain", source: "kubectl", at: placesOf(call), ...(span && { span }), ...said };
}
