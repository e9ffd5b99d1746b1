/** Which cluster a Kubernetes tool reaches when the command does not say: the current context of its configuration. */
import type { Locator } from "../effects/effect.ts";
import type { Facts } from "../facts.ts";
import { baseName, isAbsolute, resolvePath } from "../paths.ts";
import { readYaml, type Yaml, yamlAt, yamlItems, yamlText } from "../yaml-text.ts";
import { hostOfValue, isLocalHost } from "./hosts.ts";

export interface KubeContext {
  readonly name: string;
  /** The API server's address, for example `https://127.0.0.1:6443`. */
  readonly server?: string;
  readonly namespace?: string;
  readonly file: string;
  /** 1-based, of `current-context`. */
  readonly line?: number;
}

type KubeLocator = Extract<Locator, { kind: "kube" }>;

/** What a command says itself; null where it does but only at run time. */
export interface KubeChoice {
  readonly context?: string | null;
  readonly namespace?: string | null;
  /** `--kubeconfig`. */
  readonly file?: string | null;
  readonly variables: ReadonlyMap<string, string | null>;
  readonly cwd: string | null;
}

/** The context that counts, from the first file that has it; undefined when no file here tells. */
export function kubeContext(choice: KubeChoice, facts: Facts): KubeContext | undefined {
  for (const file of filesOf(choice, facts)) {
    const text = facts.ask({ kind: "text", path: file });
    const config = text === null ? undefined : configOf(text);
    const name = choice.context ?? yamlText(yamlAt(config, "current-context"));
    if (config === undefined || text === null || name === undefined || name === "") continue;
    const context = itemNamed(config, "contexts", name);
    if (choice.context && context === undefined) continue;
    const cluster = itemNamed(config, "clusters", yamlText(yamlAt(context, "context", "cluster")));
    const server = yamlText(yamlAt(cluster, "cluster", "server"));
    const namespace = yamlText(yamlAt(context, "context", "namespace"));
    const line = text.split("\n").findIndex(one => one.startsWith("current-context:")) + 1;
    return {
      name,
      file,
      ...(server !== undefined && { server }),
      ...(namespace !== undefined && { namespace }),
      ...(line > 0 && { line }),
    };
  }
  return undefined;
}

/** The text that was read last: one act asks many times, for each thing it deletes. */
let latest: { readonly text: string; readonly config: Yaml | undefined } | undefined;

function configOf(text: string): Yaml | undefined {
  if (latest?.text !== text) latest = { text, config: readYaml(text)?.[0] };
  return latest.config;
}

/** Where the command lands; what nothing tells is a cluster that nobody knows. */
export function kubeLocator(choice: KubeChoice, facts: Facts): KubeLocator {
  const found = choice.context === null ? undefined : kubeContext(choice, facts);
  const namespace = choice.namespace === undefined ? found?.namespace : (choice.namespace ?? undefined);
  const server = found?.server;
  const rest = { ...(server !== undefined && { server }), ...(namespace !== undefined && { namespace }) };
  if (choice.context) {
    const because = `the command names the context ${choice.context}`;
    return { kind: "kube", context: choice.context, ...rest, evidence: { because } };
  }
  if (found) {
    const because = `the current kube context is ${found.name}`;
    const where = { file: found.file, ...(found.line !== undefined && { line: found.line }) };
    return { kind: "kube", context: found.name, ...rest, evidence: { because, ...where } };
  }
  // A file that cannot be read here still has the name that a person gave it.
  const file = choice.file === undefined ? choice.variables.get("KUBECONFIG") : choice.file;
  if (file && choice.context === undefined) {
    const name = baseName(file).replace(/\.(?:ya?ml|conf|config|kubeconfig)$/, "");
    return { kind: "kube", context: name, ...rest, evidence: { because: `the kubeconfig is ${file}` } };
  }
  return { kind: "kube", ...rest, evidence: { because: "no kubeconfig here says which cluster this reaches" } };
}

/** Contexts that the tools for clusters on one's own machine set up. */
const LOCAL_CONTEXT =
  /^(?:minikube|kind|kind-.+|k3d-.+|docker-desktop|docker-for-desktop|rancher-desktop|orbstack|colima(?:-.+)?|microk8s|podman-desktop|crc-.+)$/;

/** On this machine, by its context's name or its server's address. */
export function isLocalCluster({ context, server }: Pick<KubeLocator, "context" | "server">): boolean {
  const host = server === undefined ? undefined : hostOfValue(server);
  return LOCAL_CONTEXT.test(context ?? "") || (host !== undefined && isLocalHost(host));
}

/** `KUBECONFIG` may list several files: the first that sets a value counts. */
function filesOf({ file, variables, cwd }: KubeChoice, { around }: Facts): readonly string[] {
  const chosen = file === undefined ? variables.get("KUBECONFIG") : file;
  if (chosen === null) return [];
  if (chosen === undefined || chosen === "") return around.home === undefined ? [] : [`${around.home}/.kube/config`];
  const separator = around.platform === "win32" ? ";" : ":";
  return chosen
    .split(separator)
    .filter(part => part !== "")
    .flatMap(part => (isAbsolute(part) ? [part] : cwd === null ? [] : [resolvePath(part, cwd)]));
}

function itemNamed(config: Yaml, list: string, name: string | undefined): Yaml | undefined {
  return yamlItems(yamlAt(config, list)).find(item => name !== undefined && yamlText(yamlAt(item, "name")) === name);
}
