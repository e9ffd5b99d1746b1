/** Carriers that hand secrets to a program can print them as well: then whoever reads the output has them. */
import type { Effect } from "../../core/effects/effect.ts";
import { operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import { textOf } from "../../core/text/words.ts";

/** The sub-commands that print values, joined by blanks. */
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

/** Effects of what the call prints; none where it only runs something. */
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
      // Whoever may start a program with them may see them: only production's are somebody else's.
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
