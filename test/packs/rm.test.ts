/** What the effects of deletes and overwrites say, beyond the decision that the packs' own examples prove. */
import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/core/effects/effect.ts";
import { readShell } from "../../src/core/languages/shell/reader.ts";
import { PACKS } from "../../src/packs/index.ts";
import { disk, type Layout } from "../support/disk.ts";

const APP = "/home/dev/app";
const FILES = { [`${APP}/src/a.ts`]: "x", [`${APP}/notes.txt`]: "x", [`${APP}/b.txt`]: "x" };

function effects(text: string, layout: Layout = {}): readonly Effect[] {
  const facts = disk({ files: FILES, ...layout });
  const variables = new Map([
    ["PATH", "/bin"],
    ["HOME", "/home/dev"],
  ]);
  return readShell(text, { cwd: APP, variables, via: [] }, facts).invocations.flatMap(command => {
    const pack = PACKS.find(one => one.kind === "program" && one.programs.includes(command.program));
    return pack?.kind === "program" ? pack.read(command, facts).effects : [];
  });
}

const lost = (text: string, layout?: Layout) => effects(text, layout).filter(({ recovery }) => recovery !== "free");

describe("rm", () => {
  it("has one effect for each target, marked in the text, with its place", () => {
    const text = "cd src && rm -rf a.ts ../notes.txt";
    const found = effects(text);
    expect(found.map(({ target, path }) => [target, path])).toEqual([
      ["a.ts", `${APP}/src/a.ts`],
      ["../notes.txt", `${APP}/notes.txt`],
    ]);
    expect(found.map(({ span }) => span && text.slice(span.start, span.end))).toEqual(["a.ts", "../notes.txt"]);
    expect(found.map(({ at }) => at)).toEqual([
      [{ kind: "path", path: `${APP}/src/a.ts` }],
      [{ kind: "path", path: `${APP}/notes.txt` }],
    ]);
    expect(found.every(({ verb, source }) => verb === "delete" && source === "rm")).toBe(true);
  });

  it.each([
    ["rm -rf src", "deletes the folder src"],
    ["rm notes.txt", "deletes notes.txt"],
    ["rm -rf src/*", "deletes everything in src/*"],
    ["rm -rf .", "deletes the whole workspace"],
    ["rm -rf ~", "deletes a home folder (/home/dev)"],
    ['rm -rf "$X/y"', "deletes whatever $X/y turns out to be"],
    ["shred -u notes.txt", "overwrites notes.txt so that nothing can be read from it"],
  ])("%s: %s", (text, says) => expect(lost(text).map(effect => effect.says)).toEqual([says]));

  it("names a gentler way wherever something is lost", () => {
    for (const text of [
      "rm -rf src",
      "rm notes.txt",
      'rm -rf "$X"',
      "rm -rf ~",
      "mv notes.txt b.txt",
      "cp notes.txt b.txt",
    ])
      for (const effect of lost(text)) expect(effect.instead).toMatch(/^[A-Z].*\.$/);
    expect(effects("rm -rf src", { git: { root: APP } })[0]).not.toHaveProperty("instead");
  });

  it.each(["rm", "rm --help", "rm --version", "rm -rf", "rmdir src", "rm src", "rm -f missing", 'rm ""'])(
    "%s loses nothing",
    text => expect(lost(text)).toEqual([]),
  );

  it.each([
    "rm -r src",
    "rm -R src",
    "rm -fr src",
    "rm --recursive src",
    "rm --rec src",
    "rm src -rf",
    "rm -rf -- src",
  ])("%s takes the folder", text => expect(lost(text).map(({ target }) => target)).toEqual(["src"]));

  it("takes what stands behind -- for a name", () => {
    expect(effects("rm -- -rf").map(({ target }) => target)).toEqual(["-rf"]);
  });
});

describe("mv and cp", () => {
  it.each<[string, string[]]>([
    ["mv notes.txt b.txt", ["overwrite b.txt"]],
    ["mv notes.txt src", []],
    ["mv b.txt notes.txt src", []],
    ["mv src/a.ts b.txt", ["overwrite b.txt"]],
    ["mv -n notes.txt b.txt", []],
    ["mv --backup notes.txt b.txt", []],
    ["mv notes.txt /dev/null", ["delete notes.txt"]],
    ["mv -t src notes.txt", []],
    ["mv /home/dev /x", ["move /home/dev"]],
    ["cp notes.txt b.txt", ["overwrite b.txt"]],
    ["cp notes.txt src/a.ts", ["overwrite src/a.ts"]],
    ["cp a.ts src", ["overwrite src/a.ts"]],
    ["cp -b notes.txt b.txt", []],
    ["cp --update=none notes.txt b.txt", []],
    ["cp notes.txt notes.txt", []],
    ["cp notes.txt new.txt", []],
    ["cp notes.txt $X", []],
    ["ln -s notes.txt b.txt", []],
    ["ln -sf notes.txt b.txt", ["overwrite b.txt"]],
    ["install -m 644 notes.txt b.txt", ["overwrite b.txt"]],
    ["sed s/a/b/ notes.txt > t && mv t notes.txt", []],
    ["cat notes.txt | sort > t; mv t notes.txt", []],
    ["sed s/a/b/ notes.txt > t && mv t b.txt", ["overwrite b.txt"]],
  ])("%s", (text, expected) => expect(lost(text).map(({ verb, target }) => `${verb} ${target}`)).toEqual(expected));

  it("tells where it writes even when nothing is lost, so that guarded places are seen", () => {
    const paths = (text: string) => effects(text).map(({ verb, path }) => `${verb} ${path}`);
    expect(paths("cp notes.txt ~/.x")).toEqual(["write /home/dev/.x"]);
    expect(paths("mv notes.txt ~/.x")).toEqual([`move ${APP}/notes.txt`, "write /home/dev/.x"]);
    expect(paths("echo x | tee ~/.x")).toContain("write /home/dev/.x");
  });
});
