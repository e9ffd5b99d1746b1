/** One command of terraform, tofu or terragrunt with its flags, folder and state. */
import type { Effect, Mark } from "../../core/effects/effect.ts";
import { type Argument, type Grammar, operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import { baseName, resolvePath } from "../../core/text/paths.ts";
import { literalWord, type Word } from "../../core/text/words.ts";
import { placesOf } from "./place.ts";
import { readState, type StateResource } from "./state.ts";

/** One command with everything that its parts need. */
export interface Run {
  readonly args: readonly Argument[];
  /** Sub-command and what follows it. */
  readonly words: readonly Word[];
  readonly folder: string | null;
  readonly command: Invocation;
  readonly facts: Facts;
  /** Terragrunt's run over every module below. */
  readonly everywhere: boolean;
}

export function runOf(command: Invocation, facts: Facts): Run {
  const given = readArguments(command.argv.slice(1), GRAMMAR);
  const { words, everywhere } = subcommandOf(operands(given), given);
  const args = [...fromEnvironment(words[0]?.value ?? "", command), ...given];
  return { args, words, folder: folderOf(args, command), command, facts, everywhere };
}

/** How it reads its options, before and behind the sub-command. */
export const GRAMMAR: Grammar = {
  singleDash: true,
  values:
    "target exclude replace var var-file state state-out backup lock-timeout parallelism config out generate-config-out backend-config from-module plugin-dir terragrunt-working-dir working-dir terragrunt-config queue-include-dir queue-exclude-dir".split(
      " ",
    ),
};

/** Terragrunt puts `run-all`, `run --all`, `stack run` before Terraform's own sub-command. */
function subcommandOf(
  words: readonly Word[],
  args: readonly Argument[],
): { words: readonly Word[]; everywhere: boolean } {
  const at = words.findIndex(({ value }) => !/^(?:run-all|run|stack)$/.test(value ?? ""));
  const all =
    words.slice(0, Math.max(0, at)).some(({ value }) => value === "run-all" || value === "stack") ||
    /-all$/.test(words[at]?.value ?? "");
  return { words: at === -1 ? [] : words.slice(at), everywhere: all || isOn(args, "all") };
}

/** `TF_CLI_ARGS` and `TF_CLI_ARGS_apply` are added to every command. */
function fromEnvironment(name: string, { scope }: Invocation): Argument[] {
  const text = [scope.variables.get("TF_CLI_ARGS"), scope.variables.get(`TF_CLI_ARGS_${name}`)]
    .filter(Boolean)
    .join(" ");
  return readArguments(
    text
      .split(/\s+/)
      .filter(Boolean)
      .map(word => literalWord(word)),
    GRAMMAR,
  );
}

function folderOf(args: readonly Argument[], { scope }: Invocation): string | null {
  const chosen = optionValue(args, "chdir", "terragrunt-working-dir", "working-dir");
  if (!chosen) return scope.cwd;
  if (chosen.value === null) return null;
  return chosen.value.startsWith("/")
    ? resolvePath(chosen.value, "/")
    : scope.cwd && resolvePath(chosen.value, scope.cwd);
}

/** A flag is on when it is given and not set to false. */
export function isOn(args: readonly Argument[], name: string): boolean {
  const last = args.findLast(arg => arg.kind === "option" && arg.name === name);
  return last?.kind === "option" && !/^(?:false|0)$/i.test(last.value?.value ?? "");
}

type Said = Pick<Effect, "verb" | "target" | "recovery" | "says"> & Partial<Effect>;

export function terraformEffect(run: Run, said: Said): Effect {
  const { command, args, folder, facts } = run;
  return {
    resource: "stack",
    reach: "one",
    certainty: "certain",
    source: "terraform",
    at: placesOf(args, folder, command.scope, facts, resourcesOf(run)),
    ...(command.span && { span: command.span }),
    ...said,
  };
}

/** The state beside the configuration, of the chosen workspace; null when there is none to read (a remote backend). */
export function resourcesOf({ args, folder, command, facts, everywhere }: Run): readonly StateResource[] | null {
  // With a remote backend the file that lies here is a leftover, and says nothing.
  if (folder === null || everywhere || usesRemoteBackend(folder, facts)) return null;
  const chosen = optionValue(args, "state");
  const workspace =
    command.scope.variables.get("TF_WORKSPACE") ??
    facts.ask({ kind: "text", path: `${folder}/.terraform/environment` })?.trim();
  const file =
    workspace && workspace !== "default" ? `terraform.tfstate.d/${workspace}/terraform.tfstate` : "terraform.tfstate";
  const text = textOfFile(chosen ?? literalWord(`${folder}/${file}`), { ...command.scope, cwd: folder }, facts);
  return text === null ? null : readState(text);
}

/** `terraform init` notes the backend it has set up. */
function usesRemoteBackend(folder: string, facts: Facts): boolean {
  const noted = facts.ask({ kind: "text", path: `${folder}/.terraform/terraform.tfstate` });
  const type = /"backend"\s*:\s*\{[^{}]*?"type"\s*:\s*"(\w+)"/.exec(noted ?? "")?.[1];
  return type !== undefined && type !== "local";
}

export function unasked(args: readonly Argument[]): Mark[] {
  const off = ["auto-approve", "force", "terragrunt-non-interactive", "non-interactive"].some(name => isOn(args, name));
  return off ? ["no-confirmation"] : [];
}

export function nameOf({ folder }: Run): string {
  return folder === null ? "the configuration" : `the configuration in ${baseName(folder) || "/"}`;
}
