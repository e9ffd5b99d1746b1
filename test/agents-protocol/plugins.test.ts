/** Plugins of ours, loaded as their agents load them: what they send, and that nothing but a plain yes lets a call run. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Agent } from "../../src/agents/agent.ts";
import { amp } from "../../src/agents/amp.ts";
import { kilo } from "../../src/agents/kilo.ts";
import { opencode } from "../../src/agents/opencode.ts";
import { view } from "../support/agent-payloads.ts";

let home: string;
let launcher: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "agentguard-plugins-"));
  launcher = join(home, 'it\'s "data"/agentguard/hook');
  mkdirSync(dirname(launcher), { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const sent = () => JSON.parse(readFileSync(join(home, "sent"), "utf8")) as Record<string, unknown>;
/** The launcher says `body` after it has kept what it was sent. */
const launcherSays = (body: string) => {
  writeFileSync(launcher, `#!/bin/sh\n/bin/cat > '${home}/sent'; echo "$1" > '${home}/agent'\n${body}\n`);
  chmodSync(launcher, 0o700);
};
const YES = "echo '{}'";

/** Every export of the file that this agent's installation writes. */
async function exportsOf(agent: Agent): Promise<Record<string, unknown>> {
  const [edit] = agent.install({ home, env: {}, launcher });
  const text = edit?.apply(null) ?? "";
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
}

/** A call, as the agent's own process hands it to the plugin; rejects or returns a refusal when it must not run. */
type Propose = (tool: string, input: Record<string, unknown>) => Promise<unknown>;

const NOT_YES = [
  ["nothing", ""],
  ["nothing, and ends with 1", "exit 1"],
  ["yes, and ends with 1", `${YES}; exit 1`],
  ["yes, and is killed", `${YES}; kill -9 $$`],
  ["half a yes", "printf '{'"],
  ["yes with more behind it", `${YES}; echo '{}'`],
  ["something of another protocol", `echo '{"decision":"allow"}'`],
] as const;

const wordsOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "it runs",
    error => (error as Error).message,
  );

function refusesAllButYes(agent: Agent, propose: Propose) {
  test("a yes lets it run, asked by the agent's name", async () => {
    launcherSays(YES);
    await propose("bash", { command: "true" });
    expect(readFileSync(join(home, "agent"), "utf8").trim()).toBe(agent.id);
  });

  test("a no is told in its own words", async () => {
    const { stdout, stderr, exitCode } = agent.reply({ kind: "deny", reason: "held: ask first" }, undefined);
    launcherSays(`printf %s '${stdout}'; printf %s '${stderr}' >&2; exit ${exitCode}`);
    expect(await wordsOf(propose("bash", { command: "true" }))).toBe("held: ask first");
  });

  test.each(NOT_YES)("the launcher says %s: refused", async (_, body) => {
    launcherSays(body);
    expect(await wordsOf(propose("bash", { command: "true" }))).toMatch(/AgentGuard could not be asked/);
  });

  test("there is no launcher, or it cannot be run: refused", async () => {
    launcherSays(YES);
    chmodSync(launcher, 0o600);
    expect(await wordsOf(propose("bash", { command: "true" }))).toMatch(/AgentGuard could not be asked/);
    rmSync(launcher);
    expect(await wordsOf(propose("bash", { command: "true" }))).toMatch(/AgentGuard could not be asked/);
  });

  test("a launcher that reads nothing, and a call of a megabyte", async () => {
    writeFileSync(launcher, `#!/bin/sh\n${YES}\n`);
    chmodSync(launcher, 0o700);
    await propose("write", { filePath: "a", content: "x".repeat(1 << 20) });
    launcherSays(YES);
    await propose("write", { filePath: "a", content: "x".repeat(1 << 20) });
    expect(JSON.stringify(sent()).length).toBeGreaterThan(1 << 20);
  });
}

describe.each([opencode, kilo])("$id", agent => {
  type Hook = (input: object, output: { args: unknown }) => Promise<void>;
  const sessions: Record<string, { parentID?: string }> = {
    one: {},
    two: { parentID: "top" },
    top: {},
    three: { parentID: "two" },
  };
  let asked: string[] = [];
  const client = {
    session: {
      get: async ({ path }: { path: { id: string } }) => {
        asked.push(path.id);
        return { data: sessions[path.id] };
      },
    },
    mcp: { status: async () => ({ data: { late_server: {} } }) },
  };
  let hooks: { "tool.execute.before": Hook; config: (config: unknown) => Promise<void> };
  beforeAll(async () => {
    const plugins = Object.values(await exportsOf(agent));
    expect(plugins.map(plugin => typeof plugin)).toEqual(["function"]);
    const [plugin] = plugins as ((input: object) => Promise<typeof hooks>)[];
    hooks = (await plugin?.({ client, directory: "/workspace" })) as typeof hooks;
    await hooks.config({ mcp: { "my.own_server": {}, my: {} } });
  });
  beforeEach(() => {
    asked = [];
  });

  const propose = (tool: string, args: unknown, sessionID = "one") =>
    hooks["tool.execute.before"]({ tool, sessionID, callID: "call_1" }, { args });
  refusesAllButYes(agent, propose);

  test("what it sends is what the agent's file reads", async () => {
    launcherSays(YES);
    await propose("bash", { command: "rm -rf x", workdir: "sub", description: "Clean up" }, "three");
    expect(agent.read(sent(), {})).toMatchObject({
      kind: "act",
      event: "tool.execute.before",
      action: {
        kind: "command",
        text: "rm -rf x",
        cwd: "/workspace/sub",
        origin: { agent: agent.id, session: "top", subagent: "three", callId: "call_1", intent: "Clean up" },
      },
    });
    expect(asked).toEqual(["three", "two", "top"]);
    // Who started whom does not change.
    await propose("bash", { command: "true" }, "three");
    expect(asked).toEqual(["three", "two", "top"]);
  });

  test.each([
    ["my_own_server_drop_table", "my.own_server", "drop_table"],
    ["my_list", "my", "list"],
    ["late_server_go", "late_server", "go"],
    ["nobody_knows_this", "nobody", "knows_this"],
  ])("%s is a tool of the server %s", async (name, server, tool) => {
    launcherSays(YES);
    await propose(name, { table: "users" });
    const act = { kind: "mcp", server, tool, arguments: { table: "users" }, cwd: "/workspace" };
    expect(view(agent.read(sent(), {}))).toEqual(act);
  });

  test("an agent that tells nothing of its sessions and servers is asked about all the same", async () => {
    const [plugin] = Object.values(await exportsOf(agent)) as ((input: object) => Promise<typeof hooks>)[];
    const alone = await plugin?.({ client: undefined, directory: "/workspace" });
    launcherSays(YES);
    await alone?.["tool.execute.before"]({ tool: "a_b", sessionID: "s", callID: "c" }, { args: {} });
    expect(sent()).toMatchObject({ tool: "a_b", session: "s", root: "s", servers: [] });
  });

  describe("arguments that were judged", () => {
    type Args = { command: string; nested: { list: { deep: string }[] }; gone?: undefined };
    const given = (): Args => ({ command: "true", nested: { list: [{ deep: "x" }] }, gone: undefined });

    test.each<[string, (args: Args) => unknown]>([
      ["another value", args => Object.assign(args, { command: "rm -rf /" })],
      ["a value deep inside", args => Object.assign(args.nested.list[0] ?? {}, { deep: "y" })],
      ["one more in a list", args => args.nested.list.push({ deep: "y" })],
      ["one fewer in a list", args => args.nested.list.pop()],
      ["a new field", args => Object.assign(args, { workdir: "/" })],
      ["a field taken out", args => Object.defineProperty(args, "command", { configurable: true })],
      ["another definition", args => Object.defineProperty(args, "command", { value: "rm -rf /" })],
      ["other ancestors", args => Object.setPrototypeOf(args, { workdir: "/" })],
    ] as [string, (args: Args) => unknown][])("%s: fails, and changes nothing", async (_, change) => {
      launcherSays(YES);
      const args = given();
      await propose("bash", args);
      expect(() => change(args)).toThrow();
      expect(JSON.stringify(args)).toBe(JSON.stringify(given()));
      expect(structuredClone({ ...args })).toEqual({ command: "true", nested: { list: [{ deep: "x" }] } });
    });

    test("the words name what happened", async () => {
      launcherSays(YES);
      const args = given();
      await propose("bash", args);
      expect(() => Object.assign(args, { command: "rm -rf /" })).toThrow(/Another plugin tried to change this call/);
    });

    test("they hold while the person thinks", async () => {
      launcherSays(`/bin/sleep 0.3; ${YES}`);
      const args = given();
      const running = propose("bash", args);
      expect(() => Object.assign(args, { command: "rm -rf /" })).toThrow();
      await running;
      expect(sent()).toMatchObject({ args: { command: "true" } });
    });

    test("a value that changes from look to look is settled", async () => {
      launcherSays(YES);
      let looks = 0;
      const args = Object.defineProperty({}, "command", {
        get: () => (looks++ === 0 ? "true" : "rm -rf /"),
        enumerable: true,
        configurable: true,
      }) as { command: string };
      await propose("bash", args);
      expect([sent().args, args.command]).toEqual([{ command: "true" }, "true"]);
    });

    test("a second plugin of ours beside the first asks as well", async () => {
      launcherSays(YES);
      const args = given();
      await propose("bash", args);
      await propose("bash", args);
      expect(sent()).toMatchObject({ args: { command: "true" } });
    });

    test("arguments that nobody can settle are refused", async () => {
      launcherSays(YES);
      const args = Object.freeze({ nested: { command: "true" } });
      expect(await wordsOf(propose("bash", args))).not.toBe("it runs");
    });
  });
});

describe("amp", () => {
  type Handler = (event: object) => Promise<{ action: string; message?: string }>;
  let handler: Handler;
  const load = async (more: object) => {
    const { default: plugin, ...others } = await exportsOf(amp);
    expect(others).toEqual({});
    const on = (event: string, handle: Handler) => {
      expect(event).toBe("tool.call");
      handler = handle;
    };
    (plugin as (api: object) => void)({ on, ...more });
  };
  beforeAll(() =>
    load({
      system: { workspaceRoot: { fsPath: "/workspace" } },
      helpers: { filePathFromURI: (uri: { fsPath: string }) => uri.fsPath },
    }),
  );

  const propose = async (tool: string, input: Record<string, unknown>) => {
    const said = await handler({ tool, input, toolUseID: "toolu_1", thread: { id: "T-1" } });
    if (said.action === "allow") return said;
    expect(said.action).toBe("reject-and-continue");
    throw new Error(said.message);
  };
  refusesAllButYes(amp, propose);

  test("what it sends is what the agent's file reads", async () => {
    launcherSays(YES);
    expect(await propose("shell_command", { command: "rm -rf x", workdir: "/srv" })).toEqual({ action: "allow" });
    expect(amp.read(sent(), {})).toMatchObject({
      kind: "act",
      event: "tool.call",
      action: {
        kind: "command",
        text: "rm -rf x",
        cwd: "/srv",
        origin: { agent: "amp", session: "T-1", callId: "toolu_1" },
      },
    });
  });

  test("without an open workspace it is where the plugin is", async () => {
    await load({ system: { workspaceRoot: null } });
    launcherSays(YES);
    await propose("shell_command", { command: "ls" });
    expect(sent().cwd).toBe(process.cwd());
  });
});
