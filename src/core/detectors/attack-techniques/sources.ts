/** Finds packages and code from unusual sources: other registries, and packages by URL. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Surroundings } from "../../facts/facts.ts";
import { keepingNames } from "../../text/memoize.ts";
import { textOf } from "../../text/words.ts";
import { hostOf, onlyKnownSources } from "./known-sources.ts";
import { effectOfRule } from "./rules.ts";

const FORGES = ["github.com", "gitlab.com", "bitbucket.org", "ssh.dev.azure.com", "codeberg.org"];

/** Matches `git config url.https://host/.insteadOf …`, which redirects fetches. */
export function effectsOfInstead(command: Invocation): readonly Effect[] {
  const words = command.argv.slice(1).map(textOf);
  if (!words.includes("config")) return [];
  const put = words.map(word => /^url\.(.+)\.(?:push)?insteadof$/i.exec(word)?.[1]);
  return put.some(address => address !== undefined && !FORGES.includes(hostOf(address)))
    ? [effectOfRule("package-sources/other-registry", command)]
    : [];
}

/** Variables that set the registry, by the programs that read them. */
const BY_VARIABLE: readonly (readonly [programs: RegExp, variables: RegExp])[] = [
  [
    /^(?:pip3?|pipx|uvx?|poetry|pdm|python3?)$/,
    /^(?:PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|UV_(?:EXTRA_)?INDEX_URL|UV_DEFAULT_INDEX|UV_INDEX)$/,
  ],
  [
    /^(?:npm|npx|pnpm|yarn|bunx?)$/,
    /^(?:npm_config_registry|NPM_CONFIG_REGISTRY|YARN_NPM_REGISTRY_SERVER|YARN_REGISTRY|BUN_CONFIG_REGISTRY)$/,
  ],
  [/^go$/, /^GOPROXY$/],
  [/^(?:gem|bundle)$/, /^(?:RUBYGEMS_HOST|BUNDLE_MIRROR\w*)$/],
  [/^cargo$/, /^CARGO_REGISTRIES_\w*INDEX$/],
];

const variablesOf = keepingNames(program => BY_VARIABLE.find(([programs]) => programs.test(program))?.[1] ?? null);

/** Returns whether a program takes its package source from a variable. */
export const heedsSource = (program: string) => variablesOf(program) !== null;

/** Returns the effects of packages from another source by a variable that this act sets. */
export function effectsOfSource(command: Invocation, around: Surroundings): readonly Effect[] {
  const { program, scope } = command;
  const names = variablesOf(program);
  if (names === null || scope.variables.size === 0) return [];
  for (const [name, value] of scope.variables)
    if (
      names.test(name) &&
      isNews(name, command, around) &&
      /^https?:\/\//.test(value ?? "") &&
      !onlyKnownSources(value ?? "")
    )
      return [{ ...effectOfRule("package-sources/other-registry", command), target: `${name}=${value}` }];
  return [];
}

/** Ignores a variable that the process already had, for a program that installs nothing: `python3 -m pytest`. */
function isNews(name: string, { program, argv, scope }: Invocation, { env }: Surroundings): boolean {
  if (!program.startsWith("python") || env?.[name] !== scope.variables.get(name)) return true;
  return argv.some(word => INSTALLER.test(textOf(word)));
}

const INSTALLER = /pip|\buvx?\b|poetry|pdm|hatch|tox|nox|venv|build|setup\.py/;
