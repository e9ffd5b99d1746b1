/** Which cluster a Kubernetes tool reaches when the command does not say: the current context of its configuration. */
import type { Locator } from "../effects/effect.ts";
import type { Facts } from "../facts.ts";
import { isAbsolute, resolvePath } from "../paths.ts";
import { readYaml, type Yaml, yamlAt, yamlItems, yamlText } from "../yaml-text.ts";

export interface KubeContext {
  readonly name: string;
  /** The API server's address, for example `https://127.0.0.1:6443`. */
  readonly server?: string;
  readonly file: string;
  /** 1-based, of `current-context`. */
  readonly line?: number;
}

/** Where to look: a `--kubeconfig`, the variables of the command, its folder. */
export interface KubeScope {
  readonly file?: string | null;
  readonly variables: ReadonlyMap<string, string | null>;
  readonly cwd: string | null;
}

/** The context that counts where `named` is absent; undefined when no file here tells. */
export function kubeContext(named: string | undefined, scope: KubeScope, facts: Facts): KubeContext | undefined {
  for (const file of filesOf(scope, facts)) {
    const text = facts.ask({ kind: "text", path: file });
    const config = text === null ? undefined : readYaml(text)?.[0];
    const name = named ?? yamlText(yamlAt(config, "current-context"));
    if (config === undefined || text === null || name === undefined || name === "") continue;
    if (named !== undefined && !contextNamed(config, named)) continue;
    const server = serverOf(config, name);
    const line = text.split("\n").findIndex(one => one.startsWith("current-context:")) + 1;
    return { name, file, ...(server !== undefined && { server }), ...(line > 0 && { line }) };
  }
  return undefined;
}

/** Never empty: what nothing tells is a cluster that nobody knows. */
export function kubeLocator(named: string | undefined, scope: KubeScope, facts: Facts): Locator {
  const found = kubeContext(named, scope, facts);
  const server = found?.server !== undefined && { server: found.server };
  if (named !== undefined)
    return { kind: "kube", context: named, ...server, evidence: { because: `the command names the context ${named}` } };
  if (!found) return { kind: "kube", evidence: { because: "no kubeconfig here says which cluster this reaches" } };
  const { name, file, line } = found;
  const because = `the current kube context is ${name}`;
  return { kind: "kube", context: name, ...server, evidence: { because, file, ...(line !== undefined && { line }) } };
}

/** `KUBECONFIG` may list several files: the first that sets a value counts. */
function filesOf({ file, variables, cwd }: KubeScope, { around }: Facts): readonly string[] {
  const chosen = file === undefined ? variables.get("KUBECONFIG") : file;
  if (chosen === null) return [];
  const home = around.home === undefined ? [] : [`${around.home}/.kube/config`];
  if (chosen === undefined || chosen === "") return home;
  const separator = around.platform === "win32" ? ";" : ":";
  return chosen
    .split(separator)
    .filter(part => part !== "")
    .flatMap(part => (isAbsolute(part) ? [part] : cwd === null ? [] : [resolvePath(part, cwd)]));
}

function contextNamed(config: Yaml, name: string): Yaml | undefined {
  return yamlItems(yamlAt(config, "contexts")).find(item => yamlText(yamlAt(item, "name")) === name);
}

function serverOf(config: Yaml, context: string): string | undefined {
  const cluster = yamlText(yamlAt(contextNamed(config, context), "context", "cluster"));
  const entry = yamlItems(yamlAt(config, "clusters")).find(item => yamlText(yamlAt(item, "name")) === cluster);
  return yamlText(yamlAt(entry, "cluster", "server"));
}
