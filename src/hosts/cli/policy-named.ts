/** Reads policy files that are named on the command line. */
import { resolve } from "node:path";
import { loadPolicy } from "../../core/policy/load.ts";
import type { PolicyLayer, Problem } from "../../core/policy/policy.ts";
import { places } from "../../platform/places.ts";
import { policyFileOf } from "../../platform/policy-file.ts";
import { knowledgeOfPolicies, policiesOf } from "../policies.ts";
import { problemsIn } from "../prove.ts";
import { read } from "./files.ts";
import { Trouble } from "./trouble.ts";

/** Reads a policy without trying its examples. Throws `Trouble` with the first error of its form. */
export function policyNamed(given: string): PolicyLayer {
  const file = resolve(given);
  const { policy, problems } = loadPolicy(read(given), file);
  return policy ?? refuse(problems, file);
}

/** Returns the text of a file that is valid as the policy at `as`: its form is right and its examples hold. */
export function provenPolicyNamed(given: string, as = resolve(given)): string {
  const text = read(given);
  const { layer, problems } = policyFileOf(as, text, layer =>
    problemsIn(layer, knowledgeOfPolicies(policiesOf(places()))),
  );
  return layer ? text : refuse(problems, resolve(given));
}

/** Returns `file:line:column`, as editors and compilers write it. */
export function placeOf({ file, line, column }: Pick<Problem, "file" | "line" | "column">): string {
  return `${file}:${line}:${column}`;
}

function refuse(problems: readonly Problem[], file: string): never {
  const [first] = problems.filter(({ severity }) => severity === "error");
  throw new Trouble(first ? `${placeOf({ ...first, file })}: ${first.message}` : `${file} cannot be read`);
}
