/** Reads AWS Copilot, whose program has the same name as GitHub's client. Its calls are nouns and a verb. */

import { operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation, Reading } from "../../core/effects/pack.ts";
import { clauseOf } from "../../core/kit/clause.ts";
import { type Nouns, spokenCall } from "../../core/kit/resource-verbs.ts";
import type { Locator } from "../../core/places/locator.ts";
import { textOf } from "../../core/text/words.ts";

const CALLS = /^(?:app|env|svc|job|task|pipeline|secret|storage|deploy|init|run)$/;
const NOUNS: Nouns = { app: "stack", env: "environment", svc: "service", pipeline: "service", task: "service" };

/** Returns what the call does; undefined when it is no call of AWS Copilot's. */
export function awsCopilot({ argv, scope, span }: Invocation): Reading | undefined {
  const args = readArguments(argv.slice(1), {
    values: ["n", "name", "a", "app", "e", "env", "c", "command", "container", "task-id"],
  });
  const words = operands(args);
  if (!CALLS.test(words[0]?.value ?? "")) return undefined;
  const environment = optionValue(args, "e", "env")?.value;
  const at: Locator[] = [
    ...(environment == null ? [] : [{ kind: "label" as const, label: environment }]),
    { kind: "cloud", provider: "AWS" },
  ];
  const command = optionValue(args, "c", "command");
  if (command && /^(?:exec|run)$/.test(words[1]?.value ?? "")) {
    const via = [...scope.via, `copilot ${words[0]?.value} ${words[1]?.value}`];
    const there = { ...scope, cwd: null, elsewhere: at, via };
    return { effects: [], inner: [{ kind: "shell", text: textOf(command), scope: there, ...(span && { span }) }] };
  }
  const said = spokenCall(words, NOUNS);
  if (!said) return { effects: [] };
  const target = argv
    .slice(1)
    .map(word => word.text)
    .join(" ");
  return {
    effects: [
      {
        recovery: "none",
        ...said.doing,
        says: `${clauseOf(said.doing.says, [])} of AWS Copilot`,
        target,
        reach: "several",
        certainty: "certain",
        source: "agent-clients",
        at,
        ...(span && { span }),
      },
    ],
  };
}
