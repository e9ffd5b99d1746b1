/** Reads git push: what happens to branches that others see. */

import type { Effect } from "../../core/effects/effect.ts";
import { type Argument, hasOption, operands, readArguments } from "../../core/effects/options.ts";
import { shown } from "../../core/files/targets.ts";
import { fileAbove } from "../../core/places/accounts/command-context.ts";
import { gitRemote } from "../../core/places/accounts/git-remote.ts";
import type { Beyond, Locator } from "../../core/places/locator.ts";
import { inOrder, wholly, words } from "../../core/text/expressions.ts";
import { resolvePath } from "../../core/text/paths.ts";
import { knownPrefix, type Word } from "../../core/text/words.ts";
import { type GitCall, gitEffect, isProtected, onBranch, stateOf } from "./call.ts";

const PUSH = {
  abbreviations: true,
  values: ["o", "push-option", "receive-pack", "exec", "repo", "recurse-submodules"],
  optional: ["force-with-lease", "signed"],
  flags:
    "force no-force no-force-with-lease force-if-includes delete all branches mirror tags prune dry-run porcelain quiet verbose progress set-upstream follow-tags atomic thin no-thin verify no-verify ipv4 ipv6".split(
      " ",
    ),
};

/** A branch that a push reaches. `branch` is null when it is only known at run time. */
interface Reached {
  readonly branch: string | null;
  readonly forced: boolean;
  readonly deleted: boolean;
  /** Set when the pushed branch is the current one, or is named. */
  readonly known: boolean;
}

export function push(call: GitCall): Effect[] {
  const args = readArguments(call.words, PUSH);
  if (hasOption(args, "n", "dry-run")) return [];
  const [remoteWord, ...refs] = operands(args);
  const remote = remoteWord ? shown(remoteWord) : "origin";
  const lease = hasOption(args, "force-with-lease");
  const force = hasOption(args, "f", "force") || (hasOption(args, "?") && !lease);
  return [
    ...reached(call, args, refs).flatMap(ref => effectOf(call, ref, remote, force, lease)),
    ...sweeping(call, args, remote),
    ...elsewhere(call, remote),
  ];
}

/** Hosts with repositories of everybody. Which of those belong to the person is unknown here. */
const PUBLIC_FORGES = wholly([
  inOrder([
    /(?:[\w-]+\.)*/,
    words`
      github\.com gitlab\.com bitbucket\.org codeberg\.org sr\.ht gitee\.com visualstudio\.com azure\.com
      amazonaws\.com googlesource\.com heroku\.com huggingface\.co
    `,
  ]),
  /127\.0\.0\.1|[^.]+/,
]);

/** Finds a push to an address, or to a remote that this text has just named, on a host unknown to the workspace. */
function elsewhere(call: GitCall, remote: string): Effect[] {
  const { command, cwd, facts } = call;
  const root = stateOf(call)?.root ?? cwd;
  const path = root === null ? undefined : resolvePath(".git/config", root);
  const known = path === undefined ? null : facts.ask({ kind: "text", path });
  const added = path === undefined ? undefined : command.scope.earlier?.written.get(path);
  const section = sectionOf(added ?? "", remote);
  const address = hostOf(remote) === undefined ? (/\burl = (\S+)/.exec(section)?.[1] ?? "") : remote;
  const host = hostOf(address);
  if (host === undefined || PUBLIC_FORGES.test(host) || known?.includes(host)) return [];
  // A repository without a remote gets its own one here. Adding it would fail if one of that name existed.
  if (remote === "origin" && section.includes("\tfetch = ") && !known?.includes("[remote ")) return [];
  return [
    gitEffect(call, {
      verb: "exfiltrate",
      resource: "directory",
      target: host,
      recovery: "effort",
      // A person with an account there probably means to push to their own repository.
      ...(/:\/\/[^/@:]*:[^/@]*@/.test(address) && { certainty: "possible" as const }),
      says: `sends the repository with its history to ${host}, which is none of its remotes`,
      at: [{ kind: "host", host }],
      instead: "Push to a remote that the repository has, or let the person name the new one.",
    }),
  ];
}

/** Returns the host of a remote, by its address or by the repository's settings. */
function hostOfRemote({ command, cwd, facts }: GitCall, remote: string): Beyond {
  const told = hostOf(remote);
  if (told !== undefined) return { kind: "remote", host: told, evidence: { because: `the command pushes to ${told}` } };
  const file = fileAbove(".git/config", { variables: command.scope.variables, cwd }, facts);
  const host = hostOf(/\n[^\S\n]*url[^\S\n]*=[^\S\n]*(\S+)/.exec(sectionOf(file?.text ?? "", remote))?.[1] ?? "");
  if (file === undefined || host === undefined) return { kind: "remote" };
  return { kind: "remote", host, evidence: { because: `the remote ${remote} is on ${host}`, file: file.path } };
}

/** Reads `https://host/x`, `ssh://git@host/x`, `git@host:x`. */
function hostOf(address: string): string | undefined {
  return (/^\w[\w+.-]*:\/\/(?:[^@/\s]*@)?([\w.-]+)/.exec(address) ?? /^[\w.-]+@([\w.-]+):/.exec(address))?.[1];
}

/** Returns the last section about a remote in git's settings. */
function sectionOf(config: string, remote: string): string {
  const at = config.lastIndexOf(`[remote "${remote}"]`);
  return at < 0 ? "" : (config.slice(at).split(/\n[^\S\n]*\[/)[0] ?? "");
}

function reached(call: GitCall, args: readonly Argument[], refs: readonly Word[]): Reached[] {
  const deletes = hasOption(args, "d", "delete");
  const many = hasOption(args, "all", "branches", "mirror");
  const current = stateOf(call)?.branch ?? null;
  if (refs.length === 0)
    return hasOption(args, "tags") && !hasOption(args, "f", "force")
      ? []
      : [{ branch: many ? null : current, forced: false, deleted: false, known: !many }];
  return refs.map(ref => {
    const text = ref.value ?? knownPrefix(ref);
    const forced = /(?:^|:)\+/.test(text);
    const [source = "", ...rest] = text.replace(/^\+/, "").split(":");
    const target = rest.length > 0 ? rest.join(":").replace(/^\+/, "") : source;
    const deleted = deletes || (rest.length > 0 && source === "" && (target !== "" || ref.value === null));
    if (ref.value === null || target === "") return { branch: null, forced, deleted, known: false };
    return {
      branch: /^(?:HEAD|@)$/.test(target) ? current : target.replace(/^refs\/heads\//, ""),
      forced,
      deleted,
      known: true,
    };
  });
}

function effectOf(
  call: GitCall,
  { branch, forced, deleted, known }: Reached,
  remote: string,
  force: boolean,
  lease: boolean,
): Effect[] {
  const shielded = branch !== null && isProtected(branch);
  const name = branch ?? "a branch that is only known when it runs";
  const common = {
    resource: "remote-branch",
    target: `${remote} ${name}`,
    at: [...onBranch(branch ?? "unknown", remote), ...remoteOf(call, remote)],
    beyond: hostOfRemote(call, remote),
    ...(shielded && { marks: ["protected-branch"] as const }),
  } as const;
  if (deleted)
    return [
      gitEffect(call, {
        ...common,
        verb: "delete",
        recovery: "none",
        says: `deletes ${name} on ${remote}`,
        instead: "Say which branch is done with, and let the person delete it.",
      }),
    ];
  // A lease only overwrites what was last fetched, which on one's own branch is one's own work.
  if (lease && !force && !forced)
    return [
      gitEffect(call, {
        ...common,
        verb: "rewrite-history",
        reach: branch === null ? "unknown" : "one",
        recovery: branch === null || shielded ? "effort" : "free",
        // If the repository cannot be read, it is most likely the person's own branch.
        ...(branch === null && known && stateOf(call) === null && { certainty: "possible" as const }),
        says: `rewrites ${name} on ${remote}, unless somebody has pushed to it since the last fetch`,
        instead: "Push to a new branch, or merge instead of rewriting.",
      }),
    ];
  if (force || forced)
    return [
      gitEffect(call, {
        ...common,
        verb: "rewrite-history",
        // Others push to a protected branch, so its present content is unknown here.
        reach: branch === null || shielded ? "unknown" : "one",
        recovery: "none",
        says: `overwrites ${name} on ${remote}, with whatever others have pushed to it`,
        instead:
          "git fetch, then git push --force-with-lease --force-if-includes, which stops when others have pushed.",
      }),
    ];
  const pushed = gitEffect(call, { ...common, verb: "publish", recovery: "free", says: `pushes ${name} to ${remote}` });
  const serving = servedFrom(call, remote);
  if (serving.length === 0) return [pushed];
  const says = `puts ${name} into service at ${remote}`;
  return [pushed, { ...pushed, verb: "deploy", resource: "service", recovery: "effort", marks: [], at: serving, says }];
}

/** Returns where the pushed code runs: an app of a platform, or a remote named after one or its stage. */
function servedFrom(call: GitCall, remote: string): readonly Locator[] {
  const at = remoteOf(call, remote);
  const isPlatform = /^(?:heroku|dokku|piku|gigalixir|scalingo|clever)\b/i.test(remote);
  return at.length === 0 && isPlatform ? [{ kind: "cloud", provider: remote }] : at;
}

/** Reads `--mirror` and `--prune`, which delete branches that do not exist here. */
function sweeping(call: GitCall, args: readonly Argument[], remote: string): Effect[] {
  if (!hasOption(args, "mirror", "prune")) return [];
  return [
    gitEffect(call, {
      verb: "delete",
      resource: "remote-branch",
      target: `${remote}, every branch that is not here`,
      reach: "all",
      recovery: "none",
      at: [...onBranch("every branch", remote), ...remoteOf(call, remote)],
      beyond: hostOfRemote(call, remote),
      says: `deletes every branch on ${remote} that is not here`,
      instead: "Push the branches by name.",
    }),
  ];
}

function remoteOf({ command, cwd, facts }: GitCall, remote: string): readonly Locator[] {
  return gitRemote(remote, { variables: command.scope.variables, cwd }, facts);
}
