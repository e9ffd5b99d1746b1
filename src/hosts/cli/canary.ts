/** Proof that the gate works: real calls through the real launcher, one harmless and one that nobody may allow. */
import { spawn } from "node:child_process";
import type { Agent, Reply } from "../../agents/agent.ts";
import type { Places } from "../../platform/places.ts";

export interface CanaryResult {
  readonly ok: boolean;
  /** One sentence. */
  readonly because: string;
}

const LIMIT_MS = 30_000;

/** Nothing of what the calls propose is ever run. */
export async function flyCanaries(agent: Agent, own: Places): Promise<CanaryResult> {
  const harmless = agent.shellCall("true", own.data);
  const forbidden = agent.shellCall(`rm -rf '${own.data}'`, own.data);
  const { event } = agent.read(harmless, {});
  const passed = await call(own, agent, harmless);
  const wanted = agent.reply({ kind: "no-opinion" }, event);
  if (!same(passed, wanted)) return { ok: false, because: `a harmless call was not passed: ${shown(passed)}` };
  const refused = await call(own, agent, forbidden);
  if (same(refused, wanted) || !isRefusal(refused, agent, event))
    return { ok: false, because: `a call that would delete AgentGuard itself was not denied: ${shown(refused)}` };
  return { ok: true, because: "a harmless call passed and a destructive one was denied." };
}

function call(own: Places, agent: Agent, canary: unknown): Promise<Reply> {
  return new Promise(resolve => {
    const child = spawn(own.launcher, [agent.id], { stdio: "pipe" });
    const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", data => (stdout += data));
    child.stderr.on("data", data => (stderr += data));
    child.stdin.on("error", () => {});
    child.stdin.end(JSON.stringify(canary));
    const end = (exitCode: number) => {
      clearTimeout(timer);
      resolve({ stdout, stderr, exitCode });
    };
    child.on("error", error => {
      stderr += error.message;
      end(-1);
    });
    child.on("close", code => end(code ?? -1));
  });
}

/** The reply that the agent's file gives for a denial, whatever its reason. */
function isRefusal(reply: Reply, agent: Agent, event: string | undefined): boolean {
  const gap = "AGENTGUARD-REASON";
  const { stdout, stderr, exitCode } = agent.reply({ kind: "deny", reason: gap }, event);
  const fits = (text: string, form: string) => {
    const [before = "", after = ""] = [
      form.slice(0, form.indexOf(gap)),
      form.slice(form.lastIndexOf(gap) + gap.length),
    ];
    return form.includes(gap) ? text.startsWith(before) && text.endsWith(after) : text === form;
  };
  return reply.exitCode === exitCode && fits(reply.stdout, stdout) && fits(reply.stderr, stderr);
}

function same(a: Reply, b: Reply): boolean {
  return a.stdout === b.stdout && a.stderr === b.stderr && a.exitCode === b.exitCode;
}

function shown({ stdout, stderr, exitCode }: Reply): string {
  return `exit code ${exitCode}${[stdout, stderr].map(text => (text.trim() === "" ? "" : `, ${text.trim().slice(0, 400)}`)).join("")}`;
}
