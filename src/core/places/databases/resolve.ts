/**
 * Finds the database that a framework's tool reaches in the way the framework does: by a handful of file names, without
 * a scan. If the environment is known only at run time, every one with a file or section counts.
 */
import type { Facts } from "../../facts/facts.ts";
import { parentOf, resolvePath } from "../../text/paths.ts";
import { isLocalHost } from "../hosts.ts";
import { type DatabaseLocator, databasesIn } from "./connection.ts";
import { worldLoadedBy, worldsOf } from "./env-files.ts";
import type { Source } from "./evidence.ts";
import type { Asked, ConfigFile, Family, ReadConfig } from "./family.ts";
import { inMode, type Place, Project } from "./project.ts";
import { merged, type Setting, settingsAt, UNKNOWN } from "./setting.ts";
import { toldBy } from "./setting-values.ts";
import { type World, worldOf } from "./variables.ts";

export interface ResolvedDatabase {
  readonly databases: readonly DatabaseLocator[];
  /** The variables and env files that the program may see. */
  readonly worlds: readonly World[];
}

const MAX_BASES = 4;
const PRODUCTION = ["production", "prod", "Production"];
/** Usual names of environments, for when the environment is unknown. */
const USUAL_MODES = ["production", "prod", "staging", "development", "dev", "test", "testing", "local"];

/** Returns every database that the call may reach; empty if nothing tells. */
export function databasesOf(family: Family, asked: Asked, place: Place, facts: Facts): ResolvedDatabase {
  const project = new Project(asked.folder, markersOf(family, asked), place, facts);
  const modes = modesOf(family, asked, project);
  const found = modes.map(mode => inModeOf(family, asked, mode, project));
  const databases = found.flatMap(({ databases }) => databases);
  return {
    databases: distinct([...databases, ...sharedWithProduction(databases, modes, family, asked, project)]),
    worlds: found.flatMap(({ worlds }) => worlds),
  };
}

/** Returns production's connections if they lead to a host that was found under another environment. */
function sharedWithProduction(
  found: readonly DatabaseLocator[],
  modes: readonly InMode[],
  family: Family,
  asked: Asked,
  project: Project,
): readonly DatabaseLocator[] {
  const remote = new Set(found.flatMap(({ host }) => (host === undefined || isLocalHost(host) ? [] : [host])));
  if (remote.size === 0 || !modes.some(({ name }) => name !== "")) return [];
  return PRODUCTION.filter(name => !modes.some(mode => mode.name === name))
    .flatMap(name => inModeOf(family, asked, { name }, project).databases.map(one => ({ ...one, called: name })))
    .filter(({ host }) => host !== undefined && remote.has(host));
}

/** Returns files whose presence marks the project's folder. */
function markersOf({ files, env }: Family, asked: Asked): readonly string[] {
  const config = typeof files === "function" ? files(asked, "", () => null) : (files ?? []);
  const envNames = (env?.files ?? []).map(one => (typeof one === "string" ? one : one.file));
  return [...config.flatMap(({ names }) => names), ...envNames].filter(
    name => !/\{/.test(name) && !/^\.?\.?\//.test(name),
  );
}

/** A possible environment. `besides`: the environment along with which it is reached, whose env files are loaded. */
interface InMode {
  readonly name: string;
  readonly besides?: string;
}

/** Returns the possible environments; one with an empty name if the framework has none. */
function modesOf({ mode }: Family, asked: Asked, project: Project): readonly InMode[] {
  const withOthers = (name: string): InMode[] => [
    { name },
    ...(mode?.also?.[name] ?? []).map(other => ({ name: other, besides: name })),
  ];
  const usual = USUAL_MODES.map(name => ({ name }));
  const given = asked.modes ?? [];
  if (given.includes(null)) return usual;
  if (given.length > 0) return given.flatMap(one => withOthers(one ?? ""));
  if (!mode) return [{ name: "" }];
  const world = project.world(
    "",
    (mode.files ?? []).flatMap(name => project.envFile(name) ?? []),
  );
  for (const name of mode.variables) {
    const known = world.variable(name);
    if (known?.value === null) return usual;
    if (known !== undefined && known.value !== "") return withOthers(known.value);
  }
  return withOthers(mode.default ?? "");
}

function inModeOf(family: Family, asked: Asked, { name: mode, besides }: InMode, project: Project): ResolvedDatabase {
  const worlds = worldsOf(family.env, besides ?? mode, project).map(world => ({ ...world, mode }));
  const nowhere: Source = { tool: family.name, files: [], shown: project.shown };
  const said = (setting: Setting | undefined) =>
    setting === undefined ? [] : worlds.flatMap(world => databasesIn(setting, world, nowhere));
  const first = said(family.first);
  // A setting of the process is one database, whichever sections the file has.
  if (first.length > 0) return { databases: besides === undefined ? first : [], worlds };
  const files =
    typeof family.files === "function" ? family.files(asked, mode, name => project.text(name)) : (family.files ?? []);
  for (const file of files) {
    const found = inFile(file, nowhere, asked, mode, worlds, project);
    if (found.length > 0) return { databases: found, worlds };
  }
  return { databases: said(family.last), worlds };
}

/** Returns the file's connections; empty if it is missing or has none. */
function inFile(
  file: ConfigFile,
  nowhere: Source,
  asked: Asked,
  mode: string,
  worlds: readonly World[],
  project: Project,
): readonly DatabaseLocator[] {
  const there = file.names.flatMap(name => {
    const named = inMode(name, mode);
    const text = named === undefined ? null : project.text(named);
    return named === undefined || text === null ? [] : [{ path: resolvePath(named, project.folder), text }];
  });
  const counting = file.layers ? there : there.slice(0, 1);
  const [top] = counting;
  if (!top) return [];
  const read = counting.flatMap(one => withBases(one, file, mode, project, MAX_BASES));
  const source: Source = { ...nowhere, files: read.map(one => one.from).reverse() };
  if (read.length === 0)
    return databasesIn(UNKNOWN, worlds[0] ?? worldOf(mode, new Map(), undefined, []), { ...source, files: [top] });
  const setting = read.map(one => one.config.setting).reduce(merged);
  const loads = read.flatMap(one => one.config.loads ?? []);
  const seen = loads.length === 0 ? worlds : [worldLoadedBy(loads, top.path, mode, project)];
  return seen.flatMap(world => behindPaths(file, setting, asked, world, source));
}

interface ReadFile {
  readonly config: ReadConfig;
  readonly from: { readonly path: string; readonly text: string };
}

/** Returns the file's settings and, before them, those of the files that it builds upon. */
function withBases(
  from: ReadFile["from"],
  file: ConfigFile,
  mode: string,
  project: Project,
  left: number,
): readonly ReadFile[] {
  const config = file.read(from.text, { path: from.path, mode, folder: project.folder });
  if (!config) return [];
  const beneath = (left === 0 ? [] : (config.bases ?? [])).flatMap(name => {
    const path = resolvePath(name, parentOf(from.path));
    const text = project.text(path);
    return text === null ? [] : withBases({ path, text }, file, mode, project, left - 1);
  });
  return [...beneath, { config, from }];
}

/** Returns the connections at the first of the file's paths that leads to any. */
function behindPaths(
  file: ConfigFile,
  setting: Setting,
  asked: Asked,
  world: World,
  source: Source,
): readonly DatabaseLocator[] {
  const bySections = file.at.some(path => path.some(key => key.includes("{mode}")));
  for (const path of file.at) {
    // A file with sections but none for this environment says nothing about it.
    if (path.length === 0 && bySections && isSectioned(setting)) continue;
    const keys: string[] = [];
    for (const key of path) {
      const name = keyNamed(key, setting, keys, asked, world);
      if (name === undefined) break;
      keys.push(name);
    }
    if (keys.length < path.length) continue;
    const section = path.some(key => key.includes("{mode}")) ? { section: world.mode } : {};
    const found = settingsAt(setting, keys).flatMap(one => databasesIn(one, world, { ...source, ...section }));
    if (found.length > 0) return found;
  }
  return [];
}

function isSectioned(setting: Setting): boolean {
  return setting.kind === "map" && [...setting.entries.values()].every(({ kind }) => kind === "map");
}

/** Returns the name that a key of a path stands for; undefined if unknown. */
function keyNamed(
  key: string,
  setting: Setting,
  before: readonly string[],
  asked: Asked,
  world: World,
): string | undefined {
  if (key.includes("{mode}")) return world.mode === "" ? undefined : key.replace("{mode}", world.mode);
  const name = /^\{(\w+)\}$/.exec(key)?.[1];
  if (name === undefined) return key;
  if (name === "connection") return asked.connection;
  // The key is a sibling, or in a map above.
  for (let depth = before.length; depth >= 0; depth--) {
    const said = settingsAt(setting, [...before.slice(0, depth), name]).flatMap(one => toldBy(one, world))[0]?.text;
    if (said) return said;
  }
  return undefined;
}

function distinct(databases: readonly DatabaseLocator[]): readonly DatabaseLocator[] {
  const seen = new Set<string>();
  return databases.filter(one => {
    const key = JSON.stringify([one.host, one.port, one.database, one.evidence?.file, one.evidence?.line]);
    return !seen.has(key) && seen.add(key);
  });
}
