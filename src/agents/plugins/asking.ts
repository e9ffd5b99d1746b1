/**
 * What every plugin of ours begins with: plain JavaScript that starts the launcher and takes nothing but a plain yes for
 * one. The gate is then the same program as for agents that start hooks themselves: service, fallback, kill switch, audit.
 */
import type { Answer, InstallTarget, Reply } from "../agent.ts";
import { launchesUs } from "../json-config.ts";

const HEAD = "// AgentGuard asks here before a tool runs. Written by AgentGuard; edits are overwritten.";
/** What is printed, with exit code 0, when there is nothing against a call. Anything else refuses it. */
const YES = "{}";

/** Text of a module: imports, `ask(call)`, which rejects with words unless the call may run, and then `rest`. */
export function pluginText({ launcher }: Pick<InstallTarget, "launcher">, id: string, rest: string): string {
  return `${HEAD}
import { spawn } from "node:child_process";

const LAUNCHER = ${JSON.stringify(launcher)};
const FAILED =
  "AgentGuard could not be asked: its hook failed. Nothing was run. Tell the person to run agentguard verify.";

/** Resolves when the call may run; whatever else happens refuses it. */
function ask(call) {
  return new Promise((resolve, reject) => {
    let out = "";
    let err = "";
    const refuse = why => reject(new Error(why.trim() || FAILED));
    const child = spawn(LAUNCHER, [${JSON.stringify(id)}], { stdio: "pipe", windowsHide: true });
    child.on("error", () => refuse(""));
    child.on("close", (code, signal) => {
      if (code === 0 && signal === null && out.trim() === ${JSON.stringify(YES)}) resolve();
      else refuse(code === 2 ? err : "");
    });
    child.stdout.setEncoding("utf8").on("data", text => { out += text; });
    child.stderr.setEncoding("utf8").on("data", text => { err += text; });
    // It may answer before it has read everything.
    child.stdin.on("error", () => {});
    child.stdin.end(JSON.stringify(call));
  });
}

${rest}`;
}

/** Whether a text, of any version of ours, is a plugin that starts this launcher. */
export function isPlugin(text: string, { launcher }: Pick<InstallTarget, "launcher">): boolean {
  const path = /^const LAUNCHER = "(.*)";$/m.exec(text)?.[1];
  return text.startsWith(HEAD) && launchesUs(path, launcher);
}

export function pluginReply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: `${YES}\n`, stderr: "", exitCode: 0 };
  return { stdout: "", stderr: `${answer.reason.trim() || "AgentGuard denied this."}\n`, exitCode: 2 };
}
