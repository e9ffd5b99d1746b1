/**
 * The project of a platform that a folder is linked to, by the file that its command line leaves there, by variables,
 * or by what git's configuration says. One table: commands and the workspace's badge read the same.
 */
import type { KnownAs, Locator } from "../../effects/effect.ts";
import type { Facts } from "../../facts.ts";
import { parentOf } from "../../paths.ts";
import { readIni } from "../ini.ts";
import {
  chosenBy,
  type FileText,
  fileAbove,
  fileAt,
  jsonAt,
  jsonText,
  lineOf,
  pathIn,
  readJson,
  type Standing,
} from "./standing.ts";
import { PLATFORM_VARIABLES } from "./variables.ts";

export type PlatformName = keyof typeof PLATFORM_VARIABLES;

interface PlatformLinks {
  /** As a person calls it. */
  readonly provider: string;
  readonly links: readonly Link[];
  /** Names that a folder gives to projects: what its command line takes instead of the project itself. */
  readonly aliases?: { readonly file: string; read(text: string): readonly Alias[] };
}

interface Alias {
  readonly name: string;
  readonly project: string;
  readonly line: number;
}

interface Link {
  /** In the folder of the command; `above`: or the nearest one above it; `~/`: in the home folder. */
  readonly file: string;
  readonly above?: true;
  read(file: FileText, standing: Standing, facts: Facts): Found | undefined;
}

interface Found {
  /** What a person calls it; its id where there is no name. */
  readonly name: string;
  /** 1-based line that says so. */
  readonly line: number;
  /** What else it is known by: its id. */
  readonly also?: readonly string[];
  /** The environment by the platform's own name for it. */
  readonly environment?: string;
}

/** Where the folder's link leads; undefined when nothing links it. */
export function linkedProject(platform: PlatformName, standing: Standing, facts: Facts): Locator | undefined {
  const { provider, links }: PlatformLinks = PLATFORMS[platform];
  const chosen = chosenBy(PLATFORM_VARIABLES[platform], standing);
  if (chosen?.value === null) return { kind: "cloud", provider, evidence: chosen.evidence };
  if (chosen?.value !== undefined) return located(provider, { name: chosen.value, line: 1 }, chosen.evidence);
  for (const { file, above, read } of links) {
    const found = above ? fileAbove(file, standing, facts) : fileAt(pathIn(file, standing, facts), facts);
    const link = found && read(found, standing, facts);
    if (!found || !link) continue;
    const because = link.environment
      ? `${file} links this folder to ${link.name}, environment ${link.environment}`
      : `${file} links this folder to ${link.name}`;
    return located(provider, link, { because, file: found.path, line: link.line, value: link.name });
  }
  return undefined;
}

/** What an alias of the folder stands for, with all else that the same project is called; undefined when it is none. */
export function aliasedProject(
  platform: PlatformName,
  name: string,
  standing: Standing,
  facts: Facts,
): Locator | undefined {
  const { aliases }: PlatformLinks = PLATFORMS[platform];
  const found = aliases && fileAbove(aliases.file, standing, facts);
  const all = found ? aliases.read(found.text) : [];
  const own = all.find(alias => alias.name === name);
  if (!own || !found) return undefined;
  const because = `${name} is the project ${own.project} in ${aliases.file}`;
  const evidence = { because, file: found.path, line: own.line, value: own.project };
  const others = all.filter(({ name: other, project }) => other !== name && project === own.project);
  const known: KnownAs[] = [
    { key: "project", name: own.project, evidence },
    ...others.map(({ name: other, line }): KnownAs => {
      const same = `${other} is the same project, ${own.project}`;
      return { key: "project", name: other, evidence: { because: same, file: found.path, line } };
    }),
  ];
  return { kind: "label", label: name, evidence, known };
}

function located(provider: string, { name, also = [], environment }: Found, evidence: KnownAs["evidence"]): Locator {
  const known = [name, ...also].map((one): KnownAs => ({ key: "project", name: one, ...(evidence && { evidence }) }));
  const said = environment ?? name;
  // An id says nothing to anybody: it is an account that nobody knows.
  if (isId(said)) return { kind: "cloud", provider, profile: said, ...(evidence && { evidence }), known };
  return { kind: "label", label: said, ...(evidence && { evidence }), known };
}

function isId(name: string): boolean {
  return /^(?:prj_|team_)|^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{20,}$|^[a-z]{20}$/.test(name);
}

function fromText(pattern: RegExp): Link["read"] {
  return ({ text }) => {
    const found = pattern.exec(text);
    return found?.[1] === undefined ? undefined : { name: found[1], line: lineOf(text, found.index) };
  };
}

/** The first of `names` is what it is called, the others what else it is known by. */
function fromJson(...names: readonly string[]): Link["read"] {
  return ({ text }) => {
    const json = readJson(text);
    const values = names.flatMap(name => jsonText(json, ...name.split(".")) ?? []);
    const [name, ...also] = values;
    return name === undefined ? undefined : { name, also, line: lineOf(text, text.indexOf(JSON.stringify(name))) };
  };
}

const APP = /^[ \t]*app[ \t]*=[ \t]*["']([\w-]{1,80})/m;
const WORKER = /^[ \t]*["']?name["']?[ \t]*[=:][ \t]*["']([\w.-]{1,80})/m;

const PLATFORMS = {
  vercel: {
    provider: "Vercel",
    links: [
      { file: ".vercel/project.json", above: true, read: fromJson("projectName", "projectId") },
      { file: ".vercel/repo.json", above: true, read: fromJson("projects.0.name", "projects.0.id") },
    ],
  },
  netlify: {
    provider: "Netlify",
    links: [{ file: ".netlify/state.json", above: true, read: fromJson("siteId") }],
  },
  cloudflare: {
    provider: "Cloudflare",
    links: ["wrangler.toml", "wrangler.jsonc", "wrangler.json"].map(file => ({ file, read: fromText(WORKER) })),
  },
  supabase: {
    provider: "Supabase",
    links: [{ file: "supabase/.temp/project-ref", above: true, read: fromText(/^\s*([a-z0-9]{10,40})\s*$/) }],
  },
  neon: {
    provider: "Neon",
    links: [{ file: ".neon", above: true, read: neonContext }],
  },
  railway: {
    provider: "Railway",
    links: [{ file: "~/.railway/config.json", read: railwayLink }],
  },
  fly: {
    provider: "Fly",
    links: [
      { file: "fly.toml", read: fromText(APP) },
      { file: "fly.json", read: fromJson("app") },
    ],
  },
  heroku: {
    provider: "Heroku",
    aliases: { file: ".git/config", read: herokuRemotes },
    links: [{ file: ".git/config", above: true, read: herokuRemote }],
  },
  firebase: {
    provider: "Firebase",
    aliases: { file: ".firebaserc", read: firebaseAliases },
    links: [
      { file: "~/.config/configstore/firebase-tools.json", read: firebaseActive },
      { file: ".firebaserc", above: true, read: fromJson("projects.default") },
    ],
  },
  convex: {
    provider: "Convex",
    links: [{ file: ".env.local", read: fromText(/^[ \t]*CONVEX_DEPLOYMENT[ \t]*=[ \t]*["']?([\w:|.-]{1,80})/m) }],
  },
} as const satisfies Record<PlatformName, PlatformLinks>;

/** Every platform of the table, for the workspace's badge. */
export const PLATFORM_NAMES = Object.keys(PLATFORMS) as readonly PlatformName[];

/** The folder's own entry, or that of the nearest one above it: https://github.com/railwayapp/cli (src/config.rs). */
function railwayLink({ text }: FileText, { cwd }: Standing): Found | undefined {
  const projects = jsonAt(readJson(text), "projects");
  for (let folder = cwd; folder !== null; folder = parentOf(folder)) {
    const link = jsonAt(projects, folder);
    const id = jsonText(link, "project");
    if (id !== undefined) {
      const [name, environment] = [jsonText(link, "name"), jsonText(link, "environmentName")];
      const line = lineOf(text, text.indexOf(JSON.stringify(folder)));
      return { name: name ?? id, line, ...(name !== undefined && { also: [id] }), ...(environment && { environment }) };
    }
    if (folder === parentOf(folder)) break;
  }
  return undefined;
}

/** A branch is its database's environment: `main` says nothing, `production` does. */
function neonContext({ text }: FileText): Found | undefined {
  const json = readJson(text);
  const id = jsonText(json, "projectId");
  const branch = jsonText(json, "branchName") ?? jsonText(json, "branch");
  if (id === undefined) return undefined;
  return {
    name: id,
    line: lineOf(text, text.indexOf('"projectId"')),
    ...(branch !== undefined && { environment: branch }),
  };
}

/** The remote called heroku, else the only one that leads there. */
function herokuRemote({ text }: FileText): Found | undefined {
  const remotes = herokuRemotes(text);
  const found = remotes.find(({ name }) => name === "heroku") ?? (remotes.length === 1 ? remotes[0] : undefined);
  return found && { name: found.project, line: found.line };
}

function herokuRemotes(text: string): readonly Alias[] {
  return readIni(text, { indented: true }).flatMap(({ name: section, values }) => {
    const name = /^remote "(.*)"$/.exec(section)?.[1];
    const url = values.get("url");
    const project = /(?:git\.heroku\.com\/|git@heroku\.com:)([\w-]{1,80})/.exec(url?.value ?? "")?.[1];
    return name === undefined || project === undefined || !url ? [] : [{ name, project, line: url.line }];
  });
}

function firebaseAliases(text: string): readonly Alias[] {
  const projects = jsonAt(readJson(text), "projects");
  if (typeof projects !== "object" || projects === null) return [];
  return Object.keys(projects).flatMap(name => {
    const project = jsonText(projects, name);
    return project === undefined ? [] : [{ name, project, line: lineOf(text, text.indexOf(JSON.stringify(name))) }];
  });
}

/** `firebase use` notes its choice by folder; an alias is looked up in `.firebaserc`. */
function firebaseActive({ text }: FileText, standing: Standing, facts: Facts): Found | undefined {
  const active = jsonAt(readJson(text), "activeProjects");
  for (let folder = standing.cwd; folder !== null; folder = parentOf(folder)) {
    const chosen = jsonText(active, folder);
    if (chosen !== undefined) {
      const aliases = fileAbove(".firebaserc", standing, facts);
      const id = aliases && jsonText(readJson(aliases.text), "projects", chosen);
      return {
        name: id ?? chosen,
        line: lineOf(text, text.indexOf(JSON.stringify(folder))),
        ...(id !== undefined && { also: [chosen] }),
      };
    }
    if (folder === parentOf(folder)) break;
  }
  return undefined;
}
