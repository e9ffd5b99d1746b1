/** What README and its neighbours say of this repository is so: links, scripts, numbers. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { PACKS } from "../../src/packs/index.ts";
import { readCorpus, SUBJECTS } from "../corpus/read-corpus.ts";
import { root } from "../support/project.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const PAGES = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md", "CHANGELOG.md", "build/npm/README.md"],
  ...readdirSync(join(root, "docs")).map(name => `docs/${name}`),
];

describe.each(PAGES)("%s", page => {
  it("links to files that exist", () => {
    const links = [...read(page).matchAll(/\[[^\][]*\]\((?!https?:|#)([^)\s#]+)[^)]*\)/g)].map(
      ([, path]) => path ?? "",
    );
    expect(links.filter(path => !existsSync(join(root, dirname(page), path)))).toEqual([]);
  });

  it("names scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
    const named = [...read(page).matchAll(/\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)/g)].map(
      ([, a, b]) => a ?? b ?? "",
    );
    // A page also shows commands of other projects, which are judged.
    const ours = page === "CHANGELOG.md" || page.startsWith("docs/") ? [] : named;
    expect(ours.filter(name => scripts[name] === undefined)).toEqual([]);
  });
});

it.each(["README.md", "build/npm/README.md"])("the commands in the table of %s exist", page => {
  const sources = readdirSync(join(root, "src/hosts/cli")).map(name => read(`src/hosts/cli/${name}`));
  const known = sources.flatMap(text => [...text.matchAll(/\.command\("(\w+)/g)].map(([, name]) => name));
  const named = [...read(page).matchAll(/^\| `agentguard (\w+)/gm)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(name => !known.includes(name))).toEqual([]);
});

describe("numbers in README are true, and not far below the truth", () => {
  const acts = SUBJECTS.flatMap(readCorpus);
  it.each<[string, RegExp, number]>([
    ["acts of the corpus", /more than ([\d,]+) acts/, acts.length],
    [
      "programs",
      /more than ([\d,]+) command-line programs/,
      new Set(PACKS.flatMap(pack => ("programs" in pack ? pack.programs : []))).size,
    ],
    ["packs", /more than ([\d,]+) packs/, PACKS.length],
  ])("%s", (_, pattern, count) => {
    const said = Number(pattern.exec(read("README.md"))?.[1]?.replaceAll(",", ""));
    expect(count).toBeGreaterThan(said);
    expect(count).toBeLessThan(2 * said);
  });
});
