/** The built service and the real launcher, with an editor that answers: the questions and everything that ends them. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callService } from "../../src/platform/service-client.ts";
import { PROTOCOL } from "../../src/wire/guard.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import { Halt } from "../../src/wire/messages/halt.ts";
import { Impact } from "../../src/wire/messages/impact.ts";
import { Resume } from "../../src/wire/messages/resume.ts";
import { VERSION } from "../../src/wire/version.ts";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { allow, isAlive, Machine, needBuild, nextQuestion, until } from "./machine.ts";

/** Longer than a busy machine keeps a test from asking. */
const IDLE_SECONDS = "2";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

describe("a call through launcher and service", () => {
  it("leaves a harmless act to the agent", async () => {
    await machine.service();
    expectNoOpinion(await machine.hook(machine.harmless).ended);
  });

  it("refuses what no person may allow, and says why", async () => {
    await machine.service();
    await machine.editor();
    expectDenied(await machine.hook(machine.forbidden).ended, /^AgentGuard refused this: .*Nothing was run\./s);
  });

  it("passes an act once a person allowed it, and asks again the next time", async () => {
    await machine.service();
    const editor = await machine.editor();
    const first = machine.hook(machine.risky);
    const question = await nextQuestion(editor);
    expect(question).toMatchObject({ folder: machine.workspace, claimed: true, card: { agent: "claude-code" } });
    expect(await allow(editor, question)).toEqual({ accepted: true });
    expectNoOpinion(await first.ended);
    machine.hook(machine.risky);
    await nextQuestion(editor, [question.id]);
  });

  it("tells the agent what the person says", async () => {
    await machine.service();
    const editor = await machine.editor();
    const hook = machine.hook(machine.risky);
    const { id } = await nextQuestion(editor);
    await editor.ask(Answer, { id, answer: "deny", tell: "work on a copy" });
    expectDenied(await hook.ended, /The person was asked and denied this and says: work on a copy\./);
  });

  it("lets a session delete the file that it has made itself, and nobody else", async () => {
    await machine.service();
    const file = join(machine.workspace, "draft.md");
    expectNoOpinion(await machine.hook(machine.act("Write", { file_path: file, content: "a draft\n" })).ended);
    writeFileSync(file, "a draft\n");
    const remove = machine.act("Bash", { command: "rm draft.md" });
    expectDenied(await machine.hook({ ...remove, session_id: "s2" }).ended, /no editor/i);
    expectNoOpinion(await machine.hook(remove).ended);
  });

  it("takes the first answer of two editors", async () => {
    await machine.service();
    const [one, two] = [await machine.editor("vscode"), await machine.editor("cursor", [])];
    const hook = machine.hook(machine.risky);
    const { id } = await nextQuestion(two);
    expect(await two.ask(Answer, { id, answer: "deny" })).toEqual({ accepted: true });
    expect(await one.ask(Answer, { id, answer: "allow-once" })).toMatchObject({ accepted: false });
    expectDenied(await hook.ended, /denied this/);
  });

  it("asks again when what was shown has changed before the answer", async () => {
    await machine.service();
    const editor = await machine.editor();
    const hook = machine.hook(machine.risky);
    const first = await nextQuestion(editor);
    machine.write("work/notes.txt", "another day's work, much longer than the first\n");
    await allow(editor, first);
    const second = await nextQuestion(editor, [first.id]);
    await allow(editor, second);
    expectNoOpinion(await hook.ended);
  });

  it("asks once when the same call arrives twice", async () => {
    await machine.service();
    const editor = await machine.editor();
    const call = { ...machine.risky, tool_use_id: "toolu_1" };
    const hooks = [machine.hook(call), machine.hook(call)];
    const { id } = await nextQuestion(editor);
    await editor.ask(Answer, { id, answer: "deny" });
    for (const hook of hooks) expectDenied(await hook.ended, /denied this/);
    expect(editor.state().recent.length).toBe(1);
  });

  it("judges with the agent's environment, not the service's", async () => {
    await machine.service();
    const editor = await machine.editor();
    machine.hook(machine.act("Bash", { command: 'rm -rf "$PRECIOUS"' }), { env: { PRECIOUS: machine.workspace } });
    expect((await nextQuestion(editor)).card.what).toContain("~/work");
  });
});

describe("nobody answers", () => {
  it("no editor: denied after a moment, with what to do", async () => {
    await machine.service("--grace-ms", "100");
    expectDenied(
      await machine.hook(machine.risky).ended,
      /no editor is open to ask in.*agentguard approve [0-9a-f]{8}.*agentguard watch.*VS Code or Cursor/s,
    );
  });

  it("no editor yet: one that comes in time is asked", async () => {
    await machine.service("--grace-ms", "10000");
    const hook = machine.hook(machine.risky);
    await until(async () => (await machine.status())?.pending === 1, "the question is held");
    const editor = await machine.editor();
    await editor.ask(Answer, { id: (await nextQuestion(editor)).id, answer: "deny" });
    expectDenied(await hook.ended, /denied this/);
  });

  it("the agent is gone: the question is withdrawn", async () => {
    await machine.service();
    const editor = await machine.editor();
    const hook = machine.start("/bin/sh", ["-c", `exec ${machine.places.launcher} claude-code`], {
      stdin: JSON.stringify(machine.risky),
    });
    const { id } = await nextQuestion(editor);
    killTree(hook.child.pid ?? 0);
    await until(() => editor.state().pending.length === 0, "the question is withdrawn");
    expect(await editor.ask(Answer, { id, answer: "allow-once" })).toMatchObject({ accepted: false });
    await until(() => /"withdrawn"/.test(readFileSync(machine.places.audit, "utf8")), "the log says so");
  });

  it("the service is killed with the question open: the launcher denies", async () => {
    const service = await machine.service();
    const editor = await machine.editor();
    const hook = machine.hook(machine.risky);
    await nextQuestion(editor);
    service.child.kill("SIGKILL");
    const ran = await hook.ended;
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(/could not hold the question: its service ended/);
  });

  it("the service is stopped with the question open: denied in words", async () => {
    const service = await machine.service();
    const editor = await machine.editor();
    const hook = machine.hook(machine.risky);
    await nextQuestion(editor);
    service.child.kill("SIGTERM");
    expectDenied(await hook.ended, /the guard was stopped/);
    expect((await service.ended).exitCode).toBe(0);
  });
});

describe("the kill switch", () => {
  it("denies what is pending and what comes, until a person resumes", async () => {
    await machine.service();
    const editor = await machine.editor();
    const pending = machine.hook(machine.risky);
    await nextQuestion(editor);
    await editor.ask(Halt, { because: "enough for today" });
    expectDenied(await pending.ended, /kill switch is engaged \(enough for today\)/);
    expectDenied(await machine.hook(machine.harmless).ended, /kill switch is engaged \(enough for today\)/);
    await until(() => editor.state().halted, "the editor knows");
    await editor.ask(Resume, {});
    expectNoOpinion(await machine.hook(machine.harmless).ended);
    const log = readFileSync(machine.places.audit, "utf8");
    expect(log).toMatch(/enough for today/);
  });

  it("survives the service", async () => {
    const first = await machine.service();
    await callService(machine.places, "POST", "/v1/halt", '{"because":"lunch"}');
    first.child.kill("SIGKILL");
    await first.ended;
    await machine.service();
    expect(await machine.status()).toMatchObject({ halted: true, haltedBecause: "lunch" });
    expectDenied(await machine.hook(machine.harmless).ended, /lunch/);
  });

  it("holds while its file cannot be read", async () => {
    writeFileSync(machine.places.halt, "{");
    await machine.service();
    expectDenied(await machine.hook(machine.harmless).ended, /kill switch/);
  });
});

describe("one service per user", () => {
  it("two starters at once give one", async () => {
    const starts = [1, 2, 3].map(() => machine.service());
    await Promise.all(starts);
    const running = await machine.status();
    await until(
      async () => (await Promise.all(starts)).filter(({ child }) => child.exitCode === null).length === 1,
      "one is left",
    );
    for (const { child } of await Promise.all(starts)) {
      if (child.pid !== running?.pid) expect(child.exitCode).toBe(0);
    }
  });

  it("takes over a socket file that nobody serves", async () => {
    const first = await machine.service();
    first.child.kill("SIGKILL");
    await first.ended;
    await machine.service();
    expectNoOpinion(await machine.hook(machine.harmless).ended);
  });

  it("ends when idle, and takes its socket with it", async () => {
    const service = await machine.service("--idle", IDLE_SECONDS);
    expect((await service.ended).exitCode).toBe(0);
    expect(() => readFileSync(machine.places.socket)).toThrow(/ENOENT/);
  });

  it("does not end while an editor is open", async () => {
    const service = await machine.service("--idle", IDLE_SECONDS);
    const editor = await machine.editor();
    await new Promise(resolve => setTimeout(resolve, Number(IDLE_SECONDS) * 1500));
    expect(service.child.exitCode).toBe(null);
    editor.close();
    expect((await service.ended).exitCode).toBe(0);
  });

  it("keeps its folder and socket to the user", async () => {
    await machine.service();
    expect(statSync(machine.places.data).mode & 0o777).toBe(0o700);
    expect(statSync(machine.places.socket).mode & 0o777).toBe(0o600);
  });

  it("an older service is asked to stop and replaced", async () => {
    const stopped: string[] = [];
    const old = createServer((request, response) => {
      if (request.url === "/v1/stop") {
        stopped.push("stop");
        response.on("close", () => old.close());
      }
      machine.answerAsService(request, response, {
        protocol: 0,
        version: "0.0.1",
        pid: process.pid,
        editors: [],
        pending: 0,
      });
    });
    await new Promise<void>(resolve => old.listen(machine.places.socket, resolve));
    const ran = await machine.cli(["service", "start"]);
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`The service ${VERSION} runs`) });
    expect(stopped).toEqual(["stop"]);
    expect(await machine.status()).toMatchObject({ version: VERSION });
  });

  it("a newer service stays", async () => {
    const stopped: string[] = [];
    const newer = createServer((request, response) => {
      stopped.push(String(request.url));
      machine.answerAsService(request, response, {
        protocol: 999,
        version: "99.0.0",
        pid: 1,
        uptime: 1,
        editors: [],
        pending: 0,
      });
    });
    await new Promise<void>(resolve => newer.listen(machine.places.socket, resolve));
    const ran = await machine.cli(["service", "start"]);
    expect(ran.stdout).toContain("The service 99.0.0 runs");
    expect(stopped).not.toContain("/v1/stop");
    await new Promise(resolve => newer.close(resolve));
  });
});

describe("its doors", () => {
  const cases: readonly (readonly [
    route: string,
    method: "GET" | "POST",
    body: string,
    status: number,
    says: RegExp,
  ])[] = [
    ["/v1/status", "GET", "", 200, new RegExp(`"protocol":${PROTOCOL},`)],
    ["/v1/nothing", "GET", "", 404, /no such route/],
    ["/v1/hook/nobody", "POST", "{}", 404, /no such agent/],
    ["/v1/halt", "POST", "{}", 400, /because/],
    ["/v1/halt", "POST", "not json", 400, /halt/],
    ["/v1/editor", "GET", "", 404, /no such route/],
  ];
  for (const [route, method, body, status, says] of cases) {
    it(`${method} ${route} ${body}: ${status}`, async () => {
      await machine.service();
      const got = await callService(machine.places, method, route, body);
      expect(got).toMatchObject({ status, body: expect.stringMatching(says) });
    });
  }

  it("an editor that says exit ends its own connection only", async () => {
    const service = await machine.service();
    const socket = connect(machine.places.socket);
    // What was still on its way when the service closed comes back as a reset.
    socket.on("error", () => undefined);
    socket.write("GET /v1/editor HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: agentguard-editor\r\n\r\n");
    const body = JSON.stringify({ jsonrpc: "2.0", method: "exit" });
    socket.once("data", () => socket.write(`Content-Length: ${body.length}\r\n\r\n${body}`));
    await new Promise(resolve => socket.once("close", resolve));
    expect(service.child.exitCode).toBe(null);
    expectNoOpinion(await machine.hook(machine.harmless).ended);
  });

  it("messages of the wrong shape are refused, and the connection goes on", async () => {
    await machine.service();
    const editor = await machine.editor();
    await expect(editor.ask(Answer, { id: 7 } as never)).rejects.toThrow(/guard\/answer: id/);
    await expect(editor.ask(Halt, { because: "" })).rejects.toThrow(/guard\/halt: because/);
    expect(await editor.ask(Impact, { id: "unknown" })).toEqual({ documents: [] });
  });
});

/** A shell and the curl it started: the launcher has no process group of its own. */
function killTree(pid: number): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  for (const child of children) killTree(Number(child));
  if (isAlive(pid)) process.kill(pid, "SIGKILL");
}
