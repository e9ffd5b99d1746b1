/**
 * Scripts of a project that its CI or its deployment runs, with the secrets of both: lines that fetch, send or hand
 * something on are asked about there as they are in the workflow file itself.
 */
import type { Facts } from "../../facts.ts";
import { isWithin, relativeTo } from "../../paths.ts";
import type { Effect } from "../effect.ts";
import { workspacesOf } from "../files/landmarks.ts";
import { startingMore } from "./starters.ts";
import { goneLines } from "./texts.ts";

const SCRIPT = /\.(?:sh|bash|zsh|[cm]?[jt]s|py|rb|pl|ps1|mk)$|\/(?:Makefile|GNUmakefile|justfile|Rakefile|Dockerfile)$/;
/** In a project's own folder. */
const CI_FILES = [
  ".gitlab-ci.yml",
  ".circleci/config.yml",
  "azure-pipelines.yml",
  "bitbucket-pipelines.yml",
  ".travis.yml",
  ".drone.yml",
  ".woodpecker.yml",
  ".buildkite/pipeline.yml",
  "Jenkinsfile",
] as const;
const WORKFLOWS = ".github/workflows";
const MAX_WORKFLOWS = 30;

const TELLING =
  /\b(?:secrets?|tokens?|passwords?|passwd|credentials?|curl|wget|nc|ncat|socat|ssh|scp|sftp|rsync|telnet|iwr|irm|iex|eval|base64|openssl|gpg|printenv|xtrace|sudo|fetch\(|https?:\/\/|publish|push|login|terraform|kubectl|helm|aws|gcloud)\b|\bset -x\b|\|\s*(?:sudo\s+)?\w*sh\b/i;

/** Empty for what runs nowhere, and for lines that only build and test. `path`: absolute. */
export function effectsOnCiScripts(
  write: Effect,
  path: string,
  before: string | null,
  after: string | null,
  facts: Facts,
  cwd: string,
): Effect[] {
  if (after === null || !SCRIPT.test(path)) return [];
  const came = goneLines(after, before ?? "").find(line => !/^(?:#|\/\/)/.test(line) && TELLING.test(line));
  const by = came === undefined ? undefined : runBy(path, facts, cwd);
  if (came === undefined || by === undefined) return [];
  return [startingMore(write, `gives CI something else to run with its secrets: ${by} starts it`, came)];
}

/** The CI file, relative to its project, that names the script. */
function runBy(path: string, facts: Facts, cwd: string): string | undefined {
  const { platform } = facts.around;
  for (const root of workspacesOf(facts, cwd)) {
    if (!isWithin(path, root, platform)) continue;
    const name = relativeTo(path, root, platform);
    const entries = facts.ask({ kind: "stat", path: `${root}/${WORKFLOWS}` })?.entries ?? [];
    const workflows = entries.filter(entry => /\.ya?ml$/.test(entry)).slice(0, MAX_WORKFLOWS);
    const files = [...CI_FILES, ...workflows.map(entry => `${WORKFLOWS}/${entry}`)];
    // All are asked for at once: facts are gathered in rounds.
    const texts = files.map(file => facts.ask({ kind: "text", path: `${root}/${file}` }));
    const found = files.find((_, i) => texts[i]?.includes(name));
    if (found !== undefined) return found;
  }
  return undefined;
}
