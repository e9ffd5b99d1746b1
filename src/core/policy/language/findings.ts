/** Collects all diagnostics of an open policy file, with exact ranges and fixes. */
import type { Range } from "../../text/json-text.ts";
import { mergePolicies } from "../merge.ts";
import { BUILT_IN, type PolicyLayer, type Problem } from "../policy.ts";
import { lyingExamples } from "../proving/examples.ts";
import { unknownRuleIds } from "../rule-ids.ts";
import type { Around } from "./around.ts";
import type { Finding, PolicyDocument } from "./document.ts";
import { remedies, removing, setting, withoutEffect } from "./fixes.ts";
import { findingsOfRules } from "./rule-findings.ts";

/** Returns findings in the order of the text. For a file with errors, only the errors: more would be guesses. */
export function findingsOf(document: PolicyDocument, around: Around): Finding[] {
  const { policy, problems } = document.loaded;
  const found = policy
    ? [
        ...problems.map(problem => ofProblem(document, problem)),
        ...looseIn(document, policy, around),
        ...findingsOfRules(document, policy, around),
        ...liesIn(document, policy, around),
        ...unknownRuleIds(policy, around.ruleIds).map(problem => ofProblem(document, problem, "unknown-rule")),
      ]
    : problems.map(problem => ofProblem(document, problem));
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}

function ofProblem({ text, json }: PolicyDocument, { message, remedy, ...rest }: Problem, code?: string): Finding {
  const range = rangeOf(rest);
  return {
    ...range,
    code:
      code ??
      (rest.severity === "inert" ? "copy" : remedy?.kind === "missing" ? "missing" : remedy ? "misspelt" : "format"),
    message,
    severity: rest.severity === "error" ? "error" : "warning",
    fixes: remedy ? remedies(remedy, range, text, json) : [],
  };
}

/** Reports what has no effect in the file's tier. */
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

function rangeOf({ line, column, endLine, endColumn }: Range): Range {
  return { line, column, endLine, endColumn };
}

function sameStart(a: Range, b: Range): boolean {
  return a.line === b.line && a.column === b.column;
}

function sameEnd(a: Range, b: Range): boolean {
  return a.endLine === b.endLine && a.endColumn === b.endColumn;
}
