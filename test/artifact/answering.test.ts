/** The built command line in a terminal of its own: a person without an editor answers, and nobody else does. */
import { join, relative } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Attached } from "../../src/hosts/answering/attach.ts";
import { callAsPerson } from "../../src/platform/service-client.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import type { QuestionsResult } from "../../src/wire/messages/questions.ts";
import { Pty } from "../support/pty.ts";
import { testSigner } from "../support/test-client.ts";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { DIST, Machine, needBuild, until } from "./machine.ts";

let machine: Machine;
let terminals: Pty[];
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
  terminals = [];
});
afterEach(async () => {
  for (const terminal of terminals) await terminal.close();
  await machine.dispose();
});

const CLI = `${process.execPath} ${join(DIST, "cli.cjs")}`;

/** `agentguard …` in a terminal of 60 columns. */
function terminal(words: string, env: NodeJS.ProcessEnv = {}): Pty {
  const pty = new Pty(`stty cols 60; ${CLI} ${words}; echo "ended with $?"`, "", {
    cwd: machine.workspace,
    env: { ...machine.env, ...env },
  });
  terminals.push(pty);
  return pty;
}

const shows = (pty: Pty, text: string | RegExp, from = 0) =>
  pty.until(() => (typeof text === "string" ? pty.text(from).includes(text) : text.test(pty.text(from))));
/** Longer than keys are without effect after a question has come. */
const read = () => new Promise(resolve => setTimeout(resolve, 1500));
const pending = async () =>
  JSON.parse((await callAsPerson(machine.places, "/v1/questions", 10_000, "{}")).body) as QuestionsResult;
/** Types the code that the paired editor is shown, after a wrong one. */
async function typeCode(pty: Pty, editor: Attached): Promise<void> {
  await shows(pty, "A code is shown in");
  await until(() => editor.state().pairing !== undefined, "the editor shows the code");
  const { code = "" } = editor.state().pairing ?? {};
  pty.type(`${code === "000000" ? "111111" : "000000"}\r`);
  await shows(pty, "This is not the code.");
  pty.type(`${code.slice(0, 3)} ${code.slice(3)}\r`);
  await shows(pty, "This terminal is paired now");
}
/** What allows the risky act: a key, or the name that is asked for. */
async function allowIn(pty: Pty): Promise<void> {
  const from = pty.length;
  pty.type("a");
  const { card } = (await pending()).pending[0] ?? {};
  if (card?.override !== "type-name") return;
  await shows(pty, "To allow this once, type", from);
  pty.type(`${card.typeName}\r`);
}

describe("agentguard watch", () => {
  it("shows one question after the other, and answers each", async () => {
    await machine.service("--grace-ms", "100");
    const watch = terminal("watch");
    await shows(watch, "Nothing waits for an answer.");
    expect((await machine.status())?.editors).toEqual(["terminal"]);
    const first = machine.hook(machine.risky);
    await shows(watch, "[d]eny  [t]ell and deny  [a]llow once");
    const second = machine.hook(machine.act("Bash", { command: "rm -rf ../work/" }));
    await until(async () => (await pending()).pending.length === 2, "both wait");
    await read();
    watch.type("t");
    await shows(watch, "Tell claude-code");
    watch.type("work on a copy\r");
    expectDenied(await first.ended, /denied this and says: work on a copy\./);
    await shows(watch, /Denied\.[\s\S]*Asked +by claude-code/);
    await read();
    await allowIn(watch);
    expectNoOpinion(await second.ended);
    await shows(watch, /Allowed once\.\n+Nothing waits/);
    const written = watch.raw.replaceAll(/\x1b\[[0-9]*[A-Za-z]/g, "").split(/[\r\n]+/);
    expect(written.filter(line => Array.from(line).length > 60)).toEqual([]);
  });

  it("ignores what was typed before the question could be read", async () => {
    await machine.service("--grace-ms", "100");
    const watch = terminal("watch");
    await shows(watch, "Nothing waits");
    watch.type("dddaaa");
    machine.hook(machine.risky);
    await shows(watch, "[d]eny");
    watch.type("d");
    watch.type("a\r");
    await shows(watch, "Keys count when you have stopped typing.");
    await read();
    expect((await pending()).pending.length).toBe(1);
  });

  it("leaves questions open on Ctrl-C, and takes back one that is over", async () => {
    await machine.service("--grace-ms", "100");
    const editor = await machine.editor();
    const watch = terminal("watch");
    await typeCode(watch, editor);
    await shows(watch, "Nothing waits");
    const hook = machine.hook(machine.risky);
    await shows(watch, "[d]eny");
    await editor.ask(Answer, { id: (await pending()).pending[0]?.id ?? "", answer: "deny" });
    await shows(watch, "This question is over");
    await hook.ended;
    machine.hook(machine.risky);
    await until(async () => (await pending()).pending.length === 1, "another waits");
    await shows(watch, /over[\s\S]*\[d\]eny/);
    watch.type("\x03");
    await shows(watch, "Left. What was not answered stays open");
    await shows(watch, "ended with 0");
    expect((await pending()).pending.length).toBe(1);
  });

  it("paints nothing where NO_COLOR is set", async () => {
    await machine.service("--grace-ms", "100");
    const [plain, painted] = [terminal("watch", { NO_COLOR: "1" }), terminal("watch")];
    for (const pty of [plain, painted]) await shows(pty, "Nothing waits");
    machine.hook(machine.risky);
    for (const pty of [plain, painted]) await shows(pty, "[d]eny");
    expect(plain.raw).not.toMatch(/\x1b\[[0-9;]*m/);
    expect(painted.raw).toMatch(/\x1b\[1m/);
  });
});

describe("where the policy takes a one-time code", () => {
  beforeEach(() => {
    const rule = { id: "coded", when: { effect: "delete" }, then: "ask", require: "code" };
    machine.write(relative(machine.home, machine.places.userPolicy), JSON.stringify({ version: 1, rules: [rule] }));
  });

  it("a code that is left lets it pass once, and nothing else does", async () => {
    await machine.service("--grace-ms", "100");
    const making = terminal("codes --new");
    await shows(making, "ended with 0");
    const [code = "", last = ""] = making.text().match(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}/g) ?? [];
    const editor = await machine.editor();
    const hook = machine.hook(machine.risky);
    await until(async () => (await pending()).pending.length === 1, "it waits");
    const { id = "" } = (await pending()).pending[0] ?? {};
    // The key of a paired client alone allows nothing, and makes no codes.
    for (const typed of [undefined, "", "0000-0000-0000"])
      expect(
        await editor.ask(Answer, { id, answer: "allow-once", ...(typed !== undefined && { typed }) }),
      ).toMatchObject({
        accepted: false,
      });
    const made = await callAsPerson(machine.places, "/v1/codes", 10_000, '{"make":true}', testSigner);
    expect(made).toMatchObject({ status: 400, body: expect.stringContaining("whoever has one of the old ones") });
    const approve = terminal(`approve ${id}`);
    await typeCode(approve, editor);
    await shows(approve, "type one of your one-time codes");
    await read();
    approve.type(`${code.toLowerCase()}\r`);
    await shows(approve, "Allowed once.");
    expectNoOpinion(await hook.ended);
    const left = terminal("codes");
    await typeCode(left, editor);
    await shows(left, "9 one-time codes are left");
    const anew = terminal("codes --new");
    await typeCode(anew, editor);
    await shows(anew, "One of your codes:");
    anew.type(`${last}\r`);
    await shows(anew, "Keep these off this machine");
  });

  it("nothing passes while there are no codes, and the person is told how to make some", async () => {
    await machine.service("--grace-ms", "100");
    const editor = await machine.editor();
    const hook = machine.hook(machine.risky);
    await until(async () => (await pending()).pending.length === 1, "it waits");
    const { id = "" } = (await pending()).pending[0] ?? {};
    expect(await editor.ask(Answer, { id, answer: "allow-once", typed: "7KQ2-9MTX-3PBV" })).toMatchObject({
      accepted: false,
      because: expect.stringContaining("agentguard codes --new"),
    });
    await editor.ask(Answer, { id, answer: "deny" });
    expectDenied(await hook.ended, /denied this/);
  });
});

describe("agentguard pending, approve and deny", () => {
  it("allow after the fact what nobody was there for; the agent is told how", async () => {
    await machine.service("--grace-ms", "100");
    const denied = await machine.hook(machine.risky).ended;
    expectDenied(denied, /agentguard approve [0-9a-f]{8}/);
    const id = /agentguard approve ([0-9a-f]{8})/.exec(denied.stdout)?.[1] ?? "";
    const listed = await machine.cli(["pending"]);
    expect(listed.stdout).toContain(id.slice(0, 4));
    expect(listed.stdout).toMatch(/nobody was there to ask,/);
    const approve = terminal(`approve ${id}`);
    await shows(approve, /To allow this once, type|Allow this once\?/);
    approve.type("y\r");
    await read();
    const { card } = (await pending()).pending[0] ?? {};
    approve.type(card?.override === "type-name" ? `${card.typeName}\r` : "y\r");
    await shows(approve, "Allowed once.");
    await shows(approve, "try it again");
    await shows(approve, "ended with 0");
    expectNoOpinion(await machine.hook(machine.risky).ended);
  });

  it("deny what waits, with words; anything but y leaves it open", async () => {
    await machine.service();
    const editor = await machine.editor();
    const hook = machine.hook(machine.risky);
    await until(async () => (await pending()).pending.length === 1, "it waits");
    const { id = "" } = (await pending()).pending[0] ?? {};
    expect((await machine.cli(["pending"])).stdout).toMatch(/Waiting for an answer:[\s\S]*claude-code/);
    expect(JSON.parse((await machine.cli(["pending", "--json"])).stdout)).toMatchObject({
      pending: [{ id }],
      ended: [],
    });
    const no = terminal(`deny ${id.slice(0, 4)}`);
    await typeCode(no, editor);
    await shows(no, "Deny this?");
    await read();
    no.type("\r");
    await shows(no, "the question stays open");
    await shows(no, "ended with 1");
    const yes = terminal(`deny ${id.slice(0, 4)} --tell 'use a branch'`);
    await typeCode(yes, editor);
    await shows(yes, "Deny this?");
    await read();
    yes.type("y\r");
    await shows(yes, "Denied.");
    expectDenied(await hook.ended, /says: use a branch\./);
  });

  it.each(["approve", "deny", "watch"])("%s refuses where nobody can be asked", async command => {
    await machine.service();
    await machine.editor();
    machine.hook(machine.risky);
    await until(async () => (await pending()).pending.length === 1, "it waits");
    const { id = "" } = (await pending()).pending[0] ?? {};
    const ran = await machine.cli([command, ...(command === "watch" ? [] : [id])], { stdin: "y\n" });
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toMatch(/in a terminal of your own/);
    expect((await pending()).pending.length).toBe(1);
  });

  it("say it where nothing waits, and where there is no such id", async () => {
    expect((await machine.cli(["pending"])).stdout).toBe("Nothing waits for an answer.\n");
    await machine.service();
    const ran = await machine.cli(["approve", "ffff"]);
    expect(`${ran.exitCode} ${ran.stderr}`).toMatch(/^2 .*no question has the id ffff: see agentguard pending/);
  });
});
