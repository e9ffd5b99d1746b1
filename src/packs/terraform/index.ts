/** Reads Terraform, OpenTofu and Terragrunt: what a destroy would delete, by the state beside the configuration. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Invocation, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { shown } from "../../core/files/targets.ts";
import { withRules } from "../../core/kit/named-rules.ts";
import { application, copying, deletingState, stateCommand, unlocking, workspaceCommand } from "./changes.ts";
import { destruction } from "./destroy.ts";
import { examples } from "./examples.ts";
import { RULES } from "./rules.ts";
import { terraformEffect as effect, GRAMMAR, isOn, type Run, runOf } from "./run.ts";

export const terraform = withRules(
  { kind: "program", id: "terraform", programs: ["terraform", "tofu", "terragrunt"], read, examples },
  { grammar: GRAMMAR, source: "https://developer.hashicorp.com/terraform/cli/commands", rules: RULES },
);

function read(command: Invocation, facts: Facts): Reading {
  const run = runOf(command, facts);
  const { words, args } = run;
  const name = words[0]?.value ?? "";
  if (isOn(args, "help") || isOn(args, "h")) return { effects: [] };
  switch (name) {
    case "destroy":
    case "destroy-all":
      return { effects: destruction(run) };
    case "apply":
    case "apply-all":
      return { effects: isOn(args, "destroy") ? destruction(run) : application(run) };
    case "state":
      return { effects: stateCommand(run) };
    case "workspace":
      return { effects: workspaceCommand(run) };
    case "force-unlock":
      return { effects: [unlocking(run)] };
    case "init":
      return { effects: isOn(args, "force-copy") ? [copying(run)] : [] };
    case "backend":
      return { effects: words[1]?.value === "delete" ? [deletingState(run)] : [] };
    case "exec":
      return {
        effects: [],
        inner: [{ kind: "argv", argv: words.slice(1), scope: command.scope, stdin: command.stdin }],
      };
    case "taint":
      return {
        effects: [
          effect(run, {
            verb: "mutate",
            target: words[1] ? shown(words[1]) : "a resource",
            recovery: "effort",
            says: `marks ${words[1] ? shown(words[1]) : "a resource"} to be replaced by the next apply; untaint takes it back`,
          }),
        ],
      };
    default:
      return { effects: words[0]?.value === null ? [unknownCommand(run)] : [] };
  }
}

function unknownCommand(run: Run): Effect {
  return effect(run, {
    verb: "execute-unknown",
    resource: "code",
    target: run.command.program,
    reach: "unknown",
    recovery: "none",
    certainty: "possible",
    says: `runs a ${run.command.program} command that is only known at run time`,
  });
}
