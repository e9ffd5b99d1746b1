/** A refused read of an env file through the built launcher: bytes in, bytes out, and what the agent would read. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Answer } from "../../src/wire/messages/answer.ts";
import { noise } from "../core/posture/assembled.ts";
import { expectDenied, expectNoOpinion } from "./claude.ts";
import { Machine, needBuild, nextQuestion } from "./machine.ts";

const KEY = ["sk", "live", noise(24)].join("_");
const ENV = `# rotate ${KEY}\nSTRIPE_KEY=${KEY}\nPORT=3000\nDATABASE_URL=postgres://postgres:${noise(12)}@db.acme.io/app\n`;

let machine: Machine;
beforeAll(needBuild);
beforeEach(async () => {
  machine = new Machine();
  machine.deploy();
  writeFileSync(join(machine.workspace, ".env.production"), ENV);
  writeFileSync(join(machine.workspace, ".env"), "PORT=3000\n");
  await machine.service();
});
afterEach(() => machine.dispose());

const read = (name: string) => machine.act("Read", { file_path: join(machine.workspace, name), offset: 1, limit: 20 });

/** What the agent is told of a command that a person denies. */
async function denied(command: string) {
  const editor = await machine.editor();
  const hook = machine.hook(machine.act("Bash", { command, timeout: 5000 }));
  const { id } = await nextQuestion(editor);
  await editor.ask(Answer, { id, answer: "deny" });
  const { stdout } = await hook.ended;
  return { stdout, said: JSON.parse(stdout).hookSpecificOutput };
}

describe("reading an env file", () => {
  it("of production, when the person denies it: the tool is pointed at a copy without values", async () => {
    const editor = await machine.editor();
    const hook = machine.hook(read(".env.production"));
    const { id } = await nextQuestion(editor);
    await editor.ask(Answer, { id, answer: "deny", tell: "names are enough" });
    const { stdout, stderr, exitCode } = await hook.ended;
    expect([stderr, exitCode]).toEqual(["", 0]);
    expect(stdout).not.toContain(KEY);
    const { hookSpecificOutput: said } = JSON.parse(stdout);
    expect(said).toMatchObject({ hookEventName: "PreToolUse", permissionDecision: "allow" });
    expect(said.updatedInput).toMatchObject({ offset: 1, limit: 20 });
    expect(said.additionalContext).toMatch(
      /a copy that AgentGuard made.*names are enough.*STRIPE_KEY, PORT, DATABASE_URL/s,
    );
    const copy = String(said.updatedInput.file_path);
    expect(copy.startsWith(machine.places.masked)).toBe(true);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(readFileSync(copy, "utf8").split("\n").slice(1)).toEqual([
      `STRIPE_KEY=<a live Stripe key, ${KEY.length} characters>`,
      "PORT=<a number, 4 characters>",
      "DATABASE_URL=<an address, 47 characters>",
      "",
    ]);
  });

  it("of production, when nobody can be asked: a copy as well", async () => {
    const { stdout } = await machine.hook(read(".env.production")).ended;
    expect(JSON.parse(stdout).hookSpecificOutput.updatedInput.file_path).toContain(".env.production");
  });

  it("of production, with copies switched off: a denial that names the variables", async () => {
    machine.write(".config/agentguard/policy.json", '{"version": 1, "maskedReads": false}');
    expectDenied(await machine.hook(read(".env.production")).ended, /STRIPE_KEY, PORT, DATABASE_URL/);
    expect(existsSync(machine.places.masked)).toBe(false);
  });

  it("by a command that does nothing else: the command is pointed at the copy", async () => {
    const { said, stdout } = await denied("grep -n KEY .env.production 2>/dev/null");
    expect(said.permissionDecision).toBe("allow");
    const [copy] = /\/\S+\/\.env\.production/.exec(said.updatedInput.command) ?? [""];
    expect(copy.startsWith(machine.places.masked)).toBe(true);
    expect(said.updatedInput).toEqual({ command: `grep -n KEY ${copy} 2>/dev/null`, timeout: 5000 });
    expect(readFileSync(copy, "utf8")).toContain("STRIPE_KEY=<a live Stripe key");
    expect(stdout).not.toContain(KEY);
  });

  it.each(["cat .env.production | sort", "cat .env .env.production", "sort .env.production", "base64 .env.production"])(
    "by a command that does more: a denial that names the variables: %s",
    async command => {
      const { said, stdout } = await denied(command);
      expect(said).toMatchObject({
        permissionDecision: "deny",
        permissionDecisionReason: expect.stringContaining(
          "Use its variables by their names: STRIPE_KEY, PORT, DATABASE_URL.",
        ),
      });
      expect(stdout).not.toContain(KEY);
      expect(existsSync(machine.places.masked)).toBe(false);
    },
  );

  it("of production, while agents are stopped: denied", async () => {
    await machine.cli(["halt", "lunch"]);
    expectDenied(await machine.hook(read(".env.production")).ended, /kill switch/);
  });

  it("of one's own, by name: nobody is asked", async () => {
    expectNoOpinion(await machine.hook(read(".env")).ended);
  });
});
