/** Calls of gh, both ways. */
import type { Example } from "../../core/effects/pack.ts";

export const examples: readonly Example[] = [
  { run: "gh api repos/{owner}/{repo}/pulls", expect: "allow" },
  { run: "gh api -X GET search/issues -f q='repo:acme/web is:open'", expect: "allow" },
  { run: "gh api graphql -f query='{ viewer { login } }'", expect: "allow" },
  { run: "gh api repos/acme/web/issues -f title='A bug'", expect: "allow" },
  { run: "gh api -X DELETE repos/acme/web/issues/3/labels/bug", expect: "allow" },
  { run: "gh api --method=DELETE repos/acme/web", expect: "deny" },
  { run: "gh api -XDELETE /repos/{owner}/{repo}/git/refs/heads/old", expect: "ask" },
  { run: "gh api repos/acme/web/branches/main/protection -X DELETE", expect: "deny" },
  { run: "gh api -X PATCH repos/acme/web -F private=false", expect: "ask" },
  {
    run: "gh api graphql -f query='mutation { deleteIssue(input: {issueId: \"I_1\"}) { clientMutationId } }'",
    expect: "ask",
  },
  { run: "gh api graphql -F query=@q.graphql", expect: "ask", why: "the file is not there to be read" },
  { run: "gh gist create notes.md", expect: "ask", files: { "notes.md": "# Notes\n" } },
  {
    run: "gh gist create notes.md",
    expect: "deny",
    files: { "notes.md": "https://hooks.slack.com/services/T024BE7LD/B024BE7LD/8x0fV1mZqpw2\n" },
  },
  { run: 'gh pr comment 4 --body "$(env)"', expect: "deny" },
  { run: "gh pr comment 4 --body 'Done.'", expect: "allow" },
  { run: "gh auth token", expect: "ask" },
  { run: "gh pr list", expect: "allow" },
];
