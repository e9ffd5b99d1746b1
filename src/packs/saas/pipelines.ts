/** Reads continuous integration and delivery: Jenkins, CircleCI, Tekton, Argo and others by their own command lines. */

import { textOfFile } from "../../core/files/input-text.ts";
import { changes, deletes, deploys, line, revokes } from "../../core/kit/effect-templates.ts";
import type { Call } from "../../core/kit/table.ts";
import { containerCommands } from "../../core/programs/container-commands.ts";
import type { Tool } from "./product.ts";

const unasked = ["force", "f", "yes", "y", "no-prompt"];

const AZURE = "https://learn.microsoft.com/azure/azure-functions/functions-core-tools-reference";
export const PIPELINES: readonly Tool[] = [
  {
    source: "https://tekton.dev/docs/cli/",
    programs: ["tkn", "tkn-pac", "kn", "func"],
    grammar: {
      values: "n namespace c context k kubeconfig o output l label keep keep-since p pipeline t task slot".split(" "),
    },
    unasked,
    at: call => kubeOf(call),
    nouns: {
      pipeline: "service",
      task: "service",
      clustertask: "service",
      pipelinerun: "record",
      taskrun: "record",
      service: "service",
      broker: "queue",
      channel: "queue",
      trigger: "setting",
      eventlistener: "service",
      revision: "record",
      customrun: "record",
      domain: "domain",
    },
    lines: [
      line("pipelinerun|pr|taskrun|tr|customrun cancel", changes("setting", "a running build: ends it")),
      line(
        "pipelinerun|pr|taskrun|tr|customrun delete|rm",
        deletes("record", "the run and its logs", { recovery: "effort" }),
        { without: ["all"] },
      ),
      line(
        "pipelinerun|pr|taskrun|tr|customrun delete|rm",
        deletes("record", "every run and its logs", { reach: "all" }),
      ),
      // Azure's tool of the same name as Knative's.
      line("azure functionapp|containerapp publish|deploy", deploys("a new version", { label: "production" }), {
        source: AZURE,
        without: ["slot"],
      }),
      line("azure functionapp|containerapp publish|deploy", deploys("a new version", { label: "production" }), {
        source: AZURE,
        with: ["slot=production"],
      }),
      line("azure functionapp|containerapp publish|deploy", deploys(), { source: AZURE }),
    ],
  },
  {
    source: "https://argo-workflows.readthedocs.io/en/latest/cli/argo/",
    programs: ["argo"],
    grammar: {
      values:
        "n namespace context kubeconfig l selector o output older status argo-server s e field-selector prefix instanceid p parameter entrypoint".split(
          " ",
        ),
    },
    unasked,
    at: call => kubeOf(call),
    nouns: { cron: "service", template: "record", archive: "backup", "cluster template": "record" },
    inner: call => submitted(call),
    lines: [
      line("delete", deletes("record", "workflows and what is known of their runs", { reach: "all" }), {
        with: ["all", "A", "all-namespaces", "completed", "older", "status"],
      }),
      line("delete", deletes("record", "the workflow")),
      line("terminate|stop", revokes("service", "ends the running workflow")),
      line("suspend|resume|retry|resubmit|submit|lint|list|get|logs|watch|wait|node"),
    ],
  },
];

/** Reads `submit wf.yaml`, `cron create c.yaml`: the commands of the steps. */
function submitted(call: Call) {
  const { command, facts, words } = call;
  if (!words.slice(0, 2).some(({ value }) => /^(?:submit|create)$/.test(value ?? ""))) return [];
  const files = words.filter(({ value }) => /\.(?:ya?ml|json)$/.test(value ?? ""));
  const texts = files.map(word => textOfFile(word, command.scope, facts));
  return containerCommands(texts, command, "argo submit", kubeOf(call));
}

/** Returns the cluster that a tool based on Kubernetes reaches. */
function kubeOf({ args }: Call) {
  const context = args.find(arg => arg.kind === "option" && arg.name === "context");
  const value = context?.kind === "option" ? context.value?.value : undefined;
  return [{ kind: "kube", ...(value != null && { context: value }) } as const];
}
