/** Reads mv: moving loses only what is overwritten, and what is moved to nowhere. */
import type { Effect, Mark } from "../core/effects/effect.ts";
import { hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { isPattern } from "../core/files/globs.ts";
import { effectOfLoss } from "../core/files/loss-effects.ts";
import { lossOfLeaving } from "../core/files/moved-away.ts";
import { effectsOfBackup, effectsOfPlacing, namedByOne } from "../core/files/replacement.ts";
import { pathOf, shown, type Target, targetOf } from "../core/files/targets.ts";
import { transferred } from "../core/languages/shell/moved-files.ts";
import { parentOf, resolvePath } from "../core/text/paths.ts";
import { literalWord, type Word } from "../core/text/words.ts";

export const mv: ProgramPack = {
  kind: "program",
  id: "mv",
  programs: ["mv", "gmv"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), {
      values: ["t", "target-directory", "S", "suffix"],
      optional: ["backup", "update"],
    });
    if (hasOption(args, "help", "version")) return { effects: [] };
    const into = optionValue(args, "t", "target-directory");
    const all = into ? operands(args) : namedByOne(operands(args), command.scope, facts);
    const to = into ?? all.at(-1);
    const sources = into ? all : all.slice(0, -1);
    if (!to) return { effects: [] };
    const placing = {
      scope: command.scope,
      facts,
      source: "mv",
      span: command.span,
      replaces: !hasOption(args, "n", "no-clobber", "b", "backup"),
      intoFolder: into !== undefined,
      tree: true,
    };
    const nowhere = to.value === "/dev/null";
    return {
      effects: [
        ...effectsOfBackup(to, optionValue(args, "S", "suffix"), placing),
        ...sources.flatMap(from => [
          ...leaving(from, command, facts, nowhere ? undefined : to, into !== undefined || sources.length > 1),
          ...(nowhere ? [] : effectsOfPlacing(from, to, placing)),
        ]),
      ],
    };
  },
  examples: [
    { run: "mv ~ /mnt/x", expect: "deny" },
    { run: 'for f in *; do mv "$f" "${f%.txt}.md"; done', expect: "allow", files: { "a.txt": "x" } },
    { run: 'for f in *; do mv "$f" "/mnt/x/$f"; done', expect: "ask", files: { "a.txt": "x" } },
    { run: "mv * /tmp/away", expect: "ask", files: { "a.ts": "x", "src/b.ts": "x" }, why: "the whole workspace" },
    { run: "sudo mv /usr/bin/python3 /usr/bin/python3.old", expect: "ask", files: { "/usr/bin/python3": "x" } },
    { run: "mv ~/.ssh /srv/keys", expect: "ask", files: { "/home/dev/.ssh/id_rsa": "x" } },
    { run: "mv notes.txt /dev/null", expect: "ask", files: { "notes.txt": "x" } },
    { run: "mv new.ts old.ts", expect: "ask", files: { "new.ts": "x", "old.ts": "y" }, git: { modified: ["old.ts"] } },
    { run: "mv -f a.txt docs/", expect: "ask", files: { "a.txt": "x", "docs/a.txt": "y" } },
    {
      run: 'for f in *.jpg; do mv "$f" photo.jpg; done',
      expect: "ask",
      files: { "a.jpg": "x", "b.jpg": "y" },
      git: { untracked: ["a.jpg", "b.jpg"] },
      why: "only the last of them is left",
    },
    {
      run: 'for f in *.jpg; do mv "$f" photos; done',
      expect: "allow",
      files: { "a.jpg": "x", "b.jpg": "y", "photos/c.jpg": "z" },
      git: { untracked: ["a.jpg", "b.jpg"] },
    },
    {
      run: "mv src backup && rm -rf backup",
      expect: "ask",
      files: { "src/a.ts": "x" },
      why: "the content of src goes",
    },
    {
      run: "mv new.ts old.ts",
      expect: "allow",
      files: { "new.ts": "x", "old.ts": "y" },
      git: { untracked: ["new.ts"] },
    },
    { run: "mv -n a.txt b.txt", expect: "allow", files: { "a.txt": "x", "b.txt": "y" } },
    { run: "mv src/a.ts src/b.ts", expect: "allow", files: { "src/a.ts": "x" } },
    {
      run: "jq .x=1 config.json > tmp.json && mv tmp.json config.json",
      expect: "allow",
      files: { "config.json": "{}" },
      why: "an edit in two steps",
    },
  ],
};

/** Returns what moving a file away means for its former place. */
function leaving(word: Word, command: Invocation, facts: Facts, to: Word | undefined, intoFolder: boolean): Effect[] {
  const target = targetOf(word, command.scope, facts, { recursive: true });
  if (!target) return [];
  const how = { source: "mv", span: word.span ?? command.span };
  if (to === undefined)
    return [effectOfLoss(target, { ...how, verb: "delete", says: `moves ${target.name} to nowhere` })];
  const replaced = ontoOneName(word, target, to, command, facts);
  if (replaced) return [effectOfLoss(target, { ...how, verb: "overwrite", says: replaced })];
  const left = lossOfLeaving(target.loss, target.path, facts, pathOf(to, command.scope));
  const loss = isRenamed(word, to)
    ? { ...left, reach: "several" as const, marks: left.marks.filter(staysThere) }
    : left;
  const movedTo = pathOf(to, command.scope);
  const effect = {
    ...effectOfLoss({ ...target, loss }, { ...how, verb: "move" }),
    ...(movedTo !== undefined && { movedTo }),
  };
  const moved = transferred("mv", intoFolder ? [literalWord("-t"), to, word] : [word, to], command.scope, facts);
  return [{ ...effect, ...broughtBy(target, moved[0]?.path) }];
}

function broughtBy({ loss, path }: Target, to: string | undefined): Pick<Effect, "brings"> {
  const known = to !== undefined && path !== undefined && !isPattern(to) && !loss.absent;
  return known ? { brings: { to, onlyCopy: loss.recovery === "none" } } : {};
}

/** Matches `for f in *; do mv "$f" "${f%.txt}.md"; done`, where each file gets another name in the same folder. */
function isRenamed(from: Word, to: Word): boolean {
  const variable = /^"?\$\{?(\w{1,40})\}?"?$/.exec(from.text)?.[1];
  if (variable === undefined || !from.glob || to.value !== null) return false;
  const [, made = ""] = /^"?[\w.-]{0,60}\$\{?(\w{1,40})/.exec(to.text) ?? [];
  return made === variable || (/^"?\$\(/.test(to.text) && new RegExp(`\\$\\{?${variable}\\b`).test(to.text));
}

const staysThere = (mark: Mark): boolean => mark !== "workspace-root";

/** Describes `for f in *.jpg; do mv "$f" one.jpg; done`, where each file replaces the one before. */
function ontoOneName(from: Word, target: Target, to: Word, { scope }: Invocation, facts: Facts): string | undefined {
  const each = from.glob && (!isPattern(from.text) || EACH.test(scope.via.at(-1) ?? ""));
  if (!each || to.glob || target.loss.reach === "one") return undefined;
  // `find -execdir` runs it in the file's folder.
  const beside = to.value === null || from.value === null ? undefined : resolvePath(to.value, folderOf(from.value));
  const path = pathOf(to, scope) ?? beside;
  const there = path === undefined ? undefined : facts.ask({ kind: "stat", path })?.type;
  return there === "missing" || there === "file" ? `moves every ${target.name} onto ${shown(to)}` : undefined;
}

/** Programs that run a command once for each name, and the mark of a loop. */
const EACH = /^(?:each|find|xargs|parallel)$/;

function folderOf(pattern: string): string {
  return parentOf(pattern.replace(/\/?\*[^/]*(?=\/|$)/g, ""));
}
