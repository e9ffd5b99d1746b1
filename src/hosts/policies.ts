/** The policy files of this machine, as every one of our processes reads them. */
import type { Places } from "../platform/places.ts";
import { PolicySource, type PolicySources } from "../platform/policy-files.ts";
import { wrongExamples } from "./prove.ts";

export function policiesOf(
  own: Places,
  more: Pick<PolicySources, "onChange" | "isUntrusted" | "instead"> = {},
): PolicySource {
  return new PolicySource({ user: own.userPolicy, trusted: own.trusted, prove: wrongExamples, ...more });
}
