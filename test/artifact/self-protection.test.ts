/**
 * The installed guard under attack: attempts of every kind come to the built hook, none of them is let through, and the guard's
 * files, process and socket are afterwards what they were. What is let run for real are an agent's own processes that
 * try to answer, resume or stop, and hooks in poisoned environments: they end in refusals.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makePrivateKey } from "../../src/platform/client-key.ts";
import { ATTEMPTS, type Attempt, actAt, nameOf } from "../support/attempts.ts";
import { testKey } from "../support/test-client.ts";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { DIST, isAlive, Machine, needBuild, type Ran } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(async () => {
  machine = new Machine();
  machine.deploy();
  machine.write(".config/agentguard/policy.json", '{ "version": 1 }\n');
  // A pattern finds what is there: agents' settings, and another copy of the guard's own package.
  for (const file of [".claude/settings.json", ".cursor/hooks.json", ".codex/hooks.json", ".codex/config.toml"])
    machine.write(file, "{}");
  machine.write("guard/package.json", '{ "name": "agentguard" }');
});
afterEach(() => machine.dispose());

describe("attempts through the hook", () => {
  it("is refused, and leaves the guard as it was; what only looks like one passes", async () => {
    const pid = (await machine.service("--grace-ms", "20")) && (await machine.status())?.pid;
    const before = imprint();
    const wrong: string[] = [];
    // The engine's own tests try every one; each process of a hook takes longer than a judgement.
    const tried = ATTEMPTS.filter(({ act }) => act.kind !== "command" || (act.shell ?? "bash") === "bash").filter(
      (_, i) => i % 4 === 0,
    );
    const tryAll = async (attempts: Iterable<[number, Attempt]>) => {
      for (const [i, attempt] of attempts) {
        const ran = await machine.hook(payloadOf(attempt, `session-${i}`, pid)).ended;
        const refused = /"permissionDecision":"deny"/.test(ran.stdout);
        if (refused !== (attempt.expect !== "allow")) wrong.push(`${nameOf(attempt)}: ${ran.stdout}${ran.stderr}`);
      }
    };
    const entries = [...tried.entries()];
    const isEdit = ([, { act }]: [number, Attempt]) => act.kind === "edit";
    const others = entries.filter(one => !isEdit(one)).values();
    await Promise.all([1, 2, 3, 4].map(() => tryAll(others)));
    // What they find is written first, to one path for several of them.
    await tryAll(entries.filter(isEdit));
    expect(wrong).toEqual([]);
    expect(tried.filter(({ expect }) => expect !== "allow").length).toBeGreaterThan(50);
    expect(imprint()).toEqual(before);
    expect(pid !== undefined && isAlive(pid) && (await machine.status())?.pid).toBe(pid);
    expectDenied(await machine.hook(machine.forbidden).ended, /AgentGuard refused this/);
  }, 300_000);

  it("stops every agent when one keeps trying", async () => {
    await machine.service("--grace-ms", "20");
    const spellings = ["rm", "rm -f", "shred", "chmod 000", "truncate -s0", "unlink", "mv -t /tmp"];
    for (const spelling of spellings)
      await machine.hook(machine.act("Bash", { command: `${spelling} ${machine.places.launcher}` })).ended;
    expect((await machine.status())?.haltedBecause).toMatch(/keeps trying: it tries to change or end its guard/);

    // Why stays to be read: in the status, in the log, in every window, and by the next service.
    const counted =
      /claude-code \(session s1\): shred \S+\/hook\n +tries to change or end its guard; denied by a rule\n/;
    expect((await machine.cli(["status"])).stdout).toMatch(counted);
    expect((await machine.cli(["audit", "show"])).stdout).toMatch(counted);
    expect((await machine.editor()).state().haltedActs?.at(-1)).toMatchObject({
      text: `mv -t /tmp ${machine.places.launcher}`,
      why: "tries to change or end its guard; this was one too many",
    });
    expect(await machine.cli(["service", "stop"])).toMatchObject({ exitCode: 0 });
    expect((await machine.cli(["status"])).stdout).toMatch(counted);
    // What agents are told stays one sentence.
    const { stdout } = await machine.hook(machine.harmless).ended;
    expect(stdout).toMatch(/keeps trying/);
    expect(stdout).not.toMatch(/shred|one too many/);
  });
});

describe.runIf(process.platform === "linux")("a debugger of the service", () => {
  /** How many TCP ports a process listens on: the debugger's, since the service itself has none. */
  const ports = (pid: number): number => {
    const listening = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap(file =>
      readFileSync(file, "utf8")
        .split("\n")
        .map(line => line.trim().split(/\s+/))
        .filter(([, , , state]) => state === "0A")
        .map(columns => `socket:[${columns[9]}]`),
    );
    return readdirSync(`/proc/${pid}/fd`).filter(fd => {
      try {
        return listening.includes(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false;
      }
    }).length;
  };

  it("is not opened by a signal, and the service goes on", async () => {
    await machine.service();
    const pid = (await machine.status())?.pid ?? 0;
    for (let i = 0; i < 5; i++) process.kill(pid, "SIGUSR1");
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(ports(pid)).toBe(0);
    expect((await machine.status())?.pid).toBe(pid);
  });

  it("that is asked for keeps it from starting, with a reason", async () => {
    const service = [join(DIST, "service.cjs")];
    expect(await machine.start(process.execPath, ["--inspect=127.0.0.1:0", ...service]).ended).toMatchObject({
      exitCode: 1,
    });
    expect(readFileSync(machine.places.serviceLog, "utf8")).toContain("does not run under a debugger");
  });

  it("that a signal opened before the first line ends the service, with a reason", async () => {
    const { child, ended } = machine.start(process.execPath, [join(DIST, "service.cjs")]);
    for (let i = 0; i < 100 && child.exitCode === null; i++) {
      child.kill("SIGUSR1");
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 2000))]);
    if (child.exitCode === null && child.signalCode === null) expect(ports(child.pid ?? 0)).toBe(0);
    else if (child.exitCode !== null)
      expect(readFileSync(machine.places.serviceLog, "utf8")).toContain("does not run under a debugger");
    await machine.service();
    expect(ports((await machine.status())?.pid ?? 0)).toBe(0);
  });
});

describe("a process that an agent has started", () => {
  const MARK = { CLAUDE_CODE_CHILD_SESSION: "1" };
  /** Speaks HTTP to the socket as the guard's own clients do, and prints the status, or what becomes of the stream. */
  const client = `
    const http = require("http"), fs = require("fs"), path = require("path"), crypto = require("crypto");
    const [socketPath, route, claimed, key] = process.argv.slice(2);
    const pid = String(claimed === "self" ? process.pid : claimed);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const open = name => {
      try { return name && fs.openSync(path.join(path.dirname(socketPath), "peers", name), "r"); } catch {}
    };
    const sign = nonce => {
      if (!key || !nonce) return {};
      const own = crypto.createPrivateKey({ key: Buffer.from(key, "base64"), type: "pkcs8", format: "der" });
      const at = Date.now();
      const text = ["agentguard 1", nonce, route, 1, at, ""].join("\\n");
      const spki = crypto.createPublicKey(own).export({ type: "spki", format: "der" }).toString("base64");
      return { "x-agentguard-key": spki, "x-agentguard-signed-at": String(at),
        "x-agentguard-signature": crypto.sign(null, Buffer.from(text), own).toString("base64") };
    };
    const ask = (headers, then) => {
      const upgrade = route === "/v1/editor";
      const call = http.request({ socketPath, path: route, agent, method: upgrade ? "GET" : "POST",
        headers: { "x-agentguard-pid": pid, ...headers, ...(upgrade && { Connection: "Upgrade", Upgrade: "agentguard-editor" }) } });
      call.on("response", response => { response.resume(); response.on("end", () => then(response)); });
      call.on("upgrade", (response, socket) => {
        open(response.headers["x-agentguard-challenge"]);
        const hello = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "guard/hello", params: { protocol: 0, version: "0", client: "x", folders: [] } });
        socket.write("Content-Length: " + hello.length + "\\r\\n\\r\\n" + hello);
        let said = "";
        socket.on("error", () => {});
        socket.on("data", data => { said += data; if (said.includes("result") || said.includes("error")) { console.log("heard"); process.exit(0); } });
        socket.on("close", () => { console.log("closed"); process.exit(0); });
      });
      call.on("error", error => { console.log(error.message); process.exit(0); });
      call.end();
    };
    ask({}, first => {
      open(first.headers["x-agentguard-challenge"]);
      if (first.statusCode !== 401) { console.log(first.statusCode); process.exit(0); }
      ask(sign(first.headers["x-agentguard-challenge"]), second => { console.log(second.statusCode); process.exit(0); });
    });`;
  /** Run by `sh -c`, with the script's call in place of CALL. */
  const run = async (line: string, route: string, claimed: string, env: NodeJS.ProcessEnv = MARK, key = testKey) => {
    const script = join(machine.home, "work/client.cjs");
    if (!existsSync(script)) machine.write("work/client.cjs", client);
    const call = `${process.execPath} ${script} ${machine.places.socket} ${route} ${claimed} ${key}`;
    return (await machine.start("/bin/sh", ["-c", line.replace("CALL", call)], { env }).ended).stdout.trim();
  };

  const doors = [
    ["/v1/editor", "heard", "closed"],
    ["/v1/resume", "200", "403"],
    ["/v1/stop", "200", "403"],
    ["/v1/questions", "200", "403"],
    // A person's call gets past the door, and then lacks a body.
    ["/v1/ask-again", "400", "403"],
    ["/v1/answer", "400", "403"],
  ] as const;
  /** Whoever is nobody's agent may look. */
  const LOOKS: ReadonlySet<string> = new Set(["/v1/editor", "/v1/questions"]);
  for (const [route, yes, no] of doors) {
    it.runIf(process.platform === "linux")(`has no way to ${route}, and a person has`, async () => {
      await machine.service();
      const pid = (await machine.status())?.pid;
      const tries = [
        run("CALL; true", route, "self"),
        run("env -i CALL; true", route, "self"),
        run("env -i setsid -w sh -c 'CALL; true'; true", route, "self"),
        // Another's name is no use: that process has not opened what was asked for.
        run("CALL; true", route, String(process.pid)),
        run("CALL; true", route, "1"),
        run("CALL; true", route, "none"),
      ];
      expect(await Promise.all(tries)).toEqual(tries.map(() => no));
      expect((await machine.status())?.pid).toBe(pid);
      // Nor is a person's own process without the key of a paired client.
      if (!LOOKS.has(route)) {
        expect(await run("CALL; true", route, "self", {}, "")).toBe(no);
        expect(await run("CALL; true", route, "self", {}, makePrivateKey())).toBe(no);
      }
      expect((await machine.status())?.pid).toBe(pid);
      expect(await run("CALL; true", route, "self", {})).toBe(yes);
    });
  }

  it.runIf(process.platform === "linux")("does not answer through a process that other code was put into", async () => {
    await machine.service();
    expect(await run("CALL; true", "/v1/resume", "self", { NODE_OPTIONS: "--require=node:fs" })).toBe("403");
    expect(await run("CALL; true", "/v1/resume", "self", { NODE_OPTIONS: "--inspect=127.0.0.1:0" })).toBe("403");
    expect(await run("CALL; true", "/v1/resume", "self", { NODE_OPTIONS: "--max-old-space-size=512" })).toBe("200");
  });

  it("cannot use the command line for what is a person's", async () => {
    await machine.service();
    const before = imprint();
    const calls = [
      "resume",
      "pending",
      "approve 3f2a",
      "deny 3f2a",
      "watch",
      "uninstall --yes",
      "service stop",
      "mark x.acme.io local",
      "policy init",
      "install claude-code --yes",
    ];
    for (const call of calls) {
      const ran = await machine.cli(call.split(" "), { env: MARK });
      expect(`${call}: ${ran.exitCode}`).toBe(`${call}: 1`);
      expect(ran.stderr).toMatch(/for a person to do/);
    }
    expect(imprint()).toEqual(before);
    expect(await machine.status()).toBeDefined();
  });

  it("cannot resume by hiding its variables: the processes above it tell", async () => {
    await machine.service();
    expect(await machine.cli(["halt", "lunch"])).toMatchObject({ exitCode: 0 });
    const cli = `${process.execPath} ${join(machine.places.runtime, "cli.cjs")} resume`;
    const line = `env -i HOME=${machine.home} PATH=/usr/bin:/bin ${cli}; true`;
    const hidden: Ran = await machine.start("/bin/sh", ["-c", line], { env: MARK }).ended;
    expect(hidden.stderr).toMatch(/started by Claude Code/);
    expect((await machine.status())?.halted).toBe(true);
    expect(await machine.cli(["resume"])).toMatchObject({ exitCode: 0 });
    expect((await machine.status())?.halted).toBe(false);
  });
});

describe("no variable of an agent's process loosens its hook", () => {
  const evil = () =>
    machine
      .write("evil/.config/agentguard/policy.json", '{ "version": 1, "mode": "observe" }')
      .replace(/\/\.config.*/, "");
  const cases: readonly (readonly [string, () => NodeJS.ProcessEnv])[] = [
    ["another home", () => ({ HOME: evil(), USERPROFILE: evil() })],
    [
      "other folders of data and settings",
      () => ({
        XDG_DATA_HOME: `${evil()}/.local/share`,
        XDG_CONFIG_HOME: `${evil()}/.config`,
        XDG_STATE_HOME: evil(),
        XDG_CACHE_HOME: evil(),
        XDG_RUNTIME_DIR: evil(),
      }),
    ],
    ["shell options", () => ({ SHELLOPTS: "noexec", BASHOPTS: "extdebug", POSIXLY_CORRECT: "1", PS4: "$(exit 0)" })],
    ["start-up files of shells", () => ({ BASH_ENV: script(), ENV: script(), ZDOTDIR: dirname(script()) })],
    ["functions of bash", () => ({ "BASH_FUNC_printf%%": "() { exit 0; }", "BASH_FUNC_unset%%": "() { exit 0; }" })],
    ["separators", () => ({ IFS: "/", CDPATH: "/", GLOBIGNORE: "*" })],
    ["programs", () => ({ PATH: dirname(machine.write("evil/curl", "#!/bin/sh\nexit 0\n")), CURL: "/bin/true" })],
    [
      "Node",
      () => ({ NODE_OPTIONS: `--require ${script()}`, NODE_PATH: machine.home, NODE_V8_COVERAGE: machine.home }),
    ],
    ["Electron", () => ({ ELECTRON_RUN_AS_NODE: "", ELECTRON_NO_ASAR: "1", VSCODE_NODE_OPTIONS: "--eval 0" })],
    ["loaders", () => ({ LD_LIBRARY_PATH: machine.home, LD_BIND_NOW: "1", GCONV_PATH: machine.home })],
    ["languages", () => ({ LC_ALL: "xx", LANG: "xx", LOCPATH: machine.home, NLSPATH: "/x", LANGUAGE: "xx" })],
    ["folders for drafts", () => ({ TMPDIR: "/nonexistent", TEMP: "/nonexistent", TMP: "/nonexistent" })],
    ["proxies", () => ({ ALL_PROXY: "http://127.0.0.1:1", http_proxy: "http://127.0.0.1:1", no_proxy: "" })],
    [
      "the guard's own names",
      () => ({ AGENTGUARD: "0", AGENTGUARD_DISABLE: "1", AGENTGUARD_HOME: evil(), AGENTGUARD_DEBUG: "1" }),
    ],
    [
      "names in the launcher",
      () => ({ limit: "0", why: "x", out: "x", code: "0", node: "/bin/true", nl: "x", err: "x" }),
    ],
    ["no variables at all", () => ({ HOME: undefined, PATH: undefined, USER: undefined })],
  ];
  const script = () => machine.write("evil/start", "exit 0\nprocess.exit(0)\n");

  for (const service of [true, false]) {
    it.each(cases)(`%s, ${service ? "with" : "without"} the service`, async (_, env) => {
      if (service) await machine.service("--grace-ms", "20");
      else machine.breakService();
      const before = imprint();
      expectDenied(await machine.hook(machine.risky, { env: env() }).ended, /AgentGuard/);
      expectDenied(await machine.hook(machine.forbidden, { env: env() }).ended, /AgentGuard refused this/);
      expectNoOpinion(await machine.hook(machine.harmless).ended);
      expect(imprint()).toEqual(before);
    });
  }

  it("not even when it is the first to start the service", async () => {
    const env = { XDG_DATA_HOME: `${evil()}/.local/share`, XDG_CONFIG_HOME: `${evil()}/.config`, HOME: evil() };
    expectDenied(await machine.hook(machine.risky, { env }).ended, /AgentGuard/);
    expectDenied(await machine.hook(machine.forbidden, { env }).ended, /AgentGuard refused this/);
    expect(existsSync(machine.places.socket)).toBe(true);
    expect(existsSync(join(evil(), ".local/share/agentguard"))).toBe(false);
  });
});

/** The guard's files but for what it writes while it works. */
function imprint(): Record<string, string> {
  const { data, userPolicy } = machine.places;
  const works = /\/(audit\.(jsonl.*|head)|service\.(log|sock|lock)|masked|peers|receipts|pins.*|canary.*)(\/|$)/;
  return Object.fromEntries(
    [data, dirname(userPolicy)]
      .flatMap(filesIn)
      .filter(file => !works.test(file.slice(machine.home.length)))
      .map(file => [
        file.slice(machine.home.length),
        `${(statSync(file).mode & 0o777).toString(8)} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`,
      ]),
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
  });
}

/** The attempt as Claude Code would send it; what it has no tool for goes through its shell. */
function payloadOf(attempt: Attempt, session_id: string, pid: number | undefined): unknown {
  const { data, userPolicy } = machine.places;
  const { home, workspace: root } = machine;
  const act = actAt(attempt.act, { home, data, config: dirname(userPolicy), root, pid: String(pid) });
  const call = (tool: string, input: object) => machine.act(tool, input, { session_id });
  switch (act.kind) {
    case "command":
      return call("Bash", { command: act.text });
    case "edit": {
      if (typeof act.before === "string" && !act.path.startsWith("/")) machine.write(`work/${act.path}`, act.before);
      const [piece] = act.replace ?? [];
      if (piece) return call("Edit", { file_path: act.path, old_string: piece.from, new_string: piece.to });
      return call("Write", { file_path: act.path, content: act.after ?? "" });
    }
    case "patch":
      return call("Bash", { command: `apply_patch <<'EOP'\n${act.text}EOP\n` });
    case "delete":
      return call("Bash", { command: `rm -rf ${act.path}` });
    case "move":
      return call("Bash", { command: `mv ${act.path} ${act.to}` });
    case "read":
      return call("Read", { file_path: act.path });
    case "mcp":
      return call(`mcp__${act.server}__${act.tool}`, act.arguments);
    default:
      throw new Error(`Claude Code has no tool for ${act.kind}`);
  }
}
