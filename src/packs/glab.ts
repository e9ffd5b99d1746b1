/** Reads GitLab's command line. Its `api` can send any request. */

import type { Mark } from "../core/effects/effect.ts";
import type { Reading } from "../core/effects/pack.ts";
import { line } from "../core/kit/effect-templates.ts";
import { tablePack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../core/kit/table.ts";
import { API_VALUES, apiCall } from "../core/languages/http/api-tool.ts";

const deletes = (resource: EffectTemplate["resource"], says: string, marks: readonly Mark[] = []): EffectTemplate => ({
  verb: "delete",
  resource,
  says,
  marks,
  instead: "Say what should go, and let the person remove it on GitLab.",
});

export const glab = tablePack({
  id: "glab",
  source: "https://docs.gitlab.com/cli/",
  programs: ["glab"],
  grammar: { values: [...API_VALUES, "R", "repo", "m", "message"] },
  at: () => [
    {
      kind: "cloud",
      provider: "GitLab",
      evidence: { because: "it goes to GitLab, where the account that is signed in reaches all that is its own" },
    },
  ],
  special,
  lines: [
    line("api"),
    line("mr|issue|incident delete", deletes("record", "deletes with its discussion")),
    line("mr|issue|incident"),
    line(
      "repo|project delete",
      deletes("project", "deletes the project with its issues and registry:", ["with-backups"]),
    ),
    line("repo|project archive", { verb: "stop", resource: "project", says: "archives", recovery: "effort" }),
    line("repo|project transfer", { verb: "move", resource: "project", says: "moves the project", recovery: "none" }),
    line("release create", { verb: "publish", resource: "package", says: "publishes the release" }),
    line("release delete", deletes("package", "deletes the release")),
    line("variable delete|remove", deletes("secret", "deletes the CI variable")),
    line("variable set|update", { verb: "overwrite", resource: "secret", says: "sets the variable that CI runs with" }),
    line("variable export", { verb: "read-secret", resource: "secret", says: "prints every CI variable" }),
    line("ci|pipe|pipeline delete", deletes("record", "deletes the pipeline with its logs")),
    line("label|milestone|snippet|board delete", deletes("record", "deletes from the project")),
    line("ci|pipe|pipeline|job|label|snippet|user|config|completion"),
    line("schedule delete", deletes("setting", "deletes the pipeline schedule")),
    line("ssh-key|deploy-key|gpg-key|token delete|revoke", deletes("account", "takes away the access of")),
    line("cluster agent delete", deletes("cluster", "takes away the cluster agent")),
    line("securefile remove", deletes("secret", "deletes the secure file")),
    line("stack|changelog|check-update|auth"),
  ],
  examples: [
    { run: "glab api projects/:id/merge_requests", expect: "allow" },
    { run: "glab repo delete acme/web -y", expect: "deny" },
    { run: "glab repo archive acme/web", expect: "ask" },
    { run: "glab variable delete DEPLOY_KEY", expect: "ask" },
    { run: "glab release create v1", expect: "ask" },
    { run: "glab mr create --fill", expect: "allow" },
    { run: "glab ci status", expect: "allow" },
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
