/** Reads an MCP tool call into effects: by the tool's name, and by SQL, GraphQL, shell and paths in its arguments. */

import type { McpAction } from "../../action/action.ts";
import { effectsOfHanding } from "../../detectors/guard/reach.ts";
import { notRead } from "../../effects/budget.ts";
import type { Effect } from "../../effects/effect.ts";
import { type DestructiveName, destructiveName, readingName } from "../../effects/names.ts";
import type { Inner, ProviderPack, Reading } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { environmentOfLabel } from "../../places/labels.ts";
import type { Locator } from "../../places/locator.ts";
import { losingValues, type Told } from "../../providers/settings-that-lose.ts";
import { spokenName } from "../../providers/spoken-name.ts";
import { inOrder, words } from "../../text/expressions.ts";
import { type Destination, effectOfField, unreadableBody } from "../graphql/effects.ts";
import { readGraphql } from "../graphql/reader.ts";
import { embeddedIn, IN_POD } from "./arguments.ts";
import { onDocuments } from "./documents.ts";
import { filesHanded } from "./files-handed.ts";
import { DEPLOY, knownTool } from "./known-tools.ts";
import { powersNamed } from "./named-powers.ts";
import { turnsMemory } from "./remembered.ts";
import {
  deploysToProduction,
  holdsEverything,
  machineHanded,
  operationIn,
  pushedFiles,
  putAway,
  saidByArgument,
  secretsHanded,
  writtenOver,
} from "./special.ts";

/** Servers that only reach this machine. */
const LOCAL = inOrder(
  [
    /^/,
    words`
      file-?system memory sequential-?thinking playwright puppeteer browser git sqlite duckdb serena desktop-commander
    `,
    /\b/,
  ],
  "i",
);
/** Servers whose paths belong to a remote repository or store. */
const ELSEWHERE = /github|gitlab|gitea|bitbucket|drive|dropbox|figma|s3|sharepoint|confluence/i;

/**
 * Reads a tool call. Nothing is certain: a tool does what its server likes, its name is only what it says. `providers`
 * know the tools of their own service's server.
 */
export function readMcp(action: McpAction, facts: Facts, providers: readonly ProviderPack[] = []): Reading {
  const provider = providers.find(({ id }) => new RegExp(`(?:^|[^a-z])${id}(?:[^a-z]|$)`, "i").test(action.server));
  const known = provider?.readTool?.(action.tool, action.arguments);
  const place = placeOf(action);
  const { inner, graphql, complete } = embeddedIn(action, place, facts);
  const mutations = graphql
    .map(readGraphql)
    .flatMap(({ fields, unreadable }) => [
      ...fields.flatMap(field => effectOfField(field, place, "mcp", undefined) ?? []),
      ...(unreadable ? [unreadableBody(place, "mcp", undefined)] : []),
    ]);
  const own =
    known?.effects ??
    (ELSEWHERE.test(action.server) ? undefined : onDocuments(action, facts)) ??
    pushedFiles(action, place) ??
    (IN_POD.test(action.tool) && inner.length > 0 ? [] : fromTable(action, place)) ??
    effectsOfName(action, place, inner);
  return {
    effects: [
      ...(complete ? [] : [notRead("its arguments hold more than is read", undefined, "mcp")]),
      ...hinted(action, own, place),
      ...mutations,
      ...machineHanded(action),
      ...secretsHanded(action, place),
      ...filesHanded(action, place, facts),
      ...powersNamed(action, place),
      ...turnsMemory(action, place),
      ...handedOnGuard(action, own, facts),
    ],
    inner: [...inner, ...(known?.inner ?? [])],
  };
}

/** Files of the guard in any argument, unless the tool only reads. */
function handedOnGuard(action: McpAction, own: readonly Effect[], facts: Facts): Effect[] {
  if (ELSEWHERE.test(action.server) || (own.length === 0 && readingName(action.tool))) return [];
  return Object.entries(action.arguments)
    .filter(([key]) => !PROSE.test(key))
    .flatMap(([key, value]) => [
      ...(Array.isArray(value) ? value : [value]).filter(isPath).flatMap(path => effectsOfHanding(path, action, facts)),
      ...(MOUNTS.test(key) ? mountedBy(value).flatMap(path => effectsOfHanding(path, action, facts, true)) : []),
    ])
    .filter(({ path }) => path === undefined || own.every(effect => effect.path !== path));
}

function isPath(value: unknown): value is string {
  return typeof value === "string" && /^[~./]|^[A-Za-z]:[\\/]/.test(String(value)) && !/\s/.test(String(value));
}

const MOUNTS = /^(?:volumes?|mounts?|binds?|bind_?mounts?)$/i;

/** `["~/.local:/m"]`, `{ "/home/dev/.local": { bind: "/m" } }`, `[{ source: "/home/dev/.local" }]`. */
function mountedBy(value: unknown, depth = 0): readonly string[] {
  if (typeof value === "string") return isPath(value) && !/:ro\b/.test(value) ? [value.replace(/:.*$/, "")] : [];
  if (typeof value !== "object" || value === null || depth > 3) return [];
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return [...keys, ...Object.values(value)].flatMap(one => mountedBy(one, depth + 1));
}

/** Arguments that hold prose rather than a name. */
const PROSE = /content|text|body|message|description|title|comment|prompt|note|query|search/i;

/**
 * An MCP server acts with its own token, so that its effects land wherever that token reaches; an argument may name the
 * environment.
 */
function placeOf({ server, arguments: args }: McpAction): Destination {
  const name = `the MCP server ${server}`;
  const labels = Object.entries(args).flatMap(([key, value]): Locator[] =>
    NAMES_PLACE.test(key) && typeof value === "string" && value !== "" && value.length < 64
      ? [{ kind: "label", label: value, evidence: { because: `its argument ${key} says ${value}` } }]
      : [],
  );
  if (LOCAL.test(server)) return { at: labels, name, local: true };
  return { at: [...labels, { kind: "control-plane", host: name, provider: server }], name, local: false };
}

const NAMES_PLACE =
  /^(?:env|environment|environment_?name|stage|workspace|workspace_?name|deploy_?env|target(?:_?env)?)$/i;

/** Effects of a tool that the table lists; marks those that affect everything. */
function fromTable(action: McpAction, place: Destination): Effect[] | undefined {
  const said = operationIn(action);
  const own = knownTool(action.server, action.tool);
  const live = own === undefined && deploysToProduction(action) ? DEPLOY : own;
  const does = live === undefined && said !== undefined ? knownTool(action.server, said) : live;
  if (does === null) return [];
  if (does === undefined) return undefined;
  const [verb, resource, what] = does;
  const { ids, many } = identifiersIn(action.arguments);
  const gone = verb === "delete" || verb === "drop" || verb === "truncate" || verb === "overwrite";
  return [
    {
      verb,
      resource,
      target: ids === "" ? action.tool : ids,
      reach: holdsEverything(action) ? "all" : many ? "several" : "one",
      recovery: gone ? "none" : "effort",
      certainty: "certain",
      source: "mcp",
      says: `${what} through ${place.name}${ids === "" ? "" : ` (${ids})`}`,
      at: place.at,
      instead: "Let the person do it where the service shows what hangs on it.",
    },
  ];
}

/** A server that calls its tool destructive is believed; one that calls it harmless is not. */
function hinted(action: McpAction, own: readonly Effect[], place: Destination): readonly Effect[] {
  if (action.annotations?.destructiveHint !== true || action.annotations.readOnlyHint === true) return own;
  if (own.some(({ verb }) => verb !== "mutate" && verb !== "write")) return own;
  const { ids, many } = identifiersIn(action.arguments);
  return [
    {
      verb: "delete",
      resource: "record",
      target: ids === "" ? action.tool : ids,
      reach: many ? "several" : "one",
      recovery: place.local ? "effort" : "none",
      certainty: "likely",
      source: "mcp",
      says: `uses the tool ${action.tool}, which ${place.name} itself calls destructive`,
      at: place.at,
    },
  ];
}

const BRANCH: DestructiveName = {
  verb: "delete",
  resource: "remote-branch",
  certainty: "likely",
  noun: "branch",
  several: false,
};

function effectsOfName(action: McpAction, place: Destination, inner: readonly Inner[]): Effect[] {
  const asked = inner.some(({ kind }) => kind === "http") ? undefined : saidByArgument(action);
  const meaning = destructiveName(action.tool) ?? asked;
  if (meaning) return [destructive(action, meaning, place)];
  if (putAway(action) && !readingName(action.tool))
    return [
      destructive(action, { verb: "delete", resource: "record", certainty: "likely", noun: "", several: false }, place),
    ];
  const forced = ["force", "forced"].some(key => action.arguments[key] === true);
  if (forced && /ref|push|branch/i.test(action.tool) && inner.length === 0)
    return [{ ...destructive(action, BRANCH, place), verb: "rewrite-history" }];
  const over = writtenOver(action);
  if (over !== undefined)
    return [
      {
        verb: "overwrite",
        resource: "table",
        target: over,
        reach: "all",
        recovery: "none",
        certainty: "certain",
        source: "mcp",
        says: `writes what it finds over the collection ${over} through ${place.name}`,
        at: place.at,
      },
    ];
  if (readingName(action.tool)) return [];
  const told = [...spoken(action, place), ...toldByArguments(action, place)];
  if (told.length > 0 || inner.length > 0) return told;
  return [
    {
      verb: "mutate",
      resource: "record",
      target: action.tool,
      reach: "one",
      recovery: "effort",
      certainty: CHANGES.test(action.tool) && isInProduction(place) ? "certain" : "possible",
      source: "mcp",
      says: `may change something through the tool ${action.tool} of ${place.name}`,
      at: place.at,
    },
  ];
}

/** A tool named after a change, with an argument that names production, changes production. */
const CHANGES =
  /^(?:set|update|put|patch|edit|configure|modify|change|replace|upsert|rename)(?:[-_]|[A-Z])|[-_](?:set|update|upsert)$/;

function isInProduction({ at }: Destination): boolean {
  return at.some(locator => locator.kind === "label" && environmentOfLabel(locator.label).name === "production");
}

/** `archive_team`, `deactivate_user`, `publish_package`: effects without destruction. */
function spoken(action: McpAction, place: Destination): Effect[] {
  const said = spokenName(action.tool);
  if (!said) return [];
  const { ids, many } = identifiersIn(action.arguments);
  const { noun, ...does } = said;
  return [
    {
      ...does,
      target: ids === "" ? noun || action.tool : ids,
      reach: many ? "several" : "one",
      certainty: "certain",
      source: "mcp",
      says: `asks ${place.name} to ${action.tool}${ids === "" ? "" : ` (${ids})`}`,
      at: place.at,
    },
  ];
}

/** Effects of the values that an update sets: `{ replicas: 0 }`, `{ visibility: "public" }`, an empty list. */
function toldByArguments(action: McpAction, place: Destination): Effect[] {
  if (place.local || ADDS.test(action.tool) || EVERYDAY.test(action.tool)) return [];
  const replaces =
    /^(?:set|replace|put|overwrite)(?:[_-]|[A-Z])/.test(action.tool) || action.arguments.replace === true;
  const lists = Object.values(action.arguments).filter(value => typeof value === "object" && value !== null);
  const values: unknown[] = replaces ? [action.arguments, ...lists] : [action.arguments];
  const told = values.flatMap((value, i) => losingValues(value, replaces && i > 0).slice(0, i === 0 ? undefined : 1));
  const whole = action.arguments.replace === true && lists.length > 0 ? [WHOLE] : [];
  if (/down|prune|remove/i.test(action.tool) && action.arguments.volumes === true) whole.push(VOLUMES);
  return [...told, ...whole].map(({ says, ...rest }) => ({
    ...rest,
    target: action.tool,
    certainty: "likely",
    source: "mcp",
    says: `${says} ${identifiersIn(action.arguments).ids || "what the tool names"} through ${place.name}`,
    at: place.at,
  }));
}

const WHOLE: Told = {
  verb: "overwrite",
  resource: "setting",
  reach: "all",
  recovery: "none",
  says: "replaces everything that was set for",
};
const VOLUMES: Told = {
  verb: "delete",
  resource: "volume",
  reach: "several",
  recovery: "none",
  says: "deletes the volumes of",
};
const ADDS = /^(?:create|add|new|search|list|get|find|insert)(?:[_-]|[A-Z]|$)/i;
/** Closing issues and tasks is everyday. */
const EVERYDAY = /issue|task|ticket|todo|pull_?request|merge_?request|thread|notification|card|event|page_?property/i;

function destructive(action: McpAction, meaning: DestructiveName, place: Destination): Effect {
  const { ids, many } = identifiersIn(action.arguments);
  const what = [meaning.noun || "record", ids].filter(Boolean).join(" ");
  return {
    verb: meaning.verb,
    resource: meaning.resource,
    target: what,
    reach: holdsEverything(action) ? "all" : meaning.several || many ? "several" : "one",
    recovery: "none",
    certainty: meaning.certainty,
    source: "mcp",
    says: `asks ${place.name} to ${action.tool} (${what})`,
    at: place.at,
    instead: "Let the person do it in the service's own console, where it shows what hangs on it.",
  };
}

/** What the arguments name, the most telling first: `volumeId`, `id`, `name`. */
function identifiersIn(args: Readonly<Record<string, unknown>>): { ids: string; many: boolean } {
  const entries = Object.entries(args);
  const find = (pattern: RegExp) => entries.find(([key, value]) => pattern.test(key) && isShown(value))?.[1];
  const value = find(/ids?$/i) ?? find(/name$|slug$|key$/i) ?? (entries.length === 1 ? entries[0]?.[1] : undefined);
  if (!isShown(value)) return { ids: "", many: false };
  const list = (Array.isArray(value) ? value : [value]).map(String);
  const shown = list.slice(0, 3).join(", ").slice(0, 200);
  return { ids: list.length > 3 ? `${shown} and ${list.length - 3} more` : shown, many: list.length > 1 };
}

function isShown(value: unknown): value is string | number | readonly (string | number)[] {
  if (Array.isArray(value))
    return value.length > 0 && value.every(item => typeof item === "string" || typeof item === "number");
  return typeof value === "string" || typeof value === "number";
}
