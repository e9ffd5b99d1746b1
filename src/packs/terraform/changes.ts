/** Commands that change the infrastructure, the state or a workspace without destroying everything. */
import type { Effect } from "../../core/effects/effect.ts";
import { optionValues } from "../../core/effects/options.ts";
import { shown } from "../../core/effects/targets.ts";
import { terraformEffect as effect, isOn, nameOf, type Run, unasked } from "./run.ts";

export function application(run: Run): Effect[] {
  const { args, words } = run;
  if (isOn(args, "refresh-only")) return [];
  const plan = words[1];
  const replaced = optionValues(args, "replace");
  return [
    effect(run, {
      verb: "mutate",
      target: nameOf(run),
      reach: optionValues(args, "target").length === 1 ? "one" : plan ? "unknown" : "several",
      recovery: "effort",
      marks: unasked(args),
      says: plan
        ? `carries out the saved plan ${shown(plan)}`
        : `changes the infrastructure of ${nameOf(run)} to what the configuration says`,
      instead: "terraform plan first; read what it would destroy or replace.",
    }),
    ...replaced.map(shown).map(text =>
      effect(run, {
        verb: "destroy",
        target: text,
        recovery: "none",
        says: `destroys ${text} and creates it anew`,
        marks: unasked(args),
      }),
    ),
  ];
}

export function stateCommand(run: Run): Effect[] {
  const [, action, ...rest] = run.words;
  const named = rest.map(shown).join(", ") || "the state";
  if (isOn(run.args, "dry-run")) return [];
  switch (action?.value) {
    case "rm":
      return [
        effect(run, {
          verb: "discard",
          target: named,
          reach: rest.length > 1 ? "several" : "one",
          recovery: "effort",
          says: `forgets ${named}: it goes on running, but nothing manages it any more`,
          instead: "A removed block in the configuration does the same, reviewed.",
        }),
      ];
    case "push":
      return [
        effect(run, {
          verb: "overwrite",
          target: "the remote state",
          recovery: "none",
          reach: "all",
          says: "overwrites the remote state with a file",
          instead: "terraform import brings single resources back.",
        }),
      ];
    case "mv":
    case "replace-provider":
      return [
        effect(run, {
          verb: "mutate",
          target: named,
          recovery: "effort",
          certainty: "possible",
          says: `renames ${named} in the state`,
        }),
      ];
    default:
      return [];
  }
}

export function workspaceCommand(run: Run): Effect[] {
  const [, action, name] = run.words;
  if (action?.value !== "delete") return [];
  const forced = isOn(run.args, "force");
  return [
    effect(run, {
      verb: "discard",
      target: `workspace ${name ? shown(name) : ""}`.trim(),
      reach: "one",
      // Without -force only an empty workspace goes.
      recovery: forced ? "none" : "effort",
      says: `deletes the workspace ${name ? shown(name) : ""} and its state${forced ? ", although resources may still be in it" : ""}`,
      instead: "Destroy or move its resources first.",
    }),
  ];
}
