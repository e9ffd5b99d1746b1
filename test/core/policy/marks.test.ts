/** Marks of one layer and the rules of another: what a lower file says of a place takes it out of no rule above. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import type { Judgement } from "../../../src/core/decision/judgement.ts";
import { type Fact, wantKey } from "../../../src/core/facts/facts.ts";
import { judge } from "../../../src/core/pipeline.ts";
import type { Decision } from "../../../src/core/policy/decision.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN, type Policy, type Tier } from "../../../src/core/policy/policy.ts";
import type { PolicyFile } from "../../../src/core/policy/schema.ts";
import { PACKS } from "../../../src/packs/index.ts";

const ROOT = "/home/dev/app";
const DATABASE = "psql -h db.acme.io -c 'delete from users where id = 1'";
const READ = "psql -h db.acme.io -c 'select 1'";

/** An env file of staging that leads to a host, for what is called something else than it is. */
const FACTS = new Map<string, Fact>([
  [
    wantKey({ kind: "dotenv", root: ROOT }),
    [{ file: `${ROOT}/.env.staging`, line: 1, name: "DATABASE_URL", value: "postgres://app@api.acme.io/prod" }],
  ],
]);

function judged(text: string, policy: Policy): Judgement {
  const action: Action = { kind: "command", text, shell: "bash", cwd: ROOT, origin: { agent: "codex" } };
  const around = { cwd: ROOT, roots: [ROOT], home: "/home/dev", platform: "linux" } as const;
  return judge(action, FACTS, { packs: PACKS, policy, around });
}

type Files = Partial<Record<Tier, Partial<PolicyFile>>>;

function policyOf(files: Files): Policy {
  const layers = Object.entries(files).map(([tier, file]) => {
    const { policy, problems } = loadPolicy(JSON.stringify({ version: 1, ...file }), `/${tier}.json`);
    if (!policy) throw new Error(JSON.stringify([problems, file]));
    return { tier: tier as Tier, layer: policy };
  });
  return mergePolicies(BUILT_IN, layers).policy;
}

const marks = (as: "production" | "staging" | "local", host = "db.acme.io"): Partial<PolicyFile> => ({
  environments: { [as]: { match: { host } } },
});
const ruled = (environment: string, then: Decision, more: Partial<PolicyFile> = {}): Partial<PolicyFile> => ({
  ...more,
  rules: [{ id: "r", when: { environment: [environment] as never }, then }],
});

interface Case {
  readonly name: string;
  readonly files: Files;
  readonly run?: string;
  readonly expect: Decision;
}

function check(cases: readonly Case[]) {
  test.each(cases)("$name", ({ files, run = DATABASE, expect: expected }) => {
    expect(judged(run, policyOf(files)).decision).toBe(expected);
  });
}

describe("a rule that holds acts", () => {
  check([
    {
      name: "of the organization, with its own mark",
      files: { organization: ruled("staging", "deny", marks("staging")) },
      expect: "deny",
    },
    {
      name: "of the organization, where a workspace says production",
      files: { organization: ruled("staging", "deny", marks("staging")), workspace: marks("production") },
      expect: "deny",
    },
    {
      name: "of the organization, where the user says production",
      files: { organization: ruled("staging", "deny", marks("staging")), user: marks("production") },
      expect: "deny",
    },
    {
      name: "of the user, where a workspace says production",
      files: { user: ruled("staging", "deny", marks("staging")), workspace: marks("production") },
      expect: "deny",
    },
    {
      name: "of the user, on what is unknown",
      files: {
        user: ruled("unknown", "deny"),
        workspace: { environments: { production: { match: { kubeContext: "gke" } } } },
      },
      run: "kubectl --context gke delete pod x",
      expect: "deny",
    },
    {
      name: "of the user, on a branch that a workspace marks",
      files: {
        user: ruled("local", "deny"),
        workspace: { environments: { production: { match: { branch: "topic" } } } },
      },
      run: "git push --force origin topic",
      expect: "deny",
    },
    {
      name: "of the organization, by what a workspace says",
      files: { organization: ruled("production", "deny", marks("staging")), workspace: marks("production") },
      expect: "deny",
    },
    {
      name: "of a workspace, only by all marks",
      files: { user: marks("production"), workspace: ruled("staging", "deny") },
      run: READ,
      expect: "allow",
    },
    {
      name: "of the organization, on a host that was only guessed to be production until the user marked it",
      files: { organization: ruled("production", "deny"), user: marks("staging") },
      expect: "allow",
    },
    {
      name: "of the organization, on a host that it marks itself",
      files: { organization: ruled("production", "deny", marks("production")), user: marks("staging") },
      expect: "deny",
    },
  ]);

  test("what staging asks of a person stays asked where a workspace says production", () => {
    const user: Partial<PolicyFile> = {
      environments: { staging: { match: { host: "db.acme.io" }, require: "type-name" } },
      rules: [{ id: "ask", when: { effect: "delete" }, then: "ask" }],
    };
    expect(judged(DATABASE, policyOf({ user })).override).toBe("type-name");
    expect(judged(DATABASE, policyOf({ user, workspace: marks("production") })).override).toBe("type-name");
  });
});

describe("a rule that lets acts pass", () => {
  const drop = "psql -h db.acme.io -c 'drop table users'";
  check([
    {
      name: "with the user's own mark",
      files: { user: ruled("staging", "allow", marks("staging")) },
      run: drop,
      expect: "allow",
    },
    {
      name: "not by a workspace's mark",
      files: {
        user: ruled("production", "allow", marks("staging")),
        workspace: marks("production"),
      },
      run: drop,
      expect: "deny",
    },
    {
      name: "not against a workspace's mark",
      files: { user: ruled("staging", "allow", marks("staging")), workspace: marks("production") },
      run: drop,
      expect: "deny",
    },
    {
      name: "of the organization, not by the user's mark",
      files: { organization: ruled("staging", "allow"), user: marks("staging") },
      run: drop,
      expect: "ask",
    },
  ]);
});

describe("no workspace file makes a verdict looser, by any marks", () => {
  const ACTS = [
    DATABASE,
    READ,
    "psql -h api.acme.io -c 'drop table users'",
    "DATABASE_URL=postgres://app@db.acme.io/x npx prisma migrate reset --force",
    "kubectl --context gke-two delete namespace shop",
    "kubectl --context staging-eu delete pod x",
    "aws --profile tools s3 rb s3://data --force",
    "gcloud --project acme-two projects delete acme-two",
    "git push --force origin topic",
    "terraform workspace select two && terraform destroy -auto-approve",
    "php artisan migrate:fresh --env=testing --database=pgsql",
    "railway environment delete staging",
    "vercel --prod",
    "rm notes.txt",
  ];
  const PLACES = ["local", "development", "staging", "unknown", "production"] as const;
  const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
  const match = fc.record(
    {
      host: some(["db.acme.io", "*.acme.io", "api.acme.io", "*"]),
      kubeContext: some(["gke-two", "staging-*", "*"]),
      awsProfile: some(["tools", "*"]),
      gcpProject: some(["acme-two", "*"]),
      terraformWorkspace: some(["two", "*"]),
      project: some(["*"]),
      branch: some(["topic", "*"]),
      envFile: some(["**/.env.staging", "**/.env*"]),
    },
    { requiredKeys: [] },
  );
  const environments = fc.record(
    Object.fromEntries(
      (["production", "staging", "development", "local"] as const).map(name => [
        name,
        fc.record({ match, require: fc.constantFrom("confirm", "type-name" as const) }, { requiredKeys: ["match"] }),
      ]),
    ),
    { requiredKeys: [] },
  );
  const rules = fc
    .array(
      fc.record({
        when: fc.record(
          {
            environment: some(PLACES),
            effect: some(["delete", "drop", "destroy", "deploy", "rewrite-history"] as const),
          },
          { requiredKeys: ["environment"] },
        ),
        then: fc.constantFrom("allow", "ask", "deny" as const),
      }),
      { maxLength: 3 },
    )
    .map(all => all.map((one, index) => ({ id: `r${index}`, ...one })));
  const credentials = fc.constantFrom<NonNullable<PolicyFile["credentials"]>>(
    [],
    [{ name: "DATABASE_URL", for: "delete", environment: "staging" }],
  );
  const file = fc.record({ environments, rules, credentials });
  const ORDER = ["allow", "ask", "deny"];
  const OVERRIDES = ["confirm", "type-name", "none"];

  it("in decision, score and what it asks of a person", () => {
    fc.assert(
      fc.property(file, file, environments, (organization, user, own) => {
        const before = policyOf({ organization, user });
        const after = policyOf({ organization, user, workspace: { environments: own } });
        for (const text of ACTS) {
          const above = judged(text, before);
          const now = judged(text, after);
          expect(ORDER.indexOf(now.decision), text).toBeGreaterThanOrEqual(ORDER.indexOf(above.decision));
          expect(now.score, text).toBeGreaterThanOrEqual(above.score);
          if (now.decision === above.decision && above.decision === "ask")
            expect(OVERRIDES.indexOf(now.override), text).toBeGreaterThanOrEqual(OVERRIDES.indexOf(above.override));
        }
      }),
      { numRuns: 150 },
    );
  });
});
