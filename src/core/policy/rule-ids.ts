/** Checks ids of the guard's own rules in a policy file. Unknown ids match nothing and are reported. */
import { START } from "../text/json-text.ts";
import { nearest } from "./nearest.ts";
import type { PolicyLayer, Problem } from "./policy.ts";
import { RESOURCE_NOTES, VERB_NOTES } from "./vocabulary.ts";

/** Returns problems for ids that are neither `known` nor a kind of effect. The rest of the file stays in force. */
export function unknownRuleIds(layer: PolicyLayer, known: () => readonly string[]): Problem[] {
  return layer.rules.flatMap(({ id, when: { rule = [] } }, index) =>
    rule.flatMap((named, i): Problem[] => {
      if (isKindOfEffect(named)) return [];
      const ids = known();
      if (ids.includes(named)) return [];
      const meant = nearest(named, ids);
      const pointer = [`/when/rule/${i}`, "/when/rule", "/id"]
        .map(end => `/rules/${index}${end}`)
        .find(place => layer.ranges.has(place));
      return [
        {
          file: layer.file,
          ...(layer.ranges.get(pointer ?? "") ?? START),
          message: `No rule is called "${named}"${id === named ? ", and the rule names no conditions" : ""}. ${
            meant ? `Did you mean "${meant}"?` : "`agentguard rules` lists them."
          }`,
          severity: "inert",
          ...(pointer !== undefined && { pointer }),
          ...(meant !== undefined && { remedy: { kind: "meant", word: meant } }),
        },
      ];
    }),
  );
}

/** Matches `effect/drop-table`: the id of an effect that no rule of its own describes. */
function isKindOfEffect(id: string): boolean {
  const kind = /^effect\/(.+)$/.exec(id)?.[1];
  return (
    kind !== undefined &&
    Object.keys(VERB_NOTES).some(
      verb => kind.startsWith(`${verb}-`) && Object.hasOwn(RESOURCE_NOTES, kind.slice(verb.length + 1)),
    )
  );
}
