/** Finds the engine that a call reaches: this machine's, unless an option or a variable says otherwise. */

import { type Argument, type Grammar, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { dockerEngine } from "../../core/places/accounts/docker.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Word } from "../../core/text/words.ts";

/** Options before the sub-command: docker(1), podman(1), nerdctl(1). */
export const GLOBAL: Grammar = {
  values:
    `H host c context config l log-level tlscacert tlscert tlskey connection url identity root runroot storage-driver
    storage-opt cgroup-manager network-cmd-path runtime tmpdir events-backend conmon hooks-dir module n namespace a address
    data-root snapshotter cni-path cni-netconfpath hosts-dir`.split(/\s+/),
  stopAtOperand: true,
};

/** Returns the engines; empty for this machine's. */
export function enginesOf({ argv, scope, program }: Invocation, facts: Facts): readonly Locator[] {
  const args = readArguments(argv.slice(1), GLOBAL);
  const context = optionValue(args, "c", "context", "connection");
  const host = optionValue(args, "H", "host", "url");
  const choice = {
    ...(host && { host: host.value }),
    ...(context && { context: context.value }),
    ...(/^(?:podman|nerdctl)/.test(program) && { elsewhere: true as const }),
    variables: scope.variables,
    cwd: scope.cwd,
  };
  return dockerEngine(choice, facts);
}

/** Returns where a Docker context leads; empty for this machine. */
export function contextNamed(name: string | null, { scope }: Invocation, facts: Facts): readonly Locator[] {
  return dockerEngine({ context: name, variables: scope.variables, cwd: scope.cwd }, facts);
}

/** Returns the words after the program's own options, the sub-command first. */
export function behindGlobals({ argv }: Invocation): readonly Word[] {
  return readArguments(argv.slice(1), GLOBAL).flatMap((arg: Argument) => (arg.kind === "operand" ? [arg.word] : []));
}
