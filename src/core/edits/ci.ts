/**
 * Recognises edits of a CI file that need no question: a version, a cache, another step of the project's own tools. An
 * edit with secrets, permissions, other triggers, third-party actions or network access does need one.
 */

import { anyOf, inOrder, words } from "../text/expressions.ts";
import { goneLines, type Texts } from "./texts.ts";

const CI_FILE = anyOf(words`
  /\.github/workflows/[^/]+\.ya?ml$ /\.gitlab-ci\.yml$ /\.circleci/config\.yml$ /(?:azure|bitbucket)-pipelines\.yml$
  /\.travis\.yml$
`);

/** A longer edit counts as a new file. */
const MAX_LINES = 60;
const MAX_LINE = 300;

/** Added lines with these need a question: secrets, permissions, events that run others' code, network access. */
const TELLING = anyOf(
  [
    ...words`
      secrets?\b token password passwd credential \bkey\b permission \bwrite(?:-all)?\b pull_request_target
      workflow_run workflow_call repository_dispatch issue_comment \bdeployment self-hosted \benvironment\b
    `,
    /github\.(?:event|head_ref|actor|token)|toJSON|fromJSON/,
    inOrder([
      /\b/,
      [
        ...words`
          curl wget nc ncat socat ssh scp sftp rsync telnet iwr irm iex eval exec source base64 openssl gpg printenv
        `,
        /set -x|xtrace/,
      ],
      /\b/,
    ]),
    ...words`
      \benv\b(?!\s*:) https?: \|\s*(?:sudo\s+)?\w*sh\b \|\|\s*(?:true|:) continue-on-error allow_failure ACTIONS_
      GITHUB_(?:ENV|PATH|OUTPUT) ::set- privileged docker\.sock \bdind\b \bsudo\b \brm\b publish deploy release
      \bpush\b(?!:) destroy delete drop apply upload artifact login terraform kubectl helm \baws\b gcloud \baz\b
      \bgit\b include: extends: orbs: trigger: @(?:master|main|latest)\b
    `,
  ],
  "i",
);
/** Removed lines with these need a question: limits, conditions, checks. */
const HOLDING = anyOf(
  [
    /permission|: read\b/,
    ...words`
      \bif: environment needs: branches only: except: rules: timeout concurrency protect audit scan codeql snyk trivy
      semgrep sast verify sign approv review CODEOWNERS
    `,
    /fail-fast: true|--frozen|\bci\b/,
  ],
  "i",
);
/** Actions of the platform and of the makers of common tools. */
const OWN_ACTIONS = inOrder([
  /^/,
  words`
    actions github docker pnpm oven-sh astral-sh denoland ruby gradle golangci dtolnay Swatinem shivammathur subosito
    erlef haskell-actions julia-actions r-lib hashicorp/setup- microsoft/setup-
  `,
  /(?=[/\w])/,
]);

/** Returns whether an edit of the existing CI file at `path` (absolute) makes only ordinary changes. */
export function isOrdinaryInCi(path: string, { before, after }: Texts): boolean {
  if (!CI_FILE.test(path) || before === null || before.trim() === "" || after === null) return false;
  const [came, went] = [goneLines(after, before), goneLines(before, after)];
  if (
    came.length > MAX_LINES ||
    went.length > MAX_LINES ||
    !/^[^\S\r\n\u2028\u2029]*(?:on|jobs|steps|stages|script|image)\b/m.test(before)
  )
    return false;
  return (
    came.every(line => line.startsWith("#") || (line.length <= MAX_LINE && !TELLING.test(line) && !usesOthers(line))) &&
    went.every(line => line.startsWith("#") || !HOLDING.test(line))
  );
}

/** Matches `- uses: somebody/action@v1`. */
function usesOthers(line: string): boolean {
  const action = /\buses["']?\s*:\s*["']?(\S+)/.exec(line)?.[1];
  return action !== undefined && !OWN_ACTIONS.test(action);
}
