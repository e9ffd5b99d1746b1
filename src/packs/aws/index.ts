/** aws: the operations of every service by their verbs, the grave ones by name, and `s3` by path. */
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts.ts";
import { readCall } from "./call.ts";
import { embeddedIn } from "./embedded.ts";
import { EXAMPLES } from "./examples.ts";
import { effectsOfOperation } from "./operations.ts";
import { effectsOfParameters } from "./parameters.ts";
import { effectsOfS3 } from "./s3.ts";
import { secretsRead } from "./secrets.ts";

export const aws: ProgramPack = {
  kind: "program",
  id: "aws",
  programs: ["aws", "awslocal"],
  read(command: Invocation, facts: Facts): Reading {
    const call = readCall(command, facts);
    if (!call) return { effects: [] };
    if (call.service === "s3") return { effects: effectsOfS3(call) };
    const embedded = embeddedIn(call);
    if (embedded) return embedded;
    return { effects: secretsRead(call) ?? effectsOfParameters(call) ?? effectsOfOperation(call) };
  },
  examples: EXAMPLES,
};
