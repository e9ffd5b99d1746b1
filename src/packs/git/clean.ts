/** Reads git clean, git rm and git sparse-checkout, which remove files from the work tree. */
import type { Effect } from "../../core/effects/effect.ts";
import { type Argument, hasOption, operands, readArguments } from "../../core/effects/options.ts";
import type { GitFact } from "../../core/facts/facts.ts";
import { regenerableName } from "../../core/files/regenerable.ts";
import { shown } from "../../core/files/targets.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { baseName, isBelow, parentOf, resolvePath } from "../../core/text/paths.ts";
import { literalWord, type Word } from "../../core/text/words.ts";
import { type GitCall, gitEffect, stateOf } from "./call.ts";
import { changesIn, counted, coversOf, filesAt, isInScratch, reaches } from "./worktree.ts";

const CLEAN = { abbreviations: true, values: ["e", "exclude"], flags: ["dry-run", "force", "interactive", "quiet"] };

export function clean(call: GitCall): Effect[] {
  const args = readArguments(call.words, CLEAN);
  if (hasOption(args, "n", "dry-run")) return [];
  // It asks at the terminal, and piped input answers.
  const asks = hasOption(args, "i", "interactive");
  const { stdin } = call.command;
  if (asks && stdin.kind !== "pipe" && stdin.kind !== "text") return [];
  const forced =
    asks ||
    hasOption(args, "f", "force", "?") ||
    /^(?:false|no|off|0)$/i.test(call.config.get("clean.requireforce") ?? "");
  // Git refuses without -f.
  if (!forced) return [];
  const onlyIgnored = hasOption(args, "X");
  const unkept = ignoresNothing(call);
  const going = cleanable(call, args, !onlyIgnored, onlyIgnored || unkept || hasOption(args, "x"));
  const isRemade = (file: string) => file.split("/").some(part => regenerableName(part));
  const files = going?.filter(file => !isRemade(file)) ?? null;
  const remade = going?.filter(isRemade).map(file => file.replace(/\/$/, "")) ?? [];
  const base = {
    verb: "delete",
    resource: "untracked-files",
    instead: "git clean -nd lists what would go; git stash push --include-untracked keeps it.",
  } as const;
  const what = onlyIgnored
    ? "ignored files"
    : unkept || hasOption(args, "x")
      ? "untracked and ignored files"
      : "untracked files";
  if (files === null)
    return [
      gitEffect(call, {
        ...base,
        target: what,
        reach: "unknown",
        recovery: "none",
        covers: coversOf(call, operands(args)),
        says: `deletes ${what} for good; which ones could not be told`,
      }),
    ];
  if (files.length === 0)
    return [
      gitEffect(call, {
        ...base,
        target: what,
        recovery: "free",
        says: `deletes ${what}, of which there are none worth keeping`,
      }),
    ];
  return [
    gitEffect(call, {
      ...base,
      target: files.slice(0, 4).join(", "),
      reach: files.length === 1 ? "one" : "all",
      recovery: "none",
      covers: filesAt(call, files),
      says: `deletes ${counted(files)} for good: git has never seen ${files.length === 1 ? "it" : "them"}`,
      ...(unkept && { marks: ["only-copy"] }),
    }),
    ...(remade.length === 0
      ? []
      : [
          gitEffect(call, {
            ...base,
            target: remade.slice(0, 4).join(", "),
            recovery: "free",
            says: `deletes ${remade.slice(0, 4).join(", ")}, which tools make again`,
          }),
        ]),
  ];
}

/** Tells whether the same command has deleted or emptied the file that names what git ignores. */
function ignoresNothing(call: GitCall): boolean {
  const root = stateOf(call)?.root ?? call.cwd;
  return root !== null && call.command.scope.earlier?.written.get(`${root}/.gitignore`) === "";
}

/** Returns the files that would be deleted, and folders with a slash at the end; null when unknown. */
function cleanable(call: GitCall, args: readonly Argument[], untracked: boolean, ignored: boolean): string[] | null {
  if (isInScratch(call)) return [];
  const state = stateOf(call);
  if (!state || state.cut || (ignored && state.ignored === undefined)) return null;
  const paths = operands(args);
  const among = (file: string) =>
    paths.length === 0 || paths.some(path => reaches(path, file.replace(/\/$/, ""), call, state));
  const folders = (state.ignored ?? []).filter(file => file.endsWith("/"));
  // A path inside an ignored folder selects the folder, and in some versions of git every ignored one.
  const widened = paths.some(path => folders.some(folder => liesIn(path, folder, call, state)));
  // Without -d whole folders stay, unless a path names them.
  const whole = paths.length > 0 || hasOption(args, "d");
  const isUntracked = untrackedFolders(call, state);
  const loose = whole ? state.untracked : state.untracked.filter(file => !isUntracked(parentOf(file)));
  const gone = (state.ignored ?? []).filter(file => (whole || !file.endsWith("/")) && (widened || among(file)));
  return [...(untracked ? loose.filter(among) : []), ...(ignored ? gone : [])];
}

/** Returns a function that tells whether a folder, named from the root, holds nothing tracked, and caches it. */
function untrackedFolders({ facts }: GitCall, state: GitFact): (folder: string) => boolean {
  const unkept = new Set([...state.untracked, ...(state.ignored ?? []).map(path => path.replace(/\/$/, ""))]);
  const tracked = [...state.modified, ...state.staged];
  const known = new Map([[".", false]]);
  const look = (folder: string, depth: number): boolean => {
    if (depth > MAX_FOLDERS_DEEP || tracked.some(path => path.startsWith(`${folder}/`))) return false;
    const entries = facts.ask({ kind: "stat", path: `${state.root}/${folder}` })?.entries;
    return (
      entries !== undefined &&
      entries.length < MAX_ENTRIES &&
      entries.every(name => unkept.has(`${folder}/${name}`) || look(`${folder}/${name}`, depth + 1))
    );
  };
  return folder => {
    const found = known.get(folder) ?? look(folder, 0);
    known.set(folder, found);
    return found;
  };
}

/** A folder with more entries than a fact lists may hold something tracked. */
const MAX_ENTRIES = 100;
const MAX_FOLDERS_DEEP = 4;

function liesIn(path: Word, folder: string, { cwd, facts }: GitCall, { root }: GitFact): boolean {
  if (path.value === null || cwd === null) return true;
  return isBelow(resolvePath(path.value, cwd), `${root}/${folder}`, facts.around.platform);
}

/** Reads `git mv`, which replaces nothing without `-f`. Moving a file matters where a rule keeps it in its place. */
export function move(call: GitCall): Effect[] {
  const args = readArguments(call.words, { abbreviations: true, flags: ["force", "dry-run", "verbose"] });
  const words = operands(args);
  const to = words.at(-1);
  const replaced =
    to && words.length === 2 && hasOption(args, "f", "force") && !hasOption(args, "n", "dry-run")
      ? effectsOfWrite(to, { ...call.command.scope, cwd: call.cwd }, call.facts, { source: "git", empties: true })
      : [];
  const movedTo = to?.value && call.cwd !== null ? resolvePath(to.value, call.cwd) : undefined;
  const moved = words.slice(0, -1).map(word =>
    gitEffect(call, {
      verb: "move",
      resource: "file",
      target: shown(word),
      recovery: "free",
      covers: coversOf(call, [word]),
      says: `moves ${shown(word)}`,
      ...(movedTo !== undefined && { movedTo }),
      ...(word.value !== null && call.cwd !== null && { path: resolvePath(word.value, call.cwd) }),
    }),
  );
  return [...replaced, ...moved];
}

const RM = {
  abbreviations: true,
  values: ["pathspec-from-file"],
  flags: ["force", "dry-run", "cached", "ignore-unmatch", "quiet", "sparse"],
};

export function remove(call: GitCall): Effect[] {
  const args = readArguments(call.words, RM);
  if (hasOption(args, "cached", "n", "dry-run")) return [];
  const paths = hasOption(args, "pathspec-from-file") ? undefined : operands(args);
  if (paths?.length === 0) return [];
  const forced = hasOption(args, "f", "force");
  const changed = changesIn(call, { modified: true, staged: true }, paths);
  const target = paths?.map(shown).join(" ") ?? "the listed files";
  // Without -f git refuses to remove changed files, and the others are in the last commit.
  const lost = forced ? changed : [];
  const whole = paths?.some(path => /^(?:\.|\*|:\/|\.\/)$/.test(path.value ?? "")) ?? true;
  const effects: Effect[] =
    lost?.length === 0
      ? whole
        ? []
        : [
            gitEffect(call, {
              verb: "delete",
              resource: "file",
              target,
              reach: paths?.length === 1 ? "one" : "several",
              recovery: "free",
              covers: coversOf(call, paths),
              says: `removes ${target}, as the last commit has it`,
            }),
          ]
      : [
          gitEffect(call, {
            verb: "delete",
            resource: "file",
            target,
            reach: lost === null ? "unknown" : lost.length === 1 ? "one" : "several",
            recovery: "none",
            covers: coversOf(call, paths),
            says: lost ? `deletes ${counted(lost)} with uncommitted changes` : `deletes ${target} even if changed`,
            instead: "git rm without -f keeps what is changed.",
          }),
        ];
  if (!whole) return effects;
  const root = stateOf(call)?.root;
  return [
    ...effects,
    gitEffect(call, {
      verb: "delete",
      resource: "directory",
      target: root === undefined ? "the work tree" : baseName(root),
      reach: "all",
      recovery: "effort",
      covers: coversOf(call, undefined),
      says: "removes every tracked file, .gitignore among them: what it kept from git clean is then no longer kept",
      instead: "git rm -r --cached . keeps the files on disk.",
    }),
  ];
}

/** Reads `sparse-checkout set '/*' '!/docs/'`. The index keeps what is removed, and changed files stay. */
export function sparseCheckout(call: GitCall): Effect[] {
  const [step, ...patterns] = operands(readArguments(call.words, {}));
  if (!/^(?:set|add)$/.test(step?.value ?? "")) return [];
  return patterns.flatMap(({ value }) => {
    const left = /^!(\/?)(.+)$/.exec(value ?? "");
    if (!left) return [];
    const [, anchor, path = ""] = left;
    return gitEffect(call, {
      verb: "delete",
      resource: "file",
      target: path,
      reach: "several",
      recovery: "free",
      // As in `.gitignore`, a pattern without a leading slash matches at any depth.
      covers: coversOf(call, [literalWord(anchor ? `:/${path}` : `:/**/${path}`)]),
      says: `takes ${path} out of the work tree, as the last commit has it`,
    });
  });
}
