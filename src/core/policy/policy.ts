/**
 * Defines the rules in force as plain data: `.agentguard.json` after it was read, merged and checked. `schema.ts` and
 * `load.ts` define the file format (zod, JSON Schema, positions).
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

/** The owners of a policy file, the highest rank first. */
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
  /** The source of the rule, for evidence: file and 1-based line. */
  readonly from?: { readonly file: string; readonly line: number };
  /** The tier of the file with the rule; absent: built in. */
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

/** What a person must do to let an act pass once, the weakest first. */
const REQUIREMENTS = ["confirm", "type-name", "code"] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** The permitted calls of an MCP server; all others are refused. Several scopes of one server all apply. */
export interface ServerScope {
  /** Patterns for servers' names. */
  readonly server: readonly string[];
  readonly allow: {
    /** Kinds of SQL statements, whichever tool sends them. */
    readonly statements?: readonly StatementKind[];
    /** Patterns for tools' names. */
    readonly tools?: readonly string[];
  };
}

/** What an agent may be allowed to do. */
export type Ability = "read" | "edit" | "run" | "fetch" | "data" | "deploy" | "secrets" | "administer";

/** Defines what agents, sessions or sub-agents may do. Everything else is refused. */
export interface Role {
  readonly name: string;
  readonly match: {
    readonly agent?: readonly string[];
    readonly session?: readonly string[];
    readonly subagent?: readonly string[];
  };
  readonly may: readonly Ability[];
  /** Set for a role of an untrusted workspace file: it restricts, and no allowing rule may refer to it. */
  readonly bindsOnly?: true;
  readonly from?: { readonly file: string; readonly line: number };
}

export type Breaker = "ask" | "halt";

/** Limits on an agent's acts. Absent: no limit. */
export interface Limits {
  readonly destructivePerMinute?: number;
  readonly destructivePerSession?: number;
  readonly deletedPerMinute?: number;
  readonly retriesAfterDenial?: number;
  readonly then?: Breaker;
}

/** Limits of a workspace file. They count acts in that workspace, and only ask. */
export interface WorkspaceLimits {
  readonly file: string;
  readonly limits: Omit<Limits, "then">;
}

export type ProfileName = "solo" | "team" | "regulated" | "observe";

/** An act, and the decision that its file's policy must give. */
export interface Example {
  readonly run: string;
  readonly shell?: ShellDialect;
  readonly agent?: string;
  readonly expect: Decision;
  /** JSON pointer of the example. */
  readonly pointer: string;
}

export interface CredentialRule {
  /** Variable name. */
  readonly name: string;
  /** The intended uses, in words; shown if the credential is used elsewhere. */
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
  /** Globs of paths that no agent may change without a question. */
  readonly protect: readonly string[];
  /** Whether a refused read of an env file is answered with a copy without values. */
  readonly maskedReads: boolean;
  /** Whether guarded terminals judge what a person types when no agent is known to be active. */
  readonly terminals: { readonly people: "judge" | "leave" };
  /** Teams' knowledge of their programs, in addition to the guard's. */
  readonly knowledge: readonly TeamKnowledge[];
}

/** A diagnostic about a policy file. */
export interface Problem extends Range {
  readonly file: string;
  readonly message: string;
  /** `error`: the file is not used in its current form. `inert`: the file is in force, but this part has no effect. */
  readonly severity: "error" | "inert";
  /** JSON pointer of the value that it concerns, if it is a single one. */
  readonly pointer?: string;
  readonly remedy?: Remedy;
}

/** A fix of a problem: the intended word at its place, or a value to add. */
export type Remedy =
  | { readonly kind: "meant"; readonly word: string }
  | { readonly kind: "missing"; readonly path: JsonPath };

/** One file, parsed and validated, before merging. What the file does not set is absent. */
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
  /** The ranges of settings by JSON pointer: `/thresholds/ask`, `/rules/0/then`. */
  readonly ranges: ReadonlyMap<string, Range>;
}

const PRODUCTION = ["prod", "prod-*", "*-prod", "*production*"];
const STAGING = ["staging", "staging-*", "*-staging"];

/** The policy without any file, and beneath every file: there is always one. */
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
  // Five identical attempts are no mistake any more, and nobody destroys thirty things in a minute.
  limits: { destructivePerMinute: 30, retriesAfterDenial: 5, then: "halt" },
  workspaceLimits: [],
  credentials: [],
  servers: [],
  protect: [],
  maskedReads: true,
  terminals: { people: "leave" },
  knowledge: [],
};
