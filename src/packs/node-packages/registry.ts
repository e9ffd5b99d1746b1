/** Reads what npm and similar tools do to published packages, and what they install from any address. */
import type { Effect } from "../../core/effects/effect.ts";
import { operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectOfLoss } from "../../core/files/loss-effects.ts";
import { targetOf } from "../../core/files/targets.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate, Line } from "../../core/kit/table.ts";
import { readScripts } from "../../core/programs/package-scripts.ts";
import { words } from "../../core/text/expressions.ts";
import { dropPrefix, literalWord, textOf, type Word } from "../../core/text/words.ts";

/** Sub-commands of pnpm, yarn and bun. Any other word is a script or a program. */
export const BUILT_IN = new Set(words`
  access add approve-builds audit autoclean bin bugs build c cache cat-file cat-index catalog ci completion config
  constraints create dedupe deploy deprecate dist-tag docs doctor env explain explore fetch find-hash fund
  generate-lock-entry get global help hoist i import info init install install-test la licenses link list ll ln login
  logout ls node npm outdated owner pack patch patch-commit patch-remove plugin pm policies prune publish rb rebuild
  remove repl rm root search self-update server set setup stage star store tag team test token un uninstall unlink
  unplug unpublish up update upgrade upgrade-interactive version versions view whoami why workspaces
`);

const PUBLISH: EffectTemplate = {
  verb: "publish",
  resource: "package",
  says: "publishes the package of this folder",
  named: [],
  instead: "Look at what would be published first: --dry-run.",
};
const TAKE_BACK: EffectTemplate = { verb: "delete", resource: "package", says: "takes the published package {} back" };
const RIGHTS: EffectTemplate = {
  verb: "grant",
  resource: "package",
  says: "changes who may publish",
  reach: "unknown",
};

const LINES: readonly Line[] = [
  { call: "publish", does: PUBLISH },
  { call: "stage publish", does: PUBLISH },
  { call: "npm publish", does: PUBLISH },
  { call: "unpublish", does: TAKE_BACK },
  {
    call: "deprecate",
    does: { verb: "mutate", resource: "account", says: "marks {1} as deprecated", recovery: "effort" },
  },
  { call: "dist-tag|dist-tags|tag rm|remove|add", does: { ...PUBLISH, says: "changes what a version tag means" } },
  { call: "npm tag add|remove|rm", does: { ...PUBLISH, says: "changes what a version tag means" } },
  { call: "access list|ls|get" },
  { call: "access", does: RIGHTS },
  { call: "owner|author ls|list|info" },
  {
    call: "owner|author rm|remove",
    does: { verb: "revoke", resource: "account", says: "takes from {1} the right to publish[ {2}]" },
  },
  { call: "owner|author add", does: RIGHTS },
  { call: "team ls|list" },
  { call: "team destroy|rm", does: { verb: "revoke", resource: "account", says: "takes the team {} away" } },
  { call: "team add|create", does: RIGHTS },
  { call: "org ls" },
  {
    call: "org rm",
    does: { verb: "revoke", resource: "account", says: "takes somebody out of the organisation {1}[: {2}]" },
  },
  { call: "org set|add", does: RIGHTS },
  { call: "token list|ls" },
  {
    call: "token revoke|rm|remove|delete",
    does: { verb: "revoke", resource: "secret", says: "revokes the access token {}" },
  },
  {
    call: "token create",
    does: { verb: "grant", resource: "secret", says: "makes a new access token", reach: "unknown", recovery: "effort" },
  },
  { call: "trust", does: RIGHTS },
  { call: "hook rm", does: { verb: "delete", resource: "setting", says: "deletes the hook {}" } },
  {
    call: "profile disable-2fa|disable-tfa",
    does: { verb: "weaken", resource: "account", says: "turns the second factor off" },
  },
  // The caller's own settings and caches, and the packages of this folder.
  {
    call: "config|c|pkg|cache|store|rm|remove|r|un|uninstall|unlink|prune|dedupe|env|set|link|run|exec|x|dlx|init|create",
  },
  { call: "*" },
  { call: "" },
];

const table = tablePack({
  id: "node-packages",
  source: "https://docs.npmjs.com/cli/commands",
  programs: ["npm"],
  grammar: { values: ["tag", "otp", "registry", "w", "workspace", "prefix", "C", "access", "scope", "cwd", "dir"] },
  lines: LINES,
  special: call => {
    const [verb, ...rest] = call.words;
    const installs = verb === undefined ? call.command.program.startsWith("yarn") : INSTALLS.test(verb.value ?? "");
    if (!installs) return undefined;
    return {
      effects: [...fromAnywhere(call.command, rest), ...emptied(call, verb)],
      inner: [...ownScripts(call), ...scriptsOfFolders(call, rest)],
    };
  },
  examples: [],
});

export const INSTALLS = /^(install|i|in|ins|inst|isntall|add|ci|clean-install|install-test|it|cit|link)$/;
/** Scripts that run by themselves before and after an installation. */
const AT_INSTALL = ["preinstall", "install", "postinstall", "prepare"].map(name => literalWord(name));

function ownScripts({ command, args, facts }: Call) {
  const ignored = args.some(arg => arg.kind === "option" && arg.name === "ignore-scripts");
  if (ignored) return [];
  const folder = optionValue(args, "prefix", "C", "dir", "cwd");
  return readScripts(command, { names: AT_INSTALL, args: [], optional: true, folder }, facts).inner ?? [];
}

/** Reads `npm install ./tool`: a package in a folder runs its own scripts. */
function scriptsOfFolders({ command, args, facts }: Call, words: readonly Word[]) {
  if (args.some(arg => arg.kind === "option" && arg.name === "ignore-scripts")) return [];
  return operands(readArguments(words, {}))
    .map(word => (word.value?.startsWith("file:") ? dropPrefix(word, "file:".length) : word))
    .filter(({ value }) => /^(?:\.{0,2}\/|~)/.test(value ?? ""))
    .flatMap(
      folder => readScripts(command, { names: AT_INSTALL, args: [], optional: true, folder }, facts).inner ?? [],
    );
}

/** Reads `npm ci`, which first deletes `node_modules` with everything in it. */
function emptied({ command, args, facts }: Call, verb: Word | undefined): Effect[] {
  if (!/^(?:ci|clean-install|cit)$/.test(verb?.value ?? "")) return [];
  const folder = optionValue(args, "prefix", "C", "dir", "cwd")?.value;
  const modules = literalWord(folder ? `${folder}/node_modules` : "node_modules", command.span);
  const target = targetOf(modules, command.scope, facts, { recursive: true });
  const lost = target?.loss.recovery === "none" && facts.around.movedIn !== undefined;
  return lost ? [effectOfLoss(target, { verb: "delete", source: "node-packages", span: command.span })] : [];
}

/** Reads a package from a URL or a repository instead of a registry: nobody has seen what its installation runs. */
function fromAnywhere(command: Invocation, words: readonly Word[]): Effect[] {
  const packages = operands(readArguments(words, {}));
  return packages
    .filter(word => /^([\w@/.-]+@)?(git[+:@]|https?:|ssh:|github:|gitlab:|bitbucket:|gist:)/.test(textOf(word)))
    .slice(0, 1)
    .map(word => ({
      verb: "execute-unknown",
      resource: "code",
      target: word.text,
      reach: "unknown",
      recovery: "effort",
      certainty: "likely",
      source: "node-packages",
      says: `installs code straight from ${word.text}`,
      instead: "Install a named version from the registry.",
      ...(command.span && { span: command.span }),
    }));
}

export const registryRules = () => table.rules ?? [];

/** Reads a call that starts no script: publishing, permissions, packages from any address. */
export function readRegistryCall(command: Invocation, facts: Facts): Reading {
  return table.read(command, facts);
}
