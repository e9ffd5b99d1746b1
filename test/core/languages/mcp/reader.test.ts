import { describe, expect, it } from "vitest";
import type { McpAction } from "../../../../src/core/action/action.ts";
import type { Inner, ProviderPack } from "../../../../src/core/effects/pack.ts";
import { type Fact, Facts, wantKey } from "../../../../src/core/facts/facts.ts";
import { readMcp } from "../../../../src/core/languages/mcp/reader.ts";

const ROOT = "/home/dev/app";
const PROVIDER: ProviderPack = {
  kind: "provider",
  id: "acme",
  hosts: [],
  read: () => undefined,
  readTool: tool => (tool === "known" ? { effects: [] } : undefined),
  examples: [],
};

function read(server: string, tool: string, args: Record<string, unknown>, files: Record<string, string> = {}) {
  const action: McpAction = { kind: "mcp", server, tool, arguments: args, cwd: ROOT, origin: { agent: "test" } };
  const table = new Map<string, Fact>(
    Object.entries(files).map(([path, text]) => [wantKey({ kind: "text", path: `${ROOT}/${path}` }), text]),
  );
  return readMcp(action, new Facts(table, { roots: [ROOT], platform: "linux" }), [PROVIDER]);
}

/** Effects as `verb resource target reach certainty`, embedded texts as `kind text @hosts`. */
function check(
  cases: readonly (readonly [server: string, tool: string, args: Record<string, unknown>, found: readonly string[]])[],
): void {
  it.each(cases)("%s %s %j", (server, tool, args, found) => {
    const { effects, inner = [] } = read(server, tool, args);
    expect([
      ...effects.map(
        ({ verb, resource, target, reach, certainty }) => `${verb} ${resource} ${target} ${reach} ${certainty}`,
      ),
      ...inner.map(shown),
    ]).toEqual(found);
  });
}

function shown(one: Inner): string {
  switch (one.kind) {
    case "sql":
      return `sql ${one.text} @${one.at.map(at => ("host" in at ? at.host : "?")).join()}`;
    case "shell":
      return `shell ${one.text} in ${one.scope.cwd}`;
    case "patch":
      return `patch ${one.text}`;
    case "code":
      return `code ${one.language} ${one.text}`;
    case "argv":
      return `argv ${one.argv.map(({ text }) => text).join("|")}`;
    case "mcp":
      return `mcp ${one.server} ${one.tool}`;
    case "http":
      return `http ${one.call.method} ${one.call.url.text} ${one.call.body ?? ""}`.trim();
  }
}

describe("what stands inside an argument that is an object", () => {
  check([
    [
      "notion",
      "notion-update-page",
      { data: { page_id: "p", command: "replace_content", new_str: "" } },
      ["delete record record one likely", "shell replace_content in /home/dev/app"],
    ],
    [
      "notion",
      "notion-update-page",
      { data: { page_id: "p", command: "replace_content", new_str: "# Plan" } },
      ["shell replace_content in /home/dev/app"],
    ],
    [
      "netlify",
      "netlify-deploy-services-updater",
      { selectSchema: { operation: "deploy-site" } },
      ["deploy service netlify-deploy-services-updater one certain"],
    ],
    ["ssh", "execute-command", { cmdString: "uptime" }, ["shell uptime in /home/dev/app"]],
    ["neon", "run_sql_transaction", { sqlStatements: ["DROP TABLE a"] }, ["sql DROP TABLE a @the MCP server neon"]],
    [
      "playwright",
      "browser_type",
      { element: "search", text: "drop table users" },
      ["mutate record browser_type one possible"],
    ],
  ]);
});

describe("an argument of whatever name", () => {
  const gone = 'mutation { volumeDelete(volumeId: "v") }';
  const url = "https://api.acme.io/v1/volumes/7";
  check([
    ["railway", "graphql", { q: gone }, ["mutate record graphql one possible", "delete volume volume v one likely"]],
    ["acme", "call", { payload: gone }, ["mutate record call one possible", "delete volume volume v one likely"]],
    [
      "acme",
      "call",
      { input: { gql: gone } },
      ["mutate record call one possible", "delete volume volume v one likely"],
    ],
    ["postgres", "go", { stmt: "DROP TABLE users" }, ["sql DROP TABLE users @?"]],
    ["acme", "request", { verb: "DELETE", target: url }, [`http DELETE ${url}`]],
    ["acme", "request", { http_method: "delete", address: url }, [`http DELETE ${url}`]],
    ["box", "run_command", { line: "rm -rf uploads" }, ["shell rm -rf uploads in /home/dev/app"]],
    ["box", "bash", { what: "rm -rf uploads", cwd: "src" }, ["shell rm -rf uploads in /home/dev/app/src"]],
  ]);
});

describe("a text that is written or looked for", () => {
  const gone = 'mutation { volumeDelete(volumeId: "v") }';
  check([
    ["github", "create_issue", { title: "How to", body: gone }, ["mutate record create_issue one possible"]],
    ["acme", "search_code", { q: gone }, []],
    ["box", "run_command", { command: "ls", explanation: "rm -rf x" }, ["shell ls in /home/dev/app"]],
    ["box", "run_command", { command: "ls", why: "rm -rf x" }, ["shell ls in /home/dev/app"]],
    ["notion", "create_page", { markdown: "DROP TABLE users" }, ["mutate record create_page one possible"]],
    ["acme", "add_bookmark", { link: "https://acme.io/a" }, ["mutate record add_bookmark one possible"]],
  ]);
});

describe("the tool's name", () => {
  check([
    ["fly", "volume_delete", { volumeId: "3d2c" }, ["delete volume volume 3d2c one likely"]],
    [
      "gmail",
      "batch_delete_messages",
      { ids: ["a", "b", "c", "d"] },
      ["delete record messages a, b, c and 1 more several likely"],
    ],
    ["github", "delete_file", { owner: "o", repo: "r" }, ["delete file file one likely"]],
    ["x", "list_deleted_volumes", {}, []],
    ["x", "get_volume", { id: "1" }, []],
    ["x", "search", { query: "how to drop a table" }, []],
    ["x", "create_issue", { title: "t" }, ["mutate record create_issue one possible"]],
    ["acme", "known", {}, []],
    ["my-acme", "known", {}, []],
    ["acmeter", "known", {}, ["mutate record known one possible"]],
  ]);
});

describe("what the arguments carry", () => {
  check(
    [
      ["pgedge-postgres", "query_database", { query: "DROP USER test;" }, ["sql DROP USER test; @?"]],
      ["supabase", "execute_sql", { project_id: "p", query: "select 1" }, ["sql select 1 @the MCP server supabase"]],
      ["supabase", "search_docs", { query: "how to drop" }, []],
      ["sqlite", "read_query", { query: "nonsense" }, ["sql nonsense @localhost"]],
      ["x", "run", { sql: "nonsense" }, ["sql nonsense @?"]],
      ["x", "run", { statements: ["DROP TABLE a", "SELECT 1"] }, ["sql DROP TABLE a @?", "sql SELECT 1 @?"]],
      ["x", "list_things", { query: "DELETE FROM users" }, ["sql DELETE FROM users @?"]],
      [
        "api",
        "graphql",
        { query: "mutation { deleteProject(id: 1) }" },
        ["mutate record graphql one possible", "delete project project 1 one likely"],
      ],
      ["api", "run_graphql", { query: "{ me { id } }" }, ["mutate record run_graphql one possible"]],
      ["terminal", "execute", { command: "rm -rf x" }, [`shell rm -rf x in ${ROOT}`]],
      ["terminal", "execute", { command: "rm", args: ["-rf", "x"] }, ["argv rm|-rf|x"]],
      ["terminal", "execute", { command: ["rm", "-rf", "x"] }, ["argv rm|-rf|x"]],
      ["terminal", "execute", { options: { script: "ls", cwd: "sub" } }, [`shell ls in ${ROOT}/sub`]],
      ["web", "fetch", { url: "https://x.io/a", method: "delete" }, ["http DELETE https://x.io/a"]],
      ["web", "fetch", { url: "https://x.io/a", method: "POST", body: { a: 1 } }, ['http POST https://x.io/a {"a":1}']],
    ].map(
      ([server, tool, args, found]) =>
        [server, tool, args, found] as [string, string, Record<string, unknown>, string[]],
    ),
  );
});

describe("where it lands", () => {
  it("takes a server that is configured for a database at its word", () => {
    const mcp = JSON.stringify({
      mcpServers: {
        pg: { env: { PGHOST: "writedb.acme.io" } },
        uri: { args: ["postgres://u:hunter2pw@db.acme.io/x"] },
      },
    });
    const at = (server: string) => {
      const [inner] = read(server, "run_sql", { sql: "select 1" }, { ".cursor/mcp.json": mcp }).inner ?? [];
      return inner?.kind === "sql" ? inner.at : [];
    };
    expect(at("pg")).toMatchObject([{ kind: "database", host: "writedb.acme.io" }]);
    expect(at("uri")).toMatchObject([{ kind: "database", host: "db.acme.io", database: "x" }]);
    expect(JSON.stringify(at("uri"))).not.toContain("hunter2");
    expect(at("other")).toMatchObject([{ kind: "database" }]);
  });

  it("knows a file by its path", () => {
    const [effect] = read("filesystem", "write_file", { path: "notes.md", content: "x" }).effects;
    expect(effect).toMatchObject({ verb: "write", path: `${ROOT}/notes.md`, source: "mcp" });
    expect(read("filesystem", "delete_file", { path: "notes.md" }).effects[0]).toMatchObject({
      verb: "delete",
      path: `${ROOT}/notes.md`,
    });
  });

  it("counts a server that acts with its own token as a control plane, a local one as this machine", () => {
    expect(read("fly", "volume_delete", {}).effects[0]?.at).toEqual([
      { kind: "control-plane", host: "the MCP server fly", provider: "fly" },
    ]);
    expect(read("memory", "delete_entities", {}).effects[0]?.at).toEqual([]);
  });
});
