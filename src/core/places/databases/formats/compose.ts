/** Reads a service of a compose file: its variables, its command, and the folders of this machine that it mounts. */

import type { Facts } from "../../../facts/facts.ts";
import { inOrder, words } from "../../../text/expressions.ts";
import { parentOf, resolvePath } from "../../../text/paths.ts";
import type { Mount, Origin, Scope } from "../../scope.ts";
import { Project } from "../project.ts";
import { merged, type Setting, settingsAt, textSetting, UNSET, variableSetting } from "../setting.ts";
import { toldBy } from "../setting-values.ts";
import type { Known, World } from "../variables.ts";
import { type Notation, SHELL_STYLE } from "./interpolation.ts";
import { readYamlSettings } from "./yaml.ts";

export interface ComposeCall {
  /** Absolute; the folder in which the call looks for files. */
  readonly folder: string;
  /** `-f`, in order; absent: the usual file names. */
  readonly files?: readonly string[];
  /** `--env-file`; absent: `.env`. */
  readonly envFiles?: readonly string[];
}

export interface ComposeService {
  readonly variables: ReadonlyMap<string, string | null>;
  readonly origins: ReadonlyMap<string, Origin>;
  readonly mounts: readonly Mount[];
  /** The working directory of its commands, if the file says. */
  readonly folder?: string;
  /** Its command: a text that a shell splits, or words. */
  readonly command?: string | readonly string[];
}

/** All services of a project. */
export interface ComposeProject {
  readonly services: ReadonlyMap<string, ComposeService>;
  /** No service has a volume, only folders of this machine, so that `down -v` removes no data. */
  readonly withoutVolumes: boolean;
}

/** Compose expands unset variables to nothing. */
const UNSET_IS_EMPTY: Notation = {
  pattern: SHELL_STYLE.pattern,
  setting: found => {
    const setting = SHELL_STYLE.setting(found);
    return setting.kind === "variable" && !setting.otherwise ? variableSetting(setting.name, textSetting("")) : setting;
  },
};
const NAMES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
const OVERRIDES = NAMES.map(name => name.replace(/\.(\w+)$/, ".override.$1"));

/** Returns a service; undefined if no file here defines it. docs.docker.com: `environment` overrides `env_file`. */
export function composeService(
  name: string,
  call: ComposeCall,
  scope: Scope,
  facts: Facts,
): ComposeService | undefined {
  return readProject(call, scope, facts)?.service(name);
}

/** Returns the project; undefined if no file can be read. */
export function composeProject(call: ComposeCall, scope: Scope, facts: Facts): ComposeProject | undefined {
  const project = readProject(call, scope, facts);
  const [services] = project ? settingsAt(project.file, ["services"]) : [];
  if (!project || services?.kind !== "map") return undefined;
  const [volumes] = settingsAt(project.file, ["volumes"]);
  const named = volumes?.kind === "map" && volumes.entries.size > 0;
  const all = [...services.entries].flatMap(([name]) => {
    const service = project.service(name);
    return service ? [[name, service] as const] : [];
  });
  const bound = [...services.entries].every(([, service]) => service.kind === "map" && isBound(service, project.world));
  return { services: new Map(all), withoutVolumes: !named && bound && !project.includes };
}

/** Images that keep data in a volume of their own unless another is mounted. */
const KEEPS_DATA = inOrder(
  [
    /(?:^|\/|-)/,
    words`
      postg\w* timescale\w* pgvector mysql mariadb percona mongo\w* redis valkey keydb elasticsearch opensearch
      clickhouse\S* cassandra scylla influxdb neo4j couch\w* rabbitmq kafka nats minio vault consul etcd meilisearch
      typesense qdrant weaviate milvus chroma mssql sql-?server server oracle\S* cockroach\w* surrealdb grafana
      prometheus jenkins gitea gitlab\S* nexus\S* sonarqube wordpress ghost nextcloud dynamodb-local localstack
    `,
    /(?::|@|$)/,
  ],
  "i",
);

/** Returns whether a service keeps nothing in volumes: it mounts folders only, and its image keeps no data itself. */
function isBound({ entries }: Extract<Setting, { kind: "map" }>, world: World): boolean {
  const items = entries.get("volumes");
  const mounts = items?.kind === "list" ? items.items : [];
  const folders = mounts.every(item => {
    if (item.kind === "map") return /^(?:bind|tmpfs)$/.test(textOf(item.entries.get("type"), world) ?? "");
    return /^[./~][^:]*:/.test(textOf(item, world) ?? "");
  });
  const image = textOf(entries.get("image"), world);
  const known = image !== undefined || entries.has("build");
  return folders && known && (mounts.length > 0 || image === undefined || !KEEPS_DATA.test(image));
}

interface Read {
  readonly file: Setting;
  readonly world: World;
  /** The project includes other files. */
  readonly includes: boolean;
  service(name: string): ComposeService | undefined;
}

function readProject(call: ComposeCall, scope: Scope, facts: Facts): Read | undefined {
  const project = new Project(call.folder, call.files ? [] : NAMES, scope, facts);
  const usual = [NAMES.find(one => project.text(one) !== null), OVERRIDES.find(one => project.text(one) !== null)];
  const paths = (call.files ?? usual.filter(one => one !== undefined)).map(one => resolvePath(one, project.folder));
  const texts = paths.flatMap(path => {
    const text = project.text(path);
    return text === null ? [] : [{ path, text }];
  });
  const [first] = texts;
  if (!first) return undefined;
  const read = readYamlSettings(UNSET_IS_EMPTY);
  const file = texts.map(({ text }) => read(text) ?? UNSET).reduce(together);
  const folder = parentOf(first.path);
  const envFiles = (call.envFiles ?? [".env"]).toReversed().flatMap(one => project.envFile(one, folder) ?? []);
  const world = project.world("", envFiles);
  const home = scope.variables.get("HOME") ?? facts.around.home;
  return {
    file,
    world,
    includes: settingsAt(file, ["include"]).some(({ kind }) => kind !== "unset"),
    service: name => {
      const [service] = settingsAt(file, ["services", name]);
      return service?.kind === "map" ? serviceOf(service, { project, world, folder, texts, home }) : undefined;
    },
  };
}

interface Place {
  readonly project: Project;
  readonly world: World;
  readonly folder: string;
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  readonly home: string | undefined;
}

function serviceOf(
  service: Extract<Setting, { kind: "map" }>,
  { project, world, folder, texts, home }: Place,
): ComposeService {
  const known = new Map<string, Known>();
  for (const path of filesOf(service.entries.get("env_file"), world))
    for (const { name, value, line } of project.envFile(path, folder)?.entries ?? [])
      known.set(name, { value, from: { file: resolvePath(path, folder), line } });
  for (const [variable, value] of environmentOf(service.entries.get("environment"), world, texts))
    known.set(variable, value);
  const mounts = mountsOf(service.entries.get("volumes"), world, folder, home);
  const starts = textOf(service.entries.get("working_dir"), world) ?? mounts.find(({ from }) => from === folder)?.at;
  return {
    variables: new Map([...known].map(([variable, { value }]) => [variable, value])),
    origins: originsOf(known),
    mounts,
    ...(starts !== undefined && { folder: starts }),
    ...commandOf(service, world),
  };
}

/** Returns `entrypoint` followed by `command`, each a text or a list of words. */
function commandOf({ entries }: Extract<Setting, { kind: "map" }>, world: World): Pick<ComposeService, "command"> {
  const given = [entries.get("entrypoint"), entries.get("command")].filter(one => one && one.kind !== "unset");
  const said = given.map(one =>
    one?.kind === "list" ? one.items.flatMap(item => textOf(item, world) ?? []) : textOf(one, world),
  );
  if (said.length === 0 || said.includes(undefined)) return {};
  const [first, second] = said;
  if (second === undefined && first !== undefined) return { command: first };
  return Array.isArray(first) && Array.isArray(second) ? { command: [...first, ...second] } : {};
}

/** Merges an overriding file, whose lists are appended instead of replacing. */
function together(under: Setting, over: Setting): Setting {
  if (under.kind === "list" && over.kind === "list") return { kind: "list", items: [...under.items, ...over.items] };
  if (under.kind !== "map" || over.kind !== "map") return merged(under, over);
  const entries = new Map(under.entries);
  for (const [key, value] of over.entries) entries.set(key, together(entries.get(key) ?? UNSET, value));
  return { kind: "map", entries };
}

/** Reads `env_file: a`, a list of names, or of `{ path, required }`; a later file overrides. */
function filesOf(setting: Setting | undefined, world: World): readonly string[] {
  const items = setting?.kind === "list" ? setting.items : setting ? [setting] : [];
  return items.flatMap(item => textOf(item.kind === "map" ? item.entries.get("path") : item, world) ?? []);
}

/** Reads a map or a list of `NAME=value`; a name alone takes its value from compose's own environment. */
function environmentOf(
  setting: Setting | undefined,
  world: World,
  texts: readonly { readonly path: string; readonly text: string }[],
): readonly (readonly [string, Known])[] {
  const pairs =
    setting?.kind === "map"
      ? [...setting.entries].map(
          ([name, value]) => [name, value.kind === "unset" ? undefined : toldBy(value, world)[0]] as const,
        )
      : (setting?.kind === "list" ? setting.items : []).flatMap(item => {
          const told = toldBy(item, world)[0];
          const name = /^(\w+)(=?)/.exec(told?.text ?? "");
          if (!told || !name?.[1]) return [];
          const value = name[2] === "" ? undefined : { ...told, text: (told.text ?? "").slice(name[0].length) };
          return [[name[1], value] as const];
        });
  return pairs.flatMap(([name, told]): (readonly [string, Known])[] => {
    if (told === undefined) {
      const known = world.variable(name);
      return known ? [[name, known]] : [];
    }
    const value = told.text?.includes("\uFFFC") ? null : told.text;
    const from = told.parts.find(part => part.from.file !== undefined)?.from ?? placeOf(name, texts);
    return [[name, { value, from }]];
  });
}

function placeOf(name: string, texts: readonly { readonly path: string; readonly text: string }[]): Known["from"] {
  for (const { path, text } of texts.toReversed()) {
    const line = text.split("\n").findIndex(one => new RegExp(`^[\\s"'-]*${name}\\b`).test(one));
    if (line !== -1) return { file: path, line: line + 1 };
  }
  return {};
}

function originsOf(known: ReadonlyMap<string, Known>): ReadonlyMap<string, Origin> {
  return new Map(
    [...known].flatMap(
      ([
        name,
        {
          value,
          from: { file, line },
        },
      ]) => (file === undefined || line === undefined ? [] : [[name, { file, line, value }] as const]),
    ),
  );
}

/** Reads `./src:/app:ro`, `{ type: bind, source, target }`; a source that is no path is a volume. */
function mountsOf(
  setting: Setting | undefined,
  world: World,
  folder: string,
  home: string | undefined,
): readonly Mount[] {
  return (setting?.kind === "list" ? setting.items : []).flatMap((item): Mount[] => {
    const short = item.kind === "map" ? undefined : textOf(item, world);
    const [, before, behind] = /^([^:]+):(\/[^:]*)(?::|$)/.exec(short ?? "") ?? [];
    const named = item.kind === "map" ? textOf(item.entries.get("source"), world) : before;
    const from = home === undefined ? named : named?.replace(/^~(?=\/|$)/, () => home);
    const at = item.kind === "map" ? textOf(item.entries.get("target"), world) : behind;
    if (at === undefined || from === undefined || from.startsWith("~")) return [];
    return [{ at: at.replace(/(.)\/$/, "$1"), from: /^[./]/.test(from) ? resolvePath(from, folder) : null }];
  });
}

function textOf(setting: Setting | undefined, world: World): string | undefined {
  const text = setting && toldBy(setting, world)[0]?.text;
  return text === null || text?.includes("\uFFFC") ? undefined : text;
}
