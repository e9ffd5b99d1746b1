/** Monitoring, alerting and error tracking by their own command lines. */
import { changes, deletes, line, replaces, revokes, stops, weakens } from "../../core/effects/doings.ts";
import { product, type Tool } from "./product.ts";

export const MONITORING: readonly Tool[] = [
  product(
    ["newrelic", "newrelic-cli"],
    "New Relic",
    {
      workload: "record",
      application: "service",
      policy: "setting",
      dashboard: "record",
      synthetics: "service",
      deployment: "record",
    },
    [
      line(
        "apiaccess|apiAccess apiAccessDeleteKeys",
        revokes("secret", "access keys of the account", { reach: "several" }),
      ),
    ],
  ),
  product(
    ["datadog-ci", "dog", "datadog", "dogshell"],
    "Datadog",
    { monitor: "record", dashboard: "record", downtime: "record", synthetics: "service" },
    [
      line("junit|sarif|sbom|coverage|sourcemaps|dsyms|tag|measure|trace|version|git-metadata"),
      line("lambda|stepfunctions|cloud-run uninstrument", changes("setting", "the function: takes its tracing away")),
      line("monitor mute|mute_all", weakens("system", "silences the monitors")),
      line("downtime post", weakens("system", "silences the monitors"), { operand: /^\*$/ }),
    ],
  ),
  product(
    ["pd", "pagerduty"],
    "PagerDuty",
    {
      schedule: "record",
      "escalation policy": "record",
      service: "service",
      team: "account",
      user: "account",
      incident: "record",
    },
    [
      line(
        "incident resolve",
        changes("record", "every incident: nobody is called for them any longer", {
          reach: "all",
          recovery: "none",
          named: [],
        }),
        {
          with: ["all", "a"],
        },
      ),
    ],
  ),
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
      line(
        "clean all|eventdata|globaldata|userdata|inputdata|kvstore",
        deletes("database", "what Splunk has stored in", { reach: "all", named: ["index"] }),
      ),
      line("stop", stops("system", "Splunk")),
      line("search|rtsearch", deletes("table", "from the index what the search finds", { reach: "several" }), {
        operand: /\|[ ]{0,5}(?:delete|outputlookup)\b/i,
      }),
      line("restart|start|status|list|show|display|search|reload|btool|version|diag|apply"),
      line("remove index", deletes("table", "the index")),
      line("offline", stops("system", "the indexer")),
    ],
    { grammar: { values: ["index", "auth", "port", "name"], singleDash: true } },
  ),
  product(["promtool"], "Prometheus", {}, [
    line("tsdb delete|delete-series", deletes("table", "series of the database:")),
    line("check|query|test|debug|push|promql|tsdb"),
  ]),
  product(["amtool"], "Alertmanager", {}, [
    line("silence add", weakens("setting", "silences every alert"), { operand: /=~"?\.[*+]"?$/ }),
    line("silence add", changes("setting", "which alerts are heard: silences")),
    line("silence expire", deletes("setting", "every silence that others have set", { reach: "all", named: [] }), {
      operand: /^[^\w-]|\n/,
    }),
    line("silence expire|update|import|query"),
    line("check-config|alert|config|cluster|template"),
  ]),
  product(
    ["grafana-cli", "grafana", "grafanactl", "gcx", "mimirtool", "cortextool", "lokitool", "logcli"],
    "Grafana",
    { dashboard: "record", plugin: "service", rule: "setting", folder: "record", datasource: "setting" },
    [
      line("plugins uninstall|remove", revokes("service", "takes the plugin from Grafana")),
      line("admin reset-admin-password", replaces("secret", "the administrator's password", { named: [] })),
      line("cli plugins uninstall|remove", revokes("service", "takes the plugin from Grafana")),
    ],
  ),
  product(["thanos"], "the metrics' store", {}, [
    line(
      "tools bucket cleanup|retention|rewrite|downsample",
      deletes("backup", "blocks of the store by", { reach: "several" }),
    ),
    line("tools bucket mark", deletes("backup", "blocks of the store by"), { with: ["marker=deletion-mark.json"] }),
    line("*"),
  ]),
  product(
    ["sentry-cli", "sentry", "bugsnag-cli", "rollbar", "honeycomb", "honeybadger", "axiom", "logtail", "vector-cloud"],
    "the error tracker",
    { release: "record", deploy: "record", monitor: "record", dataset: "table", sourcemap: "file", file: "file" },
    [
      line(
        "releases files|delete * delete|delete-all",
        deletes("file", "what crashes are read by:", { reach: "several" }),
      ),
      line("releases|deploys|monitors new|finalize|set-commits|propose-version|list|info|run|archive|restore"),
      line("debug-files|dif|sourcemaps delete", deletes("file", "what crashes are read by:", { reach: "several" })),
      line("sourcemaps|debug-files|dif|send-event|send-envelope|info|bash-hook|repos"),
      line("api", deletes("record", "by a request at"), { operand: /^delete$/i }),
      line("api", deletes("record", "by a request at"), { with: ["method=DELETE", "method=delete"] }),
      line("issues resolve|mute", changes("record", "the state of every issue", { reach: "all", recovery: "none" }), {
        with: ["all", "a"],
      }),
      line("issues resolve|mute|unresolve"),
    ],
  ),
];
