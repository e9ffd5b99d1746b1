/** GitLab's command line: `api` sends any request there is. */
import { API_VALUES, apiCall } from "../core/effects/http/api-tool.ts";
import type { Reading } from "../core/effects/pack.ts";
import { type Call, tablePack } from "../core/effects/subcommands.ts";

export const glab = tablePack({
  id: "glab",
  programs: ["glab"],
  grammar: { values: [...API_VALUES, "R", "repo", "m", "message"] },
  at: () => [{ kind: "control-plane", host: "gitlab.com", provider: "GitLab" }],
  special,
  lines: [],
  examples: [
    { run: "glab api projects/:id/merge_requests", expect: "allow" },
    { run: "glab mr list", expect: "allow" },
    { run: "glab api -X DELETE projects/42", expect: "deny" },
    { run: "glab api --method DELETE /projects/42/variables/DEPLOY_KEY", expect: "deny" },
    { run: "glab api -X PUT projects/42/merge_requests/7/merge", expect: "ask" },
  ],
});

function special(call: Call): Reading | undefined {
  const first = call.words[0];
  if (first?.value !== "api") return undefined;
  const args = call.args.filter(arg => !(arg.kind === "operand" && arg.word === first));
  const sent = apiCall(args, call.command, call.facts, { base: "https://gitlab.com/api/v4", graphql: "/../graphql" });
  return { effects: [], inner: sent ? [{ kind: "http", call: sent, scope: call.command.scope, source: "glab" }] : [] };
}
