/** The policy files of this machine, as every one of our processes reads them. */
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Policy } from "../core/policy/policy.ts";
import { OrganizationBundle } from "../platform/organization-bundle.ts";
import type { Places } from "../platform/places.ts";
import { organizationPolicy, PolicySource, type PolicySources } from "../platform/policy-files.ts";
import { problemsIn, provenTeam } from "./prove.ts";

/** The organization's signed policy: where it comes from is named by the administrator, else by the user. */
export function organizationOf(own: Places): OrganizationBundle {
  const administrators = join(dirname(organizationPolicy()), "source.json");
  const sources = [administrators, own.organizationSource];
  return new OrganizationBundle({ sources, kept: own.organizationBundle }, Date.now, provenTeam);
}

export function policiesOf(
  own: Places,
  more: Pick<PolicySources, "onChange" | "isUntrusted" | "instead" | "bundle"> = {},
): PolicySource {
  const { userPolicy: user, trusted } = own;
  return new PolicySource({
    user,
    trusted,
    prove: problemsIn,
    readTeam: provenTeam,
    bundle: organizationOf(own),
    ...more,
  });
}

/** What the organization and the user know of their programs: what the examples of any policy file are tried with. */
export function knowledgeOfPolicies(policies: PolicySource): Policy["knowledge"] {
  return policies.policyFor(homedir()).policy.knowledge.filter(({ tier }) => tier !== "workspace");
}
