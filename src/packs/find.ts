/** Reads find: what its expression deletes, and what it runs on the found files. */
import { handedBack } from "../core/effects/budget.ts";
import type { Effect } from "../core/effects/effect.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { lossOfFollowing } from "../core/files/linked-folders.ts";
import { effectOfLoss } from "../core/files/loss-effects.ts";
import { boundsOfWord } from "../core/files/possible.ts";
import { regenerableName } from "../core/files/regenerable.ts";
import { shown, type Target, targetOf } from "../core/files/targets.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import { type FindAction, readFind } from "../core/languages/shell/find.ts";
import { withGiven } from "../core/languages/shell/scripts.ts";
import { baseName, isAbsolute, resolvePath } from "../core/text/paths.ts";
import { HOLE, knownPrefix, substituted, type Word } from "../core/text/words.ts";

export const find: ProgramPack = {
  kind: "program",
  id: "find",
  programs: ["find", "gfind", "bfs"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const actions = readFind(command.argv, command.span);
    return {
      effects: [...actions.flatMap(action => deleted(action, command, facts)), ...lists(command, facts)],
      inner: handedBack(actions.flatMap(action => run(action, command))),
    };
  },
  examples: [
    { run: "find . -name x -fls notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "find . -name x -fprint /tmp/list", expect: "allow" },
    { run: "find ~ -type f -mtime +30 -delete", expect: "deny" },
    { run: "find / -name core -delete", expect: "deny" },
    { run: "find . -delete", expect: "deny", files: { "a.ts": "x" } },
    { run: "find . -type f -delete", expect: "deny", files: { "a.ts": "x" } },
    {
      run: "find . -maxdepth 2 -type d ! -path '.' ! -path './archive' -exec rm -rf {} +",
      expect: "deny",
      files: { "src/a": "x" },
    },
    { run: "find . -exec sh -c 'rm -rf ~' \\;", expect: "deny" },
    { run: "find . -name '*.bak' -delete", expect: "ask", files: { "a.bak": "x" } },
    { run: "find ~/Doc* -delete", expect: "ask", files: { "/home/dev/Documents/a.txt": "x" } },
    { run: "d=~/Doc*; find $d -delete", expect: "ask", files: { "/home/dev/Documents/a.txt": "x" } },
    { run: "find . -maxdepth 1 -iname '*.BAK' -delete", expect: "ask", files: { "a.bak": "x" } },
    { run: "find . -name '*.bak' -exec sh -c '> \"$1\"' _ {} \\;", expect: "ask", files: { "a.bak": "x" } },
    { run: "find . -type f -exec dd if=/dev/zero of={} count=1 \\;", expect: "deny", files: { "a.ts": "x" } },
    { run: "find . -name '*.bak' -delete", expect: "ask", git: { untracked: ["old/a.bak"] } },
    { run: "find . -name '*.log' -exec rm -f {} \\; -o -exec sh -c 'rm \"$1\"' _ {} +", expect: "ask" },
    { run: "find src -type f -name '*.ts' -exec rm {} +", expect: "ask", files: { "src/a.ts": "x" } },
    { run: 'for f in $(find . -name "*.sql"); do rm "$f"; done', expect: "ask", files: { "a.sql": "x" } },
    { run: "find . -name '*.pyc' -delete", expect: "allow" },
    { run: "find . -type d -name __pycache__ -exec rm -rf {} +", expect: "allow" },
    { run: "find . \\( -name '*.pyc' -o -name .pytest_cache \\) -exec rm -rf {} \\;", expect: "allow" },
    { run: "find . -name '*.bak' -delete", expect: "allow", git: { untracked: ["new.ts"] } },
    { run: "find . -type d -empty -delete", expect: "allow" },
    { run: "find /tmp/scratch -mtime +1 -delete", expect: "allow", files: { "/tmp/scratch/a": "x" } },
    { run: "find /tmp/build-* -delete", expect: "allow", files: { "/tmp/build-a/x": "x" } },
    { run: "find . -name '*.ts' -exec grep -l delete {} +", expect: "allow" },
    { run: "find . -type f | head", expect: "allow" },
  ],
};

/** Returns what is deleted. A pattern matches files, but a start folder is deleted with all it holds. */
function deleted(action: FindAction, command: Invocation, facts: Facts): Effect[] {
  if (action.kind !== "delete" || action.onlyEmpty) return [];
  return action.matches.flatMap(match => {
    // A start folder that is a pattern stands for several, each with its content.
    const recursive = !match.glob || command.argv.includes(match);
    const found = targetOf(match, command.scope, facts, { recursive });
    const target = found && found.loss.recovery !== "free" ? found : (followed(match, command, facts) ?? found);
    return target ? [effectOfLoss(target, { verb: "delete", source: "find", span: command.span })] : [];
  });
}

/** With `-L` or `-follow` targets of links are deleted as well. Names of generated folders keep their meaning. */
function followed(match: Word, { argv, scope }: Invocation, facts: Facts): Target | undefined {
  const follows = argv.some(({ value }) => value === "-L" || value === "-follow");
  const prefix = knownPrefix(match);
  const known = match.glob ? prefix.replace(/[*?[].*$/s, "") : prefix;
  if (!follows || (scope.cwd === null && !isAbsolute(known))) return undefined;
  if (match.glob && regenerableName(baseName(match.value ?? "")) === "always") return undefined;
  const reached = lossOfFollowing(resolvePath(known || ".", scope.cwd ?? "/"), facts, scope.cwd);
  return reached && { name: shown(match), ...reached };
}

function run(action: FindAction, command: Invocation): Inner[] {
  if (action.kind !== "exec" || action.argv.length === 0) return [];
  const scope = { ...command.scope, via: [...command.scope.via, "find"] };
  return action.matches.map(match => ({
    kind: "argv",
    argv: action.argv.map(word => substituted(word, "{}", match)),
    scope: withGiven(scope, HOLE, boundsOfWord(match)),
    ...(command.span && { span: command.span }),
  }));
}

/** Reads `-fprint file`, `-fls file`, which empty the file even if nothing is found. */
function lists({ argv, scope, span }: Invocation, facts: Facts): Effect[] {
  return argv.flatMap((word, i) =>
    /^-f(?:print0?|printf|ls)$/.test(argv[i - 1]?.value ?? "")
      ? effectsOfWrite(word, scope, facts, { source: "find", span, empties: true })
      : [],
  );
}
