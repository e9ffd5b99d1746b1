/** What a hook costs an agent: the launcher with the service, against what it could not do without and what it replaces. */
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { DIST, Machine } from "../artifact/machine.ts";
import { interleaved, median, quantile, table } from "./numbers.ts";

export async function benchHook(rounds: number): Promise<string> {
  const machine = new Machine();
  const bare = join(machine.home, "bare.sock");
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.end("{}"));
  });
  try {
    machine.deploy();
    await machine.service();
    await new Promise<void>(resolve => server.listen(bare, resolve));
    const payload = JSON.stringify(machine.harmless);
    const run =
      (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      async () => {
        const code = await ran(program, args, { ...machine.env, ...env }, payload);
        if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}`);
      };
    const curl = ["-q", "-sS", "--unix-socket", bare, "-H", "Expect:", "-T", "-", "-X", "POST", "http://agentguard/"];
    // A home of its own, whose service cannot start: the fallback judges by itself.
    const cold = new Machine();
    cold.deploy();
    cold.breakService();
    const times = await interleaved(
      {
        "sh -c true": run("/bin/sh", ["-c", "true"]),
        "curl, bare server": run("/usr/bin/curl", curl),
        "node -e 0": run(process.execPath, ["-e", "0"]),
        "AgentGuard's hook": run(machine.places.launcher, ["claude-code"]),
        "the same, cold in Node": run(
          process.execPath,
          [join(cold.places.runtime, "hook.cjs"), "--host", "claude-code"],
          {
            HOME: cold.home,
          },
        ),
      },
      rounds,
    );
    await cold.dispose();
    const hook = median(times["AgentGuard's hook"]);
    const rows = Object.entries(times).map(([name, values]) => [
      name,
      median(values).toFixed(1),
      quantile(values, 0.9).toFixed(1),
      `${(median(values) / median(times["curl, bare server"])).toFixed(2)} ×`,
    ]);
    const toCurl = hook / median(times["curl, bare server"]);
    const toNode = hook / median(times["the same, cold in Node"]);
    return [
      `One call, ms, ${rounds} rounds in turn, built files in ${DIST}`,
      table([["", "median", "p90", "to curl"], ...rows]),
      "",
      verdict("hook to bare curl", toCurl, 2),
      verdict("hook to a cold Node hook", toNode, 1 / 3),
    ].join("\n");
  } finally {
    server.close();
    await machine.dispose();
  }
}

function verdict(what: string, ratio: number, target: number): string {
  return `${what}: ${ratio.toFixed(2)}, wanted below ${target.toFixed(2)}: ${ratio < target ? "met" : "NOT met"}`;
}

function ran(program: string, args: readonly string[], env: NodeJS.ProcessEnv, stdin: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ["pipe", "ignore", "ignore"] });
    child.on("error", reject);
    child.on("close", resolve);
    child.stdin?.on("error", () => {});
    child.stdin?.end(stdin);
  });
}
