/**
 * A coding agent without a model: takes commands on its standard input, one JSON text a line, asks its hook before each
 * as Claude Code does, and runs what is not denied in a shell that it marks as its own. Answers each with a line.
 *
 *   node agent-client.mjs LAUNCHER
 *
 * `{ "command": "npm test", "unasked": true }` runs without asking, as what a hook never hears of does.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const [launcher] = process.argv.slice(2);
const marked = { ...process.env, CLAUDECODE: "1", CLAUDE_CODE_CHILD_SESSION: "1" };
let call = 0;

for await (const line of createInterface({ input: process.stdin })) {
  const { command, unasked } = JSON.parse(line);
  const reply = unasked ? undefined : JSON.parse(await asked(command));
  const denied = reply?.hookSpecificOutput?.permissionDecision === "deny";
  const said = denied ? reply.hookSpecificOutput.permissionDecisionReason : await ran("bash", ["-c", command], marked);
  process.stdout.write(`${JSON.stringify({ denied, said })}\n`);
}

function asked(command) {
  const payload = {
    session_id: "week",
    transcript_path: "/nowhere/t.jsonl",
    cwd: process.cwd(),
    permission_mode: "default",
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_use_id: `call-${call++}`,
    tool_input: { command },
  };
  return ran(launcher, ["claude-code"], process.env, JSON.stringify(payload));
}

function ran(program, words, env, stdin = "") {
  return new Promise(resolve => {
    const child = spawn(program, words, { env, stdio: ["pipe", "pipe", "inherit"] });
    let stdout = "";
    child.stdout.on("data", data => {
      stdout += data;
    });
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
    child.on("close", () => resolve(stdout));
  });
}
