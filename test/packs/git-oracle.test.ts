/** The git pack against git itself: in a scratch repository, what it says would be lost is what is lost. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Invocation } from "../../src/core/effects/pack.ts";
import { type Fact, Facts, type GitFact, wantKey } from "../../src/core/facts/facts.ts";
import { literalWord } from "../../src/core/text/words.ts";
import { git } from "../../src/packs/git/index.ts";
import { gitState } from "../../src/platform/git-state.ts";

/** Work that exists nowhere but in the work tree: path and content. */
const WORK: Readonly<Record<string, string>> = {
  "src/a.ts": "changed, not staged\n",
  "docs/b.md": "changed, not staged\n",
  "src/s.ts": "changed and staged\n",
  "notes.md": "never added\n",
  "new/deep.txt": "never added\n",
  "data/local.db": "ignored\n",
};

let folder = "";
let home = "";

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-git-oracle-")));
  home = join(folder, "home");
  mkdirSync(home);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(cwd: string, args: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args], {
    cwd,
    stdio: "pipe",
    env: { PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" },
  });
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Two commits on main, a branch `other` that differs in src/a.ts, and `WORK` in the tree when it is dirty. */
function repository(name: string, dirty: boolean): string {
  const root = join(folder, name);
  mkdirSync(root);
  run(root, ["init", "-q", "-b", "main"]);
  write(root, {
    "src/a.ts": "one\n",
    "src/s.ts": "one\n",
    "src/c.ts": "one\n",
    "docs/b.md": "one\n",
    ".gitignore": "data/\n",
  });
  run(root, ["add", "-A"]);
  run(root, ["commit", "-qm", "one"]);
  run(root, ["branch", "other"]);
  write(root, { "src/c.ts": "two\n" });
  run(root, ["commit", "-qam", "two"]);
  if (!dirty) return root;
  write(root, WORK);
  run(root, ["add", "src/s.ts"]);
  return root;
}

function lostIn(root: string): string[] {
  return Object.entries(WORK).flatMap(([path, text]) => {
    const file = join(root, path);
    return existsSync(file) && readFileSync(file, "utf8") === text ? [] : [path];
  });
}

function predicts(args: readonly string[], root: string, state: GitFact | null): boolean {
  const table = new Map<string, Fact>([[wantKey({ kind: "git", path: root }), state]]);
  const command: Invocation = {
    program: "git",
    argv: ["git", ...args].map(word => literalWord(word)),
    redirects: [],
    stdin: { kind: "none" },
    scope: { cwd: root, variables: new Map(), via: [] },
  };
  const { effects } = git.read(command, new Facts(table, { roots: [root], home, platform: "linux" }));
  return effects.some(
    ({ verb, resource, recovery }) =>
      recovery === "none" && (verb === "discard" || (verb === "delete" && /file/.test(resource))),
  );
}

const COMMANDS = `reset --hard|reset --hard HEAD|reset --merge|reset --soft HEAD~1|reset|reset src/a.ts|reset --keep
checkout -- src/a.ts|checkout -- src/c.ts|checkout src/a.ts|checkout .|checkout HEAD -- src/s.ts|checkout -- src/s.ts
checkout HEAD src|checkout other -- src/c.ts|checkout other -- docs|checkout -f other|checkout -b new|checkout --detach
switch -c new|switch -f other|switch --discard-changes other|restore src/a.ts|restore src/s.ts|restore --staged src/s.ts
restore -SW src/s.ts|restore --source HEAD~1 src/c.ts|restore --source HEAD~1 src/a.ts|restore docs/*.md
clean -fd|clean -fdx|clean -fX|clean -fdX|clean -fX -- data/local.db|clean -fX -- docs/b.md|clean -nd|clean -fd src|clean -f notes.md|clean -fdX docs
rm -f src/a.ts|rm -f src/c.ts|rm -q src/c.ts|rm -rqf docs|rm -r --cached src|rm -fqn src/a.ts|rm -rqf .
stash list|branch new|tag v1|gc --quiet|status|diff|read-tree --reset -u HEAD|checkout-index -f -a`
  .split(/[|\n]/)
  .map(line => line.split(" "));

describe("with uncommitted work", () => {
  it.each(COMMANDS.map((args, i) => [args.join(" "), args, i] as const))("git %s", async (_, args, i) => {
    const root = repository(`dirty-${i}`, true);
    const predicted = predicts(args, root, await gitState(root));
    run(root, args);
    const lost = lostIn(root);
    expect({ loses: lost.length > 0, lost }).toEqual({ loses: predicted, lost });
  });
});

describe("with nothing uncommitted", () => {
  it("loses nothing, whatever is run", async () => {
    const root = repository("clean", false);
    const state = await gitState(root);
    expect(COMMANDS.filter(args => predicts(args, root, state)).map(args => args.join(" "))).toEqual([]);
  });
});
