/**
 * Runs a command where only loopback exists: node test/support/run.mjs test/support/offline.ts <command> [arguments].
 * On Linux as root that is a network namespace of its own, which proves that the product and its tests reach nothing
 * outside this machine. Elsewhere the command runs as usual, after a line that says so.
 */
import { spawn, spawnSync } from "node:child_process";
import { AGENTS } from "../../src/agents/index.ts";

const command = process.argv.slice(2);
// The guard undoes nothing for a process below an agent's shell, so tests started there need their own tree.
const marked = AGENTS.flatMap(({ shellMarkers }) => shellMarkers.map(({ name }) => name)).filter(
  name => process.env[name] !== undefined,
);
const tree =
  marked.length > 0 ? ["--pid", "--fork", "--mount-proc", "env", ...marked.flatMap(name => ["-u", name])] : [];
const namespace = ["-n", ...tree, "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const probe =
  process.platform === "linux" && process.getuid?.() === 0
    ? spawnSync("unshare", [...namespace, "true"], { encoding: "utf8" })
    : undefined;
const isolated = probe?.status === 0;
const why = probe ? (probe.error?.message ?? probe.stderr.trim()) : "it takes root on Linux";
if (!isolated) console.log(`note: the network stays reachable during the tests (${why})`);

const [program, ...args] = isolated ? ["unshare", ...namespace, ...command] : command;
if (!program) throw new Error("usage: offline.ts <command> [arguments]");
const child = spawn(program, args, {
  stdio: "inherit",
  env: { ...process.env, AGENTGUARD_TESTS_OFFLINE: isolated ? "1" : "" },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.on("exit", code => process.exit(code ?? 1));
