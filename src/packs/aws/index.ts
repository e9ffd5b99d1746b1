/** aws: the operations of every service by their verbs, the grave ones by name, and `s3` by path. */
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { unknownCall } from "../../core/effects/subcommands.ts";
import type { Facts } from "../../core/facts.ts";
import { readCall, unknownPart } from "./call.ts";
import { embeddedIn } from "./embedded.ts";
import { EXAMPLES } from "./examples.ts";
import { effectsOfOperation } from "./operations.ts";
import { effectsOfParameters } from "./parameters.ts";
import { effectsOfS3 } from "./s3.ts";
import { secretsRead } from "./secrets.ts";

export const aws: ProgramPack = {
  kind: "program",
  id: "aws",
  // `awscli` is the package that `pipx run` names.
  programs: ["aws", "awslocal", "awscli"],
  read(command: Invocation, facts: Facts): Reading {
    const call = readCall(command, facts);
    const unknown = call ? undefined : unknownPart(command);
    if (!call) return { effects: unknown ? [unknownCall(command, unknown)] : [] };
    if (call.service === "s3") return { effects: effectsOfS3(call) };
    const embedded = embeddedIn(call);
    if (embedded) return embedded;
    return { effects: secretsRead(call) ?? effectsOfParameters(call) ?? effectsOfOperation(call) };
  },
  examples: EXAMPLES,
};
