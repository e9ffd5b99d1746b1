/** Frameworks that put functions and their tables into an account: Amplify, Serverless, SST, SAM, Zappa and others. */
import { changes, deletes, deploys, stops } from "../../core/effects/doings.ts";
import type { Table } from "../../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

export const SERVERLESS: readonly Tool[] = [
  {
    programs: ["amplify", "ampx"],
    grammar: { values: ["appId", "envName", "profile", "branch", "app-id", "identifier", "categories", "frontend"] },
    unasked: ["yes", "y", "force"],
    account: { provider: "AWS Amplify", label: ["envName", "branch"], profile: ["profile"] },
    nouns: { env: "environment" },
    lines: [
      { call: "delete", does: deletes("project", "the app with every environment and its data", { reach: "all" }) },
      { call: "env remove|rm", does: deletes("environment", "the environment with its data") },
      { call: "env checkout|list|get|add|pull|import|update" },
      { call: "sandbox secret remove", does: deletes("secret", "from the sandbox:") },
      { call: "sandbox delete", does: deletes("environment", "the sandbox with its data") },
      { call: "remove|rm", does: changes("setting", "what the next push deletes: removes") },
      { call: "push|publish|pipeline-deploy", does: deploys() },
      { call: "*" },
    ],
  },
  {
    programs: ["swa"],
    grammar: {
      values: ["env", "app-name", "deployment-token", "resource-group", "subscription-id", "app-location", "n", "d"],
    },
    account: { provider: "Azure Static Web Apps", label: ["env"] },
    lines: [{ call: "deploy", without: ["dry-run"], does: deploys() }, { call: "*" }],
  },
  {
    programs: ["ecs-cli"],
    grammar: { values: "c cluster r region ecs-profile aws-profile cluster-config f file p project-name".split(" ") },
    unasked: ["force", "f"],
    account: { provider: "AWS", profile: ["aws-profile", "ecs-profile"] },
    lines: [
      {
        call: "compose service rm|delete|down",
        does: deletes("service", "the service", { named: ["p", "project-name"] }),
      },
      {
        call: "compose stop|down|rm",
        does: stops("service", "what runs of the project", { named: ["p", "project-name"] }),
      },
      { call: "compose service stop", does: stops("service", "the service", { named: ["p", "project-name"] }) },
      { call: "down", does: deletes("cluster", "the cluster with its machines", { named: ["c", "cluster"] }) },
      { call: "*" },
    ],
  },
  {
    programs: ["serverless", "sls", "slss", "osls"],
    grammar: {
      values: "s stage r region c config f function aws-profile org app t timestamp p package param path".split(" "),
    },
    unasked: ["yes", "y"],
    account: {
      provider: "the account of the stack",
      label: ["s", "stage"],
      profile: ["aws-profile"],
      configured: "aws",
      declared: [{ file: "serverless.yml", name: /^[ \t]{1,8}stage:[ \t]*["']?(\w[\w-]{0,60})/m, is: "label" }],
    },
    lines: [
      {
        call: "remove",
        does: deletes("stack", "the service with every table and bucket in its stack"),
      },
      { call: "rollback", does: deploys("an earlier version", { recovery: "none" }) },
      { call: "deploy list" },
      { call: "deploy", does: deploys() },
      { call: "s3deploy|syncToS3", does: deploys() },
      { call: "s3remove", does: deletes("bucket", "what is in the buckets of the service") },
      { call: "delete_domain|domain remove", does: deletes("domain", "the domain of the service") },
      { call: "param|secrets remove", does: deletes("secret", "the value", { named: ["name"] }) },
      { call: "*" },
    ],
  },
  {
    programs: ["sst"],
    grammar: { values: ["stage", "config", "profile", "region", "target", "exclude"] },
    account: {
      provider: "the account of the stack",
      label: ["stage"],
      profile: ["profile"],
      configured: "aws",
    },
    lines: [
      { call: "remove", does: deletes("stack", "everything of the stage") },
      { call: "secret remove", does: deletes("secret", "the secret") },
      { call: "state remove|edit|repair", does: changes("stack", "what is known to be deployed of") },
      { call: "deploy", does: deploys() },
      { call: "*" },
    ],
  },
  {
    programs: ["sam", "samlocal"],
    grammar: { values: ["stack-name", "region", "profile", "config-env", "s3-bucket", "template", "t", "config-file"] },
    unasked: ["no-prompts"],
    account: {
      provider: "AWS",
      profile: ["profile"],
      label: ["config-env"],
      variables: ["AWS_PROFILE"],
      declared: [{ file: "samconfig.toml", name: /^[ \t]*stack_name[ \t]*=[ \t]*["'](\w[\w-]{0,120})/m, is: "label" }],
    },
    lines: [
      { call: "delete", does: deletes("stack", "the stack with everything in it", { named: ["stack-name"] }) },
      { call: "deploy", with: ["no-execute-changeset"] },
      { call: "deploy|sync", does: deploys("a new version of the stack") },
      { call: "remote invoke" },
      { call: "*" },
    ],
  },
  {
    programs: ["zappa", "chalice", "up", "architect", "arc"],
    grammar: { values: ["stage", "profile", "s", "settings_file", "n", "num-rollback"] },
    unasked: ["yes", "y", "force", "f"],
    account: { provider: "AWS", label: ["stage"], profile: ["profile"], configured: "aws" },
    nouns: { stack: "stack", app: "project", env: "secret" },
    lines: [
      { call: "undeploy|delete", does: deletes("stack", "the deployed app") },
      { call: "destroy", does: deletes("stack", "the app with its tables and buckets", { reach: "all" }) },
      { call: "stack delete", does: deletes("stack", "the stack with everything in it", { reach: "all" }) },
      { call: "rollback", does: deploys("an earlier version", { recovery: "none" }) },
      { call: "deploy|update", does: deploys() },
    ],
  },
];
