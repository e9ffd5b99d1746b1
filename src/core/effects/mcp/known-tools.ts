/**
 * Tools of well-known MCP servers whose names say less than they do, or more. Data: a new one is a line. Names are those
 * of the servers' own repositories; what is not here is read by its name and its arguments.
 */
import type { ResourceKind, Verb } from "../effect.ts";

/** What a tool does: verb, resource, the thing in words. Null: reads, or writes what everybody writes all day. */
export type ToolDoes = readonly [verb: Verb, resource: ResourceKind, what: string] | null;

type Tools = readonly (readonly [does: ToolDoes, names: string])[];

const MERGE: ToolDoes = ["publish", "remote-branch", "merges into a branch that others build on"];
export const DEPLOY: ToolDoes = ["deploy", "service", "puts a new version into service"];
const PAUSE: ToolDoes = ["stop", "database", "stops the project and its database"];
const SEND: ToolDoes = ["mutate", "record", "sends a message that cannot be taken back"];
const MONEY: ToolDoes = ["publish", "account", "moves money or ends what is paid for"];
const REPLACED: ToolDoes = ["overwrite", "database", "replaces the data of a database"];
const APPLIED: ToolDoes = ["mutate", "stack", "changes what runs in the cluster"];
const IN_POD: ToolDoes = ["execute-remote", "code", "runs a command in a pod"];
const UNINSTALL: ToolDoes = ["delete", "stack", "uninstalls the release"];
const EMPTIES: ToolDoes = ["truncate", "database", "empties the database"];

/** Tools by the name of their server, `-` written as `_`. */
const KNOWN: readonly (readonly [server: RegExp, tools: Tools])[] = [
  [
    /github|gitlab|gitea|bitbucket|forge/i,
    [
      [MERGE, "merge_pull_request merge_merge_request accept_merge_request"],
      [["publish", "package", "publishes a release"], "create_release"],
      [["grant", "project", "gives the repository to another owner"], "transfer_repository"],
      [["grant", "account", "gives somebody access to the repository"], "add_collaborator"],
      [["delete", "record", "deletes the logs of a run"], "delete_workflow_run_logs"],
      [null, "remove_label remove_labels remove_assignee remove_reviewer remove_sub_issue sub_issue_write"],
      [null, "pull_request_review_write delete_pending_pull_request_review dismiss_notification cancel_workflow_run"],
    ],
  ],
  [
    /supabase/i,
    [
      [["migrate", "schema", "changes the schema of the project's database"], "apply_migration"],
      [["migrate", "schema", "merges migrations into production"], "merge_branch"],
      [["delete", "database", "resets the branch's database and loses its data"], "reset_branch"],
      [["migrate", "schema", "runs production's migrations on the branch"], "rebase_branch"],
      [PAUSE, "pause_project"],
      [DEPLOY, "deploy_edge_function"],
      [null, "restore_project"],
    ],
  ],
  [
    /neon/i,
    [
      [REPLACED, "reset_from_parent"],
      [["migrate", "schema", "applies a migration to the main branch"], "complete_database_migration"],
    ],
  ],
  [/planetscale|pscale/i, [[["migrate", "schema", "deploys a schema change"], "deploy_deploy_request"]]],
  [
    /vercel|netlify|render|railway|heroku|fly|cloudflare|firebase/i,
    [
      [DEPLOY, "deploy_to_vercel deploy_site deploy promote_deployment rollback_deployment workers_deploy worker_put"],
      [DEPLOY, "firebase_deploy"],
      [PAUSE, "suspend_service scale_down maintenance_on"],
    ],
  ],
  [
    /k8s|kube|openshift|helm|argo/i,
    [
      [APPLIED, "kubectl_apply kubectl_patch kubectl_create kubectl_rollout resources_create_or_update"],
      [APPLIED, "install_helm_chart upgrade_helm_chart helm_install helm_upgrade"],
      [["stop", "service", "changes how many copies run"], "kubectl_scale"],
      [UNINSTALL, "helm_uninstall uninstall_helm_chart"],
      [IN_POD, "pods_exec exec_in_pod"],
      [["stop", "cluster", "drains or cordons nodes"], "node_management"],
      [DEPLOY, "sync_application"],
      [null, "cleanup"],
    ],
  ],
  [
    /terraform|pulumi|opentofu/i,
    [[APPLIED, "apply terraform_apply apply_run action_run create_run pulumi_cli_up pulumi_up"]],
  ],
  [
    /mail|outlook|sendgrid|resend|postmark|imap|smtp/i,
    [[SEND, "send_email send_mail sendEmail send_message reply_to_email forward_email send_draft batch_send"]],
  ],
  [
    /stripe|paypal|square|paddle|adyen/i,
    [
      [MONEY, "create_refund cancel_subscription create_payout create_transfer finalize_invoice pay_invoice"],
      [MONEY, "create_payment"],
    ],
  ],
  [
    /twilio|vonage|messagebird|plivo|sms|whatsapp/i,
    [[SEND, "CreateMessage create_message send_sms send_message CreateCall make_call"]],
  ],
  [/slack|discord|teams|telegram/i, [[null, "remove_reaction delete_reaction slack_remove_reaction"]]],
  [
    /playwright|puppeteer|browser|chrome|stagehand|selenium/i,
    [
      [null, "browser_close browser_tab_close remove_element clear_input browser_clear delete_cookies clear_storage"],
      [null, "close_page"],
    ],
  ],
  [
    /mongo/i,
    [
      [["drop", "database", "drops the database"], "drop_database"],
      [["drop", "table", "drops the collection"], "drop_collection"],
      [["drop", "setting", "drops an index"], "drop_index"],
      [["update", "rows", "changes documents"], "update_many"],
    ],
  ],
  [
    /redis|valkey/i,
    [
      [EMPTIES, "flushall flushdb flush_all flush_db"],
      [null, "expire"],
    ],
  ],
  [
    /sentry|linear|jira|atlassian|notion|asana|todo|task/i,
    [[null, "remove_label remove_issue_label clear_assignee remove_watcher TodoWrite clear_completed"]],
  ],
  [/memory|knowledge|sequential|context7/i, [[null, "delete_observations delete_relations clear_thoughts"]]],
];

/** What the table says of the tool; undefined when it does not know it, null where nothing is lost. */
export function knownTool(server: string, tool: string): ToolDoes | undefined {
  const bare = tool.replace(/^mcp__[\w-]+?__/, "").replaceAll("-", "_");
  for (const [servers, tools] of KNOWN) {
    if (!servers.test(server)) continue;
    const known = tools.find(([, names]) => names.split(" ").includes(bare));
    if (known) return known[0];
  }
  return undefined;
}
