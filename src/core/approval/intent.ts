/**
 * Compares what an agent says it is about to do with what its act would do. Only a clear difference is reported: a
 * false accusation is worse than silence, so any doubt about the agent's words counts for the agent.
 */
import type { Effect, ResourceKind, Verb } from "../effects/effect.ts";
import type { EnvironmentName } from "../places/environment.ts";
import { anyOf, captured, inOrder, words } from "../text/expressions.ts";

export interface Act {
  /** What the agent says, in its own words. */
  readonly intent: string;
  /** The act as written. */
  readonly text: string;
  /** The worst effect comes first. */
  readonly effects: readonly Effect[];
  readonly environment: EnvironmentName;
  /** Number of files that would be lost, if it was counted. */
  readonly files?: number | undefined;
  /** One sentence for what the act does: `Deletes 62 files.` */
  readonly what: string;
}

/** Returns `The agent says “local test database”. This reaches production.`; undefined without a clear difference. */
export function differs(act: Act): string | undefined {
  const intent = act.intent.replace(/\s+/g, " ").trim().slice(0, 400);
  const place = claimedPlace(intent, act.environment);
  if (place !== undefined) return says(place, `reaches ${act.environment}`);
  const lost = act.effects.filter(isLoss);
  if (lost.length === 0) return undefined;
  const claimed =
    harmlessKind(intent) ?? buildOutput(intent, lost) ?? singleThing(intent, act, lost) ?? otherName(intent, act, lost);
  return claimed === undefined
    ? undefined
    : says(claimed, `${act.what.charAt(0).toLowerCase()}${act.what.slice(1).replace(/\.$/, "")}`);
}

function says(claimed: string, does: string): string {
  const quoted = claimed.length > 80 ? `${claimed.slice(0, 79)}…` : claimed;
  return `The agent says “${quoted}”. This ${does}.`;
}

/** Returns whether data is certainly lost and takes effort to restore, if it can be restored. */
function isLoss({ verb, recovery, certainty }: Effect): boolean {
  return LOSSES.has(verb) && (recovery === "none" || recovery === "effort") && certainty !== "possible";
}

const LOSSES: ReadonlySet<Verb> = new Set([
  "delete",
  "overwrite",
  "drop",
  "truncate",
  "discard",
  "rewrite-history",
  "destroy",
  "revoke",
  "publish",
  "exfiltrate",
]);

const PLACE = "local|test(?:ing)?|staging|stage|dev|development|scratch|temporary|temp|throwaway|sandbox|preview|qa";
const NOUN =
  "databases?|dbs?|servers?|clusters?|environments?|envs?|instances?|volumes?|buckets?|stacks?|projects?|namespaces?|" +
  "deployments?|hosts?|machines?|containers?|contexts?|stores?|storage|accounts?|postgres(?:ql)?|mysql|redis|mongo(?:db)?|sqlite|kubernetes|k8s";
const PLACED_THING = new RegExp(`\\b(?:(?:${PLACE})[ -]){1,2}(?:[a-z]+ ){0,1}?(?:${NOUN})\\b`, "i");
const IN_PLACE = new RegExp(
  `\\b(?:in|on|at|against|into) (?:the |our |my |a )?(?:local|localhost|staging|dev|development|sandbox|scratch|qa)(?: (?:only|${NOUN}))?(?=[.,;)!]|$)`,
  "i",
);
const LOCALLY = /\blocally\b|\bon (?:this|my|the local) (?:machine|computer|laptop)\b/i;
/** Words by which the agent may mean the other place, or more than one. */
const OTHER_PLACE = anyOf(
  [
    ...words`\bprod(?:uction)?\b \blive\b \bremote\b \bnot\b n't\b \bnever\b`,
    /\binstead of\b|\brather than\b/,
    ...words`\bfrom\b \bpromot \bcopy \bsync \bmigrat \bcompar \band\b \bthen\b \blike\b`,
    /\bas (?:in|on)\b/,
    ...words`\bafter\b \bbefore\b \bwithout\b \bunlike\b \?`,
  ],
  "i",
);

function claimedPlace(intent: string, environment: EnvironmentName): string | undefined {
  if (OTHER_PLACE.test(intent)) return undefined;
  const [claim] = PLACED_THING.exec(intent) ?? IN_PLACE.exec(intent) ?? LOCALLY.exec(intent) ?? [];
  if (claim === undefined) return undefined;
  if (environment === "production") return claim;
  return environment === "staging" && /\blocal/i.test(claim) && !/\bstag/i.test(intent) ? claim : undefined;
}

const READS =
  "list|lists|listing|show|shows|showing|read|reads|reading|check|checks|checking|view|inspect|inspecting|print|display|" +
  "displaying|count|counting|describe|verify|verifying|examine|examining|explore|look|looking|find|search|see|query|review";
const ONLY_READS = new RegExp(`^(?:(?:just|only|first|now|let me|let's|i'll|please) )?(?:${READS})\\b`, "i");
/** Words that announce a change, or that might. A word that is not clearly harmless belongs here. */
const ADMITS = new RegExp(
  "\\b(?:" +
    "delet|remov|drop|clean|clear|reset|purg|destroy|wip|truncat|kill|stop|terminat|overwrit|replac|rewrit|updat|push|" +
    "deploy|publish|forc|migrat|roll|revert|discard|undo|send|upload|post|writ|creat|appl|install|fix|chang|renam|mov|" +
    "tid|prun|empt|eras|nuk|trash|get rid|rid of|unlink|reduc|fre(?:e|ing)|reclaim|expir|revok|restor|recreat|rebuild|" +
    "seed|sav|add|set|run|execut|test|build|merg|rebas|squash|amend|sync|copy|export|dump|import|convert|generat|switch|" +
    "out\\b|off\\b|away\\b|in case|if\\b|then\\b|so\\b|until\\b|after\\b|before\\b|whether|how\\b|that\\b|works?\\b|still\\b|again\\b" +
    ")",
  "i",
);

/** What shows that a dry run is not all that is told. */
const GOES_ON = inOrder(
  [
    /\b/,
    [
      /after|without|no longer|not a|instead of/,
      ...words`
        real real(?:ly)? then passed worked succeeded looked following confirmed and but mode replica user role flag
        attribute switch mount volume
      `,
      /file ?system/,
    ],
    /\b/,
  ],
  "i",
);

/** Matches `List the old backups` and `Dry run of the clean-up` for an act that loses something. */
function harmlessKind(intent: string): string | undefined {
  const dry = /\b(?:dry[- ]run|simulat(?:e|es|ing)|no changes(?: are)? made|read[- ]only)\b/i.exec(intent)?.[0];
  if (dry && !GOES_ON.test(intent)) return dry;
  if (!ONLY_READS.test(intent)) return undefined;
  const rest = intent.replace(ONLY_READS, "");
  if (ADMITS.test(rest) || /[;|&?]|\band (?!\w+s\b)/i.test(rest) || /,/.test(rest)) return undefined;
  return intent.replace(/[.!]$/, "");
}

const CLEANS_BUILD = inOrder(
  [
    /\b/,
    words`clean remov delet clear`,
    /\w*(?: up| out)?\b[^.;,]*?\b/,
    captured([
      inOrder([
        /(?:old |stale |previous )?(?:build|compiled|generated|cached?|dist)\b/,
        /(?: (?:output|artifacts?|files?|folders?|director(?:y|ies)|results?|products?))?/,
      ]),
    ]),
  ],
  "i",
);
/** Resources that no build produces. */
const NO_BUILD: ReadonlySet<ResourceKind> = new Set([
  "database",
  "schema",
  "table",
  "rows",
  "backup",
  "volume",
  "branch",
  "remote-branch",
  "commit",
]);

/** Matches `Clean up build output` for an act that loses data of a database, a home folder, or sources. */
function buildOutput(intent: string, lost: readonly Effect[]): string | undefined {
  const claim = CLEANS_BUILD.exec(intent)?.[0];
  if (
    claim === undefined ||
    /\b(?:and|all|database|db|table|rows?|backup|volume|branch|commit|repo|home|everything)\b/i.test(intent)
  )
    return undefined;
  const worse = lost.some(
    ({ resource, marks = [] }) =>
      NO_BUILD.has(resource) ||
      marks.some(
        mark =>
          mark === "home" ||
          mark === "root" ||
          mark === "workspace-root" ||
          mark === "workspace-ancestor" ||
          mark === "unsaved-sources",
      ),
  );
  return worse ? claim : undefined;
}

const SINGLE = inOrder(
  [
    /\b/,
    /((?:only |just )?(?:one|a single|1|single) (?:\w+ )?(file|folder|directory|row|record|table|user|entry|line|document))/,
    /(?! (?:at|per|by|each|or|of each|after|system|name|set|path)\b)/,
  ],
  "i",
);

/** Matches `Remove one file` for an act that takes several things or all of them. */
function singleThing(intent: string, { files }: Act, lost: readonly Effect[]): string | undefined {
  const [, claim, thing = ""] = SINGLE.exec(intent) ?? [];
  if (
    claim === undefined ||
    /\b(?:but|except|all|every|each|more than|at least|and|keep|leave|leaving|into)\b/i.test(intent)
  )
    return undefined;
  const [worst] = lost;
  const targets = new Set(lost.map(({ target }) => target)).size;
  switch (thing.toLowerCase()) {
    case "file":
    case "document":
      return files !== undefined && files > 1 ? claim : undefined;
    case "folder":
    case "directory":
      return lost.every(({ resource }) => resource === "directory") && targets > 1 ? claim : undefined;
    case "table": {
      const all = worst?.resource === "database" || worst?.resource === "schema";
      return all || (lost.every(({ resource }) => resource === "table") && targets > 1) ? claim : undefined;
    }
    case "line":
      return undefined;
    default: {
      const everything = worst?.resource === "table" || worst?.resource === "database" || worst?.resource === "schema";
      return everything || (worst?.resource === "rows" && worst.reach === "all") ? claim : undefined;
    }
  }
}

const NAMED_FILE = inOrder(
  [
    /^/,
    /(?:delet(?:e|ing)|remov(?:e|ing)|clean(?:ing)? up|drop(?:ping)?)/,
    /(?: the)?(?: (?:old|stale|unused|obsolete|temporary|temp|empty|generated))?/,
    /(?: (?:file|folder|directory|table))? [`"']?/,
    captured(words`[\w./-]*[\w-]+\.[a-z]{1,5} [\w.-]+/[\w./-]* [a-z]+_[a-z_]+`),
    /[`"']?[.]?$/,
  ],
  "i",
);

/** Matches `Remove old.log` for an act whose text names other targets and never that one. */
function otherName(intent: string, { text }: Act, lost: readonly Effect[]): string | undefined {
  const name = NAMED_FILE.exec(intent)?.[1];
  if (name === undefined) return undefined;
  const parts = name.toLowerCase().split("/").filter(Boolean);
  const last = parts.at(-1) ?? "";
  const stem = last.replace(/\.[a-z]{1,5}$/, "");
  const said = text.toLowerCase();
  if (stem.length < 3 || said.includes(stem) || parts.some(part => said.includes(part))) return undefined;
  // A pattern or a variable may expand to that name.
  if (/[*?[\]{}$`~]|\bxargs\b|\bfind\b|-exec\b|<<|\bcd\b/.test(text)) return undefined;
  return lost.every(({ resource, certainty }) => NAMED.has(resource) && certainty === "certain") ? name : undefined;
}

const NAMED: ReadonlySet<ResourceKind> = new Set(["file", "directory", "table", "database"]);
