/**
 * Changes of a CI file that nobody has to be asked about: a version, a cache, one more step of the project's own tools.
 * Whatever reaches for secrets, rights, other events, other people's code or the network is none.
 */

import { anyOf, inOrder, words } from "../text/expressions.ts";
import { goneLines, type Texts } from "./texts.ts";

const CI_FILE = anyOf(words`
  /\.github/workflows/[^/]+\.ya?ml$ /\.gitlab-ci\.yml$ /\.circleci/config\.yml$ /(?:azure|bitbucket)-pipelines\.yml$
  /\.travis\.yml$
`);

/** More than this is a new file in an old one's place. */
const MAX_LINES = 60;
const MAX_LINE = 300;

/** Never ordinary in a line that comes in: `secrets.`, rights, events that run others' code, what leaves or gets in. */
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
/** What takes something away when it goes: limits, conditions, checks. */
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
/** Actions of the platform and of those who make the tools that everybody uses. */
const OWN_ACTIONS = inOrder([
  /^/,
  words`
    actions github docker pnpm oven-sh astral-sh denoland ruby gradle golangci dtolnay Swatinem shivammathur subosito
    erlef haskell-actions julia-actions r-lib hashicorp/setup- microsoft/setup-
  `,
  /(?=[/\w])/,
]);

/** Whether the change of the CI file at `path` (absolute), which was there before, only does what such files do. */
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

/** `- uses: somebody/action@v1`. */
function usesOthers(line: string): boolean {
  const action = /\buses["']?\s*:\s*["']?(\S+)/.exec(line)?.[1];
  return action !== undefined && !OWN_ACTIONS.test(action);
}
