/** What the words of a delete mean: paths, patterns with their matches, and holes with what surrounds them. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../../src/core/files/targets.ts";
import { readShell } from "../../../src/core/languages/shell/reader.ts";
import { disk, type Layout } from "../../support/disk.ts";

const APP = "/home/dev/app";
const FILES = {
  [`${APP}/a.ts`]: "x",
  [`${APP}/b.log`]: "x",
  [`${APP}/src/c.ts`]: "x",
  [`${APP}/packages/p/dist/x`]: "x",
  [`${APP}/packages/p/package.json`]: "{}",
  [`${APP}/packages/q/lib/x`]: "x",
  [`${APP}/node_modules/m/x`]: "x",
};
const KNOWN = new Map([
  ["HOME", "/home/dev"],
  ["PATH", "/bin"],
]);

/** The loss of the last word of `text`, read where a recursive delete would read it. */
function loss(text: string, layout: Layout = {}, variables: ReadonlyMap<string, string> = KNOWN, recursive = true) {
  const facts = disk({ files: FILES, ...layout });
  const { invocations } = readShell(text, { cwd: APP, variables, via: [] }, facts);
  const command = invocations.findLast(({ program }) => program === "rm");
  const word = command?.argv.at(-1);
  if (!command || !word) throw new Error(`no rm in ${text}`);
  const target = targetOf(word, command.scope, facts, { recursive });
  if (!target) return "nothing";
  const { resource, reach, recovery, marks } = target.loss;
  return [resource, reach, recovery, ...marks].join(" ");
}

const check = (text: string, expected: string, layout?: Layout) =>
  it(text, () => expect(loss(text, layout)).toBe(expected));

describe("patterns", () => {
  check("rm -rf *", "directory all none workspace-root");
  check("rm -rf ./*", "directory all none workspace-root");
  check("rm -rf ~/*", "directory all none home workspace-ancestor");
  check("rm -rf ~/.*", "directory all none home workspace-ancestor");
  check("rm -rf /*", "directory all none root home workspace-ancestor");
  check("rm -rf ../*", "directory all none home workspace-ancestor");
  check("rm -rf src/*", "directory all none only-copy");
  check("rm -rf *.ts", "file one none");
  check("rm -rf *.md", "nothing");
  check("rm -rf *s", "directory several none only-copy");
  check("rm -rf packages/*/dist", "directory several free");
  check("rm -rf packages/*/lib", "directory several none only-copy");
  check("rm -rf packages/*", "directory all none only-copy");
  check("rm -rf [!a]*", "directory several none only-copy");
  check("rm -rf **/*.pyc", "directory several free");
  check("rm -rf **/*.sql", "directory several none");
  check("rm -rf !(a)", "directory all none workspace-root");
  check("rm -rf /**/x", "directory several none root home workspace-ancestor");
  check("rm -rf '*'", "directory several none");
  check("X='*'; rm -rf $X", "directory all none workspace-root");
  check("cd $D; rm -rf *", "directory all none unresolved-target");
  check("cd $D; rm -rf */node_modules", "directory all free");
  check("rm -rf src/*", "directory several free", { git: { root: APP } });
  check("rm -rf **/*.sql", "directory several free", { git: { root: APP, untracked: ["a.md"] } });
  check("rm -rf **/*.sql", "directory several none", { git: { root: APP, untracked: ["db/a.sql"] } });
  check("rm -rf **/*.sql", "directory several none", { git: { root: APP, untracked: ["nested/"] } });
});

describe("holes", () => {
  check('rm -rf "$X"', "directory unknown none unresolved-target");
  check('rm -rf "$X/"', "directory unknown none unresolved-target root home workspace-ancestor");
  check("rm -rf $X/*", "directory unknown none unresolved-target root home workspace-ancestor");
  check('rm -rf "$X/files"', "directory unknown none unresolved-target");
  check('rm -rf "$X/etc"', "directory unknown none unresolved-target root");
  check('rm -rf "./$X"', "directory several none unresolved-target workspace-root");
  check('rm -rf "src/$X"', "directory several none unresolved-target only-copy");
  check('rm -rf "src/$X/../.."', "directory unknown none unresolved-target home workspace-ancestor");
  check('rm -rf "node_modules/$X"', "directory several effort");
  check('rm -rf "/tmp/run/$X"', "directory several effort", { files: { ...FILES, "/tmp/run/x": "x" } });
  check('rm -rf "/tmp/run-$X"', "directory one effort", { files: { ...FILES, "/tmp/run-1": "x" } });
  check("rm -rf /tmp/run-$$", "file one free", { files: { ...FILES, "/tmp/run-1": "x" } });
  check('rm -rf "$X/node_modules"', "directory one effort");
  check("rm -rf ~other", "directory all none home");
  check("rm -rf ~other/x", "directory several none outside-workspace");
  check('cd "$D" && rm -rf src', "directory several none");
  check('cd "$D" && rm -rf node_modules', "directory several free");
  check('cd "$D" && rm -rf ..', "directory unknown none unresolved-target");
});

describe("a home that nobody knows", () => {
  it.each([
    ["rm -rf ~", "directory all none home"],
    ["rm -rf ~/", "directory all none home"],
    ["rm -rf ~/*", "directory all none home"],
    ["rm -rf $HOME", "directory all none home"],
    ['rm -rf "${HOME}/"', "directory all none home"],
    ["rm -rf $HOME/.cache", "directory several none outside-workspace"],
  ])("%s", (text, expected) => {
    const { home: _, ...around } = disk({}).around;
    const facts = { around: { ...around, home: undefined } } as unknown as Layout;
    expect(loss(text, facts, new Map())).toBe(expected);
  });
});

describe("what is not recursive", () => {
  it.each([
    ["rm src", "nothing"],
    ["rm a.ts", "file one none"],
    ["rm *", "file all none workspace-root"],
    ["rm src/*", "file all none only-copy"],
    ['rm "$X"', "file one none unresolved-target"],
    ['rm ""', "nothing"],
  ])("%s", (text, expected) => expect(loss(text, {}, KNOWN, false)).toBe(expected));
});

describe("what the same text has moved or linked", () => {
  check("mv src kept; rm -rf kept", "directory several none only-copy");
  check("mv src kept; rm -rf kept/*", "directory all none only-copy");
  check("mv node_modules old; rm -rf old", "directory several free");
  check("mv src /tmp; rm -rf /tmp/src", "directory several none only-copy", { files: { ...FILES, "/tmp/x": "x" } });
  check("ln -s / l; rm -rf l/", "directory all none root home workspace-ancestor");
  check("ln -s ~ l; cd l; rm -rf app", "directory all none workspace-root");
  check("X=src; mv $X y; mv y z; rm -rf z", "directory several none only-copy");
});
