/**
 * Lists tools of well-known MCP servers whose names do not tell their effect. Data: a new one is a line. Names are
 * those of the servers' repositories; other tools are read by their names and arguments.
 */
import type { ResourceKind, Verb } from "../../effects/effect.ts";

/** The effect of a tool: verb, resource, and a clause. Null: it reads, or only makes everyday changes. */
export type ToolDoes = readonly [verb: Verb, resource: ResourceKind, what: string] | null;

interface Known {
  /** Against the server's name. */
  readonly server: RegExp;
  readonly tools: Readonly<Record<string, ToolDoes>>;
}

const MERGE: ToolDoes = ["publish", "remote-branch", "merges into a branch that others build on"];
export const DEPLOY: ToolDoes = ["deploy", "service", "puts a new version into service"];
const PAUSE: ToolDoes = ["stop", "database", "stops the project and its database"];
const SEND: ToolDoes = ["mutate", "record", "sends a message that cannot be taken back"];
const MONEY: ToolDoes = ["publish", "account", "moves money or ends what is paid for"];
const REPLACED: ToolDoes = ["overwrite", "database", "replaces the data of a database"];
const APPLIED: ToolDoes = ["mutate", "stack", "changes what runs in the cluster"];

const KNOWN: readonly Known[] = [
  {
    server: /github|gitlab|gitea|bitbucket|forge/i,
    tools: {
      merge_pull_request: MERGE,
      merge_merge_request: MERGE,
      accept_merge_request: MERGE,
      create_release: ["publish", "package", "publishes a release"],
      transfer_repository: ["grant", "project", "gives the repository to another owner"],
      add_collaborator: ["grant", "account", "gives somebody access to the repository"],
      remove_label: null,
      remove_labels: null,
      remove_assignee: null,
      remove_reviewer: null,
      remove_sub_issue: null,
      sub_issue_write: null,
      pull_request_review_write: null,
      delete_pending_pull_request_review: null,
      dismiss_notification: null,
      cancel_workflow_run: null,
      delete_workflow_run_logs: ["delete", "record", "deletes the logs of a run"],
    },
  },
  {
    server: /supabase/i,
    tools: {
      apply_migration: ["migrate", "schema", "changes the schema of the project's database"],
      merge_branch: ["migrate", "schema", "merges migrations into production"],
      reset_branch: ["delete", "database", "resets the branch's database and loses its data"],
      rebase_branch: ["migrate", "schema", "runs production's migrations on the branch"],
      pause_project: PAUSE,
      restore_project: null,
      deploy_edge_function: DEPLOY,
    },
  },
  {
    server: /neon/i,
    tools: {
      reset_from_parent: REPLACED,
      complete_database_migration: ["migrate", "schema", "applies a migration to the main branch"],
    },
  },
  { server: /planetscale|pscale/i, tools: { deploy_deploy_request: ["migrate", "schema", "deploys a schema change"] } },
  {
    server: /vercel|netlify|render|railway|heroku|fly|cloudflare|firebase/i,
    tools: {
      deploy_to_vercel: DEPLOY,
      deploy_site: DEPLOY,
      "deploy-site": DEPLOY,
      deploy: DEPLOY,
      promote_deployment: DEPLOY,
      rollback_deployment: DEPLOY,
      workers_deploy: DEPLOY,
      worker_put: DEPLOY,
      firebase_deploy: DEPLOY,
      suspend_service: PAUSE,
      scale_down: PAUSE,
      maintenance_on: PAUSE,
    },
  },
  {
    server: /k8s|kube|openshift|helm|argo/i,
    tools: {
      kubectl_apply: APPLIED,
      kubectl_patch: APPLIED,
      kubectl_create: APPLIED,
      resources_create_or_update: APPLIED,
      kubectl_scale: ["stop", "service", "changes how many copies run"],
      kubectl_rollout: APPLIED,
      install_helm_chart: APPLIED,
      upgrade_helm_chart: APPLIED,
      helm_install: APPLIED,
      helm_upgrade: APPLIED,
      helm_uninstall: ["delete", "stack", "uninstalls the release"],
      uninstall_helm_chart: ["delete", "stack", "uninstalls the release"],
      pods_exec: ["execute-remote", "code", "runs a command in a pod"],
      exec_in_pod: ["execute-remote", "code", "runs a command in a pod"],
      node_management: ["stop", "cluster", "drains or cordons nodes"],
      cleanup: null,
      sync_application: DEPLOY,
    },
  },
  {
    server: /terraform|pulumi|opentofu/i,
    tools: {
      apply: APPLIED,
      terraform_apply: APPLIED,
      apply_run: APPLIED,
      action_run: APPLIED,
      create_run: APPLIED,
      "pulumi-cli-up": APPLIED,
      pulumi_up: APPLIED,
    },
  },
  {
    server: /mail|outlook|sendgrid|resend|postmark|imap|smtp/i,
    tools: {
      send_email: SEND,
      "send-email": SEND,
      send_mail: SEND,
      sendEmail: SEND,
      send_message: SEND,
      reply_to_email: SEND,
      forward_email: SEND,
      send_draft: SEND,
      batch_send: SEND,
    },
  },
  {
    server: /stripe|paypal|square|paddle|adyen/i,
    tools: {
      create_refund: MONEY,
      cancel_subscription: MONEY,
      create_payout: MONEY,
      create_transfer: MONEY,
      finalize_invoice: MONEY,
      pay_invoice: MONEY,
      create_payment: MONEY,
    },
  },
  {
    server: /twilio|vonage|messagebird|plivo|sms|whatsapp/i,
    tools: {
      CreateMessage: SEND,
      create_message: SEND,
      send_sms: SEND,
      send_message: SEND,
      CreateCall: SEND,
      make_call: SEND,
    },
  },
  {
    server: /slack|discord|teams|telegram/i,
    tools: { remove_reaction: null, delete_reaction: null, slack_remove_reaction: null },
  },
  {
    server: /playwright|puppeteer|browser|chrome|stagehand|selenium/i,
    tools: {
      browser_close: null,
      browser_tab_close: null,
      remove_element: null,
      clear_input: null,
      browser_clear: null,
      delete_cookies: null,
      clear_storage: null,
      close_page: null,
    },
  },
  {
    server: /mongo/i,
    tools: {
      "drop-database": ["drop", "database", "drops the database"],
      "drop-collection": ["drop", "table", "drops the collection"],
      "drop-index": ["drop", "setting", "drops an index"],
      "update-many": ["update", "rows", "changes documents"],
    },
  },
  {
    server: /redis|valkey/i,
    tools: {
      flushall: ["truncate", "database", "empties every database"],
      flushdb: ["truncate", "database", "empties the database"],
      flush_all: ["truncate", "database", "empties every database"],
      flush_db: ["truncate", "database", "empties the database"],
      expire: null,
    },
  },
  {
    server: /sentry|linear|jira|atlassian|notion|asana|todo|task/i,
    tools: {
      remove_label: null,
      remove_issue_label: null,
      clear_assignee: null,
      remove_watcher: null,
      TodoWrite: null,
      clear_completed: null,
    },
  },
  {
    server: /memory|knowledge|sequential|context7/i,
    tools: { delete_observations: null, delete_relations: null, clear_thoughts: null },
  },
];

/** Undefined when the table does not know the tool. */
export function knownTool(server: string, tool: string): ToolDoes | undefined {
  const bare = tool.replace(/^mcp__[\w-]+?__/, "");
  for (const known of KNOWN) {
    if (!known.server.test(server)) continue;
    const does = known.tools[bare] ?? known.tools[bare.replace(/-/g, "_")];
    if (does !== undefined || bare in known.tools) return does ?? null;
  }
  return undefined;
}
