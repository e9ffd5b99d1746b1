/**
 * Tracks commands that select the target of later commands: `terraform workspace select prod && terraform destroy`.
 * Their effect on the tools' own files is not on the disk yet when the text is judged.
 */

import { operands, optionValue, readArguments } from "../effects/options.ts";
import type { Invocation } from "../effects/pack.ts";
import { KUBE_CONTEXT, KUBE_NAMESPACE } from "../places/kubeconfig.ts";
import type { Scope } from "../places/scope.ts";
import { LayeredMap } from "../text/layered-map.ts";

/** The selections of one act so far. They do not apply on another machine or in a container. */
export class Selection {
  readonly #chosen = new Map<string, string | null>();
  /** Number of times that a selection changed. */
  changes = 0;

  /** Returns the command with earlier selections as variables. Its own variables take precedence. */
  applied(command: Invocation): Invocation {
    const { scope } = command;
    if (scope.elsewhere || scope.container) return command;
    const before = this.#chosen.size === 0 ? undefined : this.#among(scope.variables);
    for (const [name, value] of selectedBy(command)) {
      if (this.#chosen.get(name) !== value) this.changes++;
      this.#chosen.set(name, value);
    }
    return before ? { ...command, scope: { ...scope, variables: before } } : command;
  }

  #among(variables: Scope["variables"]): Scope["variables"] {
    const chosen = [...this.#chosen].filter(([name]) => !variables.has(name));
    return LayeredMap.of(variables).withAll(chosen);
  }
}

/** Returns the variables that a command sets for later ones; null if only the run knows. Empty for others. */
function selectedBy({ program, argv }: Invocation): ReadonlyMap<string, string | null> {
  const choices = CHOICES.get(program);
  if (!choices) return NOTHING;
  const args = readArguments(argv.slice(1), { values: VALUES });
  const words = operands(args);
  for (const { call, sets, option, alias, made } of choices) {
    const length = call.filter((name, i) => name.split("|").includes(words[i]?.value ?? "")).length;
    if (length < call.length) continue;
    const named = optionValue(args, ...(alias ?? [])) ?? (option ? optionValue(args, ...option) : words[call.length]);
    if (made) return new Map([[sets, named ? `${made.before}${named.value ?? "…"}` : made.usual]]);
    // A dash selects the previous choice, which is unknown.
    if (named) return new Map([[sets, named.value === "-" ? null : named.value]]);
  }
  return NOTHING;
}

interface Choice {
  /** The words of the sub-command, alternatives separated by `|`. The choice is the next word. */
  readonly call: readonly string[];
  readonly sets: string;
  /** The option whose value is the choice. */
  readonly option?: readonly string[];
  /** The command creates a local target: its name is `before` and the choice, or `usual` without one. */
  readonly made?: { readonly before: string; readonly usual: string };
  /** An option that gives the target another name. */
  readonly alias?: readonly string[];
}

const NOTHING: ReadonlyMap<string, string | null> = new Map();

/** Options with a value, of all these tools together. */
const VALUES = `project subscription s n name stack context cluster region zone location alias kubeconfig namespace
  resource-group g app a project-ref id environment e p service chdir profile C`.split(/\s+/);

const TERRAFORM: readonly Choice[] = [
  { call: ["workspace", "select|new"], sets: "TF_WORKSPACE" },
  { call: ["env", "select|new"], sets: "TF_WORKSPACE" },
];

const CHOICES: ReadonlyMap<string, readonly Choice[]> = new Map(
  Object.entries<readonly Choice[]>({
    terraform: TERRAFORM,
    tofu: TERRAFORM,
    kubectl: [
      { call: ["config", "use-context|use"], sets: KUBE_CONTEXT },
      { call: ["config", "set-context"], sets: KUBE_NAMESPACE, option: ["namespace"] },
      { call: ["ctx"], sets: KUBE_CONTEXT },
      { call: ["ns"], sets: KUBE_NAMESPACE },
    ],
    oc: [
      { call: ["config", "use-context"], sets: KUBE_CONTEXT },
      { call: ["project"], sets: KUBE_NAMESPACE },
    ],
    kubectx: [{ call: [], sets: KUBE_CONTEXT }],
    kubens: [{ call: [], sets: KUBE_NAMESPACE }],
    aws: [{ call: ["eks", "update-kubeconfig"], sets: KUBE_CONTEXT, option: ["name"], alias: ["alias"] }],
    gcloud: [
      { call: ["config", "set", "project|core/project"], sets: "CLOUDSDK_CORE_PROJECT" },
      { call: ["config", "configurations", "activate"], sets: "CLOUDSDK_ACTIVE_CONFIG_NAME" },
      { call: ["container", "clusters", "get-credentials"], sets: KUBE_CONTEXT },
    ],
    az: [
      { call: ["account", "set"], sets: "AZURE_SUBSCRIPTION_ID", option: ["subscription", "s", "n", "name"] },
      { call: ["aks", "get-credentials"], sets: KUBE_CONTEXT, option: ["name", "n"], alias: ["context"] },
    ],
    kind: [
      {
        call: ["create", "cluster"],
        sets: KUBE_CONTEXT,
        option: ["name", "n"],
        made: { before: "kind-", usual: "kind-kind" },
      },
    ],
    k3d: [
      { call: ["cluster", "create|start"], sets: KUBE_CONTEXT, made: { before: "k3d-", usual: "k3d-k3s-default" } },
    ],
    minikube: [
      {
        call: ["start"],
        sets: KUBE_CONTEXT,
        option: ["profile", "p"],
        made: { before: "", usual: "minikube" },
      },
    ],
    doctl: [{ call: ["kubernetes", "cluster", "kubeconfig", "save"], sets: KUBE_CONTEXT }],
    docker: [{ call: ["context", "use"], sets: "DOCKER_CONTEXT" }],
    pulumi: [
      { call: ["stack", "select|init"], sets: "PULUMI_STACK", option: ["stack", "s"] },
      { call: ["stack", "select|init"], sets: "PULUMI_STACK" },
    ],
    heroku: [{ call: ["git:remote"], sets: "HEROKU_APP", option: ["app", "a"] }],
    supabase: [{ call: ["link"], sets: "SUPABASE_PROJECT_ID", option: ["project-ref"] }],
    vercel: [{ call: ["link"], sets: "VERCEL_PROJECT_ID", option: ["project", "p"] }],
    netlify: [{ call: ["link"], sets: "NETLIFY_SITE_ID", option: ["id", "name"] }],
    neonctl: [{ call: ["set-context"], sets: "NEON_PROJECT_ID", option: ["project-id"] }],
  }),
);
