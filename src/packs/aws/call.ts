/** Parses an AWS call: global options, a service, an operation, and parameters with any number of values. */

import type { Effect } from "../../core/effects/effect.ts";
import { splitName } from "../../core/effects/names.ts";
import { type Argument, type Grammar, operands, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import { shown } from "../../core/files/targets.ts";
import { clauseOf } from "../../core/kit/clause.ts";
import { isListing } from "../../core/kit/subcommands.ts";
import type { Locator } from "../../core/places/locator.ts";
import { type Account, accountOf } from "../../core/providers/account.ts";
import { dropPrefix, literalWord, textOf, type Word } from "../../core/text/words.ts";
import { isYamlMap, readYaml, yamlText } from "../../core/text/yaml-text.ts";

export interface AwsCall {
  readonly service: string;
  /** The operation: `delete-table`. For the high-level `s3` it is the sub-command. */
  readonly operation: string;
  /** The parameters after the operation, without their dashes, with their values. Operands have the empty name. */
  readonly parameters: ReadonlyMap<string, readonly Word[]>;
  readonly args: readonly Argument[];
  readonly command: Invocation;
  readonly facts: Facts;
}

/** The options of every call, before or after the operation. */
export const GLOBAL: Grammar = {
  values: [
    "profile",
    "region",
    "output",
    "query",
    "endpoint-url",
    "ca-bundle",
    "color",
    "cli-read-timeout",
    "cli-connect-timeout",
    "cli-binary-format",
    "cli-error-format",
    "cli-input-json",
    "cli-input-yaml",
  ],
};

/** Parses the call; undefined when no operation is named, or it only shows help or a dry run. */
export function readCall(command: Invocation, facts: Facts): AwsCall | undefined {
  const words = command.argv.slice(1);
  const args = readArguments(words, GLOBAL);
  const plain = args.flatMap(arg => (arg.kind === "operand" ? [arg.word] : []));
  const [service, operation] = plain;
  if (service?.value == null || operation?.value == null) return undefined;
  if (plain.some((word, i) => i < 3 && word.value === "help")) return undefined;
  const parameters = readParameters(words.slice(words.indexOf(operation) + 1));
  const shows = ["help", "dry-run", "dryrun", "generate-cli-skeleton"];
  if (shows.some(name => parameters.has(name)) && !parameters.has("no-dry-run")) return undefined;
  const call = { service: service.value, operation: operation.value, parameters, args, command, facts };
  return { ...call, parameters: withInput(call) };
}

/** Returns the parameters, completed by the members of the input in JSON: `BackupRetentionPeriod` and so on. */
function withInput(call: AwsCall): ReadonlyMap<string, readonly Word[]> {
  const text = inputOf(call);
  if (text == null || text.length > MAX_INPUT) return call.parameters;
  const [input] = readYaml(text) ?? [];
  if (!isYamlMap(input)) return call.parameters;
  const members = Object.entries(input).map(([name, value]) => {
    const items = Array.isArray(value) && value.every(one => yamlText(one) !== undefined) ? value : [value];
    const words = items.map(one => literalWord(typeof one === "object" ? JSON.stringify(one) : String(one)));
    return [dashed(name), words] as const;
  });
  return new Map([...members, ...call.parameters]);
}

const MAX_INPUT = 64 * 1024;

/** Converts `DBInstanceIdentifier` to the form of the command line. */
function dashed(name: string): string {
  return splitName(name).join("-");
}

/** Returns the service or operation if it is only known at run time. */
export function unknownPart(command: Invocation): Word | undefined {
  return operands(readArguments(command.argv.slice(1), GLOBAL))
    .slice(0, 2)
    .find(({ value }) => value === null);
}

function readParameters(words: readonly Word[]): Map<string, readonly Word[]> {
  const read = new Map<string, Word[]>([["", []]]);
  let name = "";
  for (const word of words) {
    const text = word.value ?? "";
    if (!text.startsWith("--")) {
      read.get(name)?.push(word);
      continue;
    }
    const equals = text.indexOf("=");
    name = text.slice(2, equals === -1 ? undefined : equals);
    const values = read.get(name) ?? [];
    if (equals !== -1) values.push(dropPrefix(word, equals + 1));
    read.set(name, values);
  }
  return read;
}

/** Returns the values of a parameter as text, also from `file://`; null when a part is unknown. */
export function textOfParameter(call: AwsCall, ...names: readonly string[]): string | null | undefined {
  const values = names.flatMap(name => call.parameters.get(name) ?? []);
  if (values.length === 0) return undefined;
  const texts = values.map(word => {
    const file = /^fileb?:\/\//.exec(textOf(word))?.[0];
    return file === undefined
      ? textOf(word)
      : textOfFile(dropPrefix(word, file.length), call.command.scope, call.facts);
  });
  return texts.includes(null) ? null : texts.join(" ");
}

/** Returns a parameter's value, by its own name or from the input in JSON. */
export function textOrInput(call: AwsCall, name: string): string | null | undefined {
  return textOfParameter(call, name, "cli-input-json", "cli-input-yaml");
}

/** Returns the input of a call in JSON, inline or from a file. */
export function inputOf(call: AwsCall): string | null | undefined {
  return textOfParameter(call, "cli-input-json", "cli-input-yaml");
}

const ACCOUNT: Account = {
  provider: "AWS",
  profile: ["profile"],
  configured: "aws",
  endpoint: ["endpoint-url", "AWS_ENDPOINT_URL"],
  variables: ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_VAULT"],
  declared: [
    { file: "serverless.yml", name: /^[ \t]{1,8}stage:[ \t]*["']?(\w[\w-]{0,60})/m, is: "label" },
    { file: "samconfig.toml", name: /^[ \t]*stack_name[ \t]*=[ \t]*["'](\w[\w-]{0,120})/m, is: "label" },
  ],
};

export type CallEffect = Pick<Effect, "verb" | "resource" | "says"> &
  Partial<Pick<Effect, "reach" | "recovery" | "certainty" | "marks" | "instead">>;

/** Makes an effect of the call. `targets` default to what its parameters name. */
export function effectOf(call: AwsCall, doing: CallEffect, targets: readonly Word[] = namedBy(call)): Effect {
  const names = targets.map(shown).join(", ");
  // Several parameters name one target (a role and its policy); several values of one parameter are several targets.
  const many =
    targets.some(word => word.glob) || [...call.parameters].some(([, values]) => inside(values, targets) > 1);
  const at = placeOf(call);
  return {
    verb: doing.verb,
    // No WHERE can limit the loss of an item from a shared database, so it counts as a record.
    resource: doing.resource === "rows" && at.length > 0 ? "record" : doing.resource,
    target: names === "" ? `${call.service} ${call.operation}` : names,
    reach: doing.reach ?? (targets.some(isListing) ? "unknown" : many ? "several" : "one"),
    // An emulator holds only test data.
    recovery: doing.recovery ?? (at.length === 0 ? "effort" : "none"),
    certainty: doing.certainty ?? "certain",
    source: "aws",
    says: clauseOf(doing.says, names === "" ? [] : [names]),
    at,
    ...(doing.marks && { marks: doing.marks }),
    ...(doing.instead !== undefined && { instead: doing.instead }),
    ...(call.command.span && { span: call.command.span }),
  };
}

function inside(values: readonly Word[], targets: readonly Word[]): number {
  return values.filter(word => targets.includes(word)).length;
}

/** Returns the place; empty for an emulator on this machine. */
export function placeOf(call: AwsCall): readonly Locator[] {
  const { command, args, facts } = call;
  return command.program === "awslocal" ? [] : accountOf(ACCOUNT, args, command.scope, facts);
}

const NAMES = /(?:^|-)(?:ids?|names?|arns?|identifiers?|urls?|bucket|key|keys|alias|domain|email)$/;
const NEVER_NAMES = new Set(["profile", "region", "query", "output", "function-url-auth-type", "account-id"]);

function namedBy(call: AwsCall): readonly Word[] {
  const named = [...call.parameters].filter(([name]) => NAMES.test(name) && !NEVER_NAMES.has(name));
  return named.flatMap(([, values]) => values).slice(0, 8);
}
