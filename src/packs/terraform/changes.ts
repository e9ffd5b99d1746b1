/** Commands that change the infrastructure, the state or a workspace without destroying everything. */
import type { Effect } from "../../core/effects/effect.ts";
import { optionValues } from "../../core/effects/options.ts";
import { shown } from "../../core/files/targets.ts";
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
        : `changes the infrastructure to what ${nameOf(run)} says`,
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
          says: `renames ${named} in the state`,
        }),
      ];
    default:
      return [];
  }
}

/** Another run may still be writing: two at once can leave a state that fits nothing. */
export function unlocking(run: Run): Effect {
  return effect(run, {
    verb: "weaken",
    target: "the lock of the state",
    recovery: "effort",
    marks: unasked(run.args),
    says: "takes the lock off the state, whoever holds it",
    instead: "Find out which run holds the lock, and let it end.",
  });
}

/** `init -force-copy` answers yes to copying the state over whatever the new backend holds. */
export function copying(run: Run): Effect {
  return effect(run, {
    verb: "overwrite",
    target: "the state in the new backend",
    recovery: "effort",
    certainty: "likely",
    marks: ["no-confirmation"],
    says: "copies the state over whatever the new backend holds",
    instead: "init -migrate-state asks before it copies.",
  });
}

/** Terragrunt's `backend delete`. */
export function deletingState(run: Run): Effect {
  return effect(run, {
    verb: "discard",
    target: "the remote state",
    recovery: "none",
    marks: unasked(run.args),
    says: "deletes the remote state: what it describes goes on running, and nothing manages it any more",
  });
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
