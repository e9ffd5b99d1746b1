/** The names that a machine knows, from the files that say so. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { namesKnownIn } from "../../src/platform/known-names.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "ag-names-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Files below `home/` and `work/`. */
function namesOf(files: Readonly<Record<string, string>>) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return namesKnownIn(join(root, "work"), join(root, "home"));
}

const KUBE = `current-context: prod
contexts:
  - name: prod
  - name: kind-dev
clusters:
  - name: a
    cluster: { server: "https://k8s.acme.io:6443" }
  - name: b
    cluster: { server: "https://127.0.0.1:6443" }
`;

type Names = ReturnType<typeof namesKnownIn>["names"];

test.each<readonly [key: keyof Names, files: Readonly<Record<string, string>>, names: readonly string[]]>([
  ["kubeContext", { "home/.kube/config": KUBE }, ["prod", "kind-dev"]],
  ["host", { "home/.kube/config": KUBE }, ["k8s.acme.io"]],
  ["host", { "work/.env": "URL=postgres://u:p@db.acme.io/a\nLOCAL=http://localhost:3000\nNAME=x\n" }, ["db.acme.io"]],
  ["host", { "home/.ssh/config": "Host a\n  HostName bastion.acme.io\n" }, ["bastion.acme.io"]],
  [
    "awsProfile",
    { "home/.aws/config": "[default]\n[profile prod]\n", "home/.aws/credentials": "[prod]\n[old]\n" },
    ["default", "prod", "old"],
  ],
  [
    "awsAccount",
    { "home/.aws/config": "[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/x\n" },
    ["123456789012"],
  ],
  [
    "gcpProject",
    { "home/.config/gcloud/configurations/config_default": "[core]\nproject = acme-prod\n" },
    ["acme-prod"],
  ],
  [
    "azureSubscription",
    { "home/.azure/azureProfile.json": '\uFEFF{ "subscriptions": [{ "name": "Acme" }, 1] }' },
    ["Acme"],
  ],
  ["dockerContext", { "home/.docker/contexts/meta/abc/meta.json": '{ "Name": "swarm" }' }, ["swarm"]],
  [
    "terraformWorkspace",
    { "work/.terraform/environment": "blue", "work/terraform.tfstate.d/green/x": "" },
    ["blue", "green"],
  ],
  [
    "project",
    { "work/.vercel/project.json": '{ "projectName": "shop" }', "work/fly.toml": 'app = "shop-api"\n' },
    ["shop", "shop-api"],
  ],
  ["project", { "work/.firebaserc": '{ "projects": { "default": "acme", "x": 1 } }' }, ["acme"]],
  [
    "branch",
    {
      "work/.git/refs/heads/release/1.0": "",
      "work/.git/packed-refs": "abc refs/heads/main\nabc refs/remotes/origin/main\nabc refs/tags/v1\n",
    },
    ["release/1.0", "main"],
  ],
])("%s from %j", (key, files, names) => expect(namesOf(files).names[key]).toEqual(names));

test("variables that hold credentials, and the files they are in", () => {
  const found = namesOf({ "work/.env": "RAILWAY_TOKEN=abc\nPORT=3000\n", "work/api/.env.live": "DB_PASSWORD=x\n" });
  expect(found).toMatchObject({
    credentials: ["RAILWAY_TOKEN", "DB_PASSWORD"],
    envFiles: [".env", "api/.env.live"],
  });
});

test.each<Readonly<Record<string, string>>>([
  {},
  {
    "home/.kube/config": "{{{{",
    "home/.aws/config/x": "",
    "home/.azure/azureProfile.json": "[",
    "work/.git": "gitdir: x",
  },
])("nothing is known of %j", files => {
  for (const names of Object.values(namesOf(files).names)) expect(names).toEqual([]);
});
