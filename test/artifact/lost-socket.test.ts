/** The service's socket is deleted, moved or replaced: it is there again within a moment, with the same service. */
import { renameSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { frameReply } from "../../src/hosts/hook/frame.ts";
import { callAsPerson, openEditorStream, Stranger, serviceStatus } from "../../src/platform/service-client.ts";
import { proofOf, serviceKey } from "../../src/platform/service-key.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import { proven } from "../../src/wire/proven.ts";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { DIST, isAlive, Machine, needBuild, nextQuestion, until } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

const pidNow = async () => (await machine.status())?.pid;

describe("a socket that is lost", () => {
  const ways: readonly (readonly [name: string, lose: (socket: string) => void])[] = [
    ["deleted", socket => unlinkSync(socket)],
    ["moved", socket => renameSync(socket, `${socket}.old`)],
    [
      "moved, with a link in its place",
      socket => {
        renameSync(socket, `${socket}.old`);
        symlinkSync(`${socket}.old`, socket);
      },
    ],
    [
      "replaced by a file",
      socket => {
        unlinkSync(socket);
        writeFileSync(socket, "");
      },
    ],
    ["deleted with its folder", () => rmSync(machine.places.data, { recursive: true })],
  ];
  for (const [name, lose] of ways) {
    it(`${name}: is back, the open stream goes on, and nobody is stopped or blamed`, async () => {
      const { child } = await machine.service();
      const editor = await machine.editor();
      const { ino } = statSync(machine.places.socket);
      lose(machine.places.socket);
      await until(async () => (await pidNow()) === child.pid, "the service answers at its place");
      await until(() => statSync(machine.places.socket, { throwIfNoEntry: false })?.ino !== ino, "it is a new socket");
      await until(() => machine.notices().some(({ what }) => what === "socket-lost"), "the log tells of it");
      expect(machine.notices().find(({ what }) => what === "socket-lost")).toMatchObject({ by: "somebody" });
      expect(statSync(machine.places.socket).mode & 0o777).toBe(0o600);
      machine.deploy();
      const hook = machine.hook(machine.risky);
      const { id } = await nextQuestion(editor);
      await editor.ask(Answer, { id, answer: "deny" });
      expectDenied(await hook.ended, /denied this/);
      expect(await machine.status()).toMatchObject({ pid: child.pid, halted: false });
      await machine.editor("cursor");
    });
  }

  it("is the same service's again and again", async () => {
    const { child } = await machine.service();
    for (let i = 0; i < 5; i++) {
      await until(async () => (await pidNow()) === child.pid, "the service answers");
      unlinkSync(machine.places.socket);
    }
    await until(async () => (await pidNow()) === child.pid, "the service answers");
  });

  it("whose rights are taken away gets them back", async () => {
    const { chmodSync } = await import("node:fs");
    await machine.service();
    chmodSync(machine.places.socket, 0o000);
    await until(() => (statSync(machine.places.socket).mode & 0o777) === 0o600, "the rights are back");
  });

  it("leaves one service where another is started in that moment", async () => {
    const { child } = await machine.service();
    unlinkSync(machine.places.socket);
    const others = [1, 2].map(() => machine.start(process.execPath, [join(DIST, "service.cjs")]));
    for (const { ended } of others) expect(await ended).toMatchObject({ exitCode: 0 });
    expect(await pidNow()).toBe(child.pid);
    expectNoOpinion(await machine.hook(machine.harmless).ended);
    expect(await machine.status()).toMatchObject({ halted: false });
  });

  it.runIf(process.platform === "linux")("is left to a service that took it while this one could not act", async () => {
    const { child, ended } = await machine.service();
    child.kill("SIGSTOP");
    unlinkSync(machine.places.socket);
    const next = await machine.service();
    child.kill("SIGCONT");
    expect(await ended).toMatchObject({ exitCode: 0 });
    expect(await machine.status()).toMatchObject({ pid: next.child.pid, halted: false });
    expect(isAlive(child.pid ?? 0)).toBe(false);
  });
});

describe("somebody else listens while no service runs", () => {
  const ALLOWS = frameReply({ stdout: "", stderr: "", exitCode: 0 });
  const answers: readonly (readonly [name: string, answer: RequestListener])[] = [
    ["lets everything pass", (_, response) => response.end(ALLOWS)],
    [
      "proves it with a key of its own",
      (_, response) => response.end(proven(ALLOWS, said => proofOf("00", "n", said))),
    ],
    ["says nothing that is HTTP", (_, response) => response.socket?.end("hello")],
  ];
  for (const [name, answer] of answers) {
    it.runIf(process.platform === "linux")(`and ${name}: nothing runs, it is put out, agents are stopped`, async () => {
      // The key of an earlier service.
      serviceKey(machine.places);
      const stranger = createServer(answer);
      await new Promise<void>(resolve => stranger.listen(machine.places.socket, resolve));
      const { stdout } = await machine.hook(machine.harmless).ended;
      expect(JSON.parse(stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: "deny" } });
      await until(async () => (await machine.status().catch(() => undefined))?.halted === true, "a service runs");
      const { haltedBecause } = (await machine.status()) ?? {};
      expect(haltedBecause).toMatch(
        /another program listened in the place of AgentGuard's socket .*: node \(process \d+\)/,
      );
      stranger.closeAllConnections();
      await new Promise(resolve => stranger.close(resolve));
    });
  }

  it("no editor and no command takes it for the service", async () => {
    serviceKey(machine.places);
    const says = {
      protocol: 2,
      version: "99.0.0",
      pid: process.pid,
      halted: false,
      pending: 0,
      editors: [],
      uptime: 1,
    };
    const stranger = createServer((_, response) => response.end(JSON.stringify(says)));
    const switching = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: agentguard-editor\r\n\r\n";
    stranger.on("upgrade", (_, socket) => socket.end(switching));
    await new Promise<void>(resolve => stranger.listen(machine.places.socket, resolve));
    await expect(serviceStatus(machine.places)).rejects.toThrow(Stranger);
    await expect(openEditorStream(machine.places)).rejects.toThrow(Stranger);
    await expect(callAsPerson(machine.places, "/v1/questions")).rejects.toThrow(Stranger);
    stranger.closeAllConnections();
    await new Promise(resolve => stranger.close(resolve));
  });
});

describe("somebody else listens in its place", () => {
  /** A listener of the test's own process, which says what a service would say. */
  async function forged(says: object): Promise<() => Promise<void>> {
    const server = createServer((_, response) => response.end(JSON.stringify(says)));
    await new Promise<void>(resolve => server.listen(`${machine.places.socket}.forged`, resolve));
    renameSync(`${machine.places.socket}.forged`, machine.places.socket);
    return () => new Promise(resolve => void server.close(() => resolve()));
  }
  const claims: readonly (readonly [name: string, pid: (service: number) => number])[] = [
    ["its own process", () => process.pid],
    ["the service's", service => service],
    ["none that there is", () => 999_999_999],
  ];
  for (const [name, pid] of claims) {
    it.runIf(process.platform === "linux")(
      `and names ${name}: is put out, agents are stopped, no agent is blamed`,
      async () => {
        const { child } = await machine.service();
        const editor = await machine.editor();
        const close = await forged({
          protocol: 2,
          version: "0.1.0",
          pid: pid(child.pid ?? 0),
          halted: false,
          pending: 0,
          editors: [],
          uptime: 1,
        });
        await until(
          async () => (await machine.status())?.halted === true,
          "the service is back and has stopped agents",
        );
        expect(await machine.status()).toMatchObject({
          pid: child.pid,
          haltedBecause: expect.stringMatching(/another program listened in the place of AgentGuard's socket/i),
        });
        await until(() => editor.state().halted, "the editor hears of it on its old stream");
        const notice = machine.notices().find(({ what }) => what === "socket-replaced");
        expect(notice).toMatchObject({ by: "somebody" });
        expect(JSON.stringify(machine.notices())).not.toMatch(/claude|cursor-agent|codex/i);
        expectDenied(await machine.hook(machine.harmless).ended, /kill switch/);
        await close();
      },
    );
  }
});
