/** Where acts go, through the built service: the badge follows the files, and a person's mark counts from then on. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EnvironmentOf } from "../../src/wire/messages/environment.ts";
import { MarkPlace } from "../../src/wire/messages/mark-place.ts";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { Machine, needBuild, nextQuestion, until } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(() => machine.dispose());

const DATABASE = "DATABASE_URL=postgres://u:p@db.acme.io:5432/shop\n";
const MARK = { kind: "host", value: "db.acme.io", as: "staging" } as const;

describe("the badge", () => {
  it("follows the files it rests on, one folder apart from the other", async () => {
    const other = machine.write("other/README.md", "x").replace("/README.md", "");
    await machine.service();
    let changes = 0;
    const editor = await machine.editor("vscode", [machine.workspace, other], () => changes++);
    const names = async () => [
      (await editor.ask(EnvironmentOf, { folder: machine.workspace })).name,
      (await editor.ask(EnvironmentOf, { folder: other })).name,
    ];
    expect(await names()).toEqual(["local", "local"]);
    machine.write("work/api/.env", DATABASE);
    await until(async () => changes > 0 && (await names())[0] === "production", "the badge says production");
    expect((await names())[1]).toBe("local");
    const { evidence, places } = await editor.ask(EnvironmentOf, { folder: machine.workspace });
    expect(evidence[0]).toMatchObject({ file: `${machine.workspace}/api/.env`, line: 1, variable: "DATABASE_URL" });
    expect(places).toMatchObject([{ key: "host", name: "db.acme.io" }]);
    expect(JSON.stringify(evidence)).not.toContain("u:p");
  });
});

describe("a mark", () => {
  const act = () =>
    machine.act("Bash", { command: "psql -h db.acme.io -c 'UPDATE carts SET open = false WHERE id = 7'" });

  it("by an editor counts for acts and for the badge", async () => {
    machine.write("work/.env", DATABASE);
    await machine.service();
    const editor = await machine.editor();
    expect((await editor.ask(EnvironmentOf, { folder: machine.workspace })).name).toBe("production");
    machine.hook(act());
    const { card } = await nextQuestion(editor);
    expect(card.environment).toMatchObject({ name: "production", places: [{ key: "host", name: "db.acme.io" }] });
    expect(await editor.ask(MarkPlace, MARK)).toEqual({ accepted: true });
    await until(
      async () => (await editor.ask(EnvironmentOf, { folder: machine.workspace })).name === "staging",
      "the badge says staging",
    );
    expectNoOpinion(await machine.hook({ ...act(), session_id: "s2" }).ended);
    const log = machine.read(machine.places.audit.slice(machine.home.length + 1));
    expect(log).toContain("host db.acme.io is staging");
    expect(log).toContain("place-marked");
  });

  it("is refused where the policy has an error, which stays as it is", async () => {
    await machine.service();
    const editor = await machine.editor();
    const policy = machine.places.userPolicy.slice(machine.home.length + 1);
    machine.write(policy, '{\n  "version": 1,\n  "rulez": []\n}\n');
    const answer = await editor.ask(MarkPlace, MARK);
    expect(answer.accepted).toBe(false);
    expect(answer.because).toMatch(/policy\.json:3:3: Unknown key "rulez"/);
    expect(machine.read(policy)).toContain("rulez");
  });

  it("by the command line is a person's, and none of an agent's", async () => {
    expect(await machine.cli(["mark", "db.acme.io", "staging"])).toMatchObject({ exitCode: 0, stderr: "" });
    const policy = machine.read(machine.places.userPolicy.slice(machine.home.length + 1));
    expect(JSON.parse(policy).environments).toEqual({ staging: { match: { host: ["db.acme.io"] } } });
    const asAgent = await machine.cli(["mark", "x.acme.io", "local"], { env: { CURSOR_AGENT: "1" } });
    expect(asAgent).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/for a person to do/) });
    expect(await machine.cli(["mark", "x.acme.io", "live"])).toMatchObject({ exitCode: 1 });
    await machine.service();
    expectDenied(await machine.hook(machine.act("Bash", { command: "agentguard mark x.acme.io local" })).ended, /./);
  });
});
