/** Reports single rules that never apply, that name something unknown, or that change nothing. */

import { setJson } from "../../text/json-edits.ts";
import type { Range } from "../../text/json-text.ts";
import type { PolicyLayer, PolicyRule } from "../policy.ts";
import type { Around } from "./around.ts";
import { type Finding, type Fix, type PolicyDocument, pathOfPointer, rangeAtPointer } from "./document.ts";
import { removing, setting, splitting } from "./fixes.ts";
import { type Never, neverMatches, ofHosts } from "./never.ts";
import { shadowedRules } from "./shadowed.ts";
import { type Stranger, strangersIn } from "./strangers.ts";

/** `policy`: the loaded policy of the document. */
export function findingsOfRules(document: PolicyDocument, policy: PolicyLayer, around: Around): Finding[] {
  return [
    ...neverIn(document, policy, around.now),
    ...strangersOf(document, policy, around),
    ...superfluousIn(document, policy, around),
  ];
}

function neverIn(document: PolicyDocument, layer: PolicyLayer, now: number): Finding[] {
  const ofRules = layer.rules.flatMap((rule, index) =>
    neverMatches(rule, now).map(never =>
      ofNever(document, `/rules/${index}`, `The rule "${rule.id}" never applies.`, never),
    ),
  );
  const ofPlaces = layer.environments.flatMap(({ name, match }) =>
    ofHosts(match.host ?? []).map(never =>
      ofNever(document, `/environments/${name}/match/host`, "This host is never met.", never),
    ),
  );
  return [...ofRules, ...ofPlaces];
}

function ofNever(document: PolicyDocument, under: string, says: string, { at, because, meant, split }: Never): Finding {
  const pointer = nearestPointer(document, `${under}/${at}`);
  const isWord = document.json.at(pathOfPointer(pointer))?.type === "string";
  return {
    ...valueRange(document, pointer),
    code: "never",
    message: `${says} ${because}`,
    severity: "warning",
    fixes: [
      ...(split && split.length > 1 ? [splitting(document, pointer, split)] : []),
      ...(meant && isWord ? [setting(`Change to "${meant}"`, pointer, meant, document.text)] : []),
      ...(under.startsWith("/rules/") ? [removing("Remove this rule", under, document.text)] : []),
    ],
  };
}

function strangersOf(document: PolicyDocument, layer: PolicyLayer, { agents, above }: Around): Finding[] {
  const roles = above.flatMap(one => one.layer.roles.map(({ name }) => name));
  return strangersIn(layer, agents, roles).map(stranger => {
    const { pointer, kind, name, meant } = stranger;
    const hint = meant ? `Did you mean "${meant}"?` : kind === "agent" ? `Agents here: ${agents.join(", ")}.` : "";
    return {
      ...valueRange(document, pointer),
      code: kind === "agent" ? "unknown-agent" : "unknown-role",
      message: `${kind === "agent" ? `No agent is called "${name}"` : `No role is called "${name}"`}. ${hint}`.trim(),
      severity: "warning",
      fixes: fixesOf(stranger, document),
    };
  });
}

function fixesOf({ kind, name, meant, pointer }: Stranger, { text }: PolicyDocument): Fix[] {
  const define: Fix = {
    title: `Define the role "${name}"`,
    edits: () => setJson(text, ["agents", name], { match: { subagent: `*${name}*` }, may: ["read"] }),
  };
  return [
    ...(meant ? [setting(`Change to "${meant}"`, pointer, meant, text)] : []),
    ...(kind === "role" && /^[a-z][\w-]{0,39}$/i.test(name) ? [define] : []),
  ];
}

function superfluousIn(document: PolicyDocument, layer: PolicyLayer, { tier, trusted, above }: Around): Finding[] {
  // A rule without effect shadows no other, and has a finding of its own.
  const counts = ({ then }: PolicyRule) => tier !== "workspace" || trusted || then !== "allow";
  const others = above.flatMap(one => one.layer.rules);
  const indexes = layer.rules.flatMap((rule, index) => (counts(rule) ? [index] : []));
  return shadowedRules(layer.rules.filter(counts), others).map(({ index, by }) => {
    const pointer = `/rules/${indexes[index] ?? index}`;
    const where = by.from && by.from.file !== layer.file ? ` in ${by.from.file}` : "";
    return {
      ...rangeAtPointer(document, pointer),
      code: "shadowed",
      message: `The rule "${by.id}"${where} applies wherever this one does, and its answer is ${by.then}: this one changes nothing.`,
      severity: "note",
      unused: true,
      fixes: [removing("Remove this rule", pointer, document.text)],
    };
  });
}

/** If a condition is a single value instead of a list, the value's own pointer is used. */
function nearestPointer({ loaded }: PolicyDocument, pointer: string): string {
  return loaded.policy?.ranges.has(pointer) ? pointer : pointer.replace(/\/\d+$/, "");
}

/** Returns the range of the value without its key. */
function valueRange({ json }: PolicyDocument, pointer: string): Range {
  const node = json.at(pathOfPointer(pointer));
  return node ? json.rangeOf(node) : json.range(0, 1);
}
