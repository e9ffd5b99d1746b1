/** The badge: the strongest environment that a workspace's defaults reach, and what says so. */
import { describe, expect, it } from "vitest";
import { workspaceEnvironment } from "../../../src/core/environment/workspace.ts";
import { type Fact, Facts, wantKey } from "../../../src/core/facts/facts.ts";
import type { EnvironmentName } from "../../../src/core/places/environment.ts";
import { factOf, type World } from "../../support/little-world.ts";
import { markedIn } from "../../support/marked.ts";

const ROOT = "/home/dev/app";
const POLICY = markedIn({
  production: { host: ["db.acme.io"], branch: ["main", "release/*"] },
  staging: { host: ["*.staging.acme.io"], project: ["shop-two"] },
});

interface Case extends World {
  readonly expect: EnvironmentName;
  /** `file:line` of some evidence; `~` is the home folder. */
  readonly from?: string;
  /** The editor's own variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

function check(cases: Readonly<Record<string, Case>>): void {
  it.each(Object.entries(cases))("%s", (_name, { expect: expected, from, variables = {}, ...world }) => {
    const files = Object.fromEntries(
      Object.entries(world.files ?? {}).map(([path, text]) => [path.replace(/^~/, "/home/dev"), text]),
    );
    const table = new Map<string, Fact>();
    for (let round = 0; ; round++) {
      expect(round).toBeLessThan(6);
      const facts = new Facts(table, { roots: [ROOT], home: "/home/dev", platform: "linux" });
      const environment = workspaceEnvironment(ROOT, facts, POLICY, new Map(Object.entries(variables)));
      if (facts.wants.size === 0) {
        expect(environment).toMatchObject({ name: expected });
        const places = environment.evidence.map(({ file, line }) => `${file}:${line}`);
        if (from !== undefined)
          expect(places).toContain(`${from.startsWith("~") ? "" : `${ROOT}/`}${from}`.replace("~", "/home/dev"));
        return;
      }
      for (const want of facts.wants.values()) table.set(wantKey(want), factOf({ ...world, files }, want));
    }
  });
}

const kube = (context: string) =>
  `current-context: ${context}\ncontexts:\n- {name: ${context}, context: {cluster: c}}\nclusters:\n- {name: c, cluster: {server: "https://198.51.100.4"}}\n`;

describe("env files", () => {
  check({
    "an empty workspace": { expect: "local" },
    "a host of the policy": {
      files: { ".env": "A=1\nB=2\nDATABASE_URL=postgres://u:p@db.acme.io/x" },
      expect: "production",
      from: ".env:3",
    },
    "a database that nobody has marked": {
      files: { ".env": "DATABASE_URL=postgres://u:p@db.example.com/x" },
      expect: "production",
      from: ".env:1",
    },
    "a database that is marked": {
      files: { ".env.local": "DATABASE_URL=postgres://db.staging.acme.io/x" },
      expect: "staging",
    },
    "another address that nobody has marked": {
      files: { ".env": "SENTRY=https://1@o1.ingest.example.io/2" },
      expect: "local",
    },
    "a database on this machine": { files: { ".env": "DATABASE_URL=postgres://localhost/x" }, expect: "local" },
    "a file that is only loaded in production, beside the default one": {
      files: {
        ".env": "DATABASE_URL=postgres://localhost/x",
        ".env.production": "DATABASE_URL=postgres://db.acme.io/x",
      },
      expect: "local",
    },
    "a folder with files for other modes only: nobody there has another to load": {
      files: { ".env.staging": "DATABASE_URL=postgres://db.acme.io/x" },
      expect: "production",
    },
    "the default file leads where production's does": {
      files: {
        ".env": "DATABASE_URL=postgres://db.s.example.com/x",
        ".env.production": "DATABASE_URL=postgres://db.s.example.com/x",
      },
      expect: "production",
      from: ".env.production:1",
    },
    "what the mode variable says": { files: { ".env": "APP_ENV=staging" }, expect: "staging", from: ".env:1" },
    "deeper down": { files: { "apps/api/.env": "DATABASE_URL=postgres://db.acme.io/x" }, expect: "production" },
  });
});

describe("frameworks", () => {
  check({
    "a section for development": {
      files: { "config/database.yml": "development:\n  host: db.acme.io\nproduction:\n  host: localhost\n" },
      expect: "production",
      from: "config/database.yml:2",
    },
    "a section that is only read in production": {
      files: { "config/database.yml": "development:\n  host: localhost\nproduction:\n  host: db.acme.io\n" },
      expect: "local",
    },
    "a connection that the env file completes": {
      files: {
        "prisma/schema.prisma": 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
        ".env": "DATABASE_URL=postgres://x.staging.acme.io/x",
      },
      expect: "staging",
      from: ".env:1",
    },
  });
});

describe("branches", () => {
  check({
    "one that is marked": { git: { branch: "release/1" }, expect: "production" },
    "another one": { git: { branch: "feat/x" }, expect: "local" },
  });
});

describe("tools", () => {
  const aws = { "~/.aws/config": "[profile acme-prod]\nsso_account_id=1\n[default]\nregion=eu\n" };
  check({
    "a cluster, where nothing here is for one": { files: { "~/.kube/config": kube("prod-eu") }, expect: "local" },
    "a cluster, where manifests are": {
      files: { "k8s/api.yaml": "kind: Deployment", "~/.kube/config": kube("prod-eu") },
      expect: "production",
      from: "~/.kube/config:1",
    },
    "the editor's kubeconfig": {
      files: { "Chart.yaml": "name: x", "~/.kube/config": kube("kind-x"), "/k/prod": kube("prod-eu") },
      variables: { KUBECONFIG: "/k/prod" },
      expect: "production",
    },
    "the folder's kubeconfig": {
      files: { ".envrc": "export KUBECONFIG=/k/prod # x", "/k/prod": kube("prod-eu") },
      variables: { KUBECONFIG: "/k/other" },
      expect: "production",
    },
    "a cluster on this machine": {
      files: { "Chart.yaml": "name: x", "~/.kube/config": kube("kind-x") },
      expect: "local",
    },
    "a profile in an env file": {
      files: { ".env": "A=1\nAWS_PROFILE=acme-prod\n", ...aws },
      expect: "production",
      from: ".env:2",
    },
    "a profile for direnv": {
      files: { ".envrc": "use node\nexport AWS_PROFILE='acme-prod'\n", ...aws },
      expect: "production",
      from: ".envrc:2",
    },
    "the editor's profile, where nothing here is for it": {
      files: aws,
      variables: { AWS_PROFILE: "acme-prod" },
      expect: "local",
    },
    "the editor's profile": {
      files: { ...aws, "serverless.yml": "service: x" },
      variables: { AWS_PROFILE: "acme-prod" },
      expect: "production",
    },
    "a project that is linked": {
      files: { "fly.toml": 'app = "shop-prod"' },
      expect: "production",
      from: "fly.toml:1",
    },
    "a project that is marked": { files: { "fly.toml": 'app = "shop-two"' }, expect: "staging" },
    "a project that nobody knows": {
      files: { ".netlify/state.json": '{"siteId": "01234567-89ab-cdef-0123-456789abcdef"}' },
      expect: "unknown",
    },
    "a workspace of Terraform": {
      files: { "main.tf": "", ".terraform/environment": "prod" },
      expect: "production",
      from: ".terraform/environment:1",
    },
    "a workspace of Terraform in its folder": {
      files: { "infra/.terraform/environment": "prod" },
      expect: "production",
    },
    "a project of Google Cloud": {
      files: {
        "cloudbuild.yaml": "",
        "~/.config/gcloud/active_config": "work",
        "~/.config/gcloud/configurations/config_work": "[core]\nproject = acme-prod\n",
      },
      expect: "production",
    },
    "a context of Docker": {
      files: { Dockerfile: "FROM x", "~/.docker/config.json": '{"currentContext": "prod-edge"}' },
      expect: "production",
    },
    "the strongest wins": {
      files: { "fly.toml": 'app = "shop-two"', ".env": "DATABASE_URL=postgres://db.acme.io/x" },
      expect: "production",
      from: ".env:1",
    },
  });
});
