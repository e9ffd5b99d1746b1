/**
 * Asks for a request's verdict: the service; if none can be reached, the hook's fallback, which starts one, judges by
 * itself or denies. Any failure is a refusal.
 */
import { spawn } from "node:child_process";
import { Agent } from "node:http";
import { join } from "node:path";
import { type RelayCall, type RelayVerdict, readVerdict, relay } from "../../doors/relay.ts";
import type { Places } from "../../platform/places.ts";
import { callService, type ServiceAnswer, Stranger } from "../../platform/service-client.ts";
import { PID_HEADER } from "../../wire/status.ts";
import { readFrame } from "../hook/frame.ts";
import { FAILED } from "../hook/words.ts";

export interface Asking {
  readonly own: Places;
  /** The folder with the built hook. */
  readonly folder: string;
  /** The environment of the fallback: our own, without what the client's configuration adds for the server. */
  readonly env: NodeJS.ProcessEnv;
}

/** Longer than the service takes to deny in time. */
const PATIENCE_MS = relay.timeoutSeconds * 1000;

/**
 * Connections are kept between two calls for less time than the service keeps them, because a connection that it has
 * closed looks like one on which it ended during a request.
 */
const kept = new Agent({ keepAlive: true, timeout: 30_000 });

/** Asks the guard. Never rejects. */
export async function askGuard(asking: Asking, call: RelayCall, gone: AbortSignal): Promise<RelayVerdict> {
  const bytes = JSON.stringify(call);
  try {
    const { status, body } = await throughService(asking.own, bytes, gone);
    // An older service does not know this protocol. The fallback replaces it.
    if (status === 404) return await throughHook(asking, bytes, gone);
    return verdictIn(body);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (gone.aborted) return denied("the client stopped waiting");
    // Only what was never handed over may be judged elsewhere.
    if (code === "ECONNREFUSED" || code === "ENOENT") return throughHook(asking, bytes, gone);
    return denied(error instanceof Stranger ? FAILED.stranger : FAILED.held);
  }
}

function throughService(own: Places, bytes: string, signal: AbortSignal): Promise<ServiceAnswer> {
  return callService(own, "POST", `/v1/hook/${relay.id}`, bytes, {
    headers: { [PID_HEADER]: String(process.pid), "Content-Type": "application/json" },
    timeoutMs: PATIENCE_MS,
    signal,
    agent: kept,
  });
}

function throughHook({ folder, env }: Asking, bytes: string, signal: AbortSignal): Promise<RelayVerdict> {
  return new Promise(resolve => {
    const args = [join(folder, "hook.cjs"), "--host", relay.id, "--pid", String(process.pid), "--framed"];
    const hook = spawn(process.execPath, args, { env, signal, stdio: ["pipe", "pipe", "ignore"] });
    const parts: Buffer[] = [];
    hook.stdout.on("data", part => parts.push(part));
    hook.stdin.on("error", () => {});
    hook.on("error", () => resolve(denied(FAILED.start)));
    hook.on("close", () => {
      const text = Buffer.concat(parts).toString("utf8");
      resolve(text === "" ? denied(FAILED.start) : verdictIn(text));
    });
    hook.stdin.end(bytes);
  });
}

function verdictIn(frame: string): RelayVerdict {
  return readVerdict(readFrame(frame)?.stdout ?? "") ?? denied(FAILED.answer);
}

function denied(why: string): RelayVerdict {
  return { verdict: "deny", reason: `AgentGuard could not ${why}; nothing was run. ${FAILED.repair}` };
}
