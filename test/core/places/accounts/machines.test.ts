/** Which machine, engine, workspace or stack a command reaches: the host beats its alias. */
import { describe } from "vitest";
import { checkLandings, type Landing } from "../../../support/landing.ts";
import { markedIn } from "../../../support/marked.ts";

const POLICY = markedIn({
  production: { host: ["203.0.113.9"], terraformWorkspace: ["blue"] },
  staging: { host: ["203.0.113.5", "*.lab.acme.io"], dockerContext: ["green"], terraformWorkspace: ["green"] },
});
const check = (cases: Readonly<Record<string, Landing>>) => checkLandings(cases, POLICY);

describe("ssh", () => {
  const DROP = "'rm -rf /srv/data'";
  const config = [
    "Host *.lab",
    "  HostName %h.acme.io",
    "Host staging old-staging",
    "  HostName 198.51.100.7",
    "Host prod",
    "  HostName 198.51.100.7",
    "Host box !box-two",
    "  HostName=203.0.113.5",
    "Host hidden",
    "  hostname 203.0.113.9",
    "  ProxyJump bastion",
    "Host vm",
    "  HostName 127.0.0.1",
    "  Port 2222",
    "Match host web*",
    "  HostName 203.0.113.5",
    "Host db",
    "  HostName 198.51.100.8",
    "Include extra.d/*.conf",
    "Host *",
    "  User dev",
  ].join("\n");
  const files = { "~/.ssh/config": config, "~/.ssh/extra.d/one.conf": "Host deep\n  HostName 203.0.113.5\n" };
  const matching = (criteria: string, host: string) => ({
    "~/.ssh/config": `Match ${criteria}\n  HostName ${host}\nHost one two\n  HostName 203.0.113.5`,
  });
  check({
    "an alias that nothing explains": { run: `ssh web1 ${DROP}`, expect: "unknown" },
    "staging is production's machine": {
      run: `ssh staging ${DROP}`,
      files,
      expect: "production",
      from: "~/.ssh/config:6",
      called: "staging",
    },
    "a machine that is marked": { run: `ssh dev@box ${DROP}`, files, expect: "staging", from: "~/.ssh/config:8" },
    "a pattern, and what it fills in": { run: `ssh x.lab ${DROP}`, files, expect: "staging" },
    "an included file": { run: `ssh deep ${DROP}`, files, expect: "staging", from: "~/.ssh/extra.d/one.conf:2" },
    "production's machine behind another one": { run: `ssh hidden ${DROP}`, files, expect: "production" },
    "a machine on this one": { run: `ssh vm ${DROP}`, files, expect: "local" },
    "a machine that nobody has marked": { run: `ssh db ${DROP}`, files, expect: "production" },
    "a Match of the host": { run: `ssh web9 ${DROP}`, files, expect: "staging", from: "~/.ssh/config:16" },
    "a Match of the alias, which another alias does not fit": {
      run: `ssh two ${DROP}`,
      files: matching("originalhost one", "203.0.113.9"),
      expect: "staging",
    },
    "a Match that takes hosts out": {
      run: `ssh two ${DROP}`,
      files: matching("!originalhost two", "203.0.113.9"),
      expect: "staging",
    },
    "a Match of everybody": { run: `ssh two ${DROP}`, files: matching("all", "203.0.113.9"), expect: "production" },
    "a Match that only ssh can answer may hold": {
      run: `ssh two ${DROP}`,
      files: matching('host two exec "on-vpn --quiet"', "203.0.113.9"),
      expect: "production",
    },
    "a Match that only ssh can answer, for another host": {
      run: `ssh two ${DROP}`,
      files: matching('host one exec "on-vpn --quiet"', "203.0.113.9"),
      expect: "staging",
    },
    "a Match of the machine that an earlier line gives": {
      run: `ssh three ${DROP}`,
      files: {
        "~/.ssh/config":
          "Host three\n  HostName 203.0.113.5\nMatch host 203.0.113.5\n  ProxyJump bastion\n  HostName 203.0.113.9",
      },
      expect: "staging",
    },
    "another file": {
      run: `ssh -F my.conf box ${DROP}`,
      files: { ...files, "my.conf": "Host box\nHostName 203.0.113.9" },
      expect: "production",
    },
    "no file at all": { run: `ssh -F none box ${DROP}`, files, expect: "unknown" },
    "the machine by option": { run: `ssh -o HostName=203.0.113.9 box ${DROP}`, files, expect: "production" },
    "what scp sends": { run: "scp x.conf box:/etc/", files, expect: "staging" },
    "what rsync deletes": { run: "rsync -a --delete ./ staging:/srv/", files, expect: "production", called: "staging" },
  });
});

describe("Docker", () => {
  const meta = (id: string, Name: string, Host: string) => ({
    [`~/.docker/contexts/meta/${id}/meta.json`]: JSON.stringify({ Name, Endpoints: { docker: { Host } } }),
  });
  const files = {
    "~/.docker/config.json": '{\n  "auths": {},\n  "currentContext": "edge"\n}',
    ...meta("a1", "edge", "ssh://dev@203.0.113.9"),
    ...meta("b2", "staging", "tcp://203.0.113.9:2376"),
    ...meta("c3", "mine", "unix:///var/run/other.sock"),
  };
  const RUN = "docker volume rm pgdata";
  check({
    "this machine's own": { run: RUN, expect: "local" },
    "the current context": { run: RUN, files, expect: "production", from: "~/.docker/config.json:3" },
    "a context that is called staging": {
      run: `docker -c staging volume rm pgdata`,
      files,
      expect: "production",
      called: "staging",
    },
    "a context of this machine": { run: "docker --context mine volume rm pgdata", files, expect: "local" },
    "a context that is marked": { run: RUN, env: { DOCKER_CONTEXT: "green" }, expect: "staging" },
    "the host's variable beats the context's": {
      run: RUN,
      env: { DOCKER_HOST: "tcp://203.0.113.5:2376", DOCKER_CONTEXT: "staging" },
      files,
      expect: "staging",
    },
    "the option beats the host's variable": {
      run: "docker --context mine volume rm pgdata",
      env: { DOCKER_HOST: "tcp://203.0.113.9:2376" },
      files,
      expect: "local",
    },
    "a host that ssh knows by an alias": {
      run: RUN,
      env: { DOCKER_HOST: "ssh://box" },
      files: { "~/.ssh/config": "Host box\n  HostName 203.0.113.5\n" },
      expect: "staging",
    },
    "a socket": { run: RUN, env: { DOCKER_HOST: "unix:///run/user/1/docker.sock" }, files, expect: "local" },
    "podman knows nothing of them": { run: "podman volume rm pgdata", files, expect: "local" },
    "the default, said aloud": { run: "docker --context default volume rm pgdata", files, expect: "local" },
    "another folder": {
      run: RUN,
      env: { DOCKER_CONFIG: "/etc/docker-cli" },
      files: { ...files, "/etc/docker-cli/config.json": "{}" },
      expect: "local",
    },
  });
});

describe("Terraform", () => {
  const RUN = "terraform destroy -auto-approve";
  const state = (config: object, type = "s3") => ({
    ".terraform/terraform.tfstate": JSON.stringify({ version: 3, backend: { type, config } }, null, 1),
  });
  check({
    "nothing says: unknown": { run: RUN, expect: "unknown" },
    "the selected workspace": {
      run: RUN,
      files: { ".terraform/environment": "prod\n" },
      expect: "production",
      from: ".terraform/environment:1",
    },
    "a workspace that is marked": { run: RUN, files: { ".terraform/environment": "blue" }, expect: "production" },
    "the variable beats the selection": {
      run: RUN,
      env: { TF_WORKSPACE: "green" },
      files: { ".terraform/environment": "prod" },
      expect: "staging",
    },
    "in another folder": {
      run: "terraform -chdir=infra destroy",
      files: { "infra/.terraform/environment": "prod" },
      expect: "production",
    },
    "where the state is kept": {
      run: RUN,
      files: state({ bucket: "acme-tfstate", key: "prod/network.tfstate", region: "eu" }),
      expect: "production",
      from: ".terraform/terraform.tfstate:7",
    },
    "the account of the backend": {
      run: RUN,
      files: {
        ...state({ bucket: "x", key: "y", profile: "main" }),
        "~/.aws/config": "[profile main]\nsso_account_id=1111\n[profile prod]\nsso_account_id=222222222222\n",
      },
      expect: "unknown",
    },
    "a workspace of the service": {
      run: RUN,
      files: state({ organization: "acme", workspaces: { name: "shop-production" } }, "remote"),
      expect: "production",
    },
    "the variables' file": { run: `${RUN} -var-file=prod.tfvars`, expect: "production" },
    "what the variables say": {
      run: RUN,
      files: { "terraform.tfvars": 'region = "eu"\nenvironment = "production"\n' },
      expect: "production",
      from: "terraform.tfvars:2",
    },
    "what the command sets": { run: `${RUN} -var environment=staging`, expect: "staging" },
    "the provider's profile": {
      run: RUN,
      files: { "main.tf": 'provider "aws" {\n  region  = "eu"\n  profile = "acme-prod"\n}\n' },
      expect: "production",
      from: "main.tf:3",
    },
    "the account of the environment": { run: RUN, env: { AWS_PROFILE: "prod" }, expect: "production" },
  });
});

describe("Pulumi", () => {
  const id = "0123456789abcdef0123456789abcdef01234567";
  const files = {
    "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
    [`~/.pulumi/workspaces/shop-${id}-workspace.json`]: '{\n  "stack": "acme/shop/prod"\n}',
    [`~/.pulumi/workspaces/shop-two-${id}-workspace.json`]: '{"stack": "acme/shop-two/dev"}',
  };
  check({
    "nothing says: unknown": { run: "pulumi destroy --yes", expect: "unknown" },
    "the selected stack": {
      run: "pulumi destroy --yes",
      files,
      expect: "production",
      from: `~/.pulumi/workspaces/shop-${id}-workspace.json:2`,
    },
    "the variable beats it": {
      run: "pulumi destroy --yes",
      env: { PULUMI_STACK: "acme/shop/staging" },
      files,
      expect: "staging",
    },
    "the option beats both": {
      run: "pulumi destroy --yes -s dev",
      env: { PULUMI_STACK: "acme/shop/staging" },
      files,
      expect: "development",
    },
  });
});

describe("Kubernetes", () => {
  const config = (current: string) =>
    [
      `current-context: ${current}`,
      "contexts:",
      "- name: prod",
      "  context: {cluster: one}",
      "- name: dev",
      "  context: {cluster: one-again}",
      "- name: kind-x",
      "  context: {cluster: here}",
      "- name: lab",
      "  context: {cluster: lab}",
      "clusters:",
      "- name: one",
      "  cluster: {server: 'https://198.51.100.4:6443'}",
      "- name: one-again",
      "  cluster: {server: 'https://198.51.100.4:6443'}",
      "- name: here",
      "  cluster: {server: 'https://127.0.0.1:6443'}",
      "- name: lab",
      "  cluster: {server: 'https://k.lab.acme.io:6443'}",
    ].join("\n");
  const files = { "~/.kube/config": config("dev") };
  const RUN = "kubectl delete ns shop";
  check({
    "dev is production's server": {
      run: RUN,
      files,
      expect: "production",
      from: "~/.kube/config:3",
      called: "development",
    },
    "a server that is marked": { run: `${RUN} --context lab`, files, expect: "staging" },
    "a cluster by its name": { run: `${RUN} --cluster here`, files, expect: "local" },
    "current in one file, described in another": {
      run: RUN,
      env: { KUBECONFIG: "/k/one:/k/two" },
      files: { "/k/one": "current-context: lab\n", "/k/two": config("prod") },
      expect: "staging",
      from: "/k/one:1",
    },
    "the first file that says which is current": {
      run: RUN,
      env: { KUBECONFIG: "/k/one:/k/two" },
      files: { "/k/one": config("kind-x"), "/k/two": config("prod") },
      expect: "local",
    },
  });
});

describe("what an earlier command has selected", () => {
  check({
    "a workspace of Terraform": { run: "terraform workspace select prod && terraform destroy", expect: "production" },
    "its variable stands above it": {
      run: "terraform workspace select prod; terraform destroy",
      env: { TF_WORKSPACE: "green" },
      expect: "staging",
    },
    "the file is what it was before": {
      run: "terraform workspace select green && terraform destroy",
      files: { ".terraform/environment": "prod" },
      expect: "staging",
    },
    "a kube context": { run: "kubectl config use-context prod-eu; kubectl delete ns shop", expect: "production" },
    "through kubectx": { run: "kubectx staging-eu && helm uninstall shop", expect: "staging" },
    "the option stands above it": {
      run: "kubectx prod && kubectl --context staging delete ns shop",
      expect: "staging",
    },
    "a cluster of AWS": {
      run: "aws eks update-kubeconfig --region eu --name shop-production && kubectl delete ns shop",
      expect: "production",
    },
    "one that only the run knows": {
      run: "kubectx - && kubectl delete ns shop",
      files: { "~/.kube/config": "current-context: kind-x" },
      expect: "unknown",
    },
    "a project of Google Cloud": {
      run: "gcloud config set project acme-prod && gcloud sql instances delete orders",
      expect: "production",
    },
    "a context of Docker": { run: "docker context use prod-edge && docker volume rm data", expect: "production" },
    "a stack": { run: "pulumi stack select acme/shop/prod && pulumi destroy -y", expect: "production" },
    "in another shell": { run: "bash -c 'kubectx prod' && kubectl delete ns shop", expect: "production" },
    "on another machine": { run: "ssh lab 'kubectx prod'; kubectl delete ns shop", expect: "unknown" },
  });
});

describe("git remotes", () => {
  const remotes = (...all: readonly (readonly [string, string])[]) => ({
    ".git/config": all.map(([name, url]) => `[remote "${name}"]\n\turl = ${url}\n`).join(""),
  });
  const heroku = "https://git.heroku.com/shop.git";
  check({
    "a forge is no environment": {
      run: "git push --force origin main",
      files: remotes(["origin", "git@github.com:acme/production.git"]),
      expect: "local",
    },
    "one's own forge is none, either": {
      run: "git push --force origin main",
      files: remotes(["origin", "ssh://git@git.acme.io/shop.git"]),
      expect: "local",
    },
    "a remote named after its stage": {
      run: "git push --force production main",
      files: remotes(["production", "ssh://deploy@web.acme.io/srv/shop.git"]),
      expect: "production",
      from: ".git/config:2",
    },
    "staging is production's app": {
      run: "git push --force staging main",
      files: remotes(["staging", heroku], ["prod", heroku]),
      expect: "production",
      called: "staging",
    },
    "an app that nobody knows": {
      run: "git push --force heroku main",
      files: remotes(["heroku", heroku]),
      expect: "unknown",
    },
    "an app by its address": { run: "git push --force dokku@apps.acme.io:shop-prod main", expect: "production" },
  });
});
