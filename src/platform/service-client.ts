/** Reaches the service from other processes: calls it, starts it when it is missing, replaces it when it is older. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import type { Socket } from "node:net";
import { delimiter, isAbsolute } from "node:path";
import { PROTOCOL } from "../wire/guard.ts";
import { KEY_HEADER, SIGNATURE_HEADER, SIGNED_AT_HEADER, textOf } from "../wire/pairing.ts";
import { textOfProven } from "../wire/proven.ts";
import {
  CHALLENGE_HEADER,
  EDITOR_UPGRADE,
  NONCE_HEADER,
  PID_HEADER,
  PROOF_HEADER,
  type ServiceStatus,
} from "../wire/status.ts";
import { compareVersions, VERSION } from "../wire/version.ts";
import type { Signer } from "./client-key.ts";
import { withoutStandIns } from "./executables.ts";
import { meetChallenge } from "./peer-proof.ts";
import { makePrivateFolder, type Places } from "./places.ts";
import { isProven } from "./service-key.ts";
import { unitOf } from "./strong.ts";

export interface ServiceAnswer {
  readonly status: number;
  readonly body: string;
  /** The name to open before the request is repeated on the same connection. */
  readonly challenge?: unknown;
}

/** Answers to hooks carry their proof in themselves. */
const HOOKS = "/v1/hook/";

/** Thrown when a process takes the call and does not answer in time. */
export class NoAnswer extends Error {}

/** Thrown in strong mode, where only the system starts the service. */
export class NotStarted extends Error {
  constructor(user: number) {
    super(`AgentGuard's service does not run. It is the system's to start: sudo systemctl start ${unitOf(user)}`);
  }
}

/** Thrown when another program answers in the service's place. Its answer is ignored. */
export class Stranger extends Error {
  constructor({ socket, serviceKey }: Places) {
    super(
      `what answers at ${socket} does not show that it is AgentGuard's service: another program stands in its place, or ${serviceKey} is gone. To put it out, run: agentguard service start`,
    );
  }
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the whole answer must have arrived; default 5 s. */
  readonly timeoutMs?: number;
  /** Milliseconds without a sign of life after which it counts as hung; default: `timeoutMs`. */
  readonly silentMs?: number;
  /** Cancels the call when it fires. The service notices that its caller leaves. */
  readonly signal?: AbortSignal;
  /** The connections to use; default: a new one. */
  readonly agent?: Agent;
}

/**
 * Sends one request to the running service. Rejects when nobody listens, with `NoAnswer` when the answer is late, and
 * with `Stranger` when another program answers.
 */
export function callService(
  places: Places,
  method: "GET" | "POST",
  path: string,
  body?: string | Uint8Array,
  options: CallOptions = {},
): Promise<ServiceAnswer> {
  const { timeoutMs = 5000, silentMs, signal, agent = false } = options;
  const nonce = randomUUID();
  const headers = { ...options.headers, [NONCE_HEADER]: nonce };
  const holds = (said: string, proof: string) => isProven(places, nonce, said, proof);
  return new Promise((resolve, reject) => {
    const call = request(
      { socketPath: places.socket, method, path, headers, agent, ...(signal && { signal }) },
      response => {
        const parts: Buffer[] = [];
        response.on("data", part => parts.push(part));
        response.on("error", fail);
        response.on("end", () => {
          clearTimeout(timer);
          const challenge = response.headers[CHALLENGE_HEADER];
          const text = Buffer.concat(parts).toString("utf8");
          const inHeader = () => (holds(text, String(response.headers[PROOF_HEADER])) ? text : undefined);
          const body = path.startsWith(HOOKS) ? textOfProven(text, holds) : inHeader();
          if (body === undefined) return reject(new Stranger(places));
          resolve({ status: response.statusCode ?? 0, body, ...(challenge !== undefined && { challenge }) });
        });
      },
    );
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    const timer = setTimeout(
      () => call.destroy(new NoAnswer(`the service did not answer ${path} within ${timeoutMs} ms`)),
      timeoutMs,
    );
    if (silentMs !== undefined)
      call.setTimeout(silentMs, () => call.destroy(new NoAnswer(`the service showed no life for ${silentMs} ms`)));
    call.on("error", fail);
    call.end(body);
  });
}

/**
 * Requests what only a person may do: proves to the service which process this is, and signs the request if it has a
 * key. A status of 403 says why it was refused. Rejects like `callService`.
 */
export async function callAsPerson(
  places: Places,
  path: string,
  timeoutMs = 10_000,
  body?: string,
  signer?: Signer,
): Promise<ServiceAnswer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { [PID_HEADER]: String(process.pid) };
  try {
    const first = await callService(places, "POST", path, body, { headers, agent, timeoutMs });
    if (first.challenge === undefined) return first;
    const close = meetChallenge(places, first.challenge);
    const signed = signer && signatureHeaders(signer, String(first.challenge), path, body);
    try {
      return await callService(places, "POST", path, body, { headers: { ...headers, ...signed }, agent, timeoutMs });
    } finally {
      close();
    }
  } finally {
    agent.destroy();
  }
}

function signatureHeaders(signer: Signer, nonce: string, method: string, said = ""): Record<string, string> {
  const at = Date.now();
  return {
    [KEY_HEADER]: signer.publicKey,
    [SIGNED_AT_HEADER]: String(at),
    [SIGNATURE_HEADER]: signer.sign(textOf({ nonce, method, count: 1, at, said })),
  };
}

/** Returns undefined when no service listens. Rejects like `callService` when one does but does not answer properly. */
export async function serviceStatus(places: Places, timeoutMs = 2000): Promise<ServiceStatus | undefined> {
  try {
    const { status, body } = await callService(places, "GET", "/v1/status", undefined, { timeoutMs });
    if (status !== 200) throw new Error(`the service answered its status request with ${status}`);
    return JSON.parse(body) as ServiceStatus;
  } catch (error) {
    if (isNobodyThere(error)) return undefined;
    throw error;
  }
}

export interface ServiceProgram {
  /** Absolute path of Node, or of an editor's binary that can run as Node. */
  readonly node: string;
  /** Absolute path of the built service. */
  readonly servicePath: string;
  /** Milliseconds for the whole call; default 5 s. */
  readonly timeoutMs?: number;
  /** Signs the request that ends an older service, as only a paired client may end one. */
  readonly signer?: Signer;
  /** Extra arguments, for example `--idle 60`. */
  readonly args?: readonly string[];
}

/**
 * Returns a service that speaks our protocol and is not older than we are: the running one or a new one, which replaces
 * a stranger. In strong mode it is the running one of any version; throws `NotStarted` where none runs.
 */
export async function ensureService(places: Places, program: ServiceProgram): Promise<ServiceStatus> {
  const until = Date.now() + (program.timeoutMs ?? 5000);
  let running = await serviceStatus(places, Math.max(1, until - Date.now())).catch((error: unknown) => {
    // Any other error means that no service answers. A new one finds out who is there.
    if (error instanceof NoAnswer) throw error;
    return undefined;
  });
  if (places.strong !== undefined) {
    if (running) return running;
    throw new NotStarted(places.strong);
  }
  if (running && isOlder(running)) {
    const { status } = await callAsPerson(
      places,
      "/v1/stop",
      Math.max(1, until - Date.now()),
      undefined,
      program.signer,
    );
    // A process that is not paired, or that an agent has started, may not end it. An older guard is better than none.
    if (status === 403) return running;
    while (await serviceStatus(places, 250).catch(() => undefined)) await pause(20, until);
    running = undefined;
  }
  if (running) return running;
  const failure = startDetached(places, program);
  for (;;) {
    const started = await serviceStatus(places, 250).catch(() => undefined);
    if (started) return started;
    const failed = failure();
    if (failed !== undefined)
      throw new Error(`the AgentGuard service did not start: ${failed}; see ${places.serviceLog}`);
    await pause(20, until);
  }
}

/** Tells whether a newer side replaces this service. A service newer than we are stays. */
export function isOlder(running: Pick<ServiceStatus, "protocol" | "version">): boolean {
  if (running.protocol !== PROTOCOL) return running.protocol < PROTOCOL;
  return compareVersions(running.version, VERSION) < 0;
}

/**
 * Opens a stream to the service that carries JSON-RPC (`guard/…` and the language server), one per editor window.
 * Rejects with `Stranger` when another program answers.
 */
export function openEditorStream(places: Places): Promise<Socket> {
  const nonce = randomUUID();
  return new Promise((resolve, reject) => {
    const call = request({
      socketPath: places.socket,
      path: "/v1/editor",
      headers: {
        Connection: "Upgrade",
        Upgrade: EDITOR_UPGRADE,
        [PID_HEADER]: String(process.pid),
        [NONCE_HEADER]: nonce,
      },
      agent: false,
    });
    call.on("upgrade", (response, socket, head) => {
      const { [CHALLENGE_HEADER]: challenge = "", [PROOF_HEADER]: proof = "" } = response.headers;
      if (!isProven(places, nonce, String(challenge), String(proof))) {
        socket.destroy();
        return reject(new Stranger(places));
      }
      const close = meetChallenge(places, response.headers[CHALLENGE_HEADER]);
      const timer = setTimeout(close, SHOWN_MS);
      timer.unref();
      socket.setTimeout(0);
      if (head.length > 0) socket.unshift(head);
      resolve(socket as Socket);
    });
    call.on("response", response => {
      response.resume();
      reject(new Error(`the service refused an editor connection with ${response.statusCode}`));
    });
    call.on("error", reject);
    call.end();
  });
}

/** Longer than the service waits for the proof that it has asked for. */
const SHOWN_MS = 10_000;

/** Returns a function that tells why the start failed, if it did. Exit code 0 is no failure: another was first. */
function startDetached(places: Places, { node, servicePath, args = [] }: ServiceProgram): () => string | undefined {
  let failure: string | undefined;
  makePrivateFolder(places.data);
  // Agents wait for every process that holds the hook's standard output, so all streams are closed.
  const child = spawn(node, [servicePath, ...args], {
    detached: true,
    stdio: "ignore",
    cwd: places.data,
    env: { ...serviceEnvironment(process.env), ELECTRON_RUN_AS_NODE: "1" },
  });
  child.on("error", error => {
    failure = error.message;
  });
  child.on("exit", (code, signal) => {
    if (code !== 0) failure = signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
  });
  child.unref();
  return () => failure;
}

/**
 * Returns the variables that the service gets. Its starter may be an agent whose project set variables, and the service
 * outlives it: so these are only who the user is, and a PATH with the system's programs first.
 */
function serviceEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) =>
    /^(HOME|USER|LOGNAME|USERPROFILE|APPDATA|LOCALAPPDATA|SYSTEMROOT|TMPDIR|TEMP|LANG|LC_[A-Z]+|TZ|XDG_[A-Z_]+_HOME)$/i.test(
      name,
    ),
  );
  const path = withoutStandIns(env.PATH ?? "")
    .split(delimiter)
    .filter(isAbsolute);
  const system = process.platform === "win32" ? [] : ["/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin"];
  return { ...Object.fromEntries(kept), PATH: [...new Set([...system, ...path])].join(delimiter) };
}

function isNobodyThere(error: unknown): boolean {
  return ["ECONNREFUSED", "ENOENT", "ENOTSOCK"].includes((error as NodeJS.ErrnoException).code ?? "");
}

async function pause(ms: number, until: number): Promise<void> {
  if (Date.now() > until)
    throw new Error("the AgentGuard service did not start in time; see service.log in AgentGuard's data folder");
  await new Promise(resolve => setTimeout(resolve, ms));
}
