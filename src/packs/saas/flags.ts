/** Services of feature flags: a flag that goes, or turns, changes what everybody sees. */
import { changes, deletes, line, revokes } from "../../core/effects/doings.ts";
import type { Nouns } from "../../core/effects/resource-verbs.ts";
import type { Line } from "../../core/effects/subcommands.ts";
import { product, type Tool } from "./product.ts";

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
  [line("splits kill", revokes("record", "turns the split off for everybody"))],
);

export const FLAG_SERVICES: readonly Tool[] = [
  product(["ldcli"], "LaunchDarkly", FLAGS, [OFF, line("dev-server|sourcemaps|setup")]),
  product(["unleash", "unleash-cli"], "Unleash", FLAGS, [OFF]),
  product(["flipt"], "Flipt", { ...FLAGS, variant: "record", distribution: "record" }, [
    line("migrate", { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the flags' database" }),
    line("import", deletes("database", "every flag before it imports", { reach: "all" }), { with: ["drop"] }),
    line("import|export|validate|evaluate|server|serve|cloud|bundle"),
  ]),
  SPLIT,
  product(
    ["flagsmith", "growthbook", "configcat", "statsig", "posthog", "posthog-cli", "flagd", "optimizely", "devcycle"],
    "the flag service",
    FLAGS,
    [OFF],
  ),
];
