/** Version control beside Git, and the tools that rewrite Git's history from outside: Mercurial, Jujutsu, Subversion, Perforce … */
import { deletes } from "../core/effects/doings.ts";
import type { Inner, Invocation } from "../core/effects/pack.ts";
import { type Doing, type Table, tablesPack } from "../core/effects/subcommands.ts";
import { literalWord, type Word } from "../core/effects/words.ts";

type Tool = Omit<Table, "id" | "examples">;

const DISCARDS: Doing = {
  verb: "discard",
  resource: "working-tree",
  reach: "several",
  says: "throws away what has not been committed in",
  instead: "Shelve or commit the changes first, and name the files.",
};
const CLEARS: Doing = {
  verb: "delete",
  resource: "untracked-files",
  reach: "several",
  says: "deletes files that were never added, in",
};
const REWRITES: Doing = {
  verb: "rewrite-history",
  resource: "commit",
  reach: "several",
  says: "takes commits out of the history of",
};
const REMOTE: Doing = { verb: "delete", resource: "remote-branch", says: "deletes on the server" };
const PUSHES_OVER: Doing = {
  verb: "rewrite-history",
  resource: "remote-branch",
  says: "pushes over what others have on the server",
};

const TOOLS: readonly Tool[] = [
  {
    programs: ["hg", "chg", "sl"],
    grammar: {
      values: "R repository r rev m message I X include exclude d date u user B bookmark cwd config".split(" "),
    },
    lines: [
      { call: "strip|prune|hide|uncommit|unamend", with: ["keep", "k"] },
      { call: "strip|debugstrip|hide", does: { ...REWRITES, named: ["r", "rev"] } },
      { call: "rollback", does: REWRITES },
      { call: "update|up|checkout|co|goto|go", with: ["C", "clean"], does: DISCARDS },
      { call: "revert", with: ["no-backup", "C"], does: DISCARDS },
      { call: "clean", does: CLEARS },
      { call: "purge", with: ["print", "p"] },
      { call: "purge", does: CLEARS },
      { call: "push", with: ["f", "force"], does: PUSHES_OVER },
      { call: "push", with: ["delete"], does: REMOTE },
      { call: "shelve|unshelve", with: ["delete", "d", "cleanup"], does: deletes("stash", "shelved changes") },
      {
        call: "status|st|diff|log|add|commit|ci|pull|push|update|up|checkout|co|branch|bookmark|bookmarks|merge|rebase|revert|rm|remove|forget|shelve|amend|graft|clone|init|cat|annotate|heads|id|summary|tag|resolve|import|export|goto|go|undo|uncommit",
      },
    ],
  },
  {
    programs: ["jj"],
    grammar: {
      values: "r revisions R repository m message b bookmark remote from to into o onto d destination".split(" "),
    },
    lines: [
      { call: "git push", with: ["deleted"], does: { ...REMOTE, named: ["remote"], reach: "several" } },
      { call: "op|operation abandon", does: deletes("commit", "operations that an undo would need") },
      { call: "util gc", with: ["expire"], does: deletes("commit", "what nothing refers to any more") },
      { call: "abandon", operand: /^all\(\)$|^(?:::|\.\.)@?-?$/, does: DISCARDS },
      { call: "bookmark|branch|b delete|d|forget", does: { ...deletes("branch", "the bookmark"), recovery: "effort" } },
      // Everything else stands in the operation log: `jj undo` takes it back.
      { call: "*" },
    ],
  },
  {
    programs: ["svn"],
    grammar: { values: "m message r revision username password depth F file c change changelist cl".split(" ") },
    lines: [
      { call: "revert", does: DISCARDS },
      { call: "cleanup", with: ["remove-unversioned", "remove-ignored"], does: CLEARS },
      {
        call: "delete|del|remove|rm",
        operand: /^(?:\^|\w+:\/\/)/,
        does: {
          ...REMOTE,
          recovery: "effort",
          marks: ["protected-branch"],
          says: "deletes from the repository of everybody",
        },
      },
      { call: "delete|del|remove|rm", with: ["force"], does: DISCARDS },
      { call: "delete|del|remove|rm" },
      { call: "switch|update|up|checkout|co", with: ["force"], does: { ...DISCARDS, certainty: "likely" } },
      { call: "propdel|pdel|pd", with: ["revprop"], does: deletes("record", "a property of the revision") },
      { call: "*" },
    ],
  },
  {
    programs: ["svnadmin"],
    lines: [
      { call: "rmtxns|rmlocks", does: deletes("record", "transactions or locks of the repository") },
      { call: "load", does: { ...REWRITES, certainty: "likely", says: "loads revisions into" } },
      { call: "setrevprop|setlog|recover|upgrade", does: { verb: "mutate", resource: "project", says: "changes" } },
      { call: "*" },
    ],
  },
  {
    programs: ["p4"],
    grammar: { values: "p u c P H s d x C Q".split(" "), singleDash: false },
    shows: ["n"],
    lines: [
      {
        call: "obliterate",
        with: ["y"],
        does: { ...REWRITES, reach: "all", says: "removes for good, with its history," },
      },
      { call: "obliterate" },
      { call: "revert", with: ["a", "k"] },
      { call: "revert|clean", does: DISCARDS },
      { call: "sync", with: ["f"], does: DISCARDS },
      {
        call: "depot|client|branch|label|user|group|stream|counter|job",
        with: ["d", "D"],
        does: deletes("project", "the"),
      },
      { call: "shelve", with: ["d"], does: deletes("stash", "the shelved files") },
      { call: "*" },
    ],
  },
  {
    programs: ["cvs"],
    grammar: { values: ["d", "r", "m", "D"] },
    lines: [
      { call: "release", with: ["d"], does: DISCARDS },
      { call: "update|up|co|checkout", with: ["C"], does: DISCARDS },
      { call: "admin", with: ["o"], does: REWRITES },
      { call: "*" },
    ],
  },
  {
    programs: ["fossil"],
    lines: [
      { call: "rm|delete|forget", with: ["hard"], does: DISCARDS },
      { call: "purge|scrub|shun", does: REWRITES },
      { call: "revert|clean", does: DISCARDS },
      { call: "*" },
    ],
  },
  {
    programs: ["bzr", "brz"],
    lines: [
      { call: "clean-tree", without: ["dry-run"], does: CLEARS },
      { call: "revert", does: DISCARDS },
      { call: "uncommit", with: ["force"], does: REWRITES },
      { call: "push", with: ["overwrite"], does: PUSHES_OVER },
      { call: "*" },
    ],
  },
  {
    programs: ["darcs", "pijul"],
    lines: [
      { call: "obliterate|unpull|unrecord", does: REWRITES },
      { call: "revert|rev|reset|clean", does: DISCARDS },
      { call: "*" },
    ],
  },
  {
    programs: ["cm", "tf"],
    lines: [
      { call: "*", operand: /^\/(?:\?|help)$/i },
      { call: "undo|undochange", does: DISCARDS },
      { call: "destroy", does: { ...REWRITES, reach: "all", says: "removes for good, with its history," } },
      // `tf workspace /delete` takes what was never checked in with it.
      { call: "workspace|workspaces", with: ["delete"], does: DISCARDS },
      { call: "workspace|workspaces", operand: /^\/?d(?:elete)?(?::|$)/i, does: DISCARDS },
      { call: "vc destroy", does: { ...REWRITES, reach: "all", says: "removes for good, with its history," } },
      { call: "*" },
    ],
  },
  {
    programs: ["repo"],
    lines: [{ call: "sync", with: ["force-sync", "force-remove-dirty"], does: DISCARDS }, { call: "*" }],
    // `repo forall -c COMMAND` runs it in every repository.
    inner: ({ command }) => {
      const at = command.argv.findIndex(word => word.value === "-c");
      const behind = at === -1 ? [] : command.argv.slice(at + 1);
      const scope = { ...command.scope, via: [...command.scope.via, "repo forall"] };
      const [only] = behind;
      if (behind.length === 1 && only?.value != null) return [{ kind: "shell", text: only.value, scope }];
      return behind.length > 0 ? [{ kind: "argv", argv: behind, scope }] : [];
    },
  },
  {
    // Git over the home folder: nothing is known of that repository.
    programs: ["yadm"],
    grammar: { stopAtOperand: true },
    lines: [{ call: "*" }],
    inner: ({ command }) => [overHome(command, command.argv.slice(1))],
  },
  {
    programs: ["vcsh"],
    grammar: { stopAtOperand: true },
    lines: [{ call: "delete", does: deletes("project", "the repository with its files") }, { call: "*" }],
    inner: ({ command }) => [overHome(command, command.argv.slice(2))],
  },
  {
    programs: ["etckeeper"],
    lines: [{ call: "uninit", does: deletes("commit", "the history of /etc") }, { call: "*" }],
  },
  {
    programs: ["bfg", "bfg-repo-cleaner", "git-filter-repo"],
    lines: [{ call: "", does: REWRITES }],
  },
  {
    programs: ["gt", "git-town", "spr", "stgit", "stg"],
    lines: [
      { call: "branch delete|dl|kill", with: ["f", "force"], does: deletes("branch", "the branch with its changes") },
      { call: "branch delete|dl|kill", does: { ...deletes("branch", "the branch"), recovery: "effort" } },
      { call: "delete|kill|dl", does: deletes("branch", "the branch with its changes") },
      { call: "*" },
    ],
  },
];

function overHome({ scope, span }: Invocation, words: readonly Word[]): Inner {
  const variables = new Map(scope.variables).set("GIT_DIR", null);
  const inside = { ...scope, variables, via: [...scope.via, "git over the home folder"] };
  return { kind: "argv", argv: [literalWord("git"), ...words], scope: inside, ...(span && { span }) };
}

export const versionControl = tablesPack("version-control", TOOLS, [
  { run: "hg update --clean", expect: "ask" },
  { run: "hg strip -r 12", expect: "ask" },
  { run: "hg status", expect: "allow" },
  { run: "hg purge --print", expect: "allow" },
  { run: "jj git push --deleted", expect: "ask" },
  { run: "jj abandon xyz", expect: "allow", why: "`jj undo` brings it back" },
  { run: "svn revert -R lib", expect: "ask" },
  { run: "svn update", expect: "allow" },
  { run: "svn rm https://svn.acme.io/repo/trunk -m gone", expect: "ask" },
  { run: "p4 obliterate -y //depot/app/...", expect: "ask" },
  { run: "brz clean-tree --force", expect: "ask" },
  { run: "brz clean-tree --dry-run", expect: "allow" },
  { run: "darcs revert -a", expect: "ask" },
  { run: "darcs record -a -m work", expect: "allow" },
  { run: "cm undo . -r", expect: "ask" },
  { run: "cm status", expect: "allow" },
  { run: "repo sync --force-sync", expect: "ask" },
  { run: "repo sync -j4", expect: "allow" },
  { run: "repo forall -c 'git status'", expect: "allow" },
  { run: "repo forall -c 'rm -rf /'", expect: "deny" },
  { run: "fossil rm --hard lib", expect: "ask" },
  { run: "p4 sync", expect: "allow" },
  { run: "bfg --delete-folders vendor", expect: "ask" },
  { run: "yadm clean -fdx", expect: "ask" },
  { run: "yadm add .bashrc && yadm commit -m dotfiles", expect: "allow" },
  { run: "vcsh vim reset --hard", expect: "ask" },
  { run: "vcsh list", expect: "allow" },
  { run: "etckeeper uninit -f", expect: "ask" },
]);
