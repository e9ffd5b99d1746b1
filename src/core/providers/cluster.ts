/** Finds the Kubernetes cluster of a call by its options, variables and the kubeconfig. */

import { type Argument, optionValue } from "../effects/options.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { kubeLocator } from "../places/kubeconfig.ts";
import type { Locator } from "../places/locator.ts";
import { isAbsolute, resolvePath } from "../text/paths.ts";
import type { Word } from "../text/words.ts";

/** The tool's names of the options, without dashes. */
export interface ClusterOptions {
  readonly context: readonly string[];
  readonly namespace: readonly string[];
  readonly kubeconfig: readonly string[];
  /** Options that name a cluster entry of the kubeconfig, whose address then counts. */
  readonly cluster?: readonly string[];
}

/** The options that most tools have adopted from kubectl. */
const USUAL: ClusterOptions = {
  context: ["context", "kube-context"],
  namespace: ["n", "namespace"],
  kubeconfig: ["kubeconfig"],
};

interface Called {
  readonly args: readonly Argument[];
  readonly command: Invocation;
  readonly facts: Facts;
}

export function clusterOf({ args, command: { scope }, facts }: Called, options: ClusterOptions = USUAL): Locator {
  const context = optionValue(args, ...options.context);
  const namespace = optionValue(args, ...options.namespace);
  const file = optionValue(args, ...options.kubeconfig);
  const cluster = optionValue(args, ...(options.cluster ?? []));
  const choice = {
    ...(context && { context: context.value }),
    ...(namespace && { namespace: namespace.value }),
    ...(cluster?.value != null && { cluster: cluster.value }),
    ...(file && { file: fileOf(file, scope.cwd) }),
    variables: scope.variables,
    cwd: scope.cwd,
  };
  return kubeLocator(choice, facts);
}

function fileOf({ value }: Word, cwd: string | null): string | null {
  if (value === null || isAbsolute(value)) return value;
  return cwd === null ? null : resolvePath(value, cwd);
}
