/** The chat tools as a built MCP server, asked by a real client: they say, and change nothing. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Client as NewerClient } from "@modelcontextprotocol/client";
import { StdioClientTransport as NewerTransport } from "@modelcontextprotocol/client/stdio";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { DIST, Machine, needBuild } from "./machine.ts";

let machine: Machine;
let close: (() => Promise<void>) | undefined;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
});
afterEach(async () => {
  await close?.();
  await machine.dispose();
});

const server = () => ({
  command: process.execPath,
  args: [join(DIST, "cli.cjs"), "mcp"],
  env: machine.env as Record<string, string>,
  cwd: machine.workspace,
});

async function asked(name: string, input: Record<string, unknown> = {}): Promise<string> {
  if (!close) {
    const client = new Client({ name: "c", version: "1" });
    await client.connect(new StdioClientTransport(server()));
    close = () => client.close();
    ask = (name, input) => client.callTool({ name, arguments: input }) as Promise<Said>;
  }
  const { content } = await ask(name, input);
  return content[0]?.text ?? "";
}

interface Said {
  readonly content: readonly { readonly text: string }[];
  readonly isError?: boolean;
}
let ask: (name: string, input: Record<string, unknown>) => Promise<Said>;
afterEach(() => {
  close = undefined;
});

it("says what would come of an act, why, and what is gentler", async () => {
  expect(await asked("agentguard_check", { command: "ls" })).toMatch(/^This would pass without a question\./);
  const held = await asked("agentguard_check", { command: "rm -rf ../work" });
  expect(held).toMatch(/^This would be refused unless a person types .* Nothing was run and nothing is allowed/);
  expect(held).toMatch(/Why:\n(?:- .*\n)*- .*\(effect\/delete-/);
  expect(await asked("agentguard_check", { sql: "select 1" })).toMatch(/^This would pass/);
  expect(await asked("agentguard_check", { delete: machine.places.halt })).toMatch(
    /^This would be refused, and no person/,
  );
  expect(await asked("agentguard_check", { mcp: { server: "supabase", tool: "delete_project" } })).toMatch(
    /^This would (?:wait|be refused)/,
  );
});

it("names the rule that decides, and says the policy in words", async () => {
  machine.write(
    "work/.agentguard.json",
    JSON.stringify({
      version: 1,
      rules: [{ id: "no-lint", when: { command: "npm run lint" }, then: "deny", because: "it is broken" }],
      servers: [{ server: "postgres", allow: { statements: ["select"] } }],
      protect: ["migrations/**"],
    }),
  );
  expect(await asked("agentguard_check", { command: "npm run lint" })).toMatch(
    /refused.*\n[\s\S]*it is broken \(policy\/no-lint, deny\)/,
  );
  const policy = await asked("agentguard_policy");
  expect(policy).toMatch(/- no-lint: Refuses every act/);
  expect(policy).toMatch(/^- .*migrations\/\*\*$/m);
  expect(policy).toContain("- postgres: only the statements select");
});

it("says what is wrong with a question", async () => {
  await asked("agentguard_policy");
  for (const input of [{}, { command: "ls", sql: "select 1" }, { allow: true }])
    expect(await ask("agentguard_check", input), JSON.stringify(input)).toMatchObject({ isError: true });
});

it("changes nothing and allows nothing: no log, no service, no file, and the act is asked as before", async () => {
  const before = readdirSync(machine.workspace);
  await asked("agentguard_check", { command: "rm -rf notes.txt" });
  await asked("agentguard_check", { edit: { path: "notes.txt", content: "" } });
  expect(readdirSync(machine.workspace)).toEqual(before);
  expect(machine.read("work/notes.txt")).toBe("a day's work\n");
  expect(existsSync(machine.places.audit)).toBe(false);
  expect(await machine.status()).toBeUndefined();
  machine.deploy();
  await machine.service("--grace-ms", "50");
  await asked("agentguard_check", machine.risky.tool_input as Record<string, unknown>);
  expect((await machine.hook(machine.risky).ended).stdout).toMatch(/"permissionDecision":"deny"/);
});

it("offers two tools that only look, in the newer generation as well", async () => {
  const client = new NewerClient({ name: "c", version: "1" }, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  await client.connect(new NewerTransport(server()));
  close = () => client.close();
  const { tools } = await client.listTools();
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
    ["agentguard_check", true],
    ["agentguard_policy", true],
  ]);
  const said = (await client.callTool({ name: "agentguard_check", arguments: { command: "ls" } })) as Said;
  expect(said.content[0]?.text).toMatch(/^This would pass/);
});
