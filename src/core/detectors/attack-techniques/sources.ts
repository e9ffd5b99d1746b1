/** Where packages and their code come from: other registries than the usual ones, and packages by their address. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
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
export function effectsOfSource(command: Invocation): readonly Effect[] {
  const { program, scope } = command;
  const names = variablesOf(program);
  if (names === null || scope.variables.size === 0 || runsOtherwise(command)) return [];
  for (const [name, value] of scope.variables)
    if (names.test(name) && /^https?:\/\//.test(value ?? "") && !onlyKnownSources(value ?? ""))
      return [{ ...effectOfRule("package-sources/other-registry", command), target: `${name}=${value}` }];
  return [];
}

/** Python installs only as one of its installers: `python3 -m pytest` takes nothing from anywhere. */
function runsOtherwise({ program, argv }: Invocation): boolean {
  if (!program.startsWith("python")) return false;
  const module = argv.findIndex(word => textOf(word) === "-m");
  const name = argv[module + 1];
  return module < 0 || name === undefined || !/^(?:pip|pipx|uv|poetry|pdm|ensurepip)$/.test(textOf(name));
}
