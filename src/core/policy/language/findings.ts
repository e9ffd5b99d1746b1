/** Everything that is to be said of an open policy file, at exact places, with what would put it right. */
import { removeJson, setJson } from "../../json-edits.ts";
import type { Range } from "../../json-text.ts";
import { lyingExamples, type Proved } from "../examples.ts";
import { mergePolicies, type Tier, type TieredLayer } from "../merge.ts";
import { BUILT_IN, type PolicyLayer, type PolicyRule, type Problem, type Remedy } from "../policy.ts";
import { type Finding, type Fix, type PolicyDocument, pathOfPointer, rangeAtPointer } from "./document.ts";
import { type Never, neverMatches, ofHosts } from "./never.ts";
import { shadowedRules } from "./shadowed.ts";
import { type Stranger, strangersIn } from "./strangers.ts";

/** What is known around the file. */
export interface Around {
  readonly tier: Tier;
  /** The user has read it and trusts it as it stands in the editor. */
  readonly trusted: boolean;
  /** Named in sentences as the place where a person may loosen things. */
  readonly userFile: string;
  /** The layers above the file. */
  readonly above: readonly TieredLayer[];
  /** Ids of all agents that there are. */
  readonly agents: readonly string[];
  /** Epoch ms. */
  readonly now: number;
  /** Judges the file's examples. */
  prove(layer: PolicyLayer): readonly Proved[];
}

/** In the order of the text. A file with errors is told those alone: the rest would be guesses. */
export function findingsOf(document: PolicyDocument, around: Around): Finding[] {
  const { policy, problems } = document.loaded;
  const found = policy
    ? [
        ...problems.map(problem => ofProblem(document, problem)),
        ...looseIn(document, policy, around),
        ...neverIn(document, policy, around.now),
        ...strangersOf(document, policy, around),
        ...superfluousIn(document, policy, around),
        ...liesIn(document, policy, around),
      ]
    : problems.map(problem => ofProblem(document, problem));
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}

function ofProblem({ text, json }: PolicyDocument, { message, remedy, ...rest }: Problem): Finding {
  const range = rangeOf(rest);
  return {
    ...range,
    code: remedy?.kind === "missing" ? "missing" : remedy ? "misspelt" : "format",
    message,
    severity: rest.severity === "error" ? "error" : "warning",
    fixes: remedy ? remedies(remedy, range, text, json) : [],
  };
}

/** A value that nobody can guess is put in as the smallest that has the right form. */
const SMALLEST: Readonly<Record<string, unknown>> = {
  version: 1,
  then: "ask",
  when: { command: "" },
  id: "new-rule",
  name: "NAME",
  for: [""],
  match: { subagent: "" },
  may: ["read"],
  run: "",
  expect: "ask",
};

function remedies(remedy: Remedy, range: Range, text: string, json: PolicyDocument["json"]): Fix[] {
  if (remedy.kind === "meant")
    return [
      { title: `Change to "${remedy.word}"`, edits: () => [replacing(json, range, JSON.stringify(remedy.word))] },
    ];
  const key = String(remedy.path.at(-1) ?? "");
  if (!Object.hasOwn(SMALLEST, key)) return [];
  const value = SMALLEST[key];
  return [{ title: `Add "${key}": ${JSON.stringify(value)}`, edits: () => setJson(text, remedy.path, value) }];
}

/** What has no effect because of where the file stands. */
function looseIn({ text }: PolicyDocument, layer: PolicyLayer, { tier, trusted, above, userFile }: Around): Finding[] {
  const merged = mergePolicies(BUILT_IN, [...above, { tier, layer, trusted }], userFile);
  return merged.problems
    .filter(({ file }) => file === layer.file)
    .map(problem => {
      const range = rangeOf(problem);
      const pointer = [...layer.ranges].find(([, one]) => sameStart(one, range) && sameEnd(one, range))?.[0];
      return {
        ...range,
        code: "without-effect",
        message: problem.message,
        severity: "warning",
        unused: true,
        fixes: pointer ? withoutEffect(pointer, text) : [],
      };
    });
}

function withoutEffect(pointer: string, text: string): Fix[] {
  const rule = /^\/rules\/\d+/.exec(pointer)?.[0];
  if (rule === undefined) return [removing("Remove what has no effect", pointer, text)];
  return [
    removing("Remove this rule", rule, text),
    { title: "Ask instead", edits: () => setJson(text, pathOfPointer(`${rule}/then`), "ask") },
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

/** The patterns in the place of the one that they were part of, in a list where there was none. */
function splitting({ text, json }: PolicyDocument, pointer: string, patterns: readonly string[]): Fix {
  const path = pathOfPointer(pointer);
  const index = path.at(-1);
  const title = `Split into ${patterns.length} patterns`;
  if (typeof index !== "number") return { title, edits: () => setJson(text, path, patterns) };
  const list = path.slice(0, -1);
  const value = json.value(list);
  const items = Array.isArray(value) ? value : [];
  return {
    title,
    edits: () => setJson(text, list, [...items.slice(0, index), ...patterns, ...items.slice(index + 1)]),
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
  // What has no effect anyway shadows nothing, and is told as such.
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

function liesIn({ text }: PolicyDocument, layer: PolicyLayer, { prove }: Around): Finding[] {
  return prove(layer).flatMap(proved =>
    lyingExamples(layer, [proved]).map((problem): Finding => {
      const { pointer } = proved.example;
      const { decision } = proved.judgement;
      return {
        ...rangeOf(problem),
        code: "example",
        message: problem.message,
        severity: "error",
        fixes: [
          setting(`Expect "${decision}"`, `${pointer}/expect`, decision, text),
          removing("Remove this example", pointer, text),
        ],
      };
    }),
  );
}

function removing(title: string, pointer: string, text: string): Fix {
  return { title, edits: () => removeJson(text, pathOfPointer(pointer)) };
}

function setting(title: string, pointer: string, value: string, text: string): Fix {
  return { title, edits: () => setJson(text, pathOfPointer(pointer), value) };
}

function replacing(json: PolicyDocument["json"], { line, column, endLine, endColumn }: Range, text: string) {
  return { start: json.offset(line, column), end: json.offset(endLine, endColumn), text };
}

/** Of one value that is no list, the place of its first item is its own. */
function nearestPointer({ loaded }: PolicyDocument, pointer: string): string {
  return loaded.policy?.ranges.has(pointer) ? pointer : pointer.replace(/\/\d+$/, "");
}

/** Without its key. */
function valueRange({ json }: PolicyDocument, pointer: string): Range {
  const node = json.at(pathOfPointer(pointer));
  return node ? json.rangeOf(node) : json.range(0, 1);
}

function rangeOf({ line, column, endLine, endColumn }: Range): Range {
  return { line, column, endLine, endColumn };
}

function sameStart(a: Range, b: Range): boolean {
  return a.line === b.line && a.column === b.column;
}

function sameEnd(a: Range, b: Range): boolean {
  return a.endLine === b.endLine && a.endColumn === b.endColumn;
}
