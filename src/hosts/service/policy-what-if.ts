/** Tries a policy that is being edited on the recorded acts, before the editor saves it. */
import type { AuditTail } from "../../platform/audit-tail.ts";
import { policyFileOf } from "../../platform/policy-file.ts";
import type { WhatIfParams, WhatIfResult } from "../../wire/messages/what-if.ts";
import type { Weigh } from "../hook/weigh.ts";
import { problemsIn } from "../prove.ts";
import { whatIf } from "../what-if.ts";

/** The most acts to judge again, as a person waits for it. */
const MAX_ACTS = 500;

/** `under` judges as if a file held another text. */
export async function whatIfWritten(
  { file, text }: WhatIfParams,
  audit: AuditTail,
  now: Weigh,
  under: (instead: WhatIfParams) => Weigh,
): Promise<WhatIfResult> {
  const { problems } = policyFileOf(file, text, problemsIn);
  const nothing = { judged: 0, leftOut: 0, held: { before: 0, after: 0 }, differences: [] };
  const [wrong] = problems.filter(({ severity }) => severity === "error");
  if (wrong) return { ...nothing, because: `Line ${wrong.line}: ${wrong.message}` };
  const { differences, ...found } = await whatIf(audit.acts().slice(-MAX_ACTS), now, under({ file, text }));
  return {
    ...found,
    differences: differences.map(({ act: { at, agent, text }, before, after }) => ({ at, agent, text, before, after })),
  };
}
