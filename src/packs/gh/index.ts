/** Reads GitHub's command line. Its `api` can send any request; the rest is a table. */

import { hasOption, optionValue, optionValues } from "../../core/effects/options.ts";
import type { Inner, Reading } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import { API_VALUES, apiCall } from "../../core/languages/http/api-tool.ts";
import type { Scope } from "../../core/places/scope.ts";
import { textOf } from "../../core/text/words.ts";
import { examples } from "./examples.ts";
import { lines } from "./lines.ts";
import { publishedFiles } from "./publish.ts";

export const gh = tablePack({
  id: "gh",
  source: "https://cli.github.com/manual/",
  programs: ["gh"],
  grammar: {
    values: [
      ...API_VALUES,
      "R",
      "repo",
      "body",
      "b",
      "body-file",
      "title",
      "desc",
      "d",
      "filename",
      "add",
      "a",
      "visibility",
      "scopes",
      "s",
      "c",
      "codespace",
      "branch",
      "env",
      "e",
      "org",
      "o",
      "ref",
      "notes",
      "n",
      "target",
    ],
  },
  // One account reaches everything there, and only its owner knows what is live.
  at: () => [
    {
      kind: "cloud",
      provider: "GitHub",
      evidence: { because: "it goes to GitHub, where the account that is signed in reaches all that is its own" },
    },
  ],
  special,
  lines,
  examples,
});

function special(call: Call): Reading | undefined {
  const [first, second] = call.words;
  if (first?.value === "api") {
    const args = call.args.filter(arg => !(arg.kind === "operand" && arg.word === first));
    const sent = apiCall(args, call.command, call.facts, { base: "https://api.github.com", graphql: "/graphql" });
    return { effects: [], inner: sent ? [{ kind: "http", call: sent, scope: call.command.scope, source: "gh" }] : [] };
  }
  const told = first?.value === "workflow" && second?.value === "run" ? toldToRun(call) : [];
  if (told.length > 0) return { effects: [], inner: told };
  // The caller's own shorthands; setting one again takes a moment.
  if (first?.value === "alias") return /^(?:set|import)$/.test(second?.value ?? "") ? aliased(call) : { effects: [] };
  if (first?.value === "gist" && /^(create|new)$/.test(second?.value ?? "")) {
    const added = optionValue(call.args, "a", "add");
    return { effects: publishedFiles(call, [...call.words.slice(2), ...(added ? [added] : [])]) };
  }
  return undefined;
}

/** Reads `gh workflow run ops.yml -f command='terraform destroy'`: an input whose name says that it is a command. */
function toldToRun({ args, command }: Call): Inner[] {
  const { scope, span } = command;
  const inputs = optionValues(args, "f", "raw-field", "F", "field").map(textOf);
  return inputs.flatMap(input => {
    const text = /^(?:cmd|command|commands|run|script|shell|exec|args|arguments)=([\s\S]+)$/i.exec(input)?.[1];
    if (text === undefined) return [];
    const there: Scope = { ...scope, cwd: null, elsewhere: [], guessed: true, via: [...scope.via, "gh workflow"] };
    return [{ kind: "shell", text, scope: there, ...(span && { span }) } as const];
  });
}

/** Reads `gh alias set x '!text'`, which is shell text; otherwise the words are a command of gh. */
function aliased({ words, command, args }: Call): Reading {
  const text = words[3] === undefined ? "" : textOf(words[3]);
  const shell = text.startsWith("!") || hasOption(args, "s", "shell");
  const inside = { ...command.scope, via: [...command.scope.via, "gh alias"] };
  const whole = shell ? text.replace(/^!/, "") : `gh ${text}`;
  const span = command.span && { span: command.span };
  return { effects: [], inner: text === "" ? [] : [{ kind: "shell", text: whole, scope: inside, ...span }] };
}
