/** Whatever breaks, and whatever comes in broken, ends in a denial that names the stage and what to do. */
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AGENTS } from "../../src/agents/index.ts";
import { launcherText } from "../../src/hosts/hook/launcher.ts";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { Machine, needBuild, until } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

/** The launcher with something about it changed. */
function launcherWith(change: Partial<Parameters<typeof launcherText>[0]>): void {
  const text = launcherText({
    shell: "/bin/sh",
    socket: machine.places.socket,
    node: [process.execPath],
    hookEntry: `${machine.places.runtime}/hook.cjs`,
    curl: "/usr/bin/curl",
    home: { HOME: machine.home, XDG_DATA_HOME: "", XDG_CONFIG_HOME: "" },
    agents: AGENTS,
    ...change,
  });
  writeFileSync(machine.places.launcher, text);
}

describe("broken machinery is a denial that names the stage", () => {
  const cases: readonly (readonly [name: string, breakIt: () => unknown, says: RegExp])[] = [
    [
      "curl and Node missing",
      () => launcherWith({ curl: "/nonexistent", node: ["/nonexistent"] }),
      /could not reach its service, and its fallback did not start/,
    ],
    [
      "the fallback is not there",
      () => launcherWith({ hookEntry: "/nonexistent.cjs" }),
      /could not reach its service, and its fallback did not start/,
    ],
    [
      "something else listens on the socket",
      () =>
        new Promise<void>(resolve => {
          const other = createServer(socket => socket.end("hello\n"));
          other.listen(machine.places.socket, resolve).unref();
        }),
      /could not (hold the question|tell that its own service answered)/,
    ],
  ];
  for (const [name, breakIt, says] of cases) {
    it(name, async () => {
      await breakIt();
      const ran = await machine.hook(machine.harmless).ended;
      expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(says) });
      expect(JSON.parse(ran.stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: "deny" } });
    });
  }
});

describe("what comes in broken is denied, through the service and without it", () => {
  const payloads: readonly (readonly [name: string, payload: () => string | Buffer, says: RegExp])[] = [
    ["nothing", () => "", /could not read the agent's payload: .*empty/],
    ["no JSON", () => "rm -rf /", /could not read the agent's payload: .*JSON/],
    ["JSON cut off", () => JSON.stringify(machine.harmless).slice(0, -5), /could not read the agent's payload/],
    ["another shape", () => '{"hook_event_name":"PreToolUse"}', /could not read the agent's payload/],
    ["bytes that are no text", () => Buffer.from([0xff, 0xfe, 0x00]), /could not read the agent's payload: .*UTF-8/],
    [
      "10 MB",
      () => JSON.stringify(machine.act("Bash", { command: `echo ${"x".repeat(10 * 1024 * 1024)}` })),
      /could not read the agent's payload: .*8 MB/,
    ],
  ];
  for (const [name, payload, says] of payloads) {
    for (const without of [false, true]) {
      it(`${name}, ${without ? "no service" : "service"}`, async () => {
        if (without) machine.breakService();
        else await machine.service();
        const ran = await machine.hook(payload()).ended;
        expect(ran.stdout).toMatch(/"deny"/);
        expect(ran.stdout + ran.stderr).toMatch(says);
        expect(ran.stdout + ran.stderr).toMatch(/nothing was run/);
      });
    }
  }

  it("a large payload that may still be judged passes whole", async () => {
    await machine.service();
    const large = machine.act("Write", {
      file_path: `${machine.workspace}/new.txt`,
      content: "x".repeat(5 * 1024 * 1024),
    });
    expectNoOpinion(await machine.hook(large).ended);
  });
});

describe("a hostile environment changes nothing", () => {
  const cases: readonly (readonly [string, () => NodeJS.ProcessEnv])[] = [
    [
      "NODE_OPTIONS that ends every Node program",
      () => ({ NODE_OPTIONS: `--require ${machine.write("evil.cjs", "process.exit(0)")}` }),
    ],
    ["a PATH with other programs", () => ({ PATH: "/nonexistent" })],
    ["a data folder elsewhere", () => ({ XDG_DATA_HOME: `${machine.home}/evil`, HOME: `${machine.home}/evil` })],
    [
      "a proxy",
      () => ({ http_proxy: "http://127.0.0.1:1", HTTP_PROXY: "http://127.0.0.1:1", ALL_PROXY: "http://127.0.0.1:1" }),
    ],
    [
      "a curl configuration",
      () => ({ CURL_HOME: machine.write("evil/.curlrc", "fail\nmax-time=0.001\n").replace("/.curlrc", "") }),
    ],
  ];
  for (const [name, env] of cases) {
    for (const service of [true, false]) {
      it(`${name}, ${service ? "service" : "no service"}`, async () => {
        if (service) await machine.service("--grace-ms", "50");
        else machine.breakService();
        expectNoOpinion(await machine.hook(machine.harmless, { env: env() }).ended);
        expectDenied(await machine.hook(machine.risky, { env: env() }).ended, /AgentGuard holds this/);
        expectDenied(await machine.hook(machine.forbidden, { env: env() }).ended, /AgentGuard refused this/);
      });
    }
  }
});

describe("a policy file with errors", () => {
  it("weakens nothing: the built-in rules hold", async () => {
    await machine.service("--grace-ms", "50");
    machine.write("work/.agentguard.json", '{ "version": 1, "mode": "observe", "thresholds": { "ask": 100, ');
    expectDenied(await machine.hook(machine.risky).ended, /no editor is open/);
  });

  it("keeps what it said before it broke", async () => {
    await machine.service("--grace-ms", "50");
    const rule = { id: "no-ls", when: { command: ["ls*"] }, then: "deny", because: "Listing is forbidden here." };
    machine.write("work/.agentguard.json", JSON.stringify({ version: 1, rules: [rule] }));
    expectDenied(await machine.hook(machine.harmless).ended, /Listing is forbidden here/);
    machine.write("work/.agentguard.json", "{");
    expectDenied(await machine.hook(machine.harmless).ended, /Listing is forbidden here/);
  });

  it("observe, written by the person, records and holds nothing but the guard itself", async () => {
    await machine.service("--grace-ms", "50");
    machine.write(".config/agentguard/policy.json", '{ "version": 1, "mode": "observe" }');
    expectNoOpinion(await machine.hook(machine.risky).ended);
    expectDenied(await machine.hook(machine.forbidden).ended, /AgentGuard refused this/);
    await until(() => /"by":"observe"/.test(readFileSync(machine.places.audit, "utf8")), "the log says so");
  });
});
