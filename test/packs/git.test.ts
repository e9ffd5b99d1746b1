import { describe, expect, it } from "vitest";
import type { Inner, Invocation } from "../../src/core/effects/pack.ts";
import { type Fact, Facts, type GitFact, wantKey } from "../../src/core/facts/facts.ts";
import { literalWord, type Word, wordOfText } from "../../src/core/text/words.ts";
import { aliasIn } from "../../src/packs/git/embedded.ts";
import { git } from "../../src/packs/git/index.ts";

const ROOT = "/home/dev/app";
const CLEAN: GitFact = {
  root: ROOT,
  branch: "feature/x",
  upstream: "origin/feature/x",
  ahead: 0,
  modified: [],
  staged: [],
  untracked: [],
  ignored: [],
  stashes: 0,
  cut: false,
};
const DIRTY: GitFact = {
  ...CLEAN,
  modified: ["src/a.ts", "docs/b.md"],
  staged: ["src/s.ts"],
  untracked: ["notes.md"],
  ignored: ["node_modules/", ".env", "data/"],
  stashes: 2,
  ahead: 1,
};

interface World {
  readonly git?: GitFact | null;
  readonly cwd?: string | null;
  readonly env?: Readonly<Record<string, string | null>>;
  readonly files?: Readonly<Record<string, string>>;
}

function read(argv: readonly Word[], { git: state = DIRTY, cwd = ROOT, env = {}, files = {} }: World) {
  const table = new Map<string, Fact>();
  for (const folder of [ROOT, `${ROOT}/src`, "/home/dev/wt"]) table.set(wantKey({ kind: "git", path: folder }), state);
  for (const [path, text] of Object.entries(files)) table.set(wantKey({ kind: "text", path }), text);
  const command: Invocation = {
    program: "git",
    argv: [literalWord("git"), ...argv],
    redirects: [],
    stdin: { kind: "none" },
    scope: { cwd, variables: new Map(Object.entries(env)), via: [] },
  };
  return git.read(command, new Facts(table, { roots: [ROOT], home: "/home/dev", platform: "linux" }));
}

function shown(inner: Inner): string {
  switch (inner.kind) {
    case "shell":
      return `shell: ${inner.text}`;
    case "argv":
      return `argv: ${inner.argv.map(({ text }) => text).join("|")}`;
    default:
      return inner.kind;
  }
}

/** `git …` and the effects as `verb resource target reach recovery`; `_` stands for a blank inside a word. */
function check(cases: readonly (readonly [line: string, effects: readonly string[]])[], world: World = {}): void {
  it.each(cases)("git %s", (line, expected) => {
    const { effects, inner = [] } = read(
      line.split(" ").map(word => wordOfText(word.replaceAll("_", " "))),
      world,
    );
    const found = effects.map(
      ({ verb, resource, target, reach, recovery }) => `${verb} ${resource} ${target} ${reach} ${recovery}`,
    );
    expect([...found, ...inner.map(shown)]).toEqual(expected);
  });
}

const ALL_CHANGES = "discard working-tree src/a.ts, docs/b.md, src/s.ts all none";
const REMADE = "delete untracked-files node_modules one free";
const NOTHING = "discard working-tree uncommitted changes one free";

describe("reset", () => {
  check([
    ["reset --hard", [ALL_CHANGES]],
    ["reset --hard HEAD", [ALL_CHANGES]],
    ["reset --hard @", [ALL_CHANGES]],
    ["reset HEAD --hard", [ALL_CHANGES]],
    ["reset -q --hard", [ALL_CHANGES]],
    ["reset --merge", ["discard working-tree src/s.ts one none"]],
    ["reset --keep", []],
    ["reset", []],
    ["reset --soft HEAD~1", []],
    ["reset --mixed HEAD~3", []],
    ["reset src/a.ts", []],
    ["reset --hard HEAD~1", [ALL_CHANGES, "rewrite-history commit feature/x to HEAD~1 one effort"]],
    ["reset --keep HEAD~1", ["rewrite-history commit feature/x to HEAD~1 one effort"]],
  ]);
  check(
    [
      ["reset --hard", ["discard working-tree uncommitted changes all free"]],
      [
        "reset --hard origin/main",
        [
          "discard working-tree uncommitted changes all free",
          "rewrite-history commit feature/x to origin/main several free",
        ],
      ],
    ],
    { git: CLEAN },
  );
  check([["reset --hard", ["discard working-tree uncommitted changes all none"]]], { git: null });
  check([["reset --hard", ["discard working-tree uncommitted changes all none"]]], { git: { ...CLEAN, cut: true } });
  check([["reset --hard", ["discard working-tree uncommitted changes all none"]]], { cwd: null });
  check([["reset --hard", ["discard working-tree uncommitted changes all none"]]], {
    env: { GIT_DIR: "/elsewhere/.git" },
  });
});

describe("checkout, switch, restore", () => {
  check([
    ["checkout -- src/a.ts", ["discard working-tree src/a.ts one none"]],
    ["checkout -- src", ["discard working-tree src/a.ts one none"]],
    ["checkout -- src/clean.ts", [NOTHING]],
    ["checkout src/a.ts", ["discard working-tree src/a.ts one none"]],
    ["checkout .", ["discard working-tree src/a.ts, docs/b.md several none"]],
    ["checkout HEAD -- .", ["discard working-tree src/a.ts, docs/b.md, src/s.ts several none"]],
    ["checkout HEAD~2 src/a.ts", ["discard working-tree src/a.ts one none"]],
    ["checkout main -- notes.md", ["discard working-tree notes.md one none"]],
    ["checkout main -- other.md", [NOTHING]],
    ["checkout :/src", ["discard working-tree src/a.ts, docs/b.md several none"]],
    ["checkout --pathspec-from-file=list", [ALL_CHANGES.replace("all", "several")]],
    ["checkout main", []],
    ["checkout -", []],
    ["checkout -b new", []],
    ["checkout --orphan new", []],
    ["checkout --detach HEAD~1", []],
    ["checkout -p src/a.ts", ["discard working-tree src/a.ts one none"]],
    ["checkout -f", [ALL_CHANGES]],
    ["checkout --force main", [ALL_CHANGES]],
    ["checkout -tf origin/x", [ALL_CHANGES]],
    ["checkout -h", []],
    ["checkout -B new main", ["rewrite-history branch new one effort"]],
    ["switch main", []],
    ["switch -f main", [ALL_CHANGES]],
    ["switch --discard-changes main", [ALL_CHANGES]],
    ["switch -C main", ["rewrite-history branch main one effort"]],
    ["restore src/a.ts", ["discard working-tree src/a.ts one none"]],
    ["restore .", ["discard working-tree src/a.ts, docs/b.md several none"]],
    ["restore --staged .", []],
    ["restore -S -W src", ["discard working-tree src/a.ts, src/s.ts several none"]],
    ["restore --source HEAD~1 src/s.ts", ["discard working-tree src/s.ts one none"]],
    ["restore", []],
    ["checkout-index -f -a", ["discard working-tree src/a.ts, docs/b.md all none"]],
    ["read-tree --reset -u HEAD", [ALL_CHANGES]],
  ]);
  check(
    [
      ["checkout a.ts", ["discard working-tree src/a.ts one none"]],
      ["checkout ..", ["discard working-tree src/a.ts, docs/b.md several none"]],
    ],
    {
      cwd: `${ROOT}/src`,
    },
  );
  check(
    [
      ["checkout src/a.ts", ["discard working-tree uncommitted changes unknown none"]],
      ["checkout main", []],
      ["checkout feature/x", []],
      ["checkout v1.2", []],
    ],
    { git: null },
  );
});

describe("clean and rm", () => {
  check([
    ["clean -fd", ["delete untracked-files notes.md one none"]],
    ["clean --force", ["delete untracked-files notes.md one none"]],
    ["clean -fd src", ["delete untracked-files untracked files one free"]],
    ["clean -fdx", ["delete untracked-files notes.md, .env, data/ all none", REMADE]],
    ["clean -fX", ["delete untracked-files .env one none"]],
    ["clean -fdX", ["delete untracked-files .env, data/ all none", REMADE]],
    ["clean -fX -- data/deep/x.db", ["delete untracked-files .env, data/ all none", REMADE]],
    ["clean -fdX -- data", ["delete untracked-files data/ one none"]],
    ["clean -nfd", []],
    ["clean -d", []],
    ["clean -i", []],
    ["-c clean.requireForce=false clean -d", ["delete untracked-files notes.md one none"]],
    ["rm src/a.ts", ["delete file src/a.ts one free"]],
    ["rm -f src/a.ts", ["delete file src/a.ts one none"]],
    ["rm -f src/clean.ts", ["delete file src/clean.ts one free"]],
    ["rm -rf src", ["delete file src several none"]],
    ["rm -r --cached .", []],
    ["rm -f --no-force src/a.ts", ["delete file src/a.ts one free"]],
    ["rm -f --dry-run --no-dry-run src/a.ts", ["delete file src/a.ts one none"]],
    ["rm -rf --dry-run .", []],
    ["rm -r .", ["delete directory app all effort"]],
  ]);
  check(
    [
      ["clean -fd", ["delete untracked-files untracked files unknown none"]],
      ["rm -f x", ["delete file x unknown none"]],
    ],
    { git: null },
  );
  check([["clean -fdx", ["delete untracked-files untracked and ignored files one free"]]], {
    git: { ...CLEAN, ignored: ["node_modules/", "web/dist/"] },
  });
});

describe("push", () => {
  check([
    ["push", ["publish remote-branch origin feature/x one free"]],
    ["push origin HEAD:main", ["publish remote-branch origin main one free"]],
    ["push --tags", []],
    ["push --force", ["rewrite-history remote-branch origin feature/x one none"]],
    ["push -f upstream feature/y", ["rewrite-history remote-branch upstream feature/y one none"]],
    ["push origin +HEAD", ["rewrite-history remote-branch origin feature/x one none"]],
    [
      "push origin +a:b c",
      ["rewrite-history remote-branch origin b one none", "publish remote-branch origin c one free"],
    ],
    ["push --force origin main", ["rewrite-history remote-branch origin main unknown none"]],
    ["push --force origin release/1", ["rewrite-history remote-branch origin release/1 unknown none"]],
    ["push --forc origin x", ["rewrite-history remote-branch origin x one none"]],
    ["push origin a:+b", ["rewrite-history remote-branch origin b one none"]],
    ["push --force --no-force", ["publish remote-branch origin feature/x one free"]],
    ["push --force-with-lease", ["rewrite-history remote-branch origin feature/x one free"]],
    [
      "push --force-with-lease=feature/x:abc origin feature/x",
      ["rewrite-history remote-branch origin feature/x one free"],
    ],
    ["push --force-w origin main", ["rewrite-history remote-branch origin main one effort"]],
    ["push --force-with-lease --force", ["rewrite-history remote-branch origin feature/x one none"]],
    ["push origin --delete a b", ["delete remote-branch origin a one none", "delete remote-branch origin b one none"]],
    ["push -d origin a", ["delete remote-branch origin a one none"]],
    ["push origin :a", ["delete remote-branch origin a one none"]],
    ["push origin :refs/heads/main", ["delete remote-branch origin main one none"]],
    [
      "push --mirror",
      [
        "publish remote-branch origin a branch that is only known when it runs one free",
        "delete remote-branch origin, every branch that is not here all none",
      ],
    ],
    ["push -nf", []],
    ["push --dry-run --force", []],
    ["push origin ￼", ["publish remote-branch origin a branch that is only known when it runs one free"]],
    ["push origin +￼", ["rewrite-history remote-branch origin a branch that is only known when it runs unknown none"]],
    ["push -o ci.skip", ["publish remote-branch origin feature/x one free"]],
  ]);

  it("marks branches that others build on", () => {
    const marks = (line: string) =>
      read(
        line.split(" ").map(word => literalWord(word)),
        {},
      ).effects.map(effect => effect.marks ?? []);
    expect(marks("push -f origin main")).toEqual([["protected-branch"]]);
    expect(marks("push -f origin feature/main")).toEqual([[]]);
  });
});

describe("names", () => {
  check([
    ["branch -D x y", ["delete branch x unknown none", "delete branch y unknown none"]],
    ["branch -df x", ["delete branch x unknown none"]],
    ["branch -Dr origin/x", ["delete branch origin/x unknown free"]],
    ["branch -d x", []],
    ["branch x", []],
    ["branch --list -v", []],
    ["branch -f main origin/main", ["rewrite-history branch main one effort"]],
    ["branch -M main", ["rewrite-history branch main one effort"]],
    ["branch -m new", []],
    ["branch -u origin/x", []],
    ["tag -d v1", ["delete branch tag v1 one none"]],
    ["tag -a v1 -m delete", []],
    ["stash drop", ["delete stash the last stash one none"]],
    ["stash drop stash@{1}", ["delete stash stash@{1} one none"]],
    ["stash clear", ["delete stash every stash all none"]],
    ["stash", []],
    ["stash pop", []],
    ["stash push -m drop", []],
    ["worktree remove --force ../wt", ["delete directory ../wt unknown none"]],
    ["worktree remove ../wt", []],
    ["update-ref -d refs/heads/x", ["delete branch x unknown none"]],
    ["update-ref refs/heads/x abc", ["rewrite-history branch x one effort"]],
    ["update-ref --stdin", ["rewrite-history branch refs given on standard input unknown effort"]],
  ]);
  check([["stash clear", ["delete stash every stash all free"]]], { git: CLEAN });
  check([["worktree remove -f ../wt", ["delete directory ../wt several free"]]], {
    git: { ...CLEAN, root: "/home/dev/wt" },
  });
});

describe("history", () => {
  check([
    ["reflog", []],
    ["reflog expire --all", ["rewrite-history commit the reflog all none"]],
    ["reflog expire --expire=now --all", ["rewrite-history commit the reflog all none"]],
    ["reflog expire --dry-run --expire=now --all", []],
    ["reflog delete HEAD@{1}", ["rewrite-history commit the reflog one none"]],
    ["gc", []],
    ["gc --prune=2.weeks.ago", []],
    ["gc --prune=now", ["delete commit unreachable commits several none"]],
    ["-c gc.pruneExpire=now gc", ["delete commit unreachable commits several none"]],
    ["prune", ["delete commit unreachable commits several none"]],
    ["prune -n", []],
    ["prune --expire 2.weeks.ago", []],
    ["filter-repo --path src", ["rewrite-history commit feature/x all none"]],
    ["filter-repo --analyze", []],
    ["filter-branch --tree-filter rm_-rf_x HEAD", ["rewrite-history commit feature/x all effort", "shell: rm -rf x"]],
    ["rebase main", []],
    ["commit --amend", []],
    ["merge --abort", ["discard working-tree src/a.ts, docs/b.md, src/s.ts several effort"]],
  ]);
});

describe("code that git runs", () => {
  check([
    ["-c alias.x=!rm_-rf_y x z", ["shell: rm -rf y z"]],
    ["-c alias.x=reset_--hard x", ["argv: git|reset|--hard"]],
    ["-c core.sshCommand=evil fetch", ["shell: evil"]],
    ["-c core.pager=cat log", []],
    ["-c core.fsmonitor=false status", []],
    ["config alias.x !rm_-rf_y", ["shell: rm -rf y"]],
    ["config --global core.editor vim", ["shell: vim"]],
    ["config user.name x", []],
    ["config --get alias.x", []],
    ["submodule foreach git_clean_-fdx", ["shell: git clean -fdx"]],
    ["submodule foreach --recursive git clean -fdx", ["argv: git|clean|-fdx"]],
    ["submodule update --init", []],
    ["bisect run make test", ["argv: make|test"]],
    ["rebase -x make_test main", ["shell: make test"]],
    ["clone ext::sh_-c_rm%_-rf%_x", ["argv: sh|-c|rm -rf x"]],
    ["fetch --upload-pack=evil origin", ["shell: evil"]],
    ["￼ x", ["execute-unknown code git unknown none"]],
    ["frobnicate", []],
    ["nuke-everything", ["delete unknown git nuke-everything unknown none"]],
    ["lfs prune", []],
    ["status", []],
    ["--version", []],
  ]);

  check(
    [
      ["fetch", ["shell: rm -rf x"]],
      ["-c core.sshCommand=ssh fetch", ["shell: ssh"]],
    ],
    { env: { GIT_SSH_COMMAND: "rm -rf x" } },
  );
  check([["fetch", ["shell: evil"]]], {
    env: { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "core.sshCommand", GIT_CONFIG_VALUE_0: "evil" },
  });

  it("reads aliases where git reads them", () => {
    const files = { [`${ROOT}/.git/config`]: '[core]\n\tx = 1\n[alias]\n\tgo = "!rm -rf y" # gone\n' };
    expect((read([literalWord("go")], { files }).inner ?? []).map(shown)).toEqual(["shell: rm -rf y"]);
    expect(
      (read([literalWord("go")], { files: { "/home/dev/.gitconfig": "[alias]\ngo = push -f\n" } }).inner ?? []).map(
        shown,
      ),
    ).toEqual(["argv: git|push|-f"]);
  });

  it.each([
    ["[alias]\n x = status", "status"],
    ["[Alias]\nX = a \\\n  b", "a    b"],
    ['[alias]\nx = "a;b" ; note', "a;b"],
    ['[alias "x"]\nx = no', undefined],
    ["[core]\nx = no", undefined],
    ["", undefined],
  ])("aliasIn(%j)", (text, expected) => expect(aliasIn(text, "x")).toBe(expected));
});

describe("where it happens", () => {
  check([
    ["-C src checkout a.ts", ["discard working-tree src/a.ts one none"]],
    ["-C / -C home/dev/app checkout .", ["discard working-tree src/a.ts, docs/b.md several none"]],
  ]);
  check([["--work-tree /home/dev/app checkout .", ["discard working-tree src/a.ts, docs/b.md several none"]]], {
    cwd: "/",
  });
  check([["-C ￼ checkout .", ["discard working-tree uncommitted changes unknown none"]]]);
});
