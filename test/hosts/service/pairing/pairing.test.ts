/** Who is paired at once, who by a code, and who not at all. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Asking, Pairing } from "../../../../src/hosts/service/pairing/pairing.ts";
import { keyId } from "../../../../src/platform/client-key.ts";
import { type Process, sessionOf } from "../../../../src/platform/lineage.ts";
import { PairedClients } from "../../../../src/platform/paired-clients.ts";
import { FakeClock } from "../fake-clock.ts";

/** Leads a session of its own: the session of the tests may have begun outside of the container they run in. */
let leader: ChildProcess;
let session: Process | undefined;
let file: string;
let clock: FakeClock;
let connected: { client: string }[];
let notices: unknown[];
let desk: Pairing;

beforeAll(() => {
  leader = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
  session = sessionOf(leader.pid ?? 0);
});
afterAll(() => void leader.kill());

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), "ag-")), "paired.json");
  clock = new FakeClock();
  connected = [];
  notices = [];
  desk = deskOf(new PairedClients(file));
});

function deskOf(clients: PairedClients): Pairing {
  return new Pairing({
    clients,
    clock,
    notice: async (...words) => void notices.push(words),
    connected: () => connected,
    changed() {},
  });
}

const editor = (key: string, login = true): Asking => ({ key, client: "vscode", isOfLogin: () => login });
const terminal = (key: string, login = true): Asking => ({
  key,
  client: "terminal",
  name: "pts/3",
  ...(session && { session: { pid: session.pid, since: session.since } }),
  isOfLogin: () => login,
});

describe.runIf(process.platform === "linux")("asked to be paired", () => {
  interface Case {
    readonly what: string;
    readonly before?: () => readonly Asking[];
    readonly open?: readonly string[];
    readonly asking: () => Asking;
    readonly kind: "paired" | "code" | "refused";
  }
  const check = ({ what, before = () => [], open = [], asking, kind }: Case) =>
    it(`${what}: ${kind}`, async () => {
      for (const one of before()) await desk.ask(one);
      connected = open.map(client => ({ client }));
      const client = asking();
      expect((await desk.ask(client)).kind).toBe(kind);
      expect(desk.byKey(client.key) !== undefined).toBe(kind === "paired");
    });
  check({ what: "the first editor", asking: () => editor("a"), kind: "paired" });
  check({ what: "the first editor, of no login", asking: () => editor("a", false), kind: "refused" });
  check({
    what: "the same editor again",
    before: () => [editor("a")],
    asking: () => editor("a", false),
    kind: "paired",
  });
  check({
    what: "a second editor, the first is closed",
    before: () => [editor("a")],
    asking: () => editor("b"),
    kind: "refused",
  });
  check({
    what: "a second editor, the first is open",
    before: () => [editor("a")],
    open: ["vscode"],
    asking: () => editor("b"),
    kind: "code",
  });
  check({
    what: "the first editor beside a terminal",
    before: () => [terminal("t")],
    asking: () => editor("a"),
    kind: "paired",
  });
  check({ what: "a terminal of a login", asking: () => terminal("t"), kind: "paired" });
  check({ what: "a terminal of no login", asking: () => terminal("t", false), kind: "refused" });
  check({
    what: "a terminal while an editor is open",
    before: () => [editor("a")],
    open: ["vscode"],
    asking: () => terminal("t"),
    kind: "code",
  });
  check({
    what: "a terminal while the editor is closed",
    before: () => [editor("a")],
    asking: () => terminal("t"),
    kind: "paired",
  });
  check({ what: "a terminal beside another one", open: ["terminal"], asking: () => terminal("t"), kind: "paired" });
  check({
    what: "a terminal of no login while an editor is open",
    before: () => [editor("a")],
    open: ["vscode"],
    asking: () => terminal("t", false),
    kind: "code",
  });
});

describe("a code", () => {
  beforeEach(async () => {
    await desk.ask(editor("a"));
    connected = [{ client: "vscode" }];
    await desk.ask(editor("b"));
  });
  const wrong = () => (desk.request?.code === "000000" ? "000001" : "000000");

  it("pairs the client that has asked, however it is typed", async () => {
    const code = desk.request?.code ?? "";
    expect(code).toMatch(/^\d{6}$/);
    expect(await desk.tell("b", ` ${code.slice(0, 3)} ${code.slice(3)}`)).toEqual({ accepted: true });
    expect(desk.byKey("b")).toMatchObject({ client: "vscode", how: expect.stringContaining("by a code") });
    expect(desk.request).toBeUndefined();
    expect(notices.at(-1)).toEqual(["paired", "VS Code", "by a code that a paired client has shown"]);
  });

  it("is no use to another client", async () => {
    expect(await desk.tell("c", desk.request?.code ?? "")).toMatchObject({ accepted: false });
    expect(desk.byKey("c")).toBeUndefined();
    expect(desk.byKey("b")).toBeUndefined();
  });

  it("is good for three tries", async () => {
    const code = desk.request?.code ?? "";
    for (let i = 0; i < 3; i++) expect(await desk.tell("b", wrong())).toMatchObject({ accepted: false });
    expect(await desk.tell("b", code)).toMatchObject({ accepted: false });
    expect(desk.byKey("b")).toBeUndefined();
  });

  it("is good for three minutes", async () => {
    const code = desk.request?.code ?? "";
    clock.pass(3 * 60_000);
    expect(await desk.tell("b", code)).toMatchObject({ accepted: false });
  });

  it("is no longer good when a person refuses, or another client asks", async () => {
    const { id = "", code = "" } = desk.request ?? {};
    expect(await desk.refuse(id, "vscode")).toEqual({ accepted: true });
    expect(await desk.tell("b", code)).toMatchObject({ accepted: false });
    await desk.ask(editor("b"));
    const next = desk.request?.code ?? "";
    await desk.ask(editor("c"));
    expect(await desk.tell("b", next)).toMatchObject({ accepted: false });
  });

  it("is not made more than five times in three minutes", async () => {
    for (let i = 0; i < 4; i++) expect(await desk.ask(editor("b"))).toMatchObject({ kind: "code" });
    expect(await desk.ask(editor("b"))).toMatchObject({ kind: "refused" });
    clock.pass(3 * 60_000);
    expect(await desk.ask(editor("b"))).toMatchObject({ kind: "code" });
  });
});

describe("the list of paired clients", () => {
  it("is kept for the next service, and read by it alone", async () => {
    await desk.ask(editor("a"));
    expect(deskOf(new PairedClients(file)).byKey("a")).toMatchObject({ id: keyId("a") });
    const forged = { id: keyId("x"), key: "x", client: "vscode", paired: 0, how: "by itself" };
    writeFileSync(file, JSON.stringify({ clients: [forged] }));
    expect(desk.byKey("x")).toBeUndefined();
    expect(desk.byKey("a")).toBeDefined();
  });

  it("pairs nobody where it cannot be read", () => {
    writeFileSync(file, "{");
    expect(new PairedClients(file).all).toEqual([]);
  });

  it("forgets a terminal whose session has ended", () => {
    const clients = new PairedClients(file);
    clients.add({ key: "t", client: "terminal", paired: 0, how: "", session: { pid: process.pid, since: "0" } });
    expect(clients.all).toEqual([]);
  });
});
