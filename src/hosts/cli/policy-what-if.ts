/** `agentguard policy what-if`: shows how a changed policy would have decided the acts that were recorded here. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { AuditTail } from "../../platform/audit-tail.ts";
import { places } from "../../platform/places.ts";
import { weigher } from "../hook/weigh.ts";
import { policiesOf } from "../policies.ts";
import { type Difference, whatIf } from "../what-if.ts";
import { provenPolicyNamed } from "./policy-named.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addPolicyWhatIf(policy: Command): void {
  policy
    .command("what-if")
    .description("judge the recorded commands again as if a policy file held something else")
    .argument("<file>", "a file that holds the changed policy")
    .option("--as <policy>", "user, or the path of the policy that it would replace", "user")
    .option("--last <n>", "how many acts", "500")
    .action(async (file: string, options: { as: string; last: string }) => {
      const last = Number(options.last);
      if (!Number.isSafeInteger(last) || last < 1)
        throw new Trouble(`--last ${options.last}: must be a whole number above 0`);
      const own = places();
      const place = options.as === "user" ? own.userPolicy : resolve(options.as);
      const text = provenPolicyNamed(file, place);
      const acts = new AuditTail(own.audit).acts().slice(-last);
      const instead = { file: place, text };
      const found = await whatIf(acts, weigher(policiesOf(own)), weigher(policiesOf(own, { instead })));
      print(
        `${found.judged} recorded commands judged again; ${found.leftOut} acts are left out, since the log does not hold them whole.`,
        `Held: ${found.held.before} now, ${found.held.after} with ${file} in the place of ${place}.`,
        ...found.differences.map(inWords),
        ...(found.differences.length === 0 ? ["Nothing would be decided differently."] : []),
      );
    });
}

function inWords({ act, before, after }: Difference): string {
  return `  ${before} → ${after}  ${act.agent}: ${act.text}`;
}
