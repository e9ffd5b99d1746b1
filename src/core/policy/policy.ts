/**
 * The rules in force, as plain data: what `.agentguard.json` means once read, merged and checked.
 * The file format itself (zod, JSON Schema, positions) is `schema.ts` and `load.ts` beside this.
 */
import type { ShellDialect } from "../action/action.ts";
import type { ResourceKind, Verb } from "../effects/effect.ts";
import type { TeamKnowledge } from "../knowledge/team.ts";
import type { StatementKind } from "../languages/sql/statement-kinds.ts";
import type { EnvironmentName } from "../places/environment.ts";
import type { KnownKey } from "../places/locator.ts";
import type { JsonPath, Range } from "../text/json-text.ts";
import type { Decision } from "./decision.ts";
import type { TimeWindow } from "./time-window.ts";

/** Whose file it is, the highest first. */
export const TIERS = ["organization", "user", "workspace"] as const;
export type Tier = (typeof TIERS)[number];

export interface EnvironmentRule {
  readonly name: EnvironmentName;
  readonly match: { readonly [Key in KnownKey]?: readonly string[] } & {
    /** Globs of `.env*` files whose entries belong to this environment. */
    readonly envFile?: readonly string[];
  };
  readonly require?: Requirement;
  readonly badge?: { readonly label?: string; readonly color?: string };
  /** Where the rule stands, for evidence: file and 1-based line. */
  readonly from?: { readonly file: string; readonly line: number };
  /** Whose word it is; absent: built in. */
  readonly tier?: Tier;
}

export interface PolicyRule {
  readonly id: string;
  readonly when: {
    /** Public ids of the guard's own rules, as cards and the audit log name them. */
    readonly rule?: readonly string[];
    readonly effect?: readonly Verb[];
    readonly resource?: readonly ResourceKind[];
    readonly environment?: readonly EnvironmentName[];
    readonly path?: readonly string[];
    readonly command?: readonly string[];
    readonly host?: readonly string[];
    /** `server/tool` of MCP. */
    readonly tool?: readonly string[];
    readonly agent?: readonly string[];
    /** Names of roles. */
    readonly role?: readonly string[];
    readonly time?: TimeWindow;
  };
  readonly then: Decision;
  readonly require?: Requirement;
  readonly because?: string;
  readonly instead?: string;
  readonly from?: { readonly file: string; readonly line: number };
  readonly tier?: Tier;
}

/** What a person must do to let an act pass once, the least first. */
const REQUIREMENTS = ["confirm", "type-name", "code"] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** What may be asked of an MCP server: all else is refused. Several for one server all hold. */
export interface ServerScope {
  /** Patterns of servers' names. */
  readonly server: readonly string[];
  readonly allow: {
    /** Kinds of SQL statements, whichever tool sends them. */
    readonly statements?: readonly StatementKind[];
    /** Patterns of tools' names. */
    readonly tools?: readonly string[];
  };
}

/** What an agent may be allowed to do. */
export type Ability = "read" | "edit" | "run" | "fetch" | "data" | "deploy" | "secrets" | "administer";

/** What agents, sessions or sub-agents may do: all that is not named is refused. */
export interface Role {
  readonly name: string;
  readonly match: {
    readonly agent?: readonly string[];
    readonly session?: readonly string[];
    readonly subagent?: readonly string[];
  };
  readonly may: readonly Ability[];
  /** Said by a workspace file that nobody trusts: it binds, and no rule lets anything pass because of it. */
  readonly bindsOnly?: true;
  readonly from?: { readonly file: string; readonly line: number };
}

export type Breaker = "ask" | "halt";

/** How much is too much. Absent: no limit. */
export interface Limits {
  readonly destructivePerMinute?: number;
  readonly destructivePerSession?: number;
  readonly deletedPerMinute?: number;
  readonly retriesAfterDenial?: number;
  readonly then?: Breaker;
}

/** Limits that a workspace file sets: they count what is done under it, and all they do is ask. */
export interface WorkspaceLimits {
  readonly file: string;
  readonly limits: Omit<Limits, "then">;
}

export type ProfileName = "solo" | "team" | "regulated" | "observe";

/** An act, and what the policy of its file has to make of it. */
export interface Example {
  readonly run: string;
  readonly shell?: ShellDialect;
  readonly agent?: string;
  readonly expect: Decision;
  /** JSON pointer of where it stands. */
  readonly pointer: string;
}

export interface CredentialRule {
  /** Variable name. */
  readonly name: string;
  /** What it is meant for, in words: shown when it is used elsewhere. */
  readonly for: readonly string[];
  readonly environment?: EnvironmentName;
}

export interface Policy {
  readonly mode: "enforce" | "observe";
  readonly thresholds: { readonly ask: number; readonly deny: number };
  readonly environments: readonly EnvironmentRule[];
  readonly rules: readonly PolicyRule[];
  readonly roles: readonly Role[];
  readonly limits: Limits;
  readonly workspaceLimits: readonly WorkspaceLimits[];
  readonly credentials: readonly CredentialRule[];
  readonly servers: readonly ServerScope[];
  /** Globs of paths that no agent may change unasked. */
  readonly protect: readonly string[];
  /** Whether a refused read of an env file is answered by a copy without values. */
  readonly maskedReads: boolean;
  /** Whether guarded terminals judge what a person types where no agent is known to be at work. */
  readonly terminals: { readonly people: "judge" | "leave" };
  /** What teams know of their programs, beside what the guard knows. */
  readonly knowledge: readonly TeamKnowledge[];
}

/** Something a person should know about a policy file. */
export interface Problem extends Range {
  readonly file: string;
  readonly message: string;
  /** `error`: the file is not used as it is. `inert`: the file is in force, but this part of it has no effect. */
  readonly severity: "error" | "inert";
  /** JSON pointer of what it is about, where it is about one value. */
  readonly pointer?: string;
  readonly remedy?: Remedy;
}

/** What would put a problem right: the word that was meant instead of the one at its place, or a value to be added. */
export type Remedy =
  | { readonly kind: "meant"; readonly word: string }
  | { readonly kind: "missing"; readonly path: JsonPath };

/** One file, read and checked, before it is merged with the others: what it does not say is absent. */
export interface PolicyLayer {
  readonly file: string;
  readonly profile?: ProfileName;
  readonly mode?: Policy["mode"];
  readonly thresholds: { readonly ask?: number; readonly deny?: number };
  readonly environments: readonly EnvironmentRule[];
  readonly rules: readonly PolicyRule[];
  readonly roles: readonly Role[];
  readonly limits: Limits;
  readonly examples: readonly Example[];
  readonly credentials: readonly CredentialRule[];
  readonly servers: readonly ServerScope[];
  readonly protect: readonly string[];
  readonly maskedReads?: false;
  readonly terminals?: Partial<Policy["terminals"]>;
  /** Where a setting stands, by JSON pointer: `/thresholds/ask`, `/rules/0/then`. */
  readonly ranges: ReadonlyMap<string, Range>;
}

const PRODUCTION = ["prod", "prod-*", "*-prod", "*production*"];
const STAGING = ["staging", "staging-*", "*-staging"];

/** In force when there is no file, and beneath every file: never "no policy". */
export const BUILT_IN: Policy = {
  mode: "enforce",
  thresholds: { ask: 40, deny: 90 },
  environments: [
    {
      name: "production",
      match: {
        kubeContext: PRODUCTION,
        awsProfile: PRODUCTION,
        gcpProject: PRODUCTION,
        azureSubscription: PRODUCTION,
        terraformWorkspace: PRODUCTION,
        dockerContext: PRODUCTION,
        project: PRODUCTION,
        envFile: ["**/.env.production", "**/.env.production.*", "**/.env.prod", "**/.env.prod.*"],
      },
    },
    {
      name: "staging",
      match: {
        kubeContext: [...STAGING, "stage-*"],
        awsProfile: STAGING,
        gcpProject: STAGING,
        azureSubscription: STAGING,
        terraformWorkspace: STAGING,
        dockerContext: STAGING,
        project: STAGING,
        envFile: ["**/.env.staging", "**/.env.staging.*", "**/.env.stage"],
      },
    },
  ],
  rules: [],
  roles: [],
  // An agent that tries the same five times is not mistaken any more, and nobody destroys thirty things in a minute.
  limits: { destructivePerMinute: 30, retriesAfterDenial: 5, then: "halt" },
  workspaceLimits: [],
  credentials: [],
  servers: [],
  protect: [],
  maskedReads: true,
  terminals: { people: "leave" },
  knowledge: [],
};
