/** MCP servers of a client's configuration, started through the relay and back again, to the byte, in every form. */
import { parse as parseToml } from "smol-toml";
import { describe, expect, it, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { McpServerFile } from "../../src/agents/agent.ts";
import { unwrapServers, wrapServers } from "../../src/agents/configuration/mcp-servers.ts";
import { AGENTS } from "../../src/agents/index.ts";
import { readOptions } from "../../src/hosts/relay/options.ts";

const wrapping = { relay: "/home/dev/.local/share/agentguard/relay", client: "cursor" };
const JSON_FILE: McpServerFile = { file: "/h/mcp.json", at: [["mcpServers"], ["projects", "*", "mcpServers"]] };
const CODEX: McpServerFile = { file: "/h/config.toml", at: [["mcp_servers"]], syntax: "toml" };
const GOOSE: McpServerFile = { file: "/h/config.yaml", at: [["extensions"]], syntax: "yaml", command: "cmd" };
const CONTINUE: McpServerFile = { file: "/h/config.yaml", at: [["mcpServers"]], syntax: "yaml" };
const OPENCODE: McpServerFile = {
  file: "/h/opencode.json",
  at: [["mcp"]],
  command: "list",
  env: "environment",
  program: "local",
};

/** Every text holds one server that is wrapped, named `db`. */
const FORMS: Readonly<Record<string, readonly [McpServerFile, Readonly<Record<string, string>>]>> = {
  JSON: [
    JSON_FILE,
    {
      "with arguments": '{ "mcpServers": { "db": { "command": "npx", "args": ["-y", "server", "postgres://x"] } } }',
      "over many lines, with comments and a trailing comma":
        '// mine\n{\n\t"mcpServers": {\n\t\t"db": {\n\t\t\t"command": "np\\u0078", // runner\n\t\t\t"args": [\n\t\t\t\t"-y", /* yes */\n\t\t\t\t"server",\n\t\t\t],\n\t\t\t"env": { "A": "b" }\n\t\t},\n\t},\n}\n',
      "without arguments": '{"mcpServers":{"db":{"command":"server","env":{}}}}',
      "with none": '{"mcpServers": {"db": {"args": [ ], "command": "server"}}}',
      "with arguments first": '{"mcpServers": {"db": {"args": ["--", "x"], "command": "server"}}}',
      "of a project": '\uFEFF{"projects": {"/a": {"mcpServers": {"db": {"command": "server", "args": ["1"]}}}}}\r\n',
      "beside one at an address":
        '{"mcpServers": {"far": {"url": "https://x/mcp"}, "db": {"command": "s", "args": ["1"]}}}',
    },
  ],
  "JSON, at an address": [
    JSON_FILE,
    {
      "with a header":
        '{"mcpServers": {"db": {"url": "https://x/mcp?k=1", "headers": {"Authorization": "Bearer s3cret"}}}}',
      "with its type, over many lines, in another order, with comments and CRLF":
        '{\r\n\t"mcpServers": {\r\n\t\t"db": {\r\n\t\t\t"headers": { // mine\r\n\t\t\t\t"X-Api_Key" : "${KEY}", /* two */\r\n\t\t\t\t"b": "c",\r\n\t\t\t},\r\n\t\t\t"type" : "streamable-http",\r\n\t\t\t"url" :  "https://x/m\\u0063p", // there\r\n\t\t\t"disabled": false,\r\n\t\t},\r\n\t}\r\n}',
      "on this machine": '{"mcpServers": {"db": {"type": "http", "url": "http://localhost:3000/mcp"}}}',
      "on this machine, with an empty list of headers":
        '{"mcpServers": {"db": {"url": "http://127.0.0.1:1/", "headers": {}}}}',
      "by another key": '{"mcpServers": {"db": {"httpUrl": "https://x/mcp", "headers": { "A": "b" }, "timeout": 5}}}',
    },
  ],
  TOML: [
    CODEX,
    {
      "with arguments": '[mcp_servers.db]\ncommand = "npx"\nargs = ["-y", "server"]\n',
      "with arguments over many lines, comments and CRLF":
        'model = "x" # [mcp_servers.no]\r\n\r\n[mcp_servers.db]   # mine\r\n  command = \'npx\'\t# runner\r\n  args = [ # all\r\n    "-y",\r\n    "server", # last\r\n  ]\r\n  env = { A = "b" }\r\n\r\n[mcp_servers.db.tools]\r\nx = 1',
      "without arguments": '[mcp_servers.db]\ncommand = "server"   # no more\n[mcp_servers.db.env]\nA = "1"\n',
      "without arguments and a line end": '[mcp_servers.db]\n\tcommand = "server"',
      "with none": '[mcp_servers."db"]\nargs = []\n"command" = "server"\n',
      "in one line": '[mcp_servers]\ndb = { command = "server", args = [\'1\'], env = { A = "b" } }\n',
      "in one line, without arguments": 'mcp_servers = { db = { env = { A = "b" }, command = "server" } }\n',
      "by dotted keys": 'mcp_servers.db.command = "server"\nmcp_servers.db.startup_timeout_sec = 10\n',
      "by dotted keys in a table":
        '[mcp_servers]\ndb . args = ["1"]\ndb . command = "server"\nother.url = "https://x"\n',
      "beside what looks like it":
        '\uFEFFtext = """\n[mcp_servers.db]\ncommand = "no"\n"""\nwhen = 1979-05-27 07:32:00\nlist = [[1, 2], ["a]"]]\n[[things]]\nname = 1\n[mcp_servers.db]\nargs = ["1"]\ncommand = "yes"\n',
    },
  ],
  "YAML, a map": [
    GOOSE,
    {
      "with arguments in a list":
        "GOOSE_MODEL: x\nextensions:\n  developer:\n    type: builtin\n  db:\n    type: stdio\n    cmd: npx # runner\n    args:\n      # all\n      - -y\n      - server\n    envs: {}\n    enabled: true\n",
      "with arguments in a list that ends the file": "extensions:\n  db:\n    cmd: 'npx'\n    args:\n    - \"-y\"",
      "with arguments in one line and CRLF":
        "extensions:\r\n  db:\r\n    cmd: npx\r\n    args: [-y, server] # all\r\n    timeout: 300\r\n",
      "without arguments": "extensions:\n  db:\n    cmd: server # no more\n    enabled: true",
      "without arguments and a line end": "extensions:\n  db:\n    enabled: true\n    cmd: server",
      "with none": "extensions:\n  db: {cmd: server, args: []}\n",
      "in one line, without arguments": "extensions: {db: {enabled: true, cmd: server}}\n",
    },
  ],
  "YAML, a list": [
    CONTINUE,
    {
      "with arguments":
        "name: mine\nmcpServers:\n  - name: db\n    command: npx\n    args:\n      - -y\n      - server\n    env:\n      A: b\n",
      "named last, without arguments": "mcpServers:\n- command: server\n  name: db\n",
    },
  ],
  "JSON, program and arguments in one list": [
    OPENCODE,
    {
      "with arguments": '{"mcp": {"db": {"type": "local", "command": ["npx", "-y"], "environment": {"A": "b"}}}}',
      "over many lines":
        '{\n  // mine\n  "mcp": {\n    "db": {\n      "type": "local",\n      "command": [\n        "npx", // runner\n        "-y",\n      ],\n    },\n  },\n}\n',
      "at an address":
        '{"mcp": {"db": {"type": "remote", "url": "https://x/mcp", "enabled": true, "headers": {"A": "{env:B}"}}}}',
      "on this machine": '{"mcp": {"db": {"type": "remote", "url": "http://localhost:1/mcp"}}}',
    },
  ],
};

const all = Object.entries(FORMS).flatMap(([form, [place, texts]]) =>
  Object.entries(texts).map(([what, text]) => [form, what, place, text] as const),
);

test.each(all)("%s: a server %s", (_, __, place, text) => {
  const wrapped = wrapServers(text, place, wrapping);
  expect(wrapped.changed).toEqual(["db"]);
  expect(wrapped.text).toContain(JSON.stringify(wrapping.relay));
  expect(wrapServers(wrapped.text, place, wrapping)).toMatchObject({ text: wrapped.text, changed: [] });
  expect(unwrapServers(wrapped.text, place, wrapping)).toMatchObject({ text, changed: ["db"] });
  // Another home folder had the relay elsewhere.
  const moved = { ...wrapping, relay: "/Users/dev/Library/agentguard/relay" };
  expect(unwrapServers(wrapped.text, place, moved)).toMatchObject({ text, changed: ["db"] });
});

interface Start {
  readonly command?: string | readonly string[];
  readonly cmd?: string;
  readonly args?: readonly string[];
}

/** The server `db` as its client reads it. */
function server(text: string, { syntax, at }: McpServerFile): Start {
  const plain = text
    .replace(/^\uFEFF/, "")
    .replace(/^\s*\/\/.*$|\/\*.*?\*\/|[ \t]\/\/ .*$/gm, "")
    .replace(/,(\s*[}\]])/g, "$1");
  const data =
    syntax === "toml"
      ? parseToml(text.replace(/^\uFEFF/, ""))
      : syntax === "yaml"
        ? parseYaml(text)
        : JSON.parse(plain);
  const held = at
    .map(path => path.reduce((inner, key) => (key === "*" ? Object.values(inner ?? {})[0] : inner?.[key]), data))
    .find(Boolean);
  const found = Array.isArray(held) ? held.find(({ name }) => name === "db") : held?.db;
  if (!found) throw new Error(`there is no server in ${text}`);
  return found;
}

const words = ({ command, cmd, args = [] }: Start) => [command ?? cmd ?? "", ...args].flat();

test.each(all.filter(([form, what]) => !/address|this machine/.test(form + what)))(
  "%s: a server %s starts as it did, with everything else as it was",
  (_, __, place, text) => {
    const before = server(text, place);
    const after = server(wrapServers(text, place, wrapping).text, place);
    const [relay, ...options] = words(after);
    expect(relay).toBe(wrapping.relay);
    const [command, ...args] = words(before);
    expect(readOptions(options)).toEqual({ kind: "command", server: "db", client: "cursor", command, args });
    const none = { command: undefined, cmd: undefined, args: undefined };
    expect({ ...after, ...none }).toEqual({ ...before, ...none });
  },
);

describe("a server at an address", () => {
  const SECRET =
    '{"mcpServers": {"db": {"type": "http", "url": "https://x/mcp?k=1", "headers": {"X-Api_Key": "s3cret"}}}}';

  it("is reached with its headers, none of which is on a command line", () => {
    const { db } = JSON.parse(wrapServers(SECRET, JSON_FILE, wrapping).text).mcpServers;
    expect(db.type).toBe("stdio");
    expect(JSON.stringify(db.args)).not.toMatch(/s3cret|k=1/);
    for (const name of Object.keys(db.env)) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
    expect(readOptions(db.args, db.env)).toEqual({
      kind: "url",
      url: new URL("https://x/mcp?k=1"),
      headers: [["X-Api_Key", "s3cret"]],
      server: "db",
      client: "cursor",
    });
  });

  it("keeps what has been added to it meanwhile", () => {
    const add = (to: string) => to.replace('"type"', '"disabled": true, "type"');
    const later = add(wrapServers(SECRET, JSON_FILE, wrapping).text);
    expect(unwrapServers(later, JSON_FILE, wrapping).text).toBe(add(SECRET));
  });

  it.each([
    ["without headers, elsewhere", '{"url": "https://x/mcp"}', /sign in/],
    ["with a sign-in of the client's", '{"url": "https://x/mcp", "headers": {"A": "b"}, "oauth": {}}', /sign in/],
    ["with a header that is no text", '{"url": "https://x/mcp", "headers": {"A": 1}}', /--url/],
    ["with a header's name in another spelling", '{"url": "https://x/mcp", "headers": {"\\u0041": "b"}}', /--url/],
    ["with arguments as well", '{"url": "https://x/mcp", "headers": {"A": "b"}, "args": []}', /--url/],
    ["that is no text", '{"url": 1}', /neither/],
  ])("stays where it is: %s", (_, entry, because) => {
    const text = `{"mcpServers": {"db": ${entry}}}`;
    const { text: after, changed, left } = wrapServers(text, JSON_FILE, wrapping);
    expect({ after, changed }).toEqual({ after: text, changed: [] });
    expect(left).toEqual([{ name: "db", because: expect.stringMatching(because) }]);
  });
});

describe("what is not followed stays as it is", () => {
  it.each<[string, McpServerFile, string]>([
    ["a command over many lines", CODEX, '[mcp_servers.db]\ncommand = """npx"""\n'],
    ["arguments that are no list", CODEX, '[mcp_servers.db]\ncommand = "npx"\nargs = "x"\n'],
    ["one at an address", CODEX, '[mcp_servers.db]\nurl = "https://x/mcp"\nbearer_token_env_var = "T"\n'],
    ["a command of several words without quotes", GOOSE, "extensions:\n  db:\n    cmd: a b\n    args: []\n"],
    ["a command that stands for another", GOOSE, "x: &x npx\nextensions:\n  db:\n    cmd: *x\n    args: [a]\n"],
    ["a command with an anchor", GOOSE, "extensions:\n  db:\n    cmd: &x npx\n    args: [a]\n"],
    ["a built-in one", GOOSE, "extensions:\n  db:\n    type: builtin\n"],
    ["an empty list", OPENCODE, '{"mcp": {"db": {"type": "local", "command": []}}}'],
  ])("%s", (_, place, text) =>
    expect(wrapServers(text, place, wrapping)).toMatchObject({ text, changed: [], left: [{ name: "db" }] }),
  );

  it.each<[string, McpServerFile, string, RegExp]>([
    ["JSON", JSON_FILE, '{ "mcpServers": ', /mcp\.json:1:/],
    ["TOML", CODEX, "[mcp_servers.db\n", /config\.toml:1:.*TOML/],
    ["TOML with a key twice", CODEX, '[mcp_servers.db]\ncommand = "a"\ncommand = "b"\n', /TOML/],
    ["YAML", GOOSE, "extensions: {", /config\.yaml:1:.*YAML/],
    ["two YAML documents", GOOSE, "a: 1\n---\nb: 2\n", /YAML/],
  ])("a file that is no %s", (_, place, text, message) =>
    expect(() => wrapServers(text, place, wrapping)).toThrow(message),
  );

  it.each<[McpServerFile, string]>([
    [JSON_FILE, ""],
    [JSON_FILE, "{}"],
    [JSON_FILE, '{"mcpServers": 7}'],
    [JSON_FILE, "[]"],
    [CODEX, "\n# nothing\n"],
    [CODEX, "[[mcp_servers]]\ncommand = 'x'\n"],
    [GOOSE, "# nothing\n"],
    [GOOSE, "extensions:\n"],
    [GOOSE, "- a\n"],
  ])("a file without servers", (place, text) => expect(wrapServers(text, place, wrapping).text).toBe(text));
});

test("what is changed in the file meanwhile stays", () => {
  const text = '{"mcpServers": {"db": {"command": "npx", "args": ["-y"]}}}';
  const add = (to: string) => to.replace('"db"', '"new": {"command": "n"}, "db"');
  expect(unwrapServers(add(wrapServers(text, JSON_FILE, wrapping).text), JSON_FILE, wrapping).text).toBe(add(text));
  // An agent that writes its settings anew keeps none of the file's forms: the server is on its own again all the same.
  const goose = "extensions:\n  db:\n    cmd: npx\n    args: [-y]\n";
  const anew = wrapServers(goose, GOOSE, wrapping).text.replace(/ \[(.*)\]/, (_, items: string) =>
    items
      .split(/,\s?/)
      .map(item => `\n    - ${item.replaceAll('"', "")}`)
      .join(""),
  );
  expect(parseYaml(unwrapServers(anew, GOOSE, wrapping).text)).toEqual(parseYaml(goose));
});

describe("agents", () => {
  const target = { home: "/home/dev", env: {}, launcher: "/l" };
  const known = AGENTS.filter(({ mcpServers }) => mcpServers);

  it("say where their servers are", () => expect(known.length).toBeGreaterThan(16));

  test.each(known)("$id names absolute files, a workspace's only with one", ({ mcpServers }) => {
    const own = mcpServers?.(target, undefined) ?? [];
    const all = mcpServers?.(target, "/w") ?? [];
    expect(all.length).toBeGreaterThan(0);
    for (const { file } of all) expect(file).toMatch(/^\/(?:home\/dev|w)\//);
    expect(own.some(({ file }) => file.startsWith("/w/"))).toBe(false);
  });
});
