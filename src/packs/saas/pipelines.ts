/** Continuous integration and delivery: Jenkins, CircleCI, Tekton, Argo and others by their own command lines. */
import { changes, deletes, deploys, revokes, stops } from "../../core/effects/doings.ts";
import type { Call, Table } from "../../core/effects/subcommands.ts";
import { literalWord } from "../../core/effects/words.ts";

type Tool = Omit<Table, "id" | "examples">;

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
    {
      call: "groovy|groovysh",
      does: {
        verb: "execute-remote",
        resource: "code",
        recovery: "effort",
        certainty: "likely",
        says: "runs a script in Jenkins, with every right there",
        named: [],
      },
    },
    { call: "shutdown|safe-shutdown", does: stops("system", "Jenkins for everybody") },
    {
      call: "quiet-down|restart|safe-restart|reload-configuration|offline-node|disconnect-node",
      does: changes("setting", "what Jenkins runs"),
    },
    { call: "delete-all", does: deletes("project", "every job and view", { reach: "all" }) },
    { call: "clear-queue", does: deletes("queue", "every waiting build", { reach: "all", recovery: "effort" }) },
    {
      call: "disable-job|disable-plugin|cancel-quiet-down|enable-job|set-build-description|set-build-display-name|keep-build",
    },
    { call: "update-job|update-node|update-view", does: changes("setting", "the configuration of") },
    { call: "update-credentials-by-xml|update-credentials-domain-by-xml", does: changes("system", "credentials of") },
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
      {
        call: "orb publish|unlist",
        does: {
          verb: "publish",
          resource: "package",
          recovery: "none",
          says: "publishes or hides a version of the orb",
        },
      },
      { call: "context store-secret", does: changes("setting", "secrets of the context") },
      {
        call: "config|local|setup|version|update|diagnostic|info|build|policy|open|follow|query|step|tests|telemetry|dlc-purge",
      },
    ],
  },
  {
    programs: ["travis"],
    grammar: { values: "r repo t token e api-endpoint".split(" ") },
    unasked,
    account: { provider: "Travis CI" },
    nouns: { env: "secret", settings: "setting", cache: "setting", sshkey: "secret" },
    lines: [
      { call: "cache", with: ["delete", "d"], does: { ...deletes("setting", "the build caches"), recovery: "effort" } },
      { call: "env unset|clear", does: deletes("secret", "variables of the builds") },
      { call: "disable|cancel", does: stops("setting", "the builds of the repository") },
      { call: "sshkey", with: ["delete", "D"], does: deletes("secret", "the key of the builds") },
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
      {
        call: "build|builds|run|jobs stop|cancel|abort|cancel-build",
        does: changes("setting", "a running build: ends it"),
      },
      { call: "repo disable", does: changes("setting", "whether the repository is built") },
      {
        call: "submit",
        does: { verb: "publish", resource: "package", recovery: "effort", says: "hands the app to the store" },
      },
      { call: "update|publish", does: deploys("an update of the app") },
      { call: "cache delete|clear", does: { ...deletes("setting", "the build caches"), recovery: "effort" } },
      { call: "annotate|meta-data" },
    ],
  },
  {
    programs: ["tkn", "tkn-pac", "kn", "func"],
    grammar: {
      values: "n namespace c context k kubeconfig o output l label keep keep-since p pipeline t task".split(" "),
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
      { call: "pipelinerun|pr|taskrun|tr|customrun cancel", does: changes("setting", "a running build: ends it") },
      {
        call: "pipelinerun|pr|taskrun|tr|customrun delete|rm",
        without: ["all"],
        does: { ...deletes("record", "the run and its logs"), recovery: "effort" },
      },
      {
        call: "pipelinerun|pr|taskrun|tr|customrun delete|rm",
        does: deletes("record", "every run and its logs", { reach: "all" }),
      },
      { call: "hub|bundle|version|completion" },
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
    lines: [
      {
        call: "delete",
        with: ["all", "A", "all-namespaces", "completed", "older", "status"],
        does: deletes("record", "workflows and what is known of their runs", { reach: "all" }),
      },
      { call: "delete", does: deletes("record", "the workflow") },
      { call: "terminate|stop", does: revokes("service", "ends the running workflow") },
      { call: "suspend|resume|retry|resubmit|submit|lint|list|get|logs|watch|wait|node" },
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
      { call: "build|up|watch|new|add|registry|templates|plugins|doctor" },
      { call: "pipeline execute|ex", does: deploys("what the pipeline builds") },
    ],
  },
  {
    programs: ["java", "javaw"],
    special: call => jarOf(call),
    lines: [{ call: "" }],
  },
];

/** The cluster that a Kubernetes tool of its own reaches. */
function kubeOf({ args }: Call) {
  const context = args.find(arg => arg.kind === "option" && arg.name === "context");
  const value = context?.kind === "option" ? context.value?.value : undefined;
  return [{ kind: "kube", ...(value != null && { context: value }) } as const];
}

/** `java -jar jenkins-cli.jar -s URL delete-job x` is that client, whatever else java may run. */
function jarOf({ command }: Call) {
  const words = command.argv;
  const at = words.findIndex(({ value }) => value === "-jar");
  const name = /(?:^|[/\\])([\w-]*?(?:jenkins|hudson)-cli)[\w.-]*\.jar$/i.exec(words[at + 1]?.value ?? "")?.[1];
  if (at === -1 || name === undefined) return { effects: [] };
  const { scope, span } = command;
  const argv = [literalWord("jenkins-cli"), ...words.slice(at + 2)];
  return { effects: [], inner: [{ kind: "argv", argv, scope, ...(span && { span }) } as const] };
}
