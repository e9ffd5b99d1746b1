/** Where packages and their code come from: other registries than the usual ones, and packages by their address. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Surroundings } from "../../facts/facts.ts";
import { keepingNames } from "../../text/memoize.ts";
import { textOf } from "../../text/words.ts";
import { hostOf, onlyKnownSources } from "./known-sources.ts";
import { effectOfRule } from "./rules.ts";

const FORGES = ["github.com", "gitlab.com", "bitbucket.org", "ssh.dev.azure.com", "codeberg.org"];

/** `git config url.https://host/.insteadOf …`: what is fetched from somewhere else than its address says. */
export function effectsOfInstead(command: Invocation): readonly Effect[] {
  const words = command.argv.slice(1).map(textOf);
  if (!words.includes("config")) return [];
  const put = words.map(word => /^url\.(.+)\.(?:push)?insteadof$/i.exec(word)?.[1]);
  return put.some(address => address !== undefined && !FORGES.includes(hostOf(address)))
    ? [effectOfRule("package-sources/other-registry", command)]
    : [];
}

/** Variables that do the same as a registry's option, by the programs that take them. */
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

/** Whether a program takes packages from where a variable says. */
export const heedsSource = (program: string) => variablesOf(program) !== null;

/** Packages taken from another source by a variable that this act sets. */
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

/** A variable that the process had before this act says nothing of a program that installs nothing: `python3 -m pytest`. */
function isNews(name: string, { program, argv, scope }: Invocation, { env }: Surroundings): boolean {
  if (!program.startsWith("python") || env?.[name] !== scope.variables.get(name)) return true;
  return argv.some(word => INSTALLER.test(textOf(word)));
}

const INSTALLER = /pip|\buvx?\b|poetry|pdm|hatch|tox|nox|venv|build|setup\.py/;
