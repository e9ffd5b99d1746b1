/** What the model gets to read of an env file when a person says no: names and kinds, by whichever tool it asks. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { noise } from "../core/posture/assembled.ts";
import { bash, GuardedAgent } from "../support/agent-session.ts";
import { deny, fakeEditor } from "../support/fake-editor.ts";

const KEY = ["sk", "live", noise(24)].join("_");
const PASSWORD = noise(12);
const ENV = `STRIPE_KEY=${KEY}\nPORT=3000\nDATABASE_URL=postgres://app:${PASSWORD}@db.acme.io/app\n`;
const MASKED = `STRIPE_KEY=<a live Stripe key, ${KEY.length} characters>`;

let agent: GuardedAgent;
beforeEach(async () => {
  agent = await GuardedAgent.install();
  agent.sandbox.write(".env.production", ENV);
});
afterEach(() => agent.remove());

const file = () => agent.sandbox.at(".env.production");

test("every plain read shows the copy, and none of them a value", async () => {
  const editor = await fakeEditor(agent.sandbox, deny("names are enough"));
  const session = await agent.run([
    { calls: [{ tool: "Read", input: { file_path: file() } }] },
    bash("cat .env.production"),
    bash("head -n 2 '.env.production'"),
    bash("grep STRIPE .env.production"),
  ]);
  for (const turn of [0, 1, 2, 3]) {
    const told = session.told(turn);
    expect(told, `turn ${turn}`).toMatchObject({ failed: false });
    expect(told?.text, `turn ${turn}`).toContain(MASKED);
  }
  expect(session.heard).not.toContain(KEY);
  expect(session.heard).not.toContain(PASSWORD);
  expect(session.heard).toContain("names are enough");
  expect(editor.questions).toHaveLength(4);
  editor.close();
});

test("a command that does more is denied, with the names that may be used", async () => {
  const editor = await fakeEditor(agent.sandbox, deny());
  const session = await agent.run([bash("cat .env.production | tr A-Z a-z"), bash("cat notes.txt .env.production")]);
  for (const turn of [0, 1])
    expect(session.told(turn)).toMatchObject({
      failed: true,
      text: expect.stringContaining("Use its variables by their names: STRIPE_KEY, PORT, DATABASE_URL."),
    });
  expect(session.heard.toLowerCase()).not.toContain(KEY.toLowerCase());
  editor.close();
});

test("allowed, the file itself is read", async () => {
  const editor = await fakeEditor(agent.sandbox, () => ({ answer: "allow-once" }));
  const session = await agent.run([bash("grep STRIPE .env.production")]);
  expect(session.told(0)).toMatchObject({ failed: false, text: `STRIPE_KEY=${KEY}` });
  editor.close();
});
