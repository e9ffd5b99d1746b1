/** Continuous integration and delivery: Jenkins, CircleCI, Tekton, Argo and others by their own command lines. */
import { changes, deletes, deploys, line, revokes, stops } from "../../core/effects/doings.ts";
import { textOfFile } from "../../core/effects/input-text.ts";
import { containerCommands } from "../../core/effects/programs/container-commands.ts";
import type { Call } from "../../core/effects/subcommands.ts";
import type { Tool } from "./product.ts";

const unasked = ["force", "f", "yes", "y", "no-prompt"];

/** Jenkins' own operations carry verb and noun in one word; the others are read by them. */
const JENKINS: Tool = {
  programs: ["jenkins-cli", "jcli", "jenkins-jobs"],
  grammar: { values: "s auth user i ssh logger p w f o conf u P".split(" "), singleDash: true },
  account: { provider: "Jenkins", endpoint: ["s", "JENKINS_URL"] },
  nouns: {
    job: "service",
    build: "record",
    builds: "record",
    view: "record",
    node: "service",
    credential: "secret",
    credentials: "secret",
    domain: "secret",
  },
  lines: [
    line("groovy|groovysh", {
      verb: "execute-remote",
      resource: "code",
      recovery: "effort",
      certainty: "likely",
      says: "runs a script in Jenkins, with every right there",
      named: [],
    }),
    line("shutdown|safe-shutdown|quiet-down", stops("system", "Jenkins for everybody")),
    line("disable-job", stops("workload", "the job")),
    line(
      "quiet-down|restart|safe-restart|reload-configuration|offline-node|disconnect-node",
      changes("setting", "what Jenkins runs"),
    ),
    line("delete-all", deletes("project", "every job and view", { reach: "all" })),
    line("clear-queue", deletes("queue", "every waiting build", { reach: "all", recovery: "effort" })),
    line(
      "disable-job|disable-plugin|cancel-quiet-down|enable-job|set-build-description|set-build-display-name|keep-build",
    ),
    line("update-job|update-node|update-view", changes("setting", "the configuration of")),
    line("update-credentials-by-xml|update-credentials-domain-by-xml", changes("system", "credentials of")),
  ],
};

export const PIPELINES: readonly Tool[] = [
  JENKINS,
  {
    programs: ["circleci", "circle"],
    grammar: { values: "token host org-id org-slug org vcs-type config".split(" ") },
    unasked,
    account: { provider: "CircleCI" },
    nouns: {
      context: "secret",
      secret: "secret",
      "org context": "secret",
      orb: "package",
      namespace: "project",
      pipeline: "service",
      runner: "service",
      "runner token": "secret",
      policy: "setting",
    },
    lines: [
      line("orb publish|unlist", {
        verb: "publish",
        resource: "package",
        recovery: "none",
        says: "publishes or hides a version of the orb",
      }),
      line("context store-secret", {
        verb: "overwrite",
        resource: "secret",
        says: "sets a secret that CI runs with, of the context",
      }),
      line(
        "config|local|setup|version|update|diagnostic|info|build|policy|open|follow|query|step|tests|telemetry|dlc-purge",
      ),
    ],
  },
  {
    programs: ["travis"],
    grammar: { values: "r repo t token e api-endpoint".split(" ") },
    unasked,
    account: { provider: "Travis CI" },
    nouns: { env: "secret", settings: "setting", cache: "setting", sshkey: "secret" },
    lines: [
      line("cache", deletes("setting", "the build caches", { recovery: "effort" }), { with: ["delete", "d"] }),
      line("env unset|clear", deletes("secret", "variables of the builds")),
      line("disable", stops("workload", "the builds of the repository")),
      line("cancel", stops("setting", "the builds of the repository")),
      line("sshkey", deletes("secret", "the key of the builds"), { with: ["delete", "D"] }),
    ],
  },
  {
    programs: [
      "drone",
      "woodpecker-cli",
      "buildkite-agent",
      "bk",
      "codefresh",
      "bitrise",
      "teamcity",
      "octopus",
      "octo",
      "semaphore",
      "harness",
      "gocd",
      "concourse",
      "fly-ci",
      "buddy",
      "appcenter",
    ],
    grammar: {
      values: "server s token t org o name n id project p space branch b channel platform profile environment".split(
        " ",
      ),
    },
    unasked: [...unasked, "confirm", "non-interactive"],
    account: { provider: "the build service", label: ["environment", "channel"] },
    nouns: {
      build: "record",
      repo: "setting",
      secret: "secret",
      "org secret": "secret",
      orgsecret: "secret",
      artifact: "file",
      agent: "service",
      runner: "service",
      deployment: "service",
      channel: "environment",
      env: "secret",
      credential: "secret",
      release: "record",
      tenant: "project",
      branch: "branch",
      pipeline: "service",
      certificate: "secret",
    },
    lines: [
      line("build|builds|run|jobs stop|cancel|abort|cancel-build", changes("setting", "a running build: ends it")),
      line("repo disable", changes("setting", "whether the repository is built")),
      line("submit", { verb: "publish", resource: "package", recovery: "effort", says: "hands the app to the store" }),
      line("update|publish", deploys("an update of the app")),
      line("cache delete|clear", deletes("setting", "the build caches", { recovery: "effort" })),
      line("annotate|meta-data"),
    ],
  },
  {
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
      line("hub|bundle|version|completion"),
      // Azure's tool of the same name as Knative's.
      line("azure functionapp|containerapp publish|deploy", deploys("a new version", { label: "production" }), {
        without: ["slot"],
      }),
      line("azure functionapp|containerapp publish|deploy", deploys("a new version", { label: "production" }), {
        with: ["slot=production"],
      }),
      line("azure functionapp|containerapp publish|deploy", deploys()),
    ],
  },
  {
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
  {
    programs: ["spin"],
    grammar: {
      values: ["application", "a", "name", "pipeline-id", "config", "gate-endpoint", "f", "file", "o", "output"],
    },
    unasked,
    account: { provider: "Spinnaker" },
    nouns: { application: "project", pipeline: "service", canary: "setting", account: "account" },
    lines: [
      line("build|up|watch|new|add|registry|templates|plugins|doctor"),
      line("pipeline execute|ex", deploys("what the pipeline builds")),
    ],
  },
];

/** `submit wf.yaml`, `cron create c.yaml`: the commands of the steps. */
function submitted(call: Call) {
  const { command, facts, words } = call;
  if (!words.slice(0, 2).some(({ value }) => /^(?:submit|create)$/.test(value ?? ""))) return [];
  const files = words.filter(({ value }) => /\.(?:ya?ml|json)$/.test(value ?? ""));
  const texts = files.map(word => textOfFile(word, command.scope, facts));
  return containerCommands(texts, command, "argo submit", kubeOf(call));
}

/** The cluster that a Kubernetes tool of its own reaches. */
function kubeOf({ args }: Call) {
  const context = args.find(arg => arg.kind === "option" && arg.name === "context");
  const value = context?.kind === "option" ? context.value?.value : undefined;
  return [{ kind: "kube", ...(value != null && { context: value }) } as const];
}
