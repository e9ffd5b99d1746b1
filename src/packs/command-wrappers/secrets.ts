/** Finds calls by which carriers print secrets, which whoever reads the output then knows. */
import type { Effect } from "../../core/effects/effect.ts";
import { operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import { textOf } from "../../core/text/words.ts";

/** The sub-commands that print values, with their words joined by blanks. */
const PRINTS: Readonly<Record<string, RegExp>> = {
  doppler: /^(?:secrets$|secrets (?:download|get)\b|configs tokens create\b)/,
  infisical: /^(?:export$|secrets$|secrets get\b)/,
  chamber: /^(?:export|read|env|list-services -s)\b/,
  sops: /^(?:-d|--decrypt|decrypt|exec-file)\b/,
  "aws-vault": /^(?:exec \S+ (?:env|printenv|export)|export)\b/,
  teller: /^(?:export|env|yaml|show)\b/,
};
const PRODUCTION = /(?:^|[^a-z])(?:prod|prd|production|live)(?:[^a-z]|$)/i;
const DELETES: Readonly<Record<string, RegExp>> = {
  "aws-vault": /^(?:remove|rm|clear)\b/,
};

/** Returns the effects of what the call prints; none where it only runs something. */
export function secretsPrinted({ program, argv, span }: Invocation): Effect[] {
  const words = argv.slice(1);
  const args = readArguments(words, {
    values: "p project c config e env environment path format o output token".split(" "),
  });
  const call = operands(args)
    .map(textOf)
    .filter(word => word !== "--")
    .join(" ");
  const flag = program === "sops" ? words.map(textOf).find(word => /^(?:-d|--decrypt)$/.test(word)) : undefined;
  const prints = PRINTS[program]?.test(flag ?? call);
  if (!prints && !DELETES[program]?.test(call)) return [];
  const given = optionValue(args, "c", "config", "e", "env", "environment")?.value;
  const label = PRODUCTION.test(`${given ?? ""} ${call}`) ? "production" : given;
  return [
    {
      verb: prints ? "read-secret" : "delete",
      // Who may start a program with secrets may see them, except for those of production.
      resource: prints ? "record" : "secret",
      target: call || program,
      reach: "several",
      recovery: "effort",
      certainty: "certain",
      source: "carriers",
      says: prints ? `prints secrets that ${program} keeps` : `deletes credentials that ${program} keeps`,
      instead: "Hand them to the program that needs them: nobody has to see them.",
      ...(label && { at: [{ kind: "label", label }] }),
      ...(span && { span }),
    },
  ];
}
