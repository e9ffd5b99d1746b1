/** Finds the cluster that a Kubernetes tool reaches: unless the command says, its configuration's current context. */

import type { Facts } from "../facts/facts.ts";
import { wholly, words } from "../text/expressions.ts";
import { memoize } from "../text/memoize.ts";
import { baseName, isAbsolute, resolvePath } from "../text/paths.ts";
import { readYaml, type Yaml, yamlAt, yamlItems, yamlText } from "../text/yaml-text.ts";
import { hostOfValue, isLocalHost } from "./hosts.ts";
import type { KnownAs, Locator } from "./locator.ts";

interface KubeContext {
  readonly name: string;
  /** The API server's address, for example `https://127.0.0.1:6443`. */
  readonly server?: string;
  readonly namespace?: string;
  readonly file: string;
  /** 1-based line of `current-context`, or of the chosen context. */
  readonly line?: number;
  /** Other contexts for the same server. */
  readonly alike: readonly KnownAs[];
}

type KubeLocator = Extract<Locator, { kind: "kube" }>;

/** Pseudo-variables for what an earlier command of the text has selected. No shell variable can have such a name. */
export const KUBE_CONTEXT = "kubectl current-context";
export const KUBE_NAMESPACE = "kubectl current-namespace";

/** Options of the command; null if a value is known only at run time. */
export interface KubeChoice {
  readonly context?: string | null;
  readonly namespace?: string | null;
  /** `--server` and `--cluster` override the context. */
  readonly server?: string;
  readonly cluster?: string;
  /** `--kubeconfig`. */
  readonly file?: string | null;
  readonly variables: ReadonlyMap<string, string | null>;
  readonly cwd: string | null;
}

/** Returns the effective context of all files; undefined if no file tells. */
function kubeContext(choice: KubeChoice, facts: Facts): KubeContext | undefined {
  const files = filesOf(choice, facts).flatMap(file => {
    const text = facts.ask({ kind: "text", path: file });
    const config = text === null ? undefined : configOf(text);
    return text === null || config === undefined ? [] : [{ file, text, config }];
  });
  const chosen = choice.context;
  const current = files.find(({ config }) => yamlText(yamlAt(config, "current-context")));
  const name = chosen ?? yamlText(yamlAt(current?.config, "current-context"));
  const configs = files.map(({ config }) => config);
  const context = itemNamed(configs, "contexts", name);
  const home = files.find(({ config }) => itemNamed([config], "contexts", name)) ?? current;
  if (name === undefined || home === undefined || (chosen && context === undefined)) return undefined;
  // The context and its selection may be in different files.
  const said = chosen ? home : (current ?? home);
  const server = choice.server ?? serverOf(context, configs, choice.cluster);
  const namespace = yamlText(yamlAt(context, "context", "namespace"));
  const line = chosen ? lineWith(said.text, `name: ${name}`) : lineWith(said.text, "current-context:");
  return {
    name,
    file: said.file,
    ...(server !== undefined && { server }),
    ...(namespace !== undefined && { namespace }),
    ...(line > 0 && { line }),
    alike: alike(name, server, files),
  };
}

interface KubeFile {
  readonly file: string;
  readonly text: string;
  readonly config: Yaml;
}

/** Returns the other contexts with the same server, because the server counts more than a name. */
function alike(own: string, server: string | undefined, files: readonly KubeFile[]): readonly KnownAs[] {
  if (server === undefined) return [];
  const clusters = files.flatMap(({ config }) => yamlItems(yamlAt(config, "clusters")));
  const same = new Set(
    clusters.flatMap(cluster =>
      yamlText(yamlAt(cluster, "cluster", "server")) === server ? (yamlText(yamlAt(cluster, "name")) ?? []) : [],
    ),
  );
  return files.flatMap(({ file, text, config }) =>
    yamlItems(yamlAt(config, "contexts")).flatMap((context): KnownAs[] => {
      const name = yamlText(yamlAt(context, "name"));
      if (name === undefined || name === own || !same.has(yamlText(yamlAt(context, "context", "cluster")) ?? ""))
        return [];
      const because = `the context ${name} leads to the same server, ${server}`;
      const line = lineWith(text, `name: ${name}`);
      return [{ key: "kubeContext", name, evidence: { because, file, ...(line > 0 && { line }) } }];
    }),
  );
}

function serverOf(context: Yaml | undefined, configs: readonly Yaml[], cluster?: string): string | undefined {
  const name = cluster ?? yamlText(yamlAt(context, "context", "cluster"));
  return yamlText(yamlAt(itemNamed(configs, "clusters", name), "cluster", "server"));
}

function lineWith(text: string, start: string): number {
  const plain = (line: string) =>
    line
      .replace(/["']/g, "")
      .replace(/^[\s-]+/, "")
      .trimEnd();
  return (
    text.split("\n").findIndex(line => (start.endsWith(":") ? plain(line).startsWith(start) : plain(line) === start)) +
    1
  );
}

/** Cached, because one act asks for each resource that it deletes. */
const configOf = memoize((text): Yaml | undefined => readYaml(text)?.[0]);

/** Returns the cluster that the command reaches; one without a context if unknown. */
export function kubeLocator(asked: KubeChoice, facts: Facts): KubeLocator {
  const choice = withSelected(asked);
  const found = choice.context === null ? undefined : kubeContext(choice, facts);
  const namespace = choice.namespace === undefined ? found?.namespace : (choice.namespace ?? undefined);
  const server = choice.server ?? found?.server;
  const host = server === undefined ? undefined : hostOfValue(server);
  const known: KnownAs[] = [
    ...(host === undefined || isLocalHost(host) ? [] : [{ key: "host" as const, name: host }]),
    ...(found?.alike ?? []),
  ];
  const rest = {
    ...(server !== undefined && { server }),
    ...(namespace !== undefined && { namespace }),
    ...(known.length > 0 && { known }),
  };
  const chosen = choice.context ?? choice.cluster;
  if (chosen) {
    const because = `the command names the context ${chosen}`;
    const where = found && { file: found.file, ...(found.line !== undefined && { line: found.line }) };
    return { kind: "kube", context: chosen, ...rest, evidence: { because, ...where } };
  }
  if (found) {
    const because = `the current kube context is ${found.name}`;
    const where = { file: found.file, ...(found.line !== undefined && { line: found.line }) };
    return { kind: "kube", context: found.name, ...rest, evidence: { because, ...where } };
  }
  // An unreadable file still has the name that a person gave it.
  const file = choice.file === undefined ? choice.variables.get("KUBECONFIG") : choice.file;
  if (file && choice.context === undefined) {
    const name = baseName(file).replace(/\.(?:ya?ml|conf|config|kubeconfig)$/, "");
    return { kind: "kube", context: name, ...rest, evidence: { because: `the kubeconfig is ${file}` } };
  }
  return { kind: "kube", ...rest };
}

/** The command's own options override what an earlier command has selected. */
function withSelected(choice: KubeChoice): KubeChoice {
  const context = choice.context === undefined ? choice.variables.get(KUBE_CONTEXT) : choice.context;
  const namespace = choice.namespace === undefined ? choice.variables.get(KUBE_NAMESPACE) : choice.namespace;
  return { ...choice, ...(context !== undefined && { context }), ...(namespace !== undefined && { namespace }) };
}

/** Contexts that tools for local clusters create. */
const LOCAL_CONTEXT = wholly(words`
  minikube kind kind-.+ k3d-.+ docker-desktop docker-for-desktop rancher-desktop orbstack colima(?:-.+)? microk8s
  podman-desktop crc-.+
`);

/** Returns whether the cluster is local, by its context's name or its server's address. */
export function isLocalCluster({ context, server }: Pick<KubeLocator, "context" | "server">): boolean {
  const host = server === undefined ? undefined : hostOfValue(server);
  return LOCAL_CONTEXT.test(context ?? "") || (host !== undefined && isLocalHost(host));
}

/** `KUBECONFIG` may list several files; the first that sets a value counts. */
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

/** Returns the item from the first file that has it. */
function itemNamed(configs: readonly Yaml[], list: string, name: string | undefined): Yaml | undefined {
  return configs
    .flatMap(config => yamlItems(yamlAt(config, list)))
    .find(item => name !== undefined && yamlText(yamlAt(item, "name")) === name);
}
