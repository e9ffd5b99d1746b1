/** GitHub's command line. Its `api` sends any request there is; the rest is a table. */

import { API_VALUES, apiCall } from "../../core/effects/http/api-tool.ts";
import { optionValue } from "../../core/effects/options.ts";
import type { Reading } from "../../core/effects/pack.ts";
import { type Call, tablePack } from "../../core/effects/subcommands.ts";
import { examples } from "./examples.ts";
import { publishedFiles } from "./publish.ts";

export const gh = tablePack({
  id: "gh",
  programs: ["gh"],
  grammar: {
    values: [...API_VALUES, "R", "repo", "body", "b", "body-file", "title", "desc", "d", "filename", "add", "a"],
  },
  at: () => [{ kind: "control-plane", host: "api.github.com", provider: "GitHub" }],
  special,
  lines: [
    { call: "api" },
    { call: "gist create|new|edit" },
    { call: "pr|issue comment|create|edit|list|view|checkout|diff|status|reopen|close" },
  ],
  examples,
});

function special(call: Call): Reading | undefined {
  const [first, second] = call.words;
  if (first?.value === "api") {
    const args = call.args.filter(arg => !(arg.kind === "operand" && arg.word === first));
    const sent = apiCall(args, call.command, call.facts, { base: "https://api.github.com", graphql: "/graphql" });
    return { effects: [], inner: sent ? [{ kind: "http", call: sent, scope: call.command.scope, source: "gh" }] : [] };
  }
  if (first?.value === "gist" && /^(create|new)$/.test(second?.value ?? "")) {
    const added = optionValue(call.args, "a", "add");
    return { effects: publishedFiles(call, [...call.words.slice(2), ...(added ? [added] : [])]) };
  }
  return undefined;
}
