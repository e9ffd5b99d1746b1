/** What is behind links in folders that cost nothing themselves. */
import { describe, expect, it } from "vitest";
import { readShell } from "../../../src/core/languages/shell/reader.ts";
import { PACKS } from "../../../src/packs/index.ts";
import { disk, type Layout } from "../../support/disk.ts";

const APP = "/home/dev/app";
const CHANGED: Layout = {
  files: {
    [`${APP}/package.json`]: "{}",
    [`${APP}/packages/a/index.js`]: "x",
    [`${APP}/packages/b/index.js`]: "x",
    [`${APP}/node_modules/x/index.js`]: "x",
    [`${APP}/src/a.ts`]: "a",
    "/home/dev/Documents/t": "x",
    "/home/dev/Documents/d/t": "x",
  },
  links: {
    [`${APP}/node_modules/a`]: `${APP}/packages/a`,
    [`${APP}/node_modules/@acme/b`]: `${APP}/packages/b`,
    [`${APP}/outfile`]: "/home/dev/Documents/t",
    [`${APP}/outfolder`]: "/home/dev/Documents/d",
  },
  git: { root: APP, modified: ["packages/a/index.js"], ignored: ["node_modules/"] },
};
const CLEAN: Layout = { ...CHANGED, git: { root: APP, ignored: ["node_modules/"] } };
const SCOPED: Layout = {
  ...CHANGED,
  git: { root: APP, modified: ["packages/b/index.js"], ignored: ["node_modules/"] },
};

function check(text: string, layout: Layout, loses: boolean): void {
  const facts = disk(layout);
  const found = readShell(text, { cwd: APP, variables: new Map(), via: [] }, facts).invocations.flatMap(command => {
    const pack = PACKS.find(one => one.kind === "program" && one.programs.includes(command.program));
    return pack?.kind === "program" ? pack.read(command, facts).effects : [];
  });
  const lost = found.filter(({ verb, recovery }) => /delete|overwrite/.test(verb) && recovery === "none");
  expect(lost.length > 0 ? "loses" : "keeps").toBe(loses ? "loses" : "keeps");
}

describe("behind links", () => {
  it.each([
    ["rm -rf node_modules/*/"],
    ["cd node_modules && rm -rf */"],
    ["rm -rf node_modules/*/*"],
    ["rm -rf node_modules/a/*"],
    ["find -L node_modules -delete"],
    ["find node_modules -follow -delete"],
    ["find -L node_modules -type f -delete"],
    ['for d in node_modules/*/; do rm -rf "$d"; done'],
    ["cp src/a.ts outfile"],
    ["cp /etc/hosts outfile"],
    ["cp t outfolder"],
  ])("%s", text => check(text, CHANGED, true));

  it.each([["rm -rf node_modules/*/*/"], ["rm -rf node_modules/@acme/*/"], ["find -L node_modules -delete"]])(
    "deeper: %s",
    text => check(text, SCOPED, true),
  );

  it.each([
    ["rm -rf node_modules/*/"],
    ["rm -rf node_modules/*/*"],
    ["find -L node_modules -delete"],
    ['for d in node_modules/*/; do rm -rf "$d"; done'],
  ])("git has it: %s", text => check(text, CLEAN, false));

  it.each([
    ["rm -rf node_modules/*"],
    ["rm -rf node_modules"],
    ["rm -rf node_modules/.cache/*/"],
    ["rm -rf packages/*/dist packages/*/node_modules"],
    ["rm -f node_modules/*"],
    ["find node_modules -delete"],
    ["find -L . -name '*.pyc' -delete"],
    ['for d in node_modules/*; do rm -rf "$d"; done'],
    ["rm outfile"],
    ["cp src/a.ts src/b.ts"],
    ["cp src/a.ts outfolder"],
    ["ln -sfn src/a.ts outfile"],
    ["cp --remove-destination src/a.ts outfile"],
  ])("links themselves, and folders: %s", text => check(text, CHANGED, false));

  it("cannot tell with more packages than are listed", () => {
    const many = Array.from({ length: 120 }, (_, i) => [`${APP}/node_modules/p${i}/index.js`, "x"] as const);
    const layout = { ...CLEAN, files: { ...CLEAN.files, ...Object.fromEntries(many) } };
    check("rm -rf node_modules/*", layout, false);
    check("rm -rf node_modules/*/", layout, true);
  });
});
