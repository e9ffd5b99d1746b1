/** Table of what gh's sub-commands do to a repository and what belongs to it. GitHub has no trash for any of it. */
import { line } from "../../core/kit/effect-templates.ts";
import type { EffectTemplate, Line } from "../../core/kit/table.ts";

const deletes = (
  resource: EffectTemplate["resource"],
  says: string,
  more: Partial<EffectTemplate> = {},
): EffectTemplate => ({
  verb: "delete",
  resource,
  says,
  instead: "Say what should go, and let the person remove it on GitHub.",
  ...more,
});

export const lines: readonly Line[] = [
  line("api"),
  line("gist create|new|edit|rename|list|view|clone"),
  line("gist delete", deletes("record", "deletes the gist")),
  // Pull requests and issues: closed is not gone.
  line(
    "pr close|merge",
    deletes("remote-branch", "closes the pull request[ {}] and deletes its branch", {
      recovery: "effort",
      certainty: "likely",
    }),
    {
      with: ["d", "delete-branch"],
      without: ["m", "merge", "s", "squash", "r", "rebase"],
    },
  ),
  line(
    "pr merge",
    {
      verb: "weaken",
      resource: "setting",
      says: "merges the pull request {} past the rules of its branch",
      recovery: "effort",
    },
    {
      with: ["admin"],
    },
  ),
  line("pr"),
  line("issue delete", deletes("record", "deletes the issue {} with its discussion")),
  line("issue transfer", {
    verb: "move",
    resource: "record",
    says: "moves the issue to another repository",
    recovery: "effort",
  }),
  line("issue"),
  line("label delete", deletes("record", "deletes the label")),
  line("label|search|status|browse|completion|config|help"),
  // The repository itself.
  line(
    "repo delete",
    deletes("project", "deletes the repository {} with its issues and pull requests", { marks: ["with-backups"] }),
  ),
  line("repo archive", { verb: "stop", resource: "project", says: "archives the repository", recovery: "effort" }),
  line("repo rename", {
    verb: "mutate",
    resource: "network",
    says: "renames the repository: what points at it breaks",
    recovery: "effort",
  }),
  line(
    "repo edit",
    { verb: "publish", resource: "project", says: "changes who can see the repository", named: ["visibility"] },
    {
      with: ["visibility"],
    },
  ),
  line(
    "repo sync",
    {
      verb: "rewrite-history",
      resource: "remote-branch",
      says: "overwrites the branch with that of the parent",
      named: ["b", "branch"],
    },
    {
      with: ["force"],
    },
  ),
  line("repo deploy-key delete", deletes("account", "deletes the deploy key")),
  line("repo deploy-key add", {
    verb: "grant",
    resource: "account",
    says: "gives a key access to the repository",
    recovery: "none",
  }),
  line("repo autolink delete", deletes("setting", "deletes the autolink")),
  line("repo"),
  line("ruleset|rs delete|remove", {
    verb: "weaken",
    resource: "setting",
    says: "takes away the ruleset of the repository",
    recovery: "effort",
  }),
  line("ruleset|rs"),
  line(
    "release create|new",
    { verb: "publish", resource: "package", says: "publishes the release" },
    { without: ["d", "draft"] },
  ),
  line("release delete|delete-asset", deletes("package", "deletes the release")),
  line(
    "release upload",
    { verb: "overwrite", resource: "package", says: "replaces files of the release" },
    { with: ["clobber"] },
  ),
  line(
    "release edit",
    { verb: "publish", resource: "package", says: "publishes the release" },
    { with: ["latest", "draft=false"] },
  ),
  line("release"),
  // What runs for the repository, and with which secrets.
  line("secret delete|remove", deletes("secret", "deletes the secret {} of the repository")),
  line("secret set", { verb: "overwrite", resource: "secret", says: "sets the secret that CI runs with" }),
  line("variable delete|remove", deletes("setting", "deletes the variable of the repository")),
  line("secret|variable"),
  line("workflow disable", {
    verb: "weaken",
    resource: "setting",
    says: "switches off the workflow",
    recovery: "effort",
  }),
  line(
    "workflow run",
    { verb: "deploy", resource: "service", says: "runs the workflow" },
    {
      operand: /deploy|release|publish|prod|destroy|delete|rollback/i,
    },
  ),
  line("workflow"),
  line("run delete", deletes("record", "deletes the run with its logs")),
  line("run|cache|attestation"),
  line(
    "codespace|cs delete",
    deletes("volume", "deletes the codespace and what is not pushed from it", { named: ["c", "codespace"] }),
  ),
  line("codespace|cs"),
  line("project delete|item-delete|field-delete", deletes("record", "deletes from the project")),
  line("project"),
  // Who may do what.
  line("ssh-key|gpg-key delete", deletes("account", "deletes the key of the account")),
  line("ssh-key|gpg-key add", {
    verb: "grant",
    resource: "account",
    says: "gives a key access to the account",
    recovery: "none",
  }),
  line("ssh-key|gpg-key"),
  line(
    "auth refresh|login",
    {
      verb: "escalate",
      resource: "account",
      says: "widens what the login may do:",
      named: ["s", "scopes"],
      recovery: "none",
    },
    {
      with: ["s", "scopes"],
    },
  ),
  line("auth status|logout|setup-git|switch|login|refresh"),
  line("extension|ext|extensions install", {
    verb: "execute-remote",
    resource: "code",
    says: "installs code from",
    recovery: "effort",
    certainty: "likely",
  }),
  line("extension|ext|extensions remove"),
];
