/**
 * Tracks folders that a text has certainly created, and into which nothing older was moved since: their content was
 * created by the text, and deleting it loses nothing.
 */

import { hasOption, operands, optionValue, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { isAbsent, isAtOrBelow } from "../../files/moved.ts";
import { pathOf } from "../../files/targets.ts";
import type { Earlier } from "../../places/scope.ts";
import { anyOf, wholly, words } from "../../text/expressions.ts";
import { baseName, isAbsolute, parentOf } from "../../text/paths.ts";
import { textOf, type Word, wordOfText } from "../../text/words.ts";
import { behindSudo } from "./behind-sudo.ts";
import { scriptAt } from "./scripts.ts";

/** Most folders that are tracked; forgetting one at worst leads to one more question. */
const MAX_FOLDERS = 32;

const NO_FOLDERS: ReadonlySet<string> = new Set();

/** Returns what is known of files after the command `given`; the same object when no new folder is affected. */
export function withNewFolders(
  earlier: Earlier,
  given: Invocation,
  facts: Facts,
  { cwd, succeeded }: { readonly cwd: string | null; readonly succeeded: boolean },
): Earlier {
  const command = behindSudo(given);
  const fresh = earlier.fresh ?? NO_FOLDERS;
  if (mayMove(command, fresh, cwd, facts)) {
    if (earlier.moves && fresh.size === 0 && !earlier.absent?.size) return earlier;
    return { ...earlier, fresh: new Set(), absent: new Set(), moves: true };
  }
  if (earlier.absent?.size && UNPACKS.has(command.program)) return { ...earlier, absent: new Set() };
  if (fresh.size >= MAX_FOLDERS) return earlier;
  const folders = madeBy(command);
  if (folders.length === 0) return earlier;
  const made = folders.flatMap(({ word, refuses }) => {
    const path = pathOf(word, command.scope);
    if (path === undefined || isTouched(path, earlier)) return [];
    const missing = !earlier.moves && facts.ask({ kind: "stat", path })?.type === "missing";
    const isNew = missing || (refuses && succeeded) || isAbsent(path, command.scope);
    return isNew ? [path, ...(missing ? missingAbove(path, facts) : [])] : [];
  });
  return made.length === 0 ? earlier : { ...earlier, fresh: new Set([...fresh, ...made]) };
}

/** Programs that replace a file by another one. */
const UNPACKS = new Set(["gzip", "gunzip", "bzip2", "xz"]);

/** Programs that put nothing into a folder but what they make, copy, unpack or fetch. */
const KEEPS = new Set(
  `: true false echo printf cd pushd popd pwd test [ [[ exit return set export local declare readonly unset shift read wait
   sleep alias ls dir tree cat bat head tail nl wc sort uniq cut tr tac rev paste column comm diff cmp grep egrep fgrep
   rg ag jq yq stat file du df date basename dirname realpath readlink seq which type whoami id uname hostname
   printenv mkdir rmdir rm touch cp install tee chmod chown ln truncate unzip gzip gunzip zcat xz bzip2 base64 md5sum
   sha1sum sha256sum xxd od hexdump strings curl wget gcc g++ cc c++ clang clang++ rustc javac tsc ld as nasm kill pkill ps
   lsof ss jobs sqlite3 openssl ssh-keygen useradd adduser groupadd addgroup usermod chpasswd passwd chage chgrp
   setfacl getfacl`.split(/\s+/),
);
/** Options with which some of them delete what they pack, or run another program. */
const TAKES =
  /^--(?:remove-files|remove-source-files|move|checkpoint-action|to-command|use-compress-program|target)\b|^-[a-zA-Z]*m$/;
const GIT_KEEPS = new Set(words`
  init clone add commit status log diff show config branch tag remote fetch rev-parse rev-list ls-files ls-tree
  checkout switch push reflog gc prune reset merge rebase cherry-pick filter-repo repack count-objects cat-file
  for-each-ref update-ref fsck blame shortlog describe bundle format-patch grep
`);
/** Words by which a text moves files, or starts what may. */
const MOVES = anyOf(
  words`
    renam \bmov \bmv\b replace\s*\( shutil copytree subprocess popen system exec spawn eval child_process __ getattr
    \blink mount rsync robocopy stash \` importlib require\s*\(\s*['"][./]
  `,
  "i",
);
const LANGUAGES = /^(?:python[\d.]*|node|ruby|perl|php)$/;
/** Common modules of Python that move no files without one of the words above. */
const IMPORTS = new Set(
  `os sys re io json csv math random time datetime collections itertools functools typing pathlib tempfile string textwrap
   hashlib base64 struct sqlite3 unittest pytest argparse logging decimal fractions statistics copy enum dataclasses uuid
   socket urllib http threading queue asyncio glob fnmatch zipfile tarfile gzip pickle numpy pandas requests flask yaml
   matplotlib scipy PIL __future__`.split(/\s+/),
);

/** Whether files that were there before may lie in a new folder after `command`. */
function mayMove(command: Invocation, fresh: ReadonlySet<string>, cwd: string | null, facts: Facts): boolean {
  const { program, argv, stdin } = command;
  const [, first] = argv;
  if (program === "tar" || program === "zip") return argv.some(({ value }) => value === null || TAKES.test(value));
  if (program === "trap") return argv.some(({ value }) => value === null || MOVES.test(value));
  if (KEEPS.has(program)) return false;
  if (program === "git" && first?.value === "filter-branch")
    return argv.some(({ value }) => value === null || MOVES.test(value));
  if (program === "git") return !GIT_KEEPS.has(first?.value ?? "");
  if (program === "gh") return first?.value !== "repo";
  if (program === "find") return argv.some(({ value }) => /^-(?:exec|ok|fprint)/.test(value ?? ""));
  if (LANGUAGES.test(program)) {
    const code = codeOf(command, facts) ?? (stdin.kind === "text" && argv.length <= 2 ? stdin.text : undefined);
    return code === undefined || MOVES.test(code) || importsOthers(code);
  }
  // A program that only knows the new folder in which it runs, and that does not exist on this disk.
  return !standsInside(command, fresh, cwd);
}

/** The code of an interpreter, where all of it is known. */
function codeOf({ argv, scope }: Invocation, facts: Facts): string | undefined {
  const [, first, second, ...more] = argv;
  if (/^-[ce]$|^--eval$/.test(first?.value ?? "")) return second && more.length === 0 ? textOf(second) : undefined;
  if (!first || first.value === null || first.value.startsWith("-")) return undefined;
  const script = scriptAt(first, scope, facts);
  return script.kind === "text" ? script.text : undefined;
}

function importsOthers(code: string): boolean {
  return [...code.slice(0, 20_000).matchAll(/^[ \t]*(?:import|from)[ \t]+([\w.]+)((?:[ \t]*,[ \t]*[\w.]+)*)/gm)].some(
    ([, name = "", more = ""]) =>
      [name, ...more.split(",")].some(module => {
        const root = module.trim().split(".")[0] ?? "";
        return module.trim() !== "" && !IMPORTS.has(root);
      }),
  );
}

function standsInside({ program, argv, scope }: Invocation, fresh: ReadonlySet<string>, cwd: string | null): boolean {
  const at = scope.cwd;
  const folder = at !== null && at === cwd ? [...fresh].find(made => isAtOrBelow(at, made)) : undefined;
  if (folder === undefined || (program !== "mv" && MOVERS.test(program))) return false;
  if (
    argv.some(({ value }) => value === null || isAbsolute(value) || /(?:^|[/=])\.\.(?:\/|$)|[~$]|[\s;]mv\b/.test(value))
  )
    return false;
  const { earlier } = scope;
  if (
    [earlier?.moved, earlier?.copied, earlier?.linked].some(map =>
      [...(map?.keys() ?? [])].some(name => isAtOrBelow(name, folder)),
    )
  )
    return false;
  return [...(earlier?.written ?? [])].every(
    ([name, text]) => !isAtOrBelow(name, folder) || name === `${folder}/` || (text !== null && !MOVES.test(text)),
  );
}

const MOVERS = wholly(words`
  g?mv rename rsync robocopy u?mount bindfs sudo su doas xargs parallel eval source \. (?:ba|z|da|k)?sh docker podman
  svn hg jj
`);

interface Made {
  readonly word: Word;
  /** The command fails where the folder exists. */
  readonly refuses: boolean;
}

function madeBy({ program, argv }: Invocation): readonly Made[] {
  if (program === "mkdir") {
    const args = readArguments(argv.slice(1), { values: ["m", "mode"] });
    const refuses = !hasOption(args, "p", "parents");
    return operands(args).map(word => ({ word, refuses }));
  }
  if (program === "git" && argv[1]?.value === "init") {
    const args = readArguments(argv.slice(2), { values: ["b", "initial-branch", "object-format", "ref-format"] });
    if (hasOption(args, "separate-git-dir", "template", "shared")) return [];
    return operands(args).map(word => ({ word, refuses: false }));
  }
  // `useradd` creates a home folder only where none exists.
  if (program === "useradd" || program === "adduser") return homeMade(argv.slice(1));
  const first = program === "git" ? 1 : program === "gh" && argv[1]?.value === "repo" ? 2 : 0;
  if (first === 0 || argv[first]?.value !== "clone") return [];
  const args = readArguments(argv.slice(first + 1), { values: CLONE_VALUES });
  if (hasOption(args, "separate-git-dir", "template", "c", "config")) return [];
  const [from, to, ...more] = operands(args);
  if (!from || (program === "git" && more.length > 0)) return [];
  const address = (from.value ?? "").replace(/(?<!\/)\/+$/, "").replace(/^[^/]*:(?=[^/])/, "");
  const name = baseName(address).replace(/\.git$/, "");
  const word = to ?? (/^[\w-][\w.-]*$/.test(name) && !hasOption(args, "bare", "mirror") ? wordOfText(name) : undefined);
  return word ? [{ word, refuses: true }] : [];
}

function homeMade(words: readonly Word[]): readonly Made[] {
  const args = readArguments(words, { values: ACCOUNT_VALUES });
  const named = operands(args);
  const [name] = named;
  if (named.length !== 1 || name?.value == null || !/^[\w.-]+$/.test(name.value)) return [];
  const word = optionValue(args, "d", "home-dir", "home") ?? wordOfText(`/home/${name.value}`);
  return [{ word, refuses: false }];
}

const ACCOUNT_VALUES =
  "b c comment d home-dir home e expiredate f g gid gecos G groups k skel K p password s shell u uid ingroup conf".split(
    " ",
  );

const CLONE_VALUES =
  "b branch depth o origin u upload-pack j jobs c config reference reference-if-able separate-git-dir template shallow-since shallow-exclude filter server-option bundle-uri".split(
    " ",
  );

/** Whether this text has put something there already, whatever the disk shows. */
function isTouched(path: string, earlier: Earlier): boolean {
  const inside = `${path}/`;
  for (const map of [earlier.moved, earlier.copied, earlier.linked, earlier.written])
    for (const name of map.keys()) if (name === path || name.startsWith(inside)) return true;
  return false;
}

/** `mkdir -p a/b/c` makes `a` as well. */
function missingAbove(path: string, facts: Facts): string[] {
  const missing: string[] = [];
  for (let at = parentOf(path); missing.length < 8 && at !== parentOf(at); at = parentOf(at)) {
    if (facts.ask({ kind: "stat", path: at })?.type !== "missing") break;
    missing.push(at);
  }
  return missing;
}
