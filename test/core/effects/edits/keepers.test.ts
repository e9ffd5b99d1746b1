/** Definitions of infrastructure that stop keeping data, limits or backups, and those that only change. */
import { describe, expect, it } from "vitest";
import { keepersGone } from "../../../../src/core/effects/edits/keepers.ts";
import { judgeIn } from "../../../support/little-world.ts";

/** What is gone between two texts, in the words of the definitions. */
function check(cases: Readonly<Record<string, readonly [before: string, after: string, gone: readonly string[]]>>) {
  it.each(Object.entries(cases))("%s", (_, [before, after, gone]) => {
    expect(keepersGone(before, after)).toEqual(gone);
  });
}

const BACKUPS = 'resource "aws_backup_plan" "daily" {\n}\nresource "aws_vpc" "main" {\n}\n';

describe("what keeps things", () => {
  check({
    "a volume's reclaim policy": [
      "  persistentVolumeReclaimPolicy: Retain\n",
      "  persistentVolumeReclaimPolicy: Delete\n",
      ["reclaimPolicy"],
    ],
    "a storage class that always deleted": ["reclaimPolicy: Delete\n", "reclaimPolicy: Delete\n# x\n", []],
    "a new class that deletes": ["", "reclaimPolicy: Delete\n", []],
    "retained from now on": ["reclaimPolicy: Delete\n", "reclaimPolicy: Retain\n", []],
    "a managed resource": ["deletionPolicy: Orphan\n", "deletionPolicy: Delete\n", ["deletionPolicy"]],
    "CDK, retained no more": [
      "removalPolicy: cdk.RemovalPolicy.RETAIN,",
      "removalPolicy: cdk.RemovalPolicy.DESTROY,",
      ["RemovalPolicy"],
    ],
    "CDK, a second bucket that may go": ["RemovalPolicy.RETAIN", "RemovalPolicy.RETAIN\nRemovalPolicy.DESTROY", []],
    "versioning off": ["versioning {\n  enabled = true\n}", "versioning {\n  enabled = false\n}", ["versioning"]],
    "a new bucket without versions": ["", "versioning {\n  enabled = false\n}", ["versioning"]],
    "versions suspended": [
      'versioning_configuration {\n  status = "Enabled"\n}',
      'versioning_configuration {\n  status = "Suspended"\n}',
      ["versioning"],
    ],
    "a plan of backups": [BACKUPS, 'resource "aws_vpc" "main" {\n}\n', ["aws_backup_plan.daily"]],
    "another resource": [BACKUPS, 'resource "aws_backup_plan" "daily" {\n}\n', []],
    "a quota": ["kind: ResourceQuota\n---\nkind: Pod\n", "kind: Pod\n", ["ResourceQuota"]],
    "Pulumi, protected no more": [
      "import * as pulumi from '@pulumi/pulumi';\nnew aws.rds.Instance('db', {}, { protect: true });\n",
      "import * as pulumi from '@pulumi/pulumi';\nnew aws.rds.Instance('db', {}, { tags });\n",
      ["protect"],
    ],
    "somebody else's word": ["const rules = { protect: true };\n", "const rules = {};\n", []],
    "a lock of Azure's": [
      "resource keep 'Microsoft.Authorization/locks@2020-05-01' = {\n  name: 'keep'\n}\n",
      "param name string\n",
      ["the lock"],
    ],
    limits: ["resources:\n  limits:\n    cpu: 1\n", "resources: {}\n", ["limits"]],
    "other limits": ["  limits:\n    cpu: 1\n", "  limits:\n    cpu: 2\n", []],
  });
});

it.each([
  ["k8s/pv.yaml", "kind: PersistentVolume\n  persistentVolumeReclaimPolicy: Retain\n", "Retain", "Delete", "ask"],
  ["ops/pv.yaml", "apiVersion: v1\n  persistentVolumeReclaimPolicy: Retain\n", "Retain", "Delete", "ask"],
  ["lib/shop-stack.ts", "import 'aws-cdk-lib';\nRemovalPolicy.RETAIN\n", "RETAIN", "DESTROY", "ask"],
  ["k8s/web.yaml", "apiVersion: v1\n  image: web:1\n", "web:1", "web:2", "allow"],
  ["docs/volumes.md", "reclaimPolicy: Retain\n", "Retain", "Delete", "allow"],
] as const)("an edit of %s", async (path, text, from, to, expected) => {
  const edit = { kind: "edit", path, replace: [{ from, to, all: false }] } as const;
  const { decision } = await judgeIn({ files: { [path]: text }, git: {} }, edit);
  expect(decision).toBe(expected);
});
