/** Services with a command line of nouns and verbs: feature flags, monitoring, payments, identity, search, messages. */

import type { Account } from "../../core/effects/account.ts";
import { changes, deletes, deploys, replaces, revokes, stops, weakens } from "../../core/effects/doings.ts";
import type { Nouns } from "../../core/effects/resource-verbs.ts";
import type { Line, Table } from "../../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

const VALUES =
  `project p environment env e org o organization workspace w token t api-key key k name n id profile namespace
  host url server config c output format description data d file f region account`.split(/\s+/);

/** The client's own settings and sessions. */
const CLIENT: Line = {
  call: "login|logout|config|configure|completion|help|version|init|whoami|update|upgrade|auth|profile|use|profiles|plugins",
};

function product(
  programs: readonly string[],
  provider: string,
  nouns: Nouns = {},
  lines: readonly Line[] = [],
  more: Partial<Tool> = {},
): Tool {
  const account: Account = { provider, label: ["environment", "env"], profile: ["profile", "org", "account"] };
  const unasked = ["force", "f", "yes", "y", "confirm", "no-prompt", "skip-confirmation"];
  return { programs, grammar: { values: VALUES }, account, unasked, nouns, lines: [...lines, CLIENT], ...more };
}

const FLAGS: Nouns = {
  flag: "record",
  feature: "record",
  segment: "record",
  metric: "record",
  strategy: "record",
  environment: "environment",
  project: "project",
  "api key": "secret",
  key: "secret",
  namespace: "namespace",
  rule: "record",
};
const OFF: Line = {
  call: "flags|flag|features|feature|toggle|toggles|gates off|toggle-off|turn-off|disable",
  does: changes("setting", "the flag: turns it off"),
};

const SPLIT: Tool = product(
  ["split"],
  "Split",
  { split: "record", segment: "record", environment: "environment", workspace: "project" },
  [{ call: "splits kill", does: revokes("record", "turns the split off for everybody") }],
);

const STRIPE: Tool = {
  programs: ["stripe"],
  grammar: {
    values:
      "api-key p project-name d data i idempotency stripe-account expand e limit forward-to f events c id color config device-name log-level".split(
        " ",
      ),
  },
  unasked: ["confirm", "c"],
  // Without --live it is the test mode, whose data nobody is charged for.
  at: ({ args }) => {
    const live = args.some(
      arg => arg.kind === "option" && (arg.name === "live" || (arg.value?.value ?? "").startsWith("sk_live")),
    );
    return [{ kind: "label", label: live ? "production" : "test" }];
  },
  nouns: {},
  lines: [
    {
      call: "listen|trigger|logs|login|logout|status|samples|serve|fixtures|open|resources|community|feedback|config|events|get|terminal",
    },
    { call: "api_keys roll|expire", does: replaces("secret", "the account's key") },
    { call: "delete", does: deletes("record", "by an API call") },
    { call: "post", does: changes("record", "by an API call") },
    { call: "subscriptions cancel", does: deletes("record", "the subscription") },
    {
      call: "subscriptions|invoices|payment_intents|payouts|refunds|accounts reject|void_invoice|mark_uncollectible",
      does: revokes("record", "takes back"),
    },
    { call: "* create|retrieve|list|update|capture|confirm|pay|finalize_invoice|send_invoice" },
  ],
};

export const PRODUCTS: readonly Tool[] = [
  product(["ldcli"], "LaunchDarkly", FLAGS, [OFF, { call: "dev-server|sourcemaps|setup" }]),
  product(["unleash", "unleash-cli"], "Unleash", FLAGS, [OFF]),
  product(["flipt"], "Flipt", { ...FLAGS, variant: "record", distribution: "record" }, [
    {
      call: "migrate",
      does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the flags' database" },
    },
    { call: "import", with: ["drop"], does: deletes("database", "every flag before it imports", { reach: "all" }) },
    { call: "import|export|validate|evaluate|server|serve|cloud|bundle" },
  ]),
  SPLIT,
  product(
    [
      "flagsmith",
      "growthbook",
      "configcat",
      "statsig",
      "posthog",
      "posthog-cli",
      "flagd",
      "optimizely",
      "devcycle",
      "dvc",
    ],
    "the flag service",
    FLAGS,
    [OFF],
  ),

  STRIPE,
  product(["square", "paypal", "braintree", "paddle", "adyen", "lemonsqueezy", "chargebee"], "the payment service", {
    customer: "account",
    catalog: "record",
    subscription: "record",
  }),

  product(["newrelic", "newrelic-cli"], "New Relic", {
    workload: "record",
    application: "service",
    policy: "setting",
    dashboard: "record",
    synthetics: "service",
    deployment: "record",
  }),
  product(
    ["datadog-ci", "dog", "datadog", "dogshell"],
    "Datadog",
    { monitor: "record", dashboard: "record", downtime: "record", synthetics: "service" },
    [
      { call: "junit|sarif|sbom|coverage|sourcemaps|dsyms|tag|measure|trace|version|git-metadata" },
      {
        call: "lambda|stepfunctions|cloud-run uninstrument",
        does: changes("setting", "the function: takes its tracing away"),
      },
      { call: "monitor mute|mute_all", does: weakens("system", "silences the monitors") },
    ],
  ),
  product(["pd", "pagerduty"], "PagerDuty", {
    schedule: "record",
    "escalation policy": "record",
    service: "service",
    team: "account",
    user: "account",
    incident: "record",
  }),
  product(["opsgenie", "lamp", "victorops", "statuspage", "betterstack", "uptimerobot"], "the alerting service", {
    schedule: "record",
    escalation: "record",
    team: "account",
  }),
  product(
    ["splunk"],
    "Splunk",
    {
      index: "table",
      user: "account",
      app: "service",
      monitor: "setting",
      "forward-server": "network",
      "search-server": "network",
    },
    [
      {
        call: "clean all|eventdata|globaldata|userdata|inputdata|kvstore",
        does: deletes("database", "what Splunk has stored in", { reach: "all", named: ["index"] }),
      },
      { call: "stop", does: stops("system", "Splunk") },
      { call: "restart|start|status|list|show|display|search|reload|btool|version|diag|apply" },
      { call: "remove index", does: deletes("table", "the index") },
      { call: "offline", does: stops("system", "the indexer") },
    ],
    { grammar: { values: ["index", "auth", "port", "name"], singleDash: true } },
  ),
  product(["promtool"], "Prometheus", {}, [{ call: "check|query|test|debug|push|promql|tsdb" }]),
  product(["amtool"], "Alertmanager", {}, [
    { call: "silence add", does: changes("setting", "which alerts are heard: silences") },
    { call: "silence expire|update|import|query" },
    { call: "check-config|alert|config|cluster|template" },
  ]),
  product(
    ["grafana-cli", "grafana", "grafanactl", "gcx", "mimirtool", "cortextool", "lokitool", "logcli"],
    "Grafana",
    { dashboard: "record", plugin: "service", rule: "setting", folder: "record", datasource: "setting" },
    [
      { call: "plugins uninstall|remove", does: revokes("service", "takes the plugin from Grafana") },
      { call: "admin reset-admin-password", does: replaces("secret", "the administrator's password", { named: [] }) },
      { call: "cli plugins uninstall|remove", does: revokes("service", "takes the plugin from Grafana") },
    ],
  ),
  product(
    ["sentry-cli", "sentry", "bugsnag-cli", "rollbar", "honeycomb", "honeybadger", "axiom", "logtail", "vector-cloud"],
    "the error tracker",
    { release: "record", deploy: "record", monitor: "record", dataset: "table", sourcemap: "file", file: "file" },
    [
      { call: "releases|deploys|monitors new|finalize|set-commits|propose-version|list|info|run|archive|restore" },
      { call: "sourcemaps|debug-files|dif|send-event|send-envelope|info|bash-hook|repos" },
      { call: "issues resolve|mute|unresolve" },
    ],
  ),

  product(
    ["auth0"],
    "Auth0",
    {
      app: "service",
      api: "service",
      user: "account",
      role: "account",
      organization: "project",
      tenant: "project",
      connection: "account",
      action: "service",
      log: "record",
    },
    [{ call: "test|universal-login|quickstarts|terraform" }],
  ),
  product(
    [
      "okta",
      "okta-aws-cli",
      "clerk",
      "workos",
      "fusionauth",
      "ory",
      "kcadm",
      "kcadm.sh",
      "keycloak",
      "zitadel",
      "stytch",
      "logto",
      "supertokens",
      "authentik",
    ],
    "the identity service",
    {
      user: "account",
      realm: "project",
      app: "service",
      client: "service",
      organization: "project",
      identity: "account",
      oauth2: "account",
      project: "project",
      relationship: "account",
    },
    [{ call: "delete realms/*", does: deletes("project", "the realm", { reach: "all" }) }],
  ),

  product(
    ["confluent"],
    "Confluent Cloud",
    {
      "kafka topic": "queue",
      "kafka cluster": "cluster",
      cluster: "cluster",
      environment: "environment",
      "api key": "secret",
      acl: "account",
      subject: "record",
      schema: "schema",
      connector: "service",
      pipeline: "service",
      "service account": "account",
      statement: "service",
      "compute pool": "cluster",
    },
    [{ call: "local" }, { call: "schema-registry schema delete", does: deletes("schema", "the schema") }],
  ),
  product(
    [
      "twilio",
      "sendgrid",
      "mailgun",
      "postmark",
      "resend",
      "mailchimp",
      "vonage",
      "plivo",
      "messagebird",
      "customerio",
    ],
    "the message service",
    {
      "phone number": "domain",
      phone: "domain",
      number: "domain",
      template: "record",
      domain: "domain",
      contact: "account",
      list: "table",
      service: "service",
      "incoming phone number": "domain",
      suppression: "record",
      application: "service",
    },
    [{ call: "serverless deploy|promote|activate", does: deploys() }],
  ),
  product(
    [
      "segment",
      "mixpanel",
      "amplitude",
      "rudder",
      "fivetran",
      "airbyte",
      "abctl",
      "octavia",
      "hightouch",
      "census",
      "dagster-cloud",
      "prefect",
      "astro",
      "databricks",
      "dbt-cloud",
    ],
    "the data service",
    {
      source: "setting",
      destination: "setting",
      connection: "setting",
      workspace: "project",
      deployment: "service",
      flow: "service",
      job: "service",
      pool: "service",
      "work pool": "service",
      cluster: "cluster",
      catalog: "database",
      schema: "schema",
      table: "table",
      volume: "volume",
      secret: "secret",
      warehouse: "service",
    },
    [
      { call: "fs rm", with: ["r", "recursive"], does: deletes("bucket", "everything under", { reach: "all" }) },
      { call: "fs rm", does: deletes("file", "the file") },
      { call: "bundle destroy", does: deletes("stack", "everything that the bundle has deployed", { reach: "all" }) },
      { call: "bundle deploy", does: deploys("the bundle") },
      { call: "bundle|fs|dev|server|local|worker|agent" },
      { call: "database reset", does: deletes("database", "everything in the server's database", { reach: "all" }) },
    ],
  ),
  product(
    [
      "jira",
      "acli",
      "linear",
      "linctl",
      "notion",
      "slack",
      "asana",
      "clickup",
      "trello",
      "monday",
      "shortcut",
      "basecamp",
      "zendesk",
      "zcli",
      "intercom",
      "hubspot",
      "hs",
      "airtable",
      "coda",
      "discourse",
      "discord",
      "mattermost",
      "mmctl",
      "atlassian",
      "confluence",
    ],
    "the service",
    {
      issue: "record",
      ticket: "record",
      project: "project",
      board: "record",
      page: "record",
      team: "account",
      user: "account",
      app: "service",
      channel: "table",
      workspace: "project",
      site: "project",
    },
    [
      { call: "issue|issues|ticket move|transition|assign|edit|update|close|resolve|archive|cancel" },
      { call: "upload|watch|fetch|deploy", does: deploys() },
    ],
  ),
];
