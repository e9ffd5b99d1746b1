/** Reads `aws`: the operations of every service by their verbs, the most serious ones by name, and `s3` by path. */

import type { Invocation, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import { withRules } from "../../core/kit/named-rules.ts";
import { unknownCall } from "../../core/kit/subcommands.ts";
import { givenByWords } from "../../core/providers/granted-rights.ts";
import { toldByJson, toldByOptions } from "../../core/providers/telling-options.ts";
import { effectOf, GLOBAL, readCall, unknownPart } from "./call.ts";
import { embeddedIn } from "./embedded.ts";
import { EXAMPLES } from "./examples.ts";
import { effectsOfOperation } from "./operations.ts";
import { effectsOfParameters } from "./parameters.ts";
import { RULES } from "./rules.ts";
import { effectsOfS3 } from "./s3.ts";
import { secretsRead } from "./secrets.ts";

export const aws = withRules(
  // `awscli` is the package that `pipx run` names.
  { kind: "program", id: "aws", programs: ["aws", "awslocal", "awscli"], read, examples: EXAMPLES },
  { grammar: GLOBAL, source: "https://docs.aws.amazon.com/cli/latest/reference/", rules: RULES },
);

function read(command: Invocation, facts: Facts): Reading {
  const call = readCall(command, facts);
  const unknown = call ? undefined : unknownPart(command);
  if (!call) return { effects: unknown ? [unknownCall(command, unknown)] : [] };
  if (call.service === "s3") return { effects: effectsOfS3(call) };
  const embedded = embeddedIn(call);
  if (embedded) return embedded;
  const effects = secretsRead(call) ?? effectsOfParameters(call) ?? effectsOfOperation(call);
  if (effects.some(({ verb, recovery }) => verb === "weaken" || (verb === "grant" && recovery === "none")))
    return { effects };
  const grave = effects.some(({ verb }) => verb !== "mutate");
  const told = grave
    ? undefined
    : (toldByOptions(call.args) ?? toldByJson(call.args, file => textOfFile(file, command.scope, facts))[0]);
  if (told) return { effects: [...effects, effectOf(call, told)] };
  const given = givenByWords(command.argv.slice(1).map(({ value }) => value));
  return { effects: given ? [...effects, effectOf(call, given)] : effects };
}
