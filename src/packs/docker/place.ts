/** Which engine a call reaches: this machine's, unless an option or a variable says otherwise. */
import type { Locator } from "../../core/effects/effect.ts";
import { type Argument, type Grammar, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Word } from "../../core/effects/words.ts";

/** Options before the sub-command: docker(1), podman(1), nerdctl(1). */
export const GLOBAL: Grammar = {
  values:
    `H host c context config l log-level tlscacert tlscert tlskey connection url identity root runroot storage-driver
    storage-opt cgroup-manager network-cmd-path runtime tmpdir events-backend conmon hooks-dir module n namespace a address
    data-root snapshotter cni-path cni-netconfpath hosts-dir`.split(/\s+/),
  stopAtOperand: true,
};

/** Contexts that Docker and its desktops set up on this machine. */
const LOCAL_CONTEXT =
  /^(?:default|desktop-linux|desktop-windows|colima(?:-.+)?|orbstack|rancher-desktop|rootless|podman-machine-default(?:-root)?|lima-.+|minikube)$/;

/** Empty: the engine of this machine. */
export function enginesOf({ argv, scope }: Invocation): readonly Locator[] {
  const args = readArguments(argv.slice(1), GLOBAL);
  const context = optionValue(args, "c", "context", "connection");
  const host = optionValue(args, "H", "host", "url");
  if (host) return engineAt(host, "the command names the engine");
  if (context) return contextNamed(context.value, "the command names the context");
  for (const name of ["DOCKER_HOST", "CONTAINER_HOST"]) {
    const value = scope.variables.get(name);
    if (value === null)
      return [
        { kind: "label", label: "", evidence: { because: `${name} is only known when it runs`, variable: name } },
      ];
    if (value) return hostIn(value, `${name} is`, name);
  }
  const chosen = scope.variables.get("DOCKER_CONTEXT") ?? scope.variables.get("CONTAINER_CONNECTION");
  return chosen ? contextNamed(chosen, "the environment names the context") : [];
}

function engineAt(word: Word, because: string): Locator[] {
  if (word.value === null) return [{ kind: "label", label: "", evidence: { because: `${because} ${word.text}` } }];
  return hostIn(word.value, because);
}

/** `ssh://user@host`, `tcp://host:2376`; sockets and pipes are this machine's. */
function hostIn(value: string, because: string, variable?: string): Locator[] {
  if (/^(?:unix|npipe|fd):/.test(value) || value.startsWith("/") || value === "default") return [];
  const host = /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/i.exec(value)?.[1] ?? value;
  return [
    { kind: "host", host, evidence: { because: `${because} ${value}`, ...(variable !== undefined && { variable }) } },
  ];
}

/** Where a Docker context leads, by its name; empty for those of this machine. */
export function contextNamed(name: string | null, because: string): Locator[] {
  if (name !== null && LOCAL_CONTEXT.test(name)) return [];
  return [{ kind: "label", label: name ?? "", evidence: { because: `${because} ${name ?? "only when it runs"}` } }];
}

/** The words behind the options of the program itself: the sub-command first. */
export function behindGlobals({ argv }: Invocation): readonly Word[] {
  return readArguments(argv.slice(1), GLOBAL).flatMap((arg: Argument) => (arg.kind === "operand" ? [arg.word] : []));
}
