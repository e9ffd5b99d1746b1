/**
 * The rules in force, as plain data: what `.agentguard.json` means once read, merged and checked.
 * The file format itself (zod, JSON Schema, positions) is `schema.ts` and `load.ts` beside this.
 */
import type { Decision } from "../decision/decision.ts";
import type { KnownKey, ResourceKind, Verb } from "../effects/effect.ts";
import type { EnvironmentName } from "../environment/environment.ts";
import type { Range } from "../json-text.ts";

export interface EnvironmentRule {
  readonly name: EnvironmentName;
  readonly match: { readonly [Key in KnownKey]?: readonly string[] } & {
    /** Globs of `.env*` files whose entries belong to this environment. */
    readonly envFile?: readonly string[];
  };
  readonly badge?: { readonly label?: string; readonly color?: string };
  /** Where the rule stands, for evidence: file and 1-based line. */
  readonly from?: { readonly file: string; readonly line: number };
}

export interface PolicyRule {
  readonly id: string;
  readonly when: {
    readonly effect?: readonly Verb[];
    readonly resource?: readonly ResourceKind[];
    readonly environment?: readonly EnvironmentName[];
    readonly path?: readonly string[];
    readonly command?: readonly string[];
    readonly host?: readonly string[];
    readonly agent?: readonly string[];
  };
  readonly then: Decision;
  readonly because?: string;
  readonly instead?: string;
  readonly from?: { readonly file: string; readonly line: number };
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
  readonly credentials: readonly CredentialRule[];
  /** Globs of paths that no agent may change unasked. */
  readonly protect: readonly string[];
}

/** Something a person should know about a policy file. */
export interface Problem extends Range {
  readonly file: string;
  readonly message: string;
  /** `error`: the file is not used as it is. `inert`: the file is in force, but this part of it has no effect. */
  readonly severity: "error" | "inert";
}

/** One file, read and checked, before it is merged with the others: what it does not say is absent. */
export interface PolicyLayer {
  readonly file: string;
  readonly mode?: Policy["mode"];
  readonly thresholds: { readonly ask?: number; readonly deny?: number };
  readonly environments: readonly EnvironmentRule[];
  readonly rules: readonly PolicyRule[];
  readonly credentials: readonly CredentialRule[];
  readonly protect: readonly string[];
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
  credentials: [],
  protect: [],
};
