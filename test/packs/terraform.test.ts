import { describe, expect, it } from "vitest";
import type { Invocation } from "../../src/core/effects/pack.ts";
import { type Fact, Facts, wantKey } from "../../src/core/facts/facts.ts";
import { wordOfText } from "../../src/core/text/words.ts";
import { terraform } from "../../src/packs/terraform/index.ts";
import { readState } from "../../src/packs/terraform/state.ts";

const ROOT = "/home/dev/infra";
const STATE = JSON.stringify({
  version: 4,
  resources: [
    {
      type: "aws_db_instance",
      name: "main",
      instances: [{ attributes: { identifier: "shop", endpoint: "shop.x.rds.amazonaws.com:5432" } }],
    },
    { mode: "managed", type: "aws_s3_bucket", name: "logs", instances: [{ attributes: { bucket: "shop-logs" } }] },
    { mode: "managed", module: "module.net", type: "aws_subnet", name: "a", instances: [{}, {}] },
    { mode: "data", type: "aws_ami", name: "x", instances: [{}] },
  ],
});

interface World {
  readonly env?: Readonly<Record<string, string | null>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly cwd?: string | null;
}

function read(line: string, { env = {}, files = {}, cwd = ROOT }: World) {
  const table = new Map<string, Fact>(
    Object.entries(files).map(([path, text]) => [wantKey({ kind: "text", path: `${ROOT}/${path}` }), text]),
  );
  const argv = line.split(" ").map(word => wordOfText(word));
  const command: Invocation = {
    program: argv[0]?.value ?? "",
    argv,
    redirects: [],
    stdin: { kind: "none" },
    scope: { cwd, variables: new Map(Object.entries(env)), via: [] },
  };
  return terraform.read(command, new Facts(table, { roots: [ROOT], platform: "linux" })).effects;
}

/** Effects as `verb resource target reach recovery [marks]`. */
function check(cases: readonly (readonly [line: string, effects: readonly string[]])[], world: World = {}): void {
  it.each(cases)("%s", (line, expected) => {
    const found = read(line, world).map(({ verb, resource, target, reach, recovery, marks = [] }) =>
      [verb, resource, target, reach, recovery, ...marks].join(" "),
    );
    expect(found).toEqual(expected);
  });
}

const STACK = "the configuration in infra";

describe("destroy", () => {
  const stores = ["delete database shop one none", "delete bucket shop-logs one none"];
  check(
    [
      ["terraform destroy", [`destroy stack ${STACK} all none with-backups`, ...stores]],
      [
        "terraform apply -destroy -auto-approve",
        [`destroy stack ${STACK} all none no-confirmation with-backups`, ...stores],
      ],
      ["terraform apply --destroy=true", [`destroy stack ${STACK} all none with-backups`, ...stores]],
      ["terraform destroy -auto-approve=false", [`destroy stack ${STACK} all none with-backups`, ...stores]],
      [
        "terraform destroy -target=aws_s3_bucket.logs",
        ["destroy stack aws_s3_bucket.logs one none", "delete bucket shop-logs one none"],
      ],
      [
        "terraform destroy -target aws_db_instance.main[0]",
        ["destroy stack aws_db_instance.main[0] one none with-backups", "delete database shop one none"],
      ],
      ["terraform destroy -target=module.net", ["destroy stack module.net one none"]],
      ["terraform destroy -help", []],
      ["terraform plan -destroy", []],
      ["terragrunt run-all destroy", [`destroy stack ${STACK} all none`]],
      ["terragrunt destroy-all", [`destroy stack ${STACK} all none`]],
      ["terragrunt run --all destroy", [`destroy stack ${STACK} all none`]],
    ],
    { files: { "terraform.tfstate": STATE } },
  );
  check([["terraform destroy", [`destroy stack ${STACK} all none`]]]);
  check([["terraform destroy", [`destroy stack ${STACK} all free`]]], {
    files: { "terraform.tfstate": '{"resources":[]}' },
  });
  check([["terraform destroy", [`destroy stack ${STACK} all none`]]], { files: { "terraform.tfstate": "not json" } });
  check([["terraform destroy", [`destroy stack ${STACK} all none`]]], {
    files: {
      "terraform.tfstate": '{"resources":[]}',
      ".terraform/terraform.tfstate": '{"backend":{"type":"s3","config":{}}}',
    },
  });
  check([["terraform destroy", [`destroy stack ${STACK} all free`]]], {
    files: { ".terraform/environment": "blue\n", "terraform.tfstate.d/blue/terraform.tfstate": '{"resources":[]}' },
  });
  check([["terraform -chdir=sub destroy", ["destroy stack the configuration in sub all free"]]], {
    files: { "sub/terraform.tfstate": '{"resources":[]}' },
  });
  check([["terraform destroy", ["destroy stack the configuration all none"]]], { cwd: null });

  it("says what goes, data first", () => {
    const [whole] = read("terraform destroy", { files: { "terraform.tfstate": STATE } });
    expect(whole?.says).toBe(
      "destroys 4 resources of the configuration in infra, among them the database shop, the bucket shop-logs",
    );
  });
});

describe("other commands", () => {
  check([
    ["terraform apply", [`mutate stack ${STACK} several effort`]],
    ["terraform apply -auto-approve", [`mutate stack ${STACK} several effort no-confirmation`]],
    ["terraform apply plan.out", [`mutate stack ${STACK} unknown effort`]],
    ["terraform apply -refresh-only", []],
    ["terraform apply -replace=a.b", [`mutate stack ${STACK} several effort`, "destroy stack a.b one none"]],
    ["terraform state rm a.b c.d", ["discard stack a.b, c.d several effort"]],
    ["terraform state rm -dry-run a.b", []],
    ["terraform state push f", ["overwrite stack the remote state all none"]],
    ["terraform state mv a b", ["mutate stack a, b one effort"]],
    ["terraform state list", []],
    ["terraform workspace delete x", ["discard stack workspace x one effort"]],
    ["terraform workspace delete -force x", ["discard stack workspace x one none"]],
    ["terraform workspace new x", []],
    ["terraform taint a.b", ["mutate stack a.b one effort"]],
    ["tofu init", []],
    ["tofu output -json", []],
    ["terraform ￼", ["execute-unknown code terraform unknown none"]],
    ["terraform", []],
  ]);
  check([["terraform apply", [`destroy stack ${STACK} all none`]]], {
    env: { TF_CLI_ARGS_apply: "-destroy -lock=false" },
  });
});

describe("where", () => {
  it.each<[string, World, string[]]>([
    ["terraform destroy", {}, ["cloud ?"]],
    ["terraform destroy", { files: { "terraform.tfstate": STATE } }, ["host shop.x.rds.amazonaws.com"]],
    ["terraform destroy", { env: { AWS_PROFILE: "staging" } }, ["cloud staging"]],
    ["terraform destroy", { env: { AWS_PROFILE: null } }, ["cloud ?"]],
    ["terraform destroy -var-file=prod.tfvars", { env: { AWS_PROFILE: "acme" } }, ["cloud acme", "cloud prod"]],
    ["terraform destroy -var-file=common.tfvars", { env: { AWS_PROFILE: "acme" } }, ["cloud acme"]],
    ["terraform destroy -var-file common.tfvars", {}, ["cloud common"]],
    ["terraform destroy", { files: { ".terraform/environment": "prod\n" } }, ["cloud prod"]],
    ["terraform destroy", { files: { ".terraform/environment": "default" } }, ["cloud ?"]],
    ["terraform destroy", { env: { TF_WORKSPACE: "prod" } }, ["cloud prod"]],
    ["terraform -chdir=envs/prod destroy", {}, ["cloud prod"]],
    ["terragrunt destroy --terragrunt-working-dir live/production/vpc", {}, ["cloud live", "cloud production"]],
  ])("%s %j", (line, world, expected) => {
    const [effect] = read(line, world);
    expect(
      effect?.at?.map(at =>
        at.kind === "host" ? `host ${at.host}` : at.kind === "cloud" ? `cloud ${at.profile ?? "?"}` : at.kind,
      ),
    ).toEqual(expected);
  });
});

describe("readState", () => {
  it.each([
    ["", null],
    ["[]", null],
    ['{"resources":{}}', null],
    ['{"resources":[null,1,"x"]}', []],
  ])("%j", (text, expected) => expect(readState(text)).toEqual(expected));

  it("leaves data sources out and counts instances", () => {
    expect(readState(STATE)?.map(({ address, instances, holds }) => `${address} ${instances} ${holds}`)).toEqual([
      "aws_db_instance.main 1 database",
      "aws_s3_bucket.logs 1 bucket",
      "module.net.aws_subnet.a 2 undefined",
    ]);
  });
});
