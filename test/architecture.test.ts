/** Import directions, cycles, owner files, and what the pure core may not touch. Reads the sources as text. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SRC = join(ROOT, "src");

/** Which folders of src a folder may import; a longer prefix wins. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ["core"],
  packs: ["core", "packs"],
  agents: ["core", "agents"],
  // Ways in that are our own.
  doors: ["core", "agents", "doors"],
  wire: ["core", "wire"],
  platform: ["core", "agents", "wire", "platform"],
  "hosts/panels": ["wire", "hosts/panels"],
  hosts: ["core", "packs", "agents", "doors", "wire", "platform", "hosts"],
};

/**
 * The rooms of core, the lowest first: a room may import only those above it in this list. What is deeper is part of
 * its room, except where it is listed.
 */
const CORE_ROOMS: readonly string[] = [
  "action",
  "text",
  "agents",
  "agent-switches",
  "languages/syntax",
  "languages/make",
  "facts",
  "places",
  "effects",
  "files",
  "providers",
  "kit",
  "knowledge",
  "languages/graphql",
  "languages/sql",
  "languages/shell",
  "languages/fish",
  "detectors/secrets",
  "detectors/exfiltration",
  "languages/windows",
  "languages/cmd",
  "languages/powershell",
  "detectors/guard",
  "policy",
  "policy/import",
  "watching",
  "environment",
  "rules",
  "decision",
  "policy/proving",
  "approval",
  "audit",
  "detectors/attack-techniques",
  "edits",
  "languages/http",
  "languages/mcp",
  "languages/code",
  "programs",
  "posture",
  "policy/language",
  "reading",
  "knowledge/teams",
  "",
];

/** Libraries that the pure core may use. */
const CORE_LIBRARIES = [
  "zod",
  "minimatch",
  "graphql",
  "unbash",
  "jsonc-parser",
  "yaml",
  "smol-toml",
  "@lezer/javascript",
  "@lezer/python",
  "@lezer/common",
  // Data that the build compiles out of knowledge/.
  "agentguard:attack-techniques",
];

/** Each library has one owner: a file, or a folder. Everything else goes through it. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  unbash: ["core/languages/shell/"],
  "@lezer/common": ["core/languages/syntax/"],
  "@lezer/javascript": ["core/languages/syntax/"],
  "@lezer/python": ["core/languages/syntax/"],
  "libpg-query": ["platform/"],
  "@secretlint/core": ["platform/secret-ruleset.ts"],
  "@secretlint/secretlint-rule-preset-recommend": ["platform/secret-ruleset.ts"],
  // The demo's control plane is a GraphQL server: it must not read with the reader that it is to put to the test.
  graphql: ["core/languages/graphql/", "hosts/demo/stand-in.ts"],
  minimatch: ["core/places/patterns.ts"],
  "shell-quote": ["hosts/cli/command-action.ts"],
  "vscode-languageclient": ["hosts/editor/"],
  "vscode-languageserver": ["hosts/service/"],
  vscode: ["hosts/editor/"],
  "@modelcontextprotocol/server": ["hosts/mcp/"],
  "env-paths": ["platform/places.ts"],
  "proper-lockfile": ["platform/lock.ts", "hosts/service/"],
  "write-file-atomic": ["platform/"],
  commander: ["hosts/cli/"],
  diff: ["platform/"],
  "jsonc-parser": ["core/text/json-text.ts", "core/text/json-edits.ts"],
  yaml: ["core/text/yaml-text.ts", "core/text/yaml-tree.ts", "core/knowledge/read.ts"],
  "smol-toml": ["core/text/toml-text.ts"],
  "agentguard:attack-techniques": ["core/detectors/attack-techniques/", "hosts/cli/rules.ts"],
};

/** Pure means: the same answer for the same input. */
const IMPURE =
  /\b(process\.|console\.|Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|fetch\(|require\(|globalThis\.)/;

/** Types alone are no import of the built program. */
const IMPORT_OF_VALUES =
  /^\s*(?:import|export)\s+(?!type\b|\{(?:\s*type\s[^,}]+,?)+\s*\})[^"';]*?from\s+"([^"]+)"|import\("([^"]+)"\)/gm;

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = files(SRC).map(file => {
  const text = readFileSync(file, "utf8");
  const imports = [
    ...text.matchAll(/^\s*(?:import|export)\b[^"';]*?from\s+"([^"]+)"|^\s*import\s+"([^"]+)"|import\("([^"]+)"\)/gm),
  ].map(m => m[1] ?? m[2] ?? m[3] ?? "");
  return { path: relative(SRC, file), text, imports };
});

describe("architecture", () => {
  it("finds the sources", () => expect(sources.length).toBeGreaterThan(20));

  it("keeps to the import directions", () => {
    check(source =>
      source.imports
        .filter(to => to.startsWith("."))
        .flatMap(to => {
          const target = posix.join(dirname(source.path), to);
          const allowed = MAY_IMPORT[folderOf(source.path)] ?? [];
          return allowed.some(folder => target.startsWith(`${folder}/`)) ? [] : [`imports ${target}`];
        }),
    );
  });

  it("has no arrow upwards between the rooms of core", () => {
    check(({ path, imports }) => {
      if (!path.startsWith("core/")) return [];
      const own = CORE_ROOMS.indexOf(roomOf(path));
      return inside(path, imports).flatMap(target => {
        const room = CORE_ROOMS.indexOf(roomOf(target));
        return target.startsWith("core/") && room > own ? [`imports ${target}, which is above it`] : [];
      });
    });
    const rooms = new Set(sources.filter(({ path }) => path.startsWith("core/")).map(({ path }) => roomOf(path)));
    expect([...rooms].sort()).toEqual([...CORE_ROOMS].sort());
  });

  it("has no knots between the folders of core", () => {
    const folders = new Map<string, string[]>();
    for (const { path, imports } of sources) {
      if (!path.startsWith("core/")) continue;
      const folder = dirname(path);
      const others = inside(path, imports)
        .map(target => dirname(target))
        .filter(other => other !== folder);
      folders.set(folder, [...(folders.get(folder) ?? []), ...others]);
    }
    expect(cycles(folders)).toEqual([]);
  });

  it("keeps packs and agents apart from each other", () => {
    check(source => {
      const [folder, own] = source.path.split("/");
      if ((folder !== "packs" && folder !== "agents") || own === "index.ts") return [];
      // Rooms that agents share know no agent.
      const shared = /^agents\/(?:(?:agent|payload|json-config)\.ts$|calls\/|configuration\/|plugins\/)/;
      return source.imports
        .filter(to => to.startsWith("."))
        .flatMap(to => {
          const target = posix.join(dirname(source.path), to);
          const sibling =
            target.startsWith(`${folder}/`) && !target.startsWith(`${folder}/${own}/`) && !shared.test(target);
          return sibling ? [`imports its neighbour ${target}`] : [];
        });
    });
  });

  it("never imports tests from the product", () => {
    check(source =>
      source.imports
        .filter(to => to.startsWith(".") && posix.join("src", dirname(source.path), to).startsWith("test/"))
        .map(to => `imports ${to}`),
    );
  });

  it("keeps the core free of Node, the editor and the clock", () => {
    check(source => {
      if (!source.path.startsWith("core/")) return [];
      const foreign = source.imports
        .filter(to => !to.startsWith(".") && !CORE_LIBRARIES.includes(packageOf(to)))
        .map(to => `imports ${to}`);
      const code = source.text
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
        .replace(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""');
      const impure = IMPURE.exec(code);
      return impure ? [...foreign, `uses ${impure[0]}`] : foreign;
    });
  });

  it("gives every library one owner", () => {
    check(source =>
      source.imports
        .filter(to => !to.startsWith("."))
        .flatMap(to => {
          const owners = OWNERS[packageOf(to)];
          return owners && !owners.some(owner => source.path.startsWith(owner))
            ? [`imports ${to}, which belongs to ${owners.join(" and ")}`]
            : [];
        }),
    );
  });

  it("has no import cycles", () => {
    const graph = new Map(
      sources.map(({ path, imports }) => [
        path,
        imports.filter(to => to.startsWith(".")).map(to => posix.join(dirname(path), to)),
      ]),
    );
    expect(cycles(graph)).toEqual([]);
  });

  it("keeps the engine out of the editor and the relay, also through others", () => {
    const runs = new Map(
      sources.map(({ path, text }) => {
        const targets = [...text.matchAll(IMPORT_OF_VALUES)].map(m => m[1] ?? m[2] ?? "").filter(to => to[0] === ".");
        return [path, targets.map(to => posix.join(dirname(path), to))];
      }),
    );
    const engine = (path: string) => path.startsWith("packs/") || path === "core/reading/read.ts";
    for (const door of ["hosts/editor/main.ts", "hosts/relay/main.ts"])
      expect([...reached(door, runs)].filter(engine), door).toEqual([]);
    expect([...reached("hosts/service/main.ts", runs)].filter(engine)).not.toEqual([]);
  });

  it("lists every pack and every agent in its index", () => {
    for (const folder of ["packs", "agents"]) {
      const index = sources.find(({ path }) => path === `${folder}/index.ts`)?.imports ?? [];
      const plugins = sources
        .filter(
          ({ path, text }) =>
            path.startsWith(`${folder}/`) && /export const \w+: (ProgramPack|ProviderPack|Agent)\b/.test(text),
        )
        .map(({ path }) => `./${path.slice(folder.length + 1)}`);
      expect(
        plugins.filter(plugin => !index.includes(plugin)),
        folder,
      ).toEqual([]);
    }
  });
});

function check(complaints: (source: Source) => readonly string[]): void {
  expect(sources.flatMap(source => complaints(source).map(complaint => `src/${source.path} ${complaint}`))).toEqual([]);
}

/** The files of src that a file imports. */
function inside(path: string, imports: readonly string[]): string[] {
  return imports.filter(to => to.startsWith(".")).map(to => posix.join(dirname(path), to));
}

/** The longest room of core that holds a file; a file beside the rooms is in `""`. */
function roomOf(path: string): string {
  const folder = dirname(path).slice("core/".length);
  const room = CORE_ROOMS.filter(room => room !== "" && (folder === room || folder.startsWith(`${room}/`)));
  return room.sort((a, b) => b.length - a.length)[0] ?? folder;
}

function folderOf(path: string): string {
  return (
    Object.keys(MAY_IMPORT)
      .filter(folder => path.startsWith(`${folder}/`))
      .sort((a, b) => b.length - a.length)[0] ?? ""
  );
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory()
      ? files(join(folder, entry.name))
      : entry.name.endsWith(".ts")
        ? [join(folder, entry.name)]
        : [],
  );
}

/** What a file imports, itself or through others. */
function reached(from: string, graph: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set([from]);
  // The set grows while it is walked.
  for (const path of found) for (const next of graph.get(path) ?? []) found.add(next);
  return found;
}

function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): void => {
    if (trail.includes(node)) {
      found.push([...trail.slice(trail.indexOf(node)), node].join(" → "));
      return;
    }
    if (done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}
