import { describe, expect, it } from "vitest";
import type { Invocation } from "../../src/core/effects/pack.ts";
import { type Fact, Facts, wantKey } from "../../src/core/facts/facts.ts";
import { wordOfText } from "../../src/core/text/words.ts";
import { aws } from "../../src/packs/aws/index.ts";

const ROOT = "/home/dev/app";

function read(argv: readonly string[], files: Readonly<Record<string, string>>) {
  const command: Invocation = {
    program: "aws",
    argv: ["aws", ...argv].map(word => wordOfText(word)),
    redirects: [],
    stdin: { kind: "none" },
    scope: { cwd: ROOT, variables: new Map(), via: [] },
  };
  const facts = Object.entries(files).map(([path, text]): [string, Fact] => [
    wantKey({ kind: "text", path: `${ROOT}/${path}` }),
    text,
  ]);
  return aws.read(command, new Facts(new Map(facts), { roots: [ROOT], platform: "linux" }));
}

type Case = readonly [argv: string | readonly string[], effects: readonly string[]];

/** Effects as `verb resource target reach recovery`, and what is handed on as `kind: text`. */
function check(cases: readonly Case[], files: Readonly<Record<string, string>> = {}): void {
  it.each(cases)("aws %s", (argv, expected) => {
    const { effects, inner = [] } = read(typeof argv === "string" ? argv.split(" ") : argv, files);
    const found = effects.map(({ verb, resource, target, reach, recovery }) =>
      [verb, resource, target, reach, recovery].join(" "),
    );
    const handed = inner.map(one =>
      one.kind === "shell" || one.kind === "sql" ? `${one.kind}: ${one.text}` : one.kind,
    );
    expect([...found, ...handed]).toEqual(expected);
  });
}

describe("operations by their words", () => {
  check([
    ["rds delete-db-instance --db-instance-identifier main", ["delete database main one none"]],
    ["ec2 terminate-instances --instance-ids i-1 i-2", ["delete service i-1, i-2 several none"]],
    ["iam delete-role-policy --role-name ci --policy-name x", ["delete account ci, x one none"]],
    ["elbv2 delete-target-group --target-group-arn tg", ["delete network tg one none"]],
    ["logs delete-log-group --log-group-name /app", ["delete table /app one none"]],
    ["deploy delete-application --application-name a", ["delete service a one none"]],
    ["someservice delete-something --id 1", ["delete record 1 one none"]],
    ["rds restore-db-instance-from-db-snapshot --db-instance-identifier b", []],
    ["s3api list-objects-v2 --bucket delete-me", []],
    ["secretsmanager list-secrets", []],
  ]);
});

describe("global options stand anywhere", () => {
  check([
    ["--region eu-west-1 ec2 delete-volume --volume-id v", ["delete volume v one none"]],
    ["ec2 --region eu-west-1 delete-volume --volume-id v", ["delete volume v one none"]],
    ["ec2 delete-volume --volume-id=v --output json", ["delete volume v one none"]],
    ["ec2 delete-volume --volume-id v --dry-run", []],
    ["ec2 delete-volume --volume-id v --no-dry-run", ["delete volume v one none"]],
    ["route53 delete-traffic-policy --id t --version 1", ["delete account t one none"]],
  ]);
});

describe("s3 by path", () => {
  check([
    ["s3 rm s3://b/k", ["delete file s3://b/k one none"]],
    ["s3 rm s3://b --recursive", ["delete bucket s3://b all none"]],
    ["s3 rm s3://b/p/ --recursive", ["delete directory s3://b/p/ several none"]],
    ["s3 rm --recursive --exclude *.log s3://b", ["delete directory s3://b several none"]],
    ["s3 sync --delete a s3://b", ["delete file s3://b several none"]],
    ["s3 sync a s3://b", []],
    ["s3 mb s3://b", []],
  ]);
});

describe("parameters decide", () => {
  check([
    ["ecs update-service --cluster c --service s --desired-count 0", ["stop service ecs update-service all effort"]],
    ["ecs update-service --cluster c --service s --desired-count 2", ["deploy service ecs update-service one effort"]],
    [
      ["iam", "attach-user-policy", "--policy-arn", "arn:aws:iam::aws:policy/AdministratorAccess"],
      ["grant account arn:aws:iam::aws:policy/AdministratorAccess all none"],
    ],
    [
      ["dynamodb", "batch-write-item", "--request-items", "file://missing.json"],
      ["delete record dynamodb batch-write-item several none"],
    ],
  ]);
  check([[["dynamodb", "batch-write-item", "--request-items", "file://put.json"], []]], {
    "put.json": '{"t":[{"PutRequest":{"Item":{}}}]}',
  });
});

describe("what runs elsewhere", () => {
  check(
    [
      [
        ["ssm", "send-command", "--document-name", "AWS-RunShellScript", "--parameters", '{"commands":["ls","pwd"]}'],
        ["shell: ls\npwd"],
      ],
      [
        ["ssm", "send-command", "--document-name", "AWS-RunShellScript", "--parameters", "commands=df -h"],
        ["shell: df -h"],
      ],
      [["ssm", "send-command", "--document-name", "Own"], ["execute-remote code Own one effort"]],
      [["rds-data", "execute-statement", "--sql", "SELECT 1"], ["sql: SELECT 1"]],
      [["rds-data", "execute-statement", "--cli-input-json", "file://q.json"], ["sql: DROP TABLE t"]],
    ],
    { "q.json": '{"sql":"DROP TABLE t"}' },
  );
});
