/** The launcher's text run by a real `sh` against services that behave and misbehave. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Answer, Reply } from "../../../src/agents/agent.ts";
import { frameReply, readFrame } from "../../../src/hosts/hook/frame.ts";
import { type LauncherParts, launcherText } from "../../../src/hosts/hook/launcher.ts";
import { shellProof } from "../../../src/hosts/hook/shell-proof.ts";
import { scriptShell } from "../../../src/platform/deploy.ts";
import { proofOf } from "../../../src/platform/service-key.ts";
import { proven } from "../../../src/wire/proven.ts";

/** A folder whose name has everything that a careless quote would trip over. */
let folder: string;
let server: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag it's $HOME "));
});
afterEach(async () => {
  await new Promise(resolve => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const json = (answer: Answer, exitCode = 0): Reply => ({
  stdout: answer.kind === "deny" ? JSON.stringify({ no: answer.reason }) : "",
  stderr: "",
  exitCode,
});
const AGENTS: LauncherParts["agents"] = [
  { id: "tame", timeoutSeconds: 3, marginSeconds: 2, reply: answer => json(answer) },
  {
    id: "strict",
    timeoutSeconds: 600,
    marginSeconds: 10,
    reply: answer => ({
      ...json(answer),
      stderr: answer.kind === "deny" ? `it's no: ${answer.reason}` : "",
      exitCode: 2,
    }),
  },
];

interface Given {
  /** Null: the launcher is started without a word. */
  readonly agent?: string | null;
  readonly payload?: string;
  /** What the service does with a connection; absent: nobody listens. */
  readonly service?: (raw: string) => string | "close" | "hang";
  readonly parts?: Partial<LauncherParts>;
  /** Source of the fallback; absent: it is missing. */
  readonly fallback?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Where `sh` is bash (macOS, many Linux systems) instead of what `/bin/sh` is here. */
  readonly bash?: boolean;
}

async function call(given: Given): Promise<Reply> {
  const { agent = "tame", payload = '{"a":1}', service, fallback, env = {} } = given;
  const socket = join(folder, "s.sock");
  if (service) {
    server = createServer(connection => {
      let raw = "";
      connection.on("error", () => {});
      connection.on("data", data => {
        raw += data;
        // The last chunk of a chunked upload; a header may end in a 0 as well.
        if (!raw.endsWith("\r\n0\r\n\r\n")) return;
        const says = service(raw);
        if (says === "close") connection.destroy();
        else if (says !== "hang") connection.end(says);
      });
    });
    await new Promise<void>(resolve => server?.listen(socket, resolve));
  }
  const hookEntry = join(folder, "hook's.cjs");
  if (fallback !== undefined) writeFileSync(hookEntry, fallback);
  const parts: LauncherParts = {
    shell: "/bin/sh",
    socket,
    node: [process.execPath],
    hookEntry,
    curl: "/usr/bin/curl",
    home: { HOME: join(folder, "home"), XDG_DATA_HOME: "" },
    agents: AGENTS,
    ...given.parts,
  };
  const launcher = join(folder, "hook");
  writeFileSync(launcher, launcherText(parts));
  chmodSync(launcher, 0o755);
  const names = agent === null ? [] : [agent];
  const [program, args, argv0] = given.bash ? ["/bin/bash", [launcher, ...names], "sh"] : [launcher, names, launcher];
  const child = spawn(program, args, { env: { PATH: "/nonexistent", ...env }, argv0 });
  child.stdin.on("error", () => {});
  child.stdin.end(payload);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", data => (stdout += data));
  child.stderr.on("data", data => (stderr += data));
  const exitCode = await new Promise<number>(resolve => child.on("close", code => resolve(code ?? -1)));
  return { stdout, stderr, exitCode };
}

const http = (body: string, status = "200 OK") =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;

/** A fallback that answers with what it was given, as proof that it got all of it. */
const ECHO = `
let size = 0;
process.stdin.on("data", part => size += part.length).on("end", () => {
  const seen = [size, process.argv.slice(2).map(a => /^\\d+$/.test(a) ? "PID" : a).join(" "), process.env.HOME.split("/").pop(),
    process.env.XDG_DATA_HOME, String(process.env.NODE_OPTIONS)].join("|");
  process.stdout.write("agentguard-reply 0\\n" + seen + "\\n--agentguard-stderr--\\n\\n--agentguard-end--\\n");
});`;

describe("an answer of the service", () => {
  const cases: readonly Reply[] = [
    { stdout: "", stderr: "", exitCode: 0 },
    { stdout: "{}", stderr: "", exitCode: 0 },
    { stdout: '{"a":"$HOME `id` \\\\ %s"}\n', stderr: "", exitCode: 0 },
    { stdout: '{"no":1}', stderr: "because:\n  two lines\n", exitCode: 2 },
    { stdout: "", stderr: "é 漢 🛑", exitCode: 2 },
  ];
  for (const reply of cases) {
    it(`reaches the agent to the byte: ${JSON.stringify(reply)}`, async () => {
      expect(await call({ service: () => http(frameReply(reply), "403 Forbidden") })).toEqual(reply);
      expect(readFrame(frameReply(reply))).toEqual(reply);
    });
  }

  it("carries the payload, the agent and the launcher's pid", async () => {
    let seen = "";
    const service = (raw: string) => {
      seen = raw;
      return http(frameReply({ stdout: "", stderr: "", exitCode: 0 }));
    };
    await call({ service, agent: "strict", payload: '{"what":"ever"}' });
    expect(seen).toMatch(/^POST \/v1\/hook\/strict HTTP\/1\.1\r\n/);
    expect(seen).toMatch(/\r\nx-agentguard-pid: \d+\r\n/);
    expect(seen).toContain('{"what":"ever"}');
    expect(seen).not.toMatch(/\r\nExpect:/i);
  });
});

describe("an answer that has to prove itself", () => {
  const KEY = "5e".repeat(32);
  const whole = frameReply({ stdout: '{"a":"é %s"}\n', stderr: "two\nlines\n", exitCode: 0 });
  const nonceIn = (raw: string) => /\r\nx-agentguard-nonce: ([\w-]{36})\r\n/.exec(raw)?.[1] ?? "";
  const check = (what: string, says: (raw: string) => string, taken: boolean, key: string | null = `${KEY}\n`) => {
    for (const bash of [false, true])
      it(`${what}${bash ? ", in bash" : ""}`, async () => {
        const file = join(folder, "service's key");
        if (key !== null) writeFileSync(file, key);
        const parts = { proof: shellProof({ serviceKey: file }) };
        const mended = join(folder, "mended");
        const fallback = `require("node:fs").writeFileSync(${JSON.stringify(mended)}, process.argv.slice(2).join(" "))`;
        const got = await call({ service: raw => http(says(raw)), parts, fallback, bash, agent: "strict" });
        if (taken) return expect(got).toEqual(readFrame(whole));
        expect(got).toMatchObject({ exitCode: 2, stdout: expect.stringContaining("its own service answered") });
        // The service is started anew, for the next call.
        while (!existsSync(mended) || readFileSync(mended, "utf8") === "") await new Promise(r => setTimeout(r, 10));
        expect(readFileSync(mended, "utf8")).toBe("--mend");
      });
  };
  const by = (key: string) => (raw: string) => proven(whole, said => proofOf(key, nonceIn(raw), said));
  check("the service's", by(KEY), true);
  check("after signs of life", raw => `\n\n${by(KEY)(raw)}`, true);
  check("without proof", () => whole, false);
  check("with another's key", by("00".repeat(32)), false);
  check("with a key that is empty", by(""), false);
  check("of another call", raw => by(KEY)(raw.replace(nonceIn(raw), "another-nonce-of-36-characters-or-so")), false);
  check("changed on its way", raw => by(KEY)(raw).replace('"a"', '"b"'), false);
  check("with more after it", raw => `${by(KEY)(raw)}${whole}`, false);
  check("where the key is gone", by(KEY), false, null);
  check("where the key is gone, and it knows that", by(""), false, null);
});

describe("no answer to rely on", () => {
  const whole = http(frameReply({ stdout: "{}", stderr: "", exitCode: 0 }));
  const cases: readonly (readonly [name: string, given: Given, stage: string])[] = [
    ["an empty 200", { service: () => http("") }, "read the answer"],
    ["an empty 204", { service: () => "HTTP/1.1 204 No Content\r\n\r\n" }, "read the answer"],
    ["another program's 404", { service: () => http("not found", "404 Not Found") }, "read the answer"],
    ["an answer cut off", { service: () => whole.slice(0, -12) }, "hold the question"],
    [
      "an answer cut off that claims to be whole",
      { service: () => http(frameReply({ stdout: "{}", stderr: "", exitCode: 0 }).slice(0, -12)) },
      "read the answer",
    ],
    ["a service that dies with the question open", { service: () => "close" }, "hold the question"],
    ["a service that hangs", { service: () => "hang" }, "in time"],
    ["nobody there and no fallback", {}, "reach its service"],
    ["nobody there and a fallback that crashes", { fallback: "throw new Error('x')" }, "reach its service"],
    ["nobody there and a fallback that says nothing", { fallback: "" }, "reach its service"],
    ["nobody there and no Node", { fallback: ECHO, parts: { node: ["/nonexistent/node"] } }, "reach its service"],
  ];
  for (const [name, given, stage] of cases) {
    for (const agent of ["tame", "strict"]) {
      if (agent === "strict" && stage === "in time") continue;
      it(`${name}: ${agent} is refused in its own words`, async () => {
        const got = await call({ ...given, agent });
        const reason = JSON.parse(got.stdout).no;
        expect(reason).toMatch(/^AgentGuard could not .*; nothing was run\. Do not try another way\./);
        expect(reason).toContain(stage);
        const wanted = AGENTS.find(({ id }) => id === agent)?.reply({ kind: "deny", reason }, undefined);
        expect(got).toEqual(wanted);
      });
    }
  }

  it("a start without a name is one of the agent whose name other hosts drop, and else refused", async () => {
    const agents = AGENTS.map(agent => (agent.id === "strict" ? { ...agent, startsUnnamed: true as const } : agent));
    const asked = { agent: null, fallback: ECHO };
    expect((await call({ ...asked, parts: { agents } })).stdout).toContain("--host strict");
    expect(await call(asked)).toMatchObject({ stdout: "", exitCode: 2 });
  });

  for (const agent of ["nobody", "", "tame strict", "../tame"]) {
    it(`the unknown agent "${agent}" is refused with an exit code that every agent obeys`, async () => {
      const got = await call({ service: () => whole, agent });
      expect(got).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("which agent is asking") });
    });
  }
});

describe("the fallback gets the untouched payload", () => {
  const payload = "x".repeat(2_000_000);
  const fallback = ECHO;
  const cases: readonly (readonly [string, Given])[] = [
    ["no socket", {}],
    ["curl missing", { parts: { curl: "/nonexistent/curl" } }],
    ["no curl on the machine", { parts: { curl: "" } }],
    ["curl that is a folder", { parts: { curl: "/tmp" } }],
    ["a socket path that is too long", { parts: { socket: `/tmp/${"x".repeat(200)}` } }],
    ["the first Node moved away", { parts: { node: ["/nonexistent/node", process.execPath] } }],
    ["NODE_OPTIONS poisoned", { env: { NODE_OPTIONS: "--require /nonexistent.js" } }],
    ["home and data folder diverted", { env: { HOME: "/tmp/evil", XDG_DATA_HOME: "/tmp/evil" } }],
    ["a PATH without anything", { env: { PATH: "" } }],
  ];
  for (const [name, given] of cases) {
    it(name, async () => {
      const got = await call({ payload, fallback, ...given });
      expect(got).toEqual({
        stdout: "2000000|--host tame --pid PID --framed|home||undefined",
        stderr: "",
        exitCode: 0,
      });
    });
  }

  it("a socket file that nobody serves any more", async () => {
    const dead = spawn(process.execPath, [
      "-e",
      `require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))`,
      join(folder, "s.sock"),
    ]);
    await new Promise(resolve => dead.on("close", resolve));
    expect((await call({ payload, fallback })).stdout).toContain("2000000|");
  });

  it("functions exported into the shell replace nothing", async () => {
    const names = ["printf", "case", "unset", "exit", "[", "for", "break"];
    const env = Object.fromEntries(names.map(name => [`BASH_FUNC_${name}%%`, "() { :; }"]));
    const got = await call({ payload: "abc", fallback, env, bash: true });
    expect(got).toMatchObject({ stdout: expect.stringContaining("3|"), exitCode: 0 });
    const refused = await call({ env, bash: true, agent: "strict", fallback: "" });
    expect(refused).toMatchObject({ stdout: expect.stringContaining("reach its service"), exitCode: 2 });
  });

  // `sh` is a link to bash there; what it is started with must not hang on what bash reads from its variables.
  it.each(["/bin/bash -p", "scriptShell"])("is not silenced by bash's options: %s", async named => {
    const bin = mkdtempSync(join(tmpdir(), "ag-sh-"));
    symlinkSync("/bin/bash", join(bin, "sh"));
    const shell = named === "scriptShell" ? scriptShell(join(bin, "sh")) : named;
    for (const SHELLOPTS of ["noexec", "nounset:errexit", "xtrace:verbose"]) {
      const got = await call({ agent: "strict", parts: { shell }, env: { SHELLOPTS, BASH_ENV: "/dev/stdin" } });
      expect(got).toMatchObject({ stdout: expect.stringContaining("reach its service"), exitCode: 2 });
    }
    rmSync(bin, { recursive: true });
  });
});
