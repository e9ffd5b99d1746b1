/** Monitoring, alerting and error tracking by their own command lines. */
import { changes, deletes, replaces, revokes, stops, weakens } from "../../core/effects/doings.ts";
import { product, type Tool } from "./product.ts";

export const MONITORING: readonly Tool[] = [
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
];
