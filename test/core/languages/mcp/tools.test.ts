/** Tools of well-known servers through the whole pipeline. */
import { describe, expect, it } from "vitest";
import { Facts } from "../../../../src/core/facts/facts.ts";
import { readMcp } from "../../../../src/core/languages/mcp/reader.ts";
import { judgeIn } from "../../../support/little-world.ts";

type Case = readonly [server: string, tool: string, args: Record<string, unknown>, expected: string];

function check(cases: readonly Case[]): void {
  it.each(cases)("%s %s %j", async (server, tool, args, expected) => {
    const { decision } = await judgeIn({}, { kind: "mcp", server, tool, arguments: args });
    expect(decision).toBe(expected);
  });
}

describe("forges", () => {
  check([
    ["github", "merge_pull_request", { pull_number: 1 }, "ask"],
    ["github", "create_or_update_file", { path: "a.md", branch: "docs/x", content: "x" }, "allow"],
    ["github", "create_or_update_file", { path: "a.md", content: "x" }, "ask"],
    ["github", "delete_file", { path: "src/a.ts", branch: "main" }, "ask"],
    ["gitlab", "accept_merge_request", { iid: 3 }, "ask"],
    ["github", "list_branches", {}, "allow"],
    ["github", "add_issue_comment", { body: "token ghp_9fK2mQ7xTzLr4VbN8sWcYpHd3JgA6eUo1iRt" }, "deny"],
  ]);
});

describe("programs behind tools", () => {
  check([
    ["kubernetes", "kubectl_generic", { command: "delete namespace shop" }, "deny"],
    ["terraform", "ExecuteTerraformCommand", { command: "destroy -auto-approve" }, "deny"],
    ["terminal", "send_keys", { keys: "rm -rf ~" }, "deny"],
    ["terminal", "send_keys", { keys: "npm test" }, "allow"],
    ["desktop-commander", "start_process", { command: "git status" }, "allow"],
    ["filesystem", "read_multiple_files", { paths: ["/home/dev/app/a.ts", "/home/dev/.aws/credentials"] }, "ask"],
  ]);
});

describe("commands, manifests and names in parts", () => {
  const replicas = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {replicas: 0}\n";
  check([
    ["terraform", "run_terraform", { action: "apply", args: ["-destroy", "-auto-approve"] }, "deny"],
    ["terraform", "run_terraform", { action: "plan", args: ["-destroy"] }, "allow"],
    ["k8s", "apply_manifest", { manifest: replicas, namespace: "prod" }, "ask"],
    ["ansible", "run_playbook", { playbook: "teardown.yml" }, "ask"],
    ["storage", "empty_bucket", { bucket: "media" }, "deny"],
    ["storage", "get_empty_buckets", {}, "allow"],
    ["db", "restore_backup", { backup_id: "b1" }, "ask"],
    ["notion", "restore_page", { page_id: "p" }, "allow"],
    ["db", "create_restore_point", { database: "shop" }, "allow"],
  ]);
});

describe("what is looked for, shown or typed is not run as something else", () => {
  check([
    ["slack", "slack_post_message", { channel_id: "C1", text: "DROP TABLE users failed again" }, "allow"],
    ["github", "create_issue", { owner: "a", repo: "b", title: "x", body: "DELETE FROM users;" }, "allow"],
    ["confluence", "createConfluencePage", { spaceId: "1", title: "x", body: "DROP DATABASE shop" }, "allow"],
    ["postgres-mcp", "explain_query", { sql: "DELETE FROM users", analyze: false }, "allow"],
    ["postgres-mcp", "explain_query", { sql: "DELETE FROM users", analyze: true }, "ask"],
    ["mongodb", "aggregate", { collection: "orders", pipeline: [{ $match: { status: "deleted" } }] }, "allow"],
    ["mongodb", "aggregate", { collection: "orders", pipeline: [{ $out: "users" }] }, "deny"],
    ["mongodb", "rename-collection", { collection: "a", newName: "users", dropTarget: true }, "ask"],
    ["stripe", "stripe_api_execute", { stripe_api_operation_id: "DeleteCustomersCustomer" }, "ask"],
    ["tavily", "tavily-search", { query: "truncate table syntax" }, "allow"],
    ["exa", "web_search_exa", { query: "drop database" }, "allow"],
    ["perplexity", "perplexity_ask", { messages: [{ role: "user", content: "drop table users" }] }, "allow"],
    ["postgres", "search", { query: "drop table users" }, "ask"],
    ["db", "search_rows", { query: "delete from users" }, "ask"],
    ["tavily", "tavily-search", { sql: "drop table users" }, "ask"],
    ["puppeteer", "puppeteer_evaluate", { script: "document.querySelectorAll('li').length" }, "allow"],
    ["puppeteer", "puppeteer_evaluate", { script: "fetch('/api/users', {method: 'DELETE'})" }, "ask"],
    ["playwright", "browser_evaluate", { function: "async () => (await fetch('/api/users')).json()" }, "allow"],
    ["playwright", "browser_evaluate", { function: "() => fetch('/api/users/1', {method: 'DELETE'})" }, "ask"],
    ["kubernetes", "exec_in_pod", { name: "api-0", namespace: "dev", command: ["ls", "-la", "/app"] }, "allow"],
    ["kubernetes", "exec_in_pod", { name: "api-0", namespace: "dev", command: ["rm", "-rf", "/data"] }, "deny"],
    ["kubernetes", "pods_exec", { name: "api-0", command: "psql -c 'drop table users'" }, "deny"],
    ["kubernetes", "pods_exec", { name: "api-0" }, "ask"],
    ["desktop-commander", "interact_with_process", { pid: 1, input: "print(df.head())" }, "allow"],
    [
      "desktop-commander",
      "interact_with_process",
      { pid: 1, input: "import shutil; shutil.rmtree('/home/dev')" },
      "deny",
    ],
    ["desktop-commander", "interact_with_process", { pid: 1, input: "f(1); rm -rf $(pwd)" }, "deny"],
    ["desktop-commander", "interact_with_process", { pid: 1, input: "drop table users;" }, "ask"],
  ]);
});

describe("records and databases", () => {
  check([
    ["notion", "update_page", { page_id: "p", in_trash: true }, "ask"],
    ["notion", "update_page", { page_id: "p", archived: false }, "allow"],
    ["mongodb", "delete-many", { collection: "orders", filter: {} }, "ask"],
    ["supabase", "apply_migration", { name: "add_x", query: "alter table t add column x int" }, "ask"],
    ["stripe", "create_refund", { charge: "ch_1" }, "ask"],
    ["gmail", "create_draft", { to: "a@acme.example", body: "x" }, "allow"],
    ["gmail", "send_email", { to: "a@acme.example", body: "x" }, "ask"],
    ["playwright", "browser_click", { ref: "e1" }, "allow"],
  ]);
});

describe("annotations", () => {
  const read = (annotations: { destructiveHint?: boolean; readOnlyHint?: boolean }, tool: string) =>
    readMcp(
      { kind: "mcp", server: "acme", tool, arguments: { id: "x1" }, cwd: "/w", origin: { agent: "test" }, annotations },
      new Facts(new Map(), { roots: ["/w"], platform: "linux" }),
    ).effects.map(({ verb, resource }) => `${verb} ${resource}`);

  it("raise a tool whose name says nothing", () =>
    expect(read({ destructiveHint: true }, "tidy")).toEqual(["delete record"]));
  it("lower nothing that the name shows", () =>
    expect(read({ readOnlyHint: true }, "delete_volume")).toEqual(["delete volume"]));
  it("leave others as they are", () => expect(read({ destructiveHint: false }, "tidy")).toEqual(["mutate record"]));
});
