/** A program's start is part of what was let through, or it is judged by itself. */
import { expect, it } from "vitest";
import { isPartOf } from "../../../src/core/approval/part-of.ts";
import { Facts } from "../../../src/core/facts/facts.ts";
import { judge } from "../../../src/core/pipeline.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { traceEffects } from "../../../src/core/reading/read.ts";
import { PACKS } from "../../../src/packs/index.ts";

const ROOT = "/home/dev/app";

interface Said {
  readonly text: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function read({ text, cwd = ROOT, env = {} }: Said) {
  const action = { kind: "command", text, shell: "bash", cwd, env, origin: { agent: "a" } } as const;
  const around = { cwd, roots: [ROOT], home: "/home/dev", env, platform: "linux" } as const;
  const judgement = judge(action, new Map(), { packs: PACKS, policy: BUILT_IN, around });
  return { judgement, steps: traceEffects(action, new Facts(new Map(), around), PACKS) };
}

const said = (what: string | Said): Said => (typeof what === "string" ? { text: what } : what);
const isPart = (whole: string | Said, part: string | Said) => isPartOf(read(said(whole)), read(said(part)));

it.each<[why: string, whole: string | Said, part: string | Said]>([
  ["the line itself", "rm -rf src", "rm -rf src"],
  ["one of several", "npm test && rm -rf src; git push --force", "git push --force"],
  ["by its path", "/bin/rm -rf src", "rm -rf src"],
  ["quoted otherwise", `rm -rf "src/a b" $'c'`, "rm -rf 'src/a b' c"],
  ["inside another shell", `bash -c 'cd sub && rm -rf src'`, { text: "rm -rf src", cwd: `${ROOT}/sub` }],
  ["in a loop", "for d in a b; do rm -rf $d; done", "rm -rf b"],
  ["what a pattern came to", "rm -rf src/*.ts other", "rm -rf src/a.ts src/b.ts other"],
  ["with a variable that was known", { text: "rm -rf $D/x", env: { D: "src" } }, "rm -rf src/x"],
])("yes: %s", (_, whole, part) => expect(isPart(whole, part)).toBe(true));

it.each<[why: string, whole: string | Said, part: string | Said]>([
  ["another word", "rm -rf src", "rm -rf src2"],
  ["one word more", "rm -rf src", "rm -rf src test"],
  ["one word less", "rm -rf src test", "rm -rf src"],
  ["another order", "rm -rf src test", "rm -rf test src"],
  ["another program", "mv src /dev/null", "rm -rf src"],
  ["only in a text", "echo 'rm -rf src'", "rm -rf src"],
  ["another folder", "rm -rf src", { text: "rm -rf src", cwd: `${ROOT}/sub` }],
  ["a folder that nobody knows", 'cd "$X" && rm -rf src', "rm -rf src"],
  ["a variable that was not known", "rm -rf $D/x", "rm -rf src/x"],
  ["output that was not known", "rm -rf $(cat list)", "rm -rf src"],
  ["what a pattern does not reach", "rm -rf src/*.ts", "rm -rf src/sub/a.ts"],
  ["what a pattern does not name", "rm -rf src/*.ts", "rm -rf src/a.ts other"],
  ["a dot file behind a pattern", "rm -rf *", "rm -rf .git"],
  ["a name that is no text", "rm -rf src/*", "rm -rf 'src/\uFFFC'"],
  ["in a container", "docker exec c rm -rf /data", "rm -rf /data"],
  ["on another machine", "ssh host 'rm -rf src'", "rm -rf src"],
  [
    "another database",
    { text: "psql -c 'drop table t'", env: { PGHOST: "localhost" } },
    { text: "psql -c 'drop table t'", env: { PGHOST: "db.acme.io" } },
  ],
  ["several commands", "rm -rf a; rm -rf b", "rm -rf a; rm -rf b"],
])("no: %s", (_, whole, part) => expect(isPart(whole, part)).toBe(false));
