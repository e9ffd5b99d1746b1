/** Lists the files in which platforms' command lines record a folder's linked project, with their formats. */
import type { Facts } from "../../facts/facts.ts";
import { readIni } from "../../text/ini-text.ts";
import { parentOf } from "../../text/paths.ts";
import { type FileText, fileAbove, jsonAt, jsonText, lineOf, readJson, type Standing } from "./command-context.ts";
import type { PLATFORM_VARIABLES } from "./variables.ts";

export type PlatformName = keyof typeof PLATFORM_VARIABLES;

export interface PlatformLinks {
  /** The platform's usual name. */
  readonly provider: string;
  readonly links: readonly Link[];
  /** Names that a folder gives to projects, and that the command line accepts for them. */
  readonly aliases?: { readonly file: string; read(text: string): readonly Alias[] };
}

interface Alias {
  readonly name: string;
  readonly project: string;
  readonly line: number;
}

interface Link {
  /** In the working directory; with `above`, also in its parents; with `~/`, in the home folder. */
  readonly file: string;
  readonly above?: true;
  read(file: FileText, standing: Standing, facts: Facts): LinkedProject | undefined;
}

export interface LinkedProject {
  /** The project's name, or its id if it has none. */
  readonly name: string;
  /** 1-based line with the name. */
  readonly line: number;
  /** Its other names, such as its id. */
  readonly also?: readonly string[];
  /** The environment, by the platform's own name for it. */
  readonly environment?: string;
}

function fromText(pattern: RegExp): Link["read"] {
  return ({ text }) => {
    const found = pattern.exec(text);
    return found?.[1] === undefined ? undefined : { name: found[1], line: lineOf(text, found.index) };
  };
}

/** Reads keys of a JSON file: the first of `names` is the project's name, the others are further names. */
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

export const PLATFORMS = {
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

/** Returns the folder's own entry, or the nearest parent's: https://github.com/railwayapp/cli (src/config.rs). */
function railwayLink({ text }: FileText, { cwd }: Standing): LinkedProject | undefined {
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

/** The branch is the database's environment: `main` says nothing, `production` does. */
function neonContext({ text }: FileText): LinkedProject | undefined {
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

/** Returns the remote named heroku, else the only one that leads there. */
function herokuRemote({ text }: FileText): LinkedProject | undefined {
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

/** Firebase records its choice by folder; `.firebaserc` resolves aliases. */
function firebaseActive({ text }: FileText, standing: Standing, facts: Facts): LinkedProject | undefined {
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
