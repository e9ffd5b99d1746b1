/** Defines the profiles on which a policy file can be based. They are built-in policy files. */
import type { ResourceKind } from "../effects/effect.ts";
import { loadPolicy } from "./load.ts";
import type { PolicyLayer, ProfileName } from "./policy.ts";
import type { PolicyFile } from "./schema.ts";

const SHARED_BRANCHES = ["main", "master", "trunk", "develop", "release/*", "hotfix/*"];

/** Resources that others receive once they are published; pushing one's own branch is not among them. */
const RELEASED: readonly ResourceKind[] = [
  "package",
  "image",
  "project",
  "service",
  "domain",
  "bucket",
  "record",
  "setting",
  "volume",
  "database",
  "backup",
  "unknown",
];

const PROFILES: Readonly<Record<ProfileName, PolicyFile>> = {
  solo: { version: 1 },
  observe: { version: 1, mode: "observe" },
  team: {
    version: 1,
    environments: { production: { match: { branch: SHARED_BRANCHES }, require: "type-name" } },
    rules: [
      {
        id: "team/shared-branch",
        when: { resource: "remote-branch", environment: "production" },
        then: "ask",
        because: "others build on this branch",
        instead: "Push a branch of your own and open a pull request.",
      },
      {
        id: "team/release",
        when: { effect: "publish", resource: [...RELEASED] },
        then: "ask",
        because: "it reaches others as soon as it runs",
      },
      {
        id: "team/deployment",
        when: { effect: "deploy" },
        then: "ask",
        because: "it reaches others as soon as it runs",
      },
      {
        id: "team/shared-data",
        when: { effect: ["drop", "truncate", "destroy", "migrate"], environment: ["staging", "unknown", "production"] },
        then: "ask",
        because: "others work with what is there",
      },
    ],
    limits: { destructivePerMinute: 10, destructivePerSession: 100, retriesAfterDenial: 3 },
  },
  regulated: {
    version: 1,
    thresholds: { ask: 30, deny: 80 },
    environments: {
      production: { match: { branch: SHARED_BRANCHES }, require: "type-name" },
      staging: { require: "type-name" },
    },
    rules: [
      {
        id: "regulated/no-loss-in-production",
        when: { effect: ["drop", "truncate", "destroy", "delete", "rewrite-history"], environment: "production" },
        then: "deny",
        because: "nothing is destroyed in production by an agent",
        instead: "Prepare the change for review, and let a person run it.",
      },
      {
        id: "regulated/production",
        when: { environment: "production" },
        then: "ask",
        because: "every act on production is a person's decision",
      },
      {
        id: "regulated/release",
        when: { effect: "publish", resource: [...RELEASED] },
        then: "ask",
        because: "it reaches others as soon as it runs",
      },
      {
        id: "regulated/deployment",
        when: { effect: ["deploy", "migrate", "execute-remote"] },
        then: "ask",
        because: "it reaches others as soon as it runs",
      },
      {
        id: "regulated/secrets",
        when: { effect: ["read-secret", "grant", "revoke", "escalate", "weaken"] },
        then: "ask",
        because: "it touches who may do what",
      },
      {
        id: "regulated/outgoing",
        when: { effect: "exfiltrate" },
        then: "deny",
        because: "nothing of this machine is sent out by an agent",
      },
    ],
    limits: { destructivePerMinute: 5, destructivePerSession: 30, deletedPerMinute: 50, retriesAfterDenial: 2 },
  },
};

const layers = new Map<ProfileName, PolicyLayer>();

/** Returns the layer beneath a file that is based on profile `name`. */
export function profileLayer(name: ProfileName): PolicyLayer {
  const known = layers.get(name);
  if (known) return known;
  const { policy, problems } = loadPolicy(JSON.stringify(PROFILES[name]), `profile ${name}`);
  if (!policy) throw new Error(`the built-in profile ${name} is broken: ${problems[0]?.message}`);
  layers.set(name, policy);
  return policy;
}

/** Returns a layer that only selects a profile. `file` names it in problems. */
export function onlyProfile(profile: ProfileName, file: string): PolicyLayer {
  return {
    file,
    profile,
    thresholds: {},
    environments: [],
    rules: [],
    roles: [],
    limits: {},
    examples: [],
    credentials: [],
    servers: [],
    protect: [],
    ranges: new Map(),
  };
}
