/**
 * Decides whether a name means destruction, and of what. Splits GraphQL fields, MCP tools, API operations and unknown
 * sub-commands alike: `volumeDelete`, `delete_volume`, `drop-table`, `DeleteTable`. Only whole words count, so that
 * `undelete` and `deletedItems` mean nothing.
 */
import type { Certainty, ResourceKind, Verb } from "./effect.ts";

export interface DestructiveName {
  readonly verb: Extract<Verb, "delete" | "drop" | "truncate" | "revoke">;
  readonly resource: ResourceKind;
  /** `likely` where verb and noun leave little doubt, `possible` where the verb is also used for harmless things. */
  readonly certainty: Exclude<Certainty, "certain">;
  /** The noun as a person would read it: `volume instance backup`; empty when the name is only a verb. */
  readonly noun: string;
  /** The name speaks of more than one: `deleteMany`, `bulk_delete`. */
  readonly several: boolean;
}

const LONGEST = 200;

/** Verbs that mean destruction whatever their object. */
const STRONG = words(
  "delete destroy drop wipe purge terminate erase nuke obliterate expunge deprovision decommission teardown eradicate zeroize",
);
/** Verbs that have harmless objects too: `clear cache`, `reset password`, `remove filter`. */
const WEAK = words("remove rm del reset clear truncate revoke flush prune unlink uninstall empty unset zap");
/** A name that starts with one of these only reads. */
const READS = words(
  "get list search find read describe show fetch view count check is has can should query lookup browse preview validate explain aggregate",
);
/** Words that reverse the verb beside them: `undoDelete`, `projectScheduleDeleteCancel`. */
const UNDOES = words("un undo restore cancel prevent forbid deny recover revert disallow");
/** Nouns that make the verb harmless: `dropdown`, `delete protection`, `clear selection`. */
const NOT_DATA = words(
  "protection preview down off confirmation console screen selection filter filters input form cursor terminal highlight highlights breakpoint breakpoints viewport zoom",
);
const CONNECTORS = words("from in by for of on with at to and if when");
const MANY = words("all many bulk batch multiple everything");

const NOUNS: Readonly<Record<string, ResourceKind>> = {
  volume: "volume",
  disk: "volume",
  pvc: "volume",
  filesystem: "volume",
  backup: "backup",
  snapshot: "backup",
  database: "database",
  db: "database",
  keyspace: "database",
  table: "table",
  collection: "table",
  index: "table",
  schema: "schema",
  bucket: "bucket",
  cluster: "cluster",
  namespace: "namespace",
  stack: "stack",
  service: "service",
  instance: "service",
  deployment: "service",
  server: "service",
  machine: "service",
  app: "service",
  application: "service",
  project: "project",
  organization: "project",
  workspace: "project",
  repo: "project",
  repository: "project",
  environment: "environment",
  env: "environment",
  domain: "domain",
  zone: "domain",
  dns: "domain",
  secret: "secret",
  token: "secret",
  credential: "secret",
  credentials: "secret",
  variable: "secret",
  branch: "branch",
  file: "file",
  directory: "directory",
  folder: "directory",
};

/** Quick check: most names hold none of the verbs, and need not be split. */
const MAY_MEAN = new RegExp([...STRONG, ...WEAK].join("|"));

export function destructiveName(name: string): DestructiveName | undefined {
  const shortened = name.slice(0, LONGEST);
  if (!MAY_MEAN.test(shortened.toLowerCase())) return undefined;
  const parts = splitName(shortened);
  if (READS.has(parts[0] ?? "") && !parts.includes("and")) return undefined;
  const at = parts.findIndex(part => STRONG.has(part) || WEAK.has(part));
  const verb = parts[at];
  if (verb === undefined) return undefined;
  if (verb === "reset" && parts[at - 1] === "factory")
    return { verb: "delete", resource: "system", certainty: "likely", noun: "", several: false };
  if (parts.slice(0, at).some(part => UNDOES.has(part)) || UNDOES.has(parts.at(-1) ?? "")) return undefined;

  const after = untilConnector(parts.slice(at + 1));
  if (NOT_DATA.has(after.at(-1) ?? "")) return undefined;
  const noun = nounOf(after) ?? nounOf(parts.slice(0, at));
  const resource = noun ?? (verb === "truncate" ? "table" : verb === "revoke" ? "secret" : "record");
  return {
    verb: effectVerb(verb, resource),
    resource,
    certainty: STRONG.has(verb) || noun !== undefined ? "likely" : "possible",
    noun: (after.length > 0 ? after : parts.slice(0, at)).filter(part => !MANY.has(part)).join(" "),
    several: parts.some(part => MANY.has(part)),
  };
}

/** Whether a name says that it only reads: `list_tables`, `getUser`, `read_query`. */
export function readingName(name: string): boolean {
  const parts = splitName(name.slice(0, LONGEST));
  return READS.has(parts[0] ?? "") && !parts.includes("and");
}

/** The kind of resource that a noun names: `volumes` → volume. The last word decides, as in English. */
export function resourceNamed(name: string): ResourceKind | undefined {
  return nounOf(splitName(name.slice(0, LONGEST)));
}

/** `volumeInstanceBackupDelete` → volume, instance, backup, delete; a name in one piece is cut at its verb. */
export function splitName(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(part => part !== "")
    .flatMap(cutRunTogether);
}

/** `dropdatabase` and `volumedelete`: only where the rest is a known noun, so that `airdrop` stays a word. */
function cutRunTogether(word: string): string[] {
  if (!MAY_MEAN.test(word)) return [word];
  for (const verb of STRONG) {
    if (word.startsWith(verb) && isNoun(singular(word.slice(verb.length)))) return [verb, word.slice(verb.length)];
    if (word.endsWith(verb) && isNoun(singular(word.slice(0, -verb.length))))
      return [word.slice(0, -verb.length), verb];
  }
  return [word];
}

function nounOf(parts: readonly string[]): ResourceKind | undefined {
  for (const part of [...parts].reverse()) {
    const noun = singular(part);
    if (isNoun(noun)) return NOUNS[noun];
  }
  return undefined;
}

function singular(word: string): string {
  if (isNoun(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  const short = word.replace(/s$/, "");
  return isNoun(short) ? short : word.replace(/es$/, "");
}

function isNoun(word: string): boolean {
  return Object.hasOwn(NOUNS, word);
}

function untilConnector(parts: readonly string[]): readonly string[] {
  const cut = parts.findIndex(part => CONNECTORS.has(part));
  return cut === -1 ? parts : parts.slice(0, cut);
}

function effectVerb(verb: string, resource: ResourceKind): DestructiveName["verb"] {
  if (verb === "revoke") return "revoke";
  if (verb === "truncate" && resource === "table") return "truncate";
  if (verb === "drop" && (resource === "table" || resource === "database" || resource === "schema")) return "drop";
  return "delete";
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
