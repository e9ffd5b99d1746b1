/** MCP servers of a client's configuration, started through the relay and back again, to the byte. */
import { describe, expect, it, test } from "vitest";
import { unwrapServers, wrapServers } from "../../src/agents/configuration/mcp-servers.ts";
import { AGENTS } from "../../src/agents/index.ts";
import { readOptions } from "../../src/hosts/relay/options.ts";

const wrapping = { relay: "/home/dev/.local/share/agentguard/relay", client: "cursor" };
const place = { file: "/home/dev/.cursor/mcp.json", at: [["mcpServers"], ["projects", "*", "mcpServers"]] };

const TEXTS = {
  "with arguments": '{ "mcpServers": { "db": { "command": "npx", "args": ["-y", "server", "postgres://x"] } } }',
  "over many lines, with comments and a trailing comma":
    '// mine\n{\n\t"mcpServers": {\n\t\t"db": {\n\t\t\t"command": "np\\u0078", // runner\n\t\t\t"args": [\n\t\t\t\t"-y", /* yes */\n\t\t\t\t"server",\n\t\t\t],\n\t\t\t"env": { "A": "b" }\n\t\t},\n\t},\n}\n',
  "without arguments": '{"mcpServers":{"db":{"command":"server","env":{}}}}',
  "with none": '{"mcpServers": {"db": {"args": [ ], "command": "server"}}}',
  "with arguments first": '{"mcpServers": {"db": {"args": ["--", "x"], "command": "server"}}}',
  "of a project": '\uFEFF{"projects": {"/a": {"mcpServers": {"db": {"command": "server", "args": ["1"]}}}}}\r\n',
  "beside one at an address":
    '{"mcpServers": {"far": {"url": "https://x/mcp"}, "db": {"command": "s", "args": ["1"]}}}',
};

test.each(Object.entries(TEXTS))("a server %s", (_, text) => {
  const wrapped = wrapServers(text, place, wrapping);
  expect(wrapped.changed).toEqual(["db"]);
  expect(wrapped.text).toContain(JSON.stringify(wrapping.relay));
  expect(wrapServers(wrapped.text, place, wrapping)).toMatchObject({ text: wrapped.text, changed: [] });
  expect(unwrapServers(wrapped.text, place, wrapping)).toMatchObject({ text, changed: ["db"] });
  // What is changed beside it meanwhile stays.
  const later = wrapped.text.replace('"db"', '"new": {"command": "n"}, "db"');
  expect(unwrapServers(later, place, wrapping).text).toBe(text.replace('"db"', '"new": {"command": "n"}, "db"'));
});

it("starts the server as it was started", () => {
  const { text, remote } = wrapServers(TEXTS["beside one at an address"], place, wrapping);
  expect(remote).toEqual(["far"]);
  const { db, far } = JSON.parse(text).mcpServers;
  expect(far).toEqual({ url: "https://x/mcp" });
  expect(db.command).toBe(wrapping.relay);
  expect(readOptions(db.args)).toEqual({ kind: "command", server: "db", client: "cursor", command: "s", args: ["1"] });
  const bare = JSON.parse(wrapServers(TEXTS["without arguments"], place, wrapping).text).mcpServers.db;
  expect(readOptions(bare.args)).toMatchObject({ command: "server", args: [] });
});

it("leaves a file that cannot be read, and one without servers", () => {
  expect(() => wrapServers('{ "mcpServers": ', place, wrapping)).toThrow(/mcp\.json:1:/);
  for (const text of ["", "{}", '{"mcpServers": 7}', "[]"]) expect(wrapServers(text, place, wrapping).text).toBe(text);
});

describe("agents", () => {
  const target = { home: "/home/dev", env: {}, launcher: "/l" };
  const known = AGENTS.filter(({ mcpServers }) => mcpServers);

  it("say where their servers are", () => expect(known.length).toBeGreaterThan(6));

  test.each(known)("$id names absolute files, a workspace's only with one", ({ mcpServers }) => {
    const own = mcpServers?.(target, undefined) ?? [];
    const all = mcpServers?.(target, "/w") ?? [];
    expect(all.length).toBeGreaterThan(0);
    for (const { file } of all) expect(file).toMatch(/^\/(?:home\/dev|w)\//);
    expect(own.some(({ file }) => file.startsWith("/w/"))).toBe(false);
  });
});
