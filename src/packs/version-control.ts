/** Reads version control besides Git, and rewriters of Git's history: Mercurial, Jujutsu, Subversion, Perforce … */

import type { Inner, Invocation } from "../core/effects/pack.ts";
import { deletes } from "../core/kit/effect-templates.ts";
import { tablesPack } from "../core/kit/subcommands.ts";
import type { EffectTemplate, Table } from "../core/kit/table.ts";
import { literalWord, type Word } from "../core/text/words.ts";

type Tool = Omit<Table, "id" | "examples">;

const DISCARDS: EffectTemplate = {
  verb: "discard",
  resource: "working-tree",
  reach: "several",
  says: "throws away what has not been committed in",
  instead: "Shelve or commit the changes first, and name the files.",
};

const TOOLS: readonly Tool[] = [
  {
    source: "https://source.android.com/docs/setup/reference/repo",
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
    source: "https://github.com/RichiH/vcsh",
    programs: ["vcsh"],
    grammar: { stopAtOperand: true },
    lines: [{ call: "delete", does: deletes("project", "the repository with its files") }, { call: "*" }],
    inner: ({ command }) => [overHome(command, command.argv.slice(2))],
  },
];

function overHome({ scope, span }: Invocation, words: readonly Word[]): Inner {
  const variables = new Map(scope.variables).set("GIT_DIR", null);
  const inside = { ...scope, variables, via: [...scope.via, "git over the home folder"] };
  return { kind: "argv", argv: [literalWord("git"), ...words], scope: inside, ...(span && { span }) };
}

export const versionControl = tablesPack("version-control", TOOLS, [
  { run: "repo sync --force-sync", expect: "ask" },
  { run: "repo sync -j4", expect: "allow" },
  { run: "repo forall -c 'git status'", expect: "allow" },
  { run: "repo forall -c 'rm -rf /'", expect: "deny" },
  { run: "yadm clean -fdx", expect: "ask" },
  { run: "yadm add .bashrc && yadm commit -m dotfiles", expect: "allow" },
  { run: "vcsh vim reset --hard", expect: "ask" },
  { run: "vcsh list", expect: "allow" },
]);
