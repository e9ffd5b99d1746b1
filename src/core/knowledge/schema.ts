/**
 * Defines the schema of a knowledge file: what is known of one command-line program, or of several with like calls. The
 * product's files are in `knowledge/<category>/<name>.yaml`; the published JSON Schema is generated from this one.
 */
import * as z from "zod";
import type { Mark } from "../effects/effect.ts";
import type { PlatformName } from "../places/accounts/platforms.ts";
import { PLATFORM_VARIABLES } from "../places/accounts/variables.ts";

export const VERBS = [
  "delete",
  "overwrite",
  "write",
  "move",
  "drop",
  "truncate",
  "update",
  "discard",
  "rewrite-history",
  "destroy",
  "revoke",
  "grant",
  "publish",
  "mutate",
  "migrate",
  "deploy",
  "stop",
  "weaken",
  "execute-remote",
  "execute-unknown",
  "escalate",
  "disable-protection",
  "read-secret",
  "exfiltrate",
] as const;

export const RESOURCES = [
  "file",
  "directory",
  "working-tree",
  "untracked-files",
  "stash",
  "branch",
  "remote-branch",
  "commit",
  "table",
  "rows",
  "schema",
  "database",
  "volume",
  "backup",
  "bucket",
  "cluster",
  "namespace",
  "stack",
  "service",
  "project",
  "environment",
  "domain",
  "secret",
  "record",
  "container",
  "image",
  "process",
  "system",
  "network",
  "account",
  "queue",
  "workload",
  "package",
  "setting",
  "guard",
  "code",
  "unknown",
] as const;

const MARKS = [
  "home",
  "root",
  "workspace-root",
  "workspace-ancestor",
  "outside-workspace",
  "unresolved-target",
  "protected-branch",
  "with-backups",
  "no-confirmation",
  "through-wrapper",
  "protected-path",
  "mount-point",
  "only-copy",
  "repository",
  "unsaved-sources",
] as const satisfies readonly Mark[];

/** Programs whose own configuration is read to find the account: three clouds, and platforms that link folders. */
const CONFIGURATIONS = ["aws", "gcloud", "azure", ...(Object.keys(PLATFORM_VARIABLES) as PlatformName[])] as const;

export const names = z.array(z.string().min(1).max(80)).max(200);
const expression = z
  .string()
  .max(300)
  .refine(isExpression, { error: "is no regular expression that JavaScript can read" });
export const calls = z.union([z.string().min(1).max(400), z.array(z.string().min(1).max(400)).min(1).max(20)]);

export const effect = z.strictObject({
  effect: z
    .templateLiteral([z.enum(VERBS), " ", z.enum(RESOURCES)], {
      error: `write a verb (${VERBS.join(", ")}) and a kind of thing (${RESOURCES.join(", ")}): \`delete database\``,
    })
    .describe("What is done to what: a verb and a kind of thing, for example `delete database`."),
  says: z
    .string()
    .min(1)
    .max(200)
    .describe(
      "The clause on the card: `deletes the app {} with its data`. The target's name stands for `{}`, or last.",
    ),
  reach: z
    .enum(["one", "several", "all", "unknown"])
    .optional()
    .describe("How much of it. Absent: as many as are named."),
  recovery: z
    .enum(["free", "effort", "none"])
    .optional()
    .describe("What brings it back: nothing is lost, real work does, or nothing does. Absent: none."),
  certainty: z
    .enum(["certain", "likely", "possible"])
    .optional()
    .describe("How sure it is that the call does this. Absent: certain."),
  marks: z
    .array(z.enum(MARKS))
    .max(MARKS.length)
    .optional()
    .describe("Circumstances that weigh more, for example `with-backups`."),
  target: names.optional().describe("Options that name what it is done to. Absent: the words behind the call."),
  otherwise: z.string().max(120).optional().describe("What it is done to when the call names nothing."),
  environment: z
    .string()
    .max(40)
    .optional()
    .describe("The environment that the call always reaches, whatever it names: `production`."),
  instead: z.string().max(300).optional().describe("A gentler way to the same goal."),
});

const rule = z
  .strictObject({
    call: z
      .string()
      .max(400)
      .optional()
      .describe(
        "Sub-commands in order, spellings separated by a bar: `volume rm|remove`. `*` is any word. Absent: any call.",
      ),
    with: names
      .optional()
      .describe("Only with one of these options: names without dashes, `name=value` for one value."),
    without: names.optional().describe("Not with any of these options."),
    operand: expression.optional().describe("Only where a word behind the call fits this regular expression."),
    mentions: expression
      .optional()
      .describe("Only where any word of the command, values of options included, fits this regular expression."),
    source: z.string().min(3).max(300).optional().describe("Where this is documented, when not where the file says."),
    held: calls.optional().describe("Commands that this rule must hold: each is tried in the tests."),
    passes: calls.optional().describe("Commands close to it that must pass: each is tried in the tests."),
    ...effect.partial().shape,
    effects: z.array(effect).min(2).max(5).optional().describe("For a call that does several things: all of them."),
    harmless: z.literal(true).optional().describe("The call loses nothing, whatever its words say."),
    "by-words": z.literal(true).optional().describe("The call does what its own words say: `db purge` deletes."),
  })
  .refine(says, { error: "say what the call does with `effect` and `says`, or `harmless: true`" })
  .refine(rule => rule["by-words"] === undefined || rule.call === "*", {
    error: '`by-words` stands with `call: "*"`: it is for every call that no rule before it names',
  });

const account = z.strictObject({
  service: z.string().min(1).max(80).describe("The service, by the name that people know it by."),
  profile: names.optional().describe("Options that name an account, project, context or subscription."),
  label: names.optional().describe("Options that name the environment, or the app as its tool knows it."),
  production: names.optional().describe("Options that stand for production: `prod`."),
  local: names.optional().describe("Options that keep the call on this machine: `local`, `emulator`."),
  endpoint: names.optional().describe("Options and variables that name the address of the service."),
  variables: names.optional().describe("Variables that name the account, strongest first."),
  configured: z
    .enum(CONFIGURATIONS)
    .optional()
    .describe("Whose configuration on this machine says what options do not."),
  declared: z
    .array(z.strictObject({ file: z.string().max(120), name: expression, is: z.literal("label").optional() }))
    .max(10)
    .optional()
    .describe("Files that name it, with an expression whose first group is the name; `~/` is the home folder."),
});

const options = z.strictObject({
  values: names.optional().describe("Options that take a value, without dashes."),
  optional: names.optional().describe("Options whose value can only be glued on."),
  flags: names.optional().describe("Options without a value. Only needed with `abbreviations`."),
  abbreviations: z.boolean().optional().describe("The beginning of an option's name is enough."),
  singleDash: z.boolean().optional().describe("One dash starts a long option."),
  stopAtOperand: z.boolean().optional().describe("The first word that is no option ends the options."),
});

export const ruleName = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: "write the name in small letters and dashes" });

export const knowledgeFile = z.strictObject({
  about: z.string().min(3).max(200).describe("What the program is, in a few words."),
  programs: names.min(1).describe("The names that it is called by."),
  source: z.string().min(3).max(300).describe("Where its calls are documented: an address, or a manual page."),
  reaches: z
    .union([z.literal("this machine"), z.string().min(1).max(80), account])
    .describe("Where its calls land: `this machine`, a service by its name, or a service with what names an account."),
  options: options.optional().describe("How it reads its options."),
  prefixes: names.optional().describe("Words before the sub-commands that change nothing about them."),
  "read-only": names
    .optional()
    .describe("Options that make any call harmless, besides --help, --version and --dry-run."),
  "assume-yes": names.optional().describe("Options that answer the program's own question."),
  harmless: expression
    .optional()
    .describe("A call is harmless where any of its words fits: a test network, for example."),
  nouns: z
    .record(z.string().min(1).max(80), z.enum(RESOURCES))
    .optional()
    .describe("Calls are nouns and a verb, `volume rm data`: what the program's own nouns stand for, in the singular."),
  "named-by": names.optional().describe("Options that name what such a call acts on, where no word does."),
  passes: calls
    .optional()
    .describe("Everyday commands that must pass, close to every rule: each is tried in the tests."),
  rules: z.record(ruleName, rule).describe("What its calls do, by the rule's name. The first that fits counts."),
});

export type KnowledgeFile = z.infer<typeof knowledgeFile>;
export type KnowledgeRule = z.infer<typeof rule>;
export type KnowledgeEffect = z.infer<typeof effect>;

/** Returns whether the rule says what it does in exactly one of four ways. */
function says(rule: Readonly<Record<string, unknown>>): boolean {
  const ways = ["effect", "effects", "harmless", "by-words"].map(way => rule[way] !== undefined);
  return ways.filter(Boolean).length === 1 && (rule.effect === undefined) === (rule.says === undefined);
}

function isExpression(text: string): boolean {
  try {
    new RegExp(text, "i");
    return true;
  } catch {
    return false;
  }
}
