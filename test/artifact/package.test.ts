/** The extension as `npx vsce package` makes it: what is in it, and what the marketplace will show of it. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must, type Ran, run } from "../support/process.ts";
import { manifest, root } from "../support/project.ts";
import { copyProject } from "../support/project-copy.ts";

let project: string;
/** What vsce said. */
let packaged: Ran;
let vsix: string;
/** The unpacked extension. */
let extension: string;

beforeAll(async () => {
  project = await copyProject();
  packaged = await run("npx", ["vsce", "package"], { cwd: project, timeoutMs: 220_000 });
  const unpacked = join(project, "unpacked");
  vsix = join(project, `${manifest().name}-${manifest().version}.vsix`);
  if (existsSync(vsix)) await must("python3", ["-m", "zipfile", "-e", vsix, unpacked]);
  extension = join(unpacked, "extension");
});
afterAll(() => rmSync(project, { recursive: true, force: true, maxRetries: 5 }));

const read = (path: string) => readFileSync(join(extension, path), "utf8");

test("vsce packages it without a question, a warning or an option", () => {
  expect(packaged).toMatchObject({ code: 0 });
  expect(`${packaged.stdout}${packaged.stderr}`).not.toMatch(/WARNING|ERROR/);
});

/** Every file of the extension, with the most bytes that it may have. */
const FILES: readonly (readonly [pattern: RegExp, most: number])[] = [
  [/^package\.json$/, 50_000],
  [/^(readme|changelog|SECURITY)\.md$/, 200_000],
  [/^LICENSE\.txt$/, 2_000],
  [/^dist\/engine\.cjs$/, 5_000_000],
  [/^dist\/editor\.cjs$/, 200_000],
  [/^dist\/editor\/\w+\.cjs$/, 500_000],
  [/^dist\/(cli|service|hook)\.cjs$/, 1_000],
  [/^dist\/relay\.cjs$/, 300_000],
  [/^dist\/libpg-query\.wasm$/, 2_000_000],
  [/^dist\/ThirdPartyNotices\.txt$/, 300_000],
  [/^dist\/terminal\/(guard\.(bash|fish|ps1|zsh)|rc\.bash|shim\.sh|zshenv\.zsh|marked\.txt)$/, 50_000],
  [/^agent-plugin\/(\.claude-plugin\/plugin|hooks\/hooks)\.json$/, 5_000],
  [/^media\/(icon\.png|icon\.svg|activity\.svg)$/, 20_000],
  [/^media\/card\.png$/, 500_000],
  [/^media\/schema\/agentguard\.schema\.json$/, 200_000],
  [/^media\/walkthrough\/\w+\.md$/, 5_000],
  [/^syntaxes\/agentguard-\w+\.(tmLanguage|language)\.json$/, 20_000],
];

test("it holds what it needs and nothing else", () => {
  const files = readdirSync(extension, { recursive: true, encoding: "utf8" }).filter(path =>
    statSync(join(extension, path)).isFile(),
  );
  const wrong = files.filter(path => {
    const most = FILES.find(([pattern]) => pattern.test(path))?.[1];
    return most === undefined || statSync(join(extension, path)).size > most;
  });
  expect(wrong).toEqual([]);
  expect(FILES.filter(([pattern]) => !files.some(path => pattern.test(path))).map(String)).toEqual([]);
  expect(files.filter(path => path.startsWith("agent-plugin/"))).toHaveLength(2);
});

test("what the marketplace shows beside the page is filled in", () => {
  const shown = readFileSync(join(extension, "..", "extension.vsixmanifest"), "utf8");
  const { publisher } = JSON.parse(read("package.json")) as { publisher: string };
  const repository = `https://github.com/${publisher}/agentguard`;
  for (const part of [
    `Publisher="${publisher}"`,
    `Links.Source" Value="${repository}.git"`,
    `Links.Support" Value="${repository}/issues"`,
    `Links.Learn" Value="${repository}#readme"`,
    `CustomerQnALink" Value="${repository}/discussions"`,
    'Branding.Color" Value="#',
    'Content.Pricing" Value="Free"',
    "<Icon>extension/media/icon.png</Icon>",
    "<License>extension/LICENSE.txt</License>",
  ]) {
    expect(shown).toContain(part);
  }
});

test.each(["readme.md", "changelog.md", "SECURITY.md"])(
  "links and pictures of %s lead to files of the repository",
  name => {
    const links = [...read(name).matchAll(/(!?)\[[^\][]*\]\(([^)\s]+)\)|<(https?:[^>]+)>/g)];
    const wrong = links.flatMap(([, picture = "", inline, bare]) => {
      const link = inline ?? bare ?? "";
      const inRepository = /^https:\/\/github\.com\/agentguard\/agentguard\/(blob|raw)\/HEAD\/([^#]+)/.exec(link);
      if (!inRepository) return /^https:\/\//.test(link) && picture === "" ? [] : [link];
      const [, kind, path = ""] = inRepository;
      return existsSync(join(root, path)) && (picture === "") === (kind === "blob") ? [] : [link];
    });
    expect(wrong).toEqual([]);
    if (name === "readme.md") expect(links.length).toBeGreaterThan(5);
  },
);

test("the notices name what is in the bundles, with the licences of what was compiled into PostgreSQL's grammar", () => {
  const text = read("dist/ThirdPartyNotices.txt");
  const lock = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string }>;
  };
  for (const name of ["zod", "minimatch", "@lezer/python", "graphql", "vscode-languageserver", "yaml", "libpg-query"]) {
    expect(text).toContain(`\n${name} ${lock.packages[`node_modules/${name}`]?.version} (`);
  }
  for (const part of ["PostgreSQL Global Development Group", "Lukas Fittl", "protobuf-c", "Yann Collet", "musl"]) {
    expect(text).toContain(part);
  }
  // What only builds and tests is not passed on.
  for (const name of ["esbuild", "vitest", "typescript", "playwright-core"]) expect(text).not.toContain(`\n${name} `);
});

test("no bundle holds the translations of a library's messages", () => {
  const programs = readdirSync(join(extension, "dist"), { recursive: true, encoding: "utf8" });
  for (const name of programs.filter(path => path.endsWith(".cjs"))) {
    // Of zod's messages in Dutch.
    expect(read(`dist/${name}`), name).not.toContain("Ongeldige invoer");
  }
});

test("it is small, and the engine is in it once", () => {
  expect(statSync(vsix).size).toBeLessThan(2_500_000);
  const programs = readdirSync(join(extension, "dist"), { recursive: true, encoding: "utf8" });
  // Words of a pack.
  const held = programs.filter(path => path.endsWith(".cjs") && read(`dist/${path}`).includes("tune2fs"));
  expect(held).toEqual(["engine.cjs"]);
});

test("a program of the engine is read as text of one byte a character, which takes half of the memory", () =>
  expect([...read("dist/engine.cjs").matchAll(/[^\0-\x7f]/g)].map(([found]) => found)).toEqual([]));
