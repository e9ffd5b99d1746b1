/** Files that are opened for writing: what is lost by it, and what is only written. */
import { describe, expect, it } from "vitest";
import { effectsOfWrites } from "../../../../src/core/files/writes.ts";
import { readShell } from "../../../../src/core/languages/shell/reader.ts";
import { disk, type Layout } from "../../../support/disk.ts";

const APP = "/home/dev/app";
const FILES = { [`${APP}/a.txt`]: "x", [`${APP}/run.log`]: "x", [`${APP}/src/b.ts`]: "x", [`${APP}/empty`]: "" };
const LINKED: Layout = { files: { "/home/dev/keep": "x" }, links: { [`${APP}/l`]: "/home/dev/keep" } };

function effects(text: string, layout: Layout = {}): string[] {
  const facts = disk({ files: FILES, ...layout });
  const variables = new Map([["PATH", "/bin"]]);
  const { writes } = readShell(text, { cwd: APP, variables, via: [] }, facts);
  return effectsOfWrites(writes, facts).map(({ verb, target, recovery, certainty, path, marks = [] }) =>
    [verb, target, recovery, certainty, path ?? "nowhere", ...marks].join(" "),
  );
}

describe("redirects", () => {
  it.each<[string, string[], Layout?]>([
    ["x > a.txt", [`overwrite a.txt none certain ${APP}/a.txt`]],
    ["x >| a.txt", [`overwrite a.txt none certain ${APP}/a.txt`]],
    ["x &> a.txt", [`overwrite a.txt none certain ${APP}/a.txt`]],
    ["x >& a.txt", [`overwrite a.txt none certain ${APP}/a.txt`]],
    ["x 2> a.txt", [`overwrite a.txt none certain ${APP}/a.txt`]],
    ["> a.txt", [`overwrite a.txt none certain ${APP}/a.txt`]],
    ["for i in 1; do x; done > a.txt", [`overwrite a.txt none certain ${APP}/a.txt`]],
    ["x $(y > a.txt)", [`overwrite a.txt none certain ${APP}/a.txt`]],
    ["x > src/../a.txt", [`overwrite src/../a.txt none certain ${APP}/a.txt`]],
    ["cd src && x > b.ts", [`overwrite b.ts none certain ${APP}/src/b.ts`]],
    ["x > a.txt", [`write a.txt free certain ${APP}/a.txt`], { git: { root: APP } }],
    ["x >> a.txt", [`write a.txt free certain ${APP}/a.txt`]],
    ["x <> a.txt", [`write a.txt free certain ${APP}/a.txt`]],
    ["x > new", [`write new free certain ${APP}/new`]],
    ["x > empty", [`write empty free certain ${APP}/empty`]],
    ["x > run.log", [`write run.log free certain ${APP}/run.log`]],
    ["x > /tmp/y", ["write /tmp/y free certain /tmp/y"]],
    ["x > src", []],
    ["x > /dev/null 2>&1", []],
    ["x >&2; y > /dev/stderr; z > /dev/fd/3", []],
    ["x < a.txt", []],
    ["x > $F", ["overwrite $F effort possible nowhere"]],
    ["x >> $F", []],
    ["x > /dev/sda", ["overwrite /dev/sda none certain /dev/sda root"]],
    ["x > /dev/$D", ["overwrite /dev/$D none likely nowhere root unresolved-target"]],
    ["x > l", ["overwrite l none certain /home/dev/keep outside-workspace"], LINKED],
    ["x > a.txt", ["overwrite a.txt none possible /home/dev/app/a.txt"], { unknown: [`${APP}/a.txt`] }],
  ])("%s", (text, expected, layout) => expect(effects(text, layout)).toEqual(expected));
});
