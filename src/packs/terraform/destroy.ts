/** What a destroy takes: everything, or what its targets reach, with every store of data by name. */
import type { Effect } from "../../core/effects/effect.ts";
import { optionValues } from "../../core/effects/options.ts";
import { shown } from "../../core/files/targets.ts";
import { terraformEffect as effect, nameOf, type Run, resourcesOf, unasked } from "./run.ts";
import type { StateResource } from "./state.ts";

export function destruction(run: Run): Effect[] {
  const { args, everywhere } = run;
  const targets = optionValues(args, "target").map(shown);
  const all = resourcesOf(run);
  const chosen =
    all?.filter(({ address }) => targets.length === 0 || targets.some(target => reaches(target, address))) ?? null;
  const count = chosen?.reduce((sum, { instances }) => sum + instances, 0);
  const precious = (chosen ?? []).filter(({ holds }) => holds !== undefined);
  const marks = [
    ...unasked(args),
    ...(precious.some(({ holds }) => holds === "database") ? (["with-backups"] as const) : []),
  ];
  const stack = nameOf(run);
  const among = precious.length > 0 ? `, among them ${listed(precious)}` : "";
  const whole = effect(run, {
    verb: "destroy",
    target: targets.length > 0 ? targets.join(", ") : stack,
    reach: targets.length === 1 ? "one" : targets.length > 1 ? "several" : "all",
    recovery: count === 0 && !everywhere ? "free" : "none",
    marks,
    says:
      targets.length > 0
        ? `destroys ${targets.join(", ")}${among}`
        : count === undefined
          ? `destroys everything that ${stack} manages${everywhere ? ", in every module below" : ""}; no state file here says what that is`
          : `destroys ${count} resource${count === 1 ? "" : "s"} of ${stack}${among}`,
    instead:
      "terraform plan -destroy shows what would go; remove single resources from the configuration and apply that.",
  });
  return [whole, ...precious.slice(0, 5).map(resource => loss(run, resource))];
}

/** Each store of data on its own, so that it stands on the card by name. */
function loss(run: Run, { holds, name, address }: StateResource): Effect {
  const kind = holds ?? "unknown";
  return effect(run, {
    verb: "delete",
    resource: kind,
    target: name,
    recovery: "none",
    certainty: "likely",
    says: `deletes the ${kind} ${name} (${address})${kind === "database" ? " with its automatic backups" : ""}`,
  });
}

/** `module.a` reaches what is in it, `aws_x.y` also `aws_x.y[0]`. */
function reaches(target: string, address: string): boolean {
  const plain = target.replace(/\[[^[\]]*\]$/, "");
  return address === plain || address.startsWith(`${plain}.`);
}

function listed(resources: readonly StateResource[]): string {
  const shown = resources.slice(0, 4).map(({ holds, name }) => `the ${holds} ${name}`);
  const more = resources.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
