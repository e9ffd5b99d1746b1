/** Definitions of infrastructure that stop keeping data, limits or backups, that open something, or that only change. */
import { describe, expect, it } from "vitest";
import { lossesIn } from "../../../src/core/edits/infrastructure.ts";
import { judgeIn } from "../../support/little-world.ts";

const rule = (way: string, port: number, cidr: string) =>
  `${way} {\n  from_port = ${port}\n  to_port = ${port}\n  cidr_blocks = ["${cidr}"]\n}\n`;
const resource = (type: string, name: string, body = "") => `resource "${type}" "${name}" {\n${body}\n}\n`;
const table = resource("aws_dynamodb_table", "orders", '  name = "orders"');

const LOSES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "a volume's reclaim policy": ["persistentVolumeReclaimPolicy: Retain\n", "persistentVolumeReclaimPolicy: Delete\n"],
  "a managed resource": ["deletionPolicy: Orphan\n", "deletionPolicy: Delete\n"],
  "CDK, retained no more": ["RemovalPolicy.RETAIN,", "RemovalPolicy.DESTROY,"],
  "versioning off": ["versioning {\n  enabled = true\n}", "versioning {\n  enabled = false\n}"],
  "a plan of backups": [resource("aws_backup_plan", "daily"), ""],
  "a quota": ["kind: ResourceQuota\n---\nkind: Pod\n", "kind: Pod\n"],
  "Pulumi, protected no more": ["import pulumi\nx({ protect: true });\n", "import pulumi\nx({ tags });\n"],
  "a lock of Azure's": ["resource keep 'Microsoft.Authorization/locks@2020-05-01' = {\n}\n", "param name string\n"],
  limits: ["resources:\n  limits:\n    cpu: 1\n", "resources: {}\n"],
  "a table": [table, ""],
  "what records everything": [resource("aws_cloudtrail", "all"), ""],
  "a retention": ["retention_in_days = 365", "retention_in_days = 7"],
  "a copy": ["replica { region_name = 1 }", ""],
  "a port to everybody": [rule("ingress", 22, "10.0.0.0/8"), rule("ingress", 22, "0.0.0.0/0")],
  "a second rule": [rule("ingress", 22, "0.0.0.0/0"), rule("ingress", 22, "0.0.0.0/0") + rule("ingress", 5432, "::/0")],
  "everybody as a member": ['member = "user:a@acme.io"', 'member = "allUsers"'],
  "a public list": ['acl = "private"', 'acl = "public-read"'],
  "every right": ['role = "roles/viewer"', 'role = "roles/owner"'],
};

const KEEPS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "a storage class that always deleted": ["reclaimPolicy: Delete\n", "reclaimPolicy: Delete\n# x\n"],
  "a new class that deletes": ["", "reclaimPolicy: Delete\n"],
  "retained from now on": ["reclaimPolicy: Delete\n", "reclaimPolicy: Retain\n"],
  "a second bucket that may go": ["RemovalPolicy.RETAIN", "RemovalPolicy.RETAIN\nRemovalPolicy.DESTROY"],
  "another resource": [
    resource("aws_backup_plan", "daily") + resource("aws_vpc", "x"),
    resource("aws_backup_plan", "daily"),
  ],
  "somebody else's word": ["const rules = { protect: true };\n", "const rules = {};\n"],
  "other limits": ["  limits:\n    cpu: 1\n", "  limits:\n    cpu: 2\n"],
  "what is moved": [table, "moved {\n  from = aws_dynamodb_table.orders\n}\n"],
  "what holds nothing": [resource("aws_instance", "web"), ""],
  "a retention nearly as long": ["retention_in_days = 30", "retention_in_days = 21"],
  "the way out": ["", rule("egress", 0, "0.0.0.0/0")],
  "the web's own port": ["", rule("ingress", 443, "0.0.0.0/0")],
  "what stood there": [rule("ingress", 22, "0.0.0.0/0"), rule("ingress", 22, "0.0.0.0/0")],
  "what closes": [rule("ingress", 22, "0.0.0.0/0"), rule("ingress", 22, "10.0.0.0/8")],
  "a route": ["", 'route {\n  cidr_block = "0.0.0.0/0"\n}\n'],
};

describe("what an edit of a definition loses or opens", () => {
  it.each(Object.entries(LOSES))("%s", (_, [before, after]) => expect(lossesIn(before, after)).toHaveLength(1));
  it.each(Object.entries(KEEPS))("not %s", (_, [before, after]) => expect(lossesIn(before, after)).toEqual([]));
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
