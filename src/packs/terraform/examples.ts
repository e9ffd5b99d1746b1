import type { Example } from "../../core/effects/pack.ts";

const DATABASE = JSON.stringify({
  version: 4,
  resources: [
    {
      mode: "managed",
      type: "aws_db_instance",
      name: "main",
      instances: [{ attributes: { identifier: "shop", endpoint: "shop.abc.eu-west-1.rds.amazonaws.com:5432" } }],
    },
    { mode: "managed", type: "aws_vpc", name: "main", instances: [{ attributes: { id: "vpc-1" } }] },
    { mode: "data", type: "aws_ami", name: "base", instances: [{}] },
  ],
});
const EMPTY = JSON.stringify({ version: 4, resources: [] });

export const examples: readonly Example[] = [
  { run: "terraform destroy", expect: "ask", why: "nothing says which account" },
  { run: "terraform destroy", env: { AWS_PROFILE: "prod" }, expect: "deny" },
  {
    run: "terraform destroy -auto-approve",
    files: { "terraform.tfstate": DATABASE },
    expect: "deny",
    why: "a database on a remote host goes",
  },
  { run: "terraform destroy", files: { "terraform.tfstate": EMPTY }, expect: "allow", why: "the state is empty" },
  {
    run: "terraform destroy",
    files: { "terraform.tfstate": EMPTY, ".terraform/terraform.tfstate": '{"backend":{"type":"s3"}}' },
    expect: "ask",
    why: "the real state is elsewhere",
  },
  { run: "terraform apply -destroy", env: { AWS_PROFILE: "prod" }, expect: "deny" },
  { run: "terraform -chdir=infra/prod destroy", expect: "deny", why: "the folder says production" },
  { run: "TF_WORKSPACE=production tofu destroy", expect: "deny" },
  { run: "terraform destroy -var-file=prod.tfvars", expect: "deny" },
  { run: "TF_CLI_ARGS_apply=-destroy terraform apply", env: { AWS_PROFILE: "prod" }, expect: "deny" },
  { run: "terraform destroy -target=aws_instance.web", expect: "ask" },
  { run: "terraform apply -auto-approve", expect: "ask" },
  { run: "terraform apply -replace=aws_db_instance.main", env: { AWS_PROFILE: "prod" }, expect: "deny" },
  { run: "terraform apply -refresh-only", expect: "allow" },
  { run: "terraform state rm aws_db_instance.main", expect: "ask" },
  { run: "terraform force-unlock -force 5c1d", expect: "ask" },
  { run: "terragrunt backend delete --force", expect: "ask" },
  { run: "terragrunt run --all -- destroy -auto-approve", expect: "ask" },
  { run: "terragrunt exec -- rm -rf ~", expect: "deny" },
  { run: "terraform init -migrate-state", expect: "allow" },
  { run: "terraform import aws_instance.web i-1", expect: "allow" },
  { run: "terraform state list", expect: "allow" },
  { run: "terraform workspace delete -force old", expect: "ask" },
  { run: "terraform workspace select prod", expect: "allow" },
  { run: "terraform taint aws_instance.web", expect: "ask", why: "the next apply replaces it" },
  { run: "terraform untaint aws_instance.web", expect: "allow" },
  { run: "terraform state mv aws_instance.a aws_instance.b", expect: "ask" },
  { run: "terraform plan -destroy", env: { AWS_PROFILE: "prod" }, expect: "allow" },
  { run: "terraform init && terraform validate && terraform plan -out tfplan", expect: "allow" },
  { run: "TF_WORKSPACE=prod terraform init -force-copy", expect: "ask" },
  { run: "terraform fmt -recursive", expect: "allow" },
  { run: "terraform destroy -help", expect: "allow" },
  { run: "terragrunt run-all destroy --terragrunt-non-interactive", env: { AWS_PROFILE: "prod" }, expect: "deny" },
  { run: "terragrunt run --all plan", expect: "allow" },
];
