/** Reads infrastructure as code besides Terraform: Pulumi, CDK, Packer, and tools that empty whole accounts. */

import { hasOption, optionValues } from "../../core/effects/options.ts";
import { shown } from "../../core/files/targets.ts";
import type { Call, EffectTemplate, Table } from "../../core/kit/table.ts";
import { pulumiStacks } from "../../core/places/accounts/pulumi.ts";
import type { Locator } from "../../core/places/locator.ts";
import { provisioned } from "./packer.ts";

type Tool = Omit<Table, "id" | "examples">;

const PREVIEW = "The tool's own preview shows what would go.";
const DESTROY: EffectTemplate = {
  verb: "destroy",
  resource: "stack",
  reach: "all",
  says: "destroys everything that the stack manages:",
  instead: PREVIEW,
};
const APPLY: EffectTemplate = {
  verb: "mutate",
  resource: "stack",
  recovery: "effort",
  says: "changes the infrastructure of the stack",
  instead: PREVIEW,
};
const FORGET: EffectTemplate = {
  verb: "discard",
  resource: "stack",
  recovery: "effort",
  says: "forgets, although it goes on running,",
};
const STATE: EffectTemplate = {
  verb: "overwrite",
  resource: "stack",
  reach: "all",
  says: "overwrites the state of the stack",
};
const WEAKEN: EffectTemplate = {
  verb: "weaken",
  resource: "stack",
  recovery: "effort",
  says: "takes away the protection of",
};
const ACCOUNT = { profile: ["profile"], variables: ["AWS_PROFILE", "AWS_VAULT", "AWS_DEFAULT_PROFILE"] };

const pulumi: Tool = {
  source: "https://www.pulumi.com/docs/iac/cli/commands/",
  programs: ["pulumi"],
  grammar: {
    values:
      "s stack C cwd t target target-replace replace f file m message p parallel c config config-file color exclude policy-pack plan save-plan e".split(
        " ",
      ),
  },
  shows: ["preview-only"],
  unasked: ["y", "yes", "f", "force", "skip-preview"],
  at: stackOf,
  lines: [
    {
      call: "destroy|down|dn",
      with: ["t", "target"],
      does: { ...DESTROY, reach: "several", named: ["t", "target"], says: "destroys" },
    },
    { call: "destroy|down|dn", does: DESTROY },
    { call: "stack rm|remove", does: { ...FORGET, recovery: "none", says: "deletes the stack's state and history:" } },
    { call: "stack import", does: STATE },
    { call: "stack unselect|select|ls|output|graph|tag|history|init|export|change-secrets-provider|rename" },
    { call: "state delete", does: FORGET },
    { call: "state unprotect", does: WEAKEN },
    {
      call: "state|preview|config|whoami|login|logout|about|version|plugin|gen-completion|new|schema|package|logs|convert|install|console|ai|copilot",
    },
    { call: "up|update|refresh|watch", does: APPLY },
    { call: "import", does: { ...APPLY, reach: "one" } },
    { call: "cancel", does: { ...WEAKEN, says: "ends another update of the stack in the middle" } },
    {
      call: "env rm|remove|delete",
      does: { verb: "delete", resource: "environment", says: "deletes the environment" },
    },
    { call: "policy rm|remove|disable", does: WEAKEN },
    { call: "deployment run", does: APPLY },
    {
      call: "org member|team remove|rm|delete",
      does: { verb: "revoke", resource: "account", recovery: "effort", says: "takes out of the organization" },
    },
    { call: "org|env|policy|deployment" },
  ],
};

const packer: Tool = {
  source: "https://developer.hashicorp.com/packer/docs/commands",
  programs: ["packer"],
  grammar: { values: ["var", "var-file", "only", "except", "on-error", "parallel-builds"], singleDash: true },
  account: { provider: "the builders' account", variables: ACCOUNT.variables },
  inner: provisioned,
  lines: [
    {
      call: "build",
      with: ["force"],
      does: {
        verb: "overwrite",
        resource: "image",
        says: "builds anew, and deletes the images that have the same name:",
      },
    },
    { call: "*" },
  ],
};

const ATMOS = "https://atmos.tools/cli/commands/terraform";
const terraformCloud: Tool = {
  source: "https://github.com/straubt1/tfx",
  programs: ["tfc", "tfe", "tfectl", "tfci", "tfx", "terramate", "atmos"],
  grammar: { values: "w workspace org o s stack token name".split(" ") },
  account: { provider: "Terraform Cloud", label: ["w", "workspace", "s", "stack"], variables: ["TFE_ORGANIZATION"] },
  lines: [
    { call: "run apply", source: "https://github.com/hashicorp/tfc-workflows-tooling", does: APPLY },
    { call: "terraform destroy", source: ATMOS, does: DESTROY },
    { call: "terraform apply|deploy", source: ATMOS, does: APPLY },
    { call: "terraform" },
    { call: "list|generate|fmt|validate|describe|version" },
  ],
  nouns: { workspace: "stack", variable: "secret", run: "stack", state: "stack", stack: "stack" },
  inner: ({ command, args }) => {
    const dashes = command.argv.findIndex(word => word.value === "--");
    const runs =
      command.program === "terramate" && args.some(arg => arg.kind === "operand" && arg.word.value === "run");
    return runs && dashes > 0
      ? [{ kind: "argv", argv: command.argv.slice(dashes + 1), scope: command.scope, stdin: command.stdin }]
      : [];
  },
};

export const STACKS: readonly Tool[] = [pulumi, packer, terraformCloud];

/** Reads `-s acme/shop/prod`. A stack is usually named after its environment; by default it is the selected one. */
function stackOf({ args, words, command: { scope }, facts }: Call): readonly Locator[] {
  const removed = words[0]?.value === "stack" ? words[2] : undefined;
  const named = optionValues(args, "s", "stack").at(-1) ?? removed;
  if (hasOption(args, "local")) return [];
  const stacks = pulumiStacks(
    { ...(named && { stack: named.value }), variables: scope.variables, cwd: scope.cwd },
    facts,
  );
  if (stacks.length > 0) return stacks;
  const because = named ? `the command names the stack ${shown(named)}` : "it is the stack that was selected last";
  return [{ kind: "cloud", provider: "pulumi", evidence: { because } }];
}
