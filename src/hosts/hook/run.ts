/** Answers one hook call from Node: through the service if it can be reached, else by judging here. */
import { join } from "node:path";
import { type Places, places } from "../../platform/places.ts";
import { callService, ensureService } from "../../platform/service-client.ts";
import { ALIVE_HEADER, MAX_PAYLOAD, PID_HEADER } from "../../wire/status.ts";
import { frameReply, readFrame } from "./frame.ts";

export interface HookRun {
  /** Agent id. */
  readonly host: string;
  /** Whether to answer in the launcher's frame instead of the agent's format. */
  readonly framed: boolean;
  /** The process that the agent started. Its environment is the agent's. */
  readonly pid: number;
  /** The folder with the built service. */
  readonly folder: string;
}

/** The limit for starting the service and handing over the payload, ms. */
const START_MS = 4000;
/** The service gives a sign of life once a second, but may be late under a heavy load. */
const SILENT_MS = 8000;

interface Reply {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Reads standard input, and always answers on standard output. Resolves to the exit code; never rejects. */
export async function runHook(run: HookRun): Promise<number> {
  let reply: Reply;
  try {
    reply = await answerInTime(run);
  } catch (error) {
    const { refusalFor } = await import("./refusals.ts");
    reply = refusalFor(run.host, "finish judging", error);
  }
  const shown = run.framed ? { stdout: frameReply(reply), stderr: "", exitCode: 0 } : reply;
  await Promise.all([print(process.stdout, shown.stdout), print(process.stderr, shown.stderr)]);
  return shown.exitCode;
}

/** Starts the service where none of ours answers, for the next call. Resolves to the exit code. */
export async function mend(folder: string): Promise<number> {
  return ensureOwn(places(), folder).then(
    () => 0,
    () => 1,
  );
}

function ensureOwn(own: Places, folder: string): Promise<unknown> {
  return ensureService(own, {
    node: process.execPath,
    servicePath: join(folder, "service.cjs"),
    timeoutMs: START_MS,
  });
}

async function answerInTime(run: HookRun): Promise<Reply> {
  const started = Date.now();
  const late = new Promise<Reply>((resolve, reject) => {
    // Loaded while the payload is on its way.
    import("./refusals.ts").then(({ limitOf, refusalFor }) => {
      const left = limitOf(run.host) - (Date.now() - started);
      const timer = setTimeout(() => resolve(refusalFor(run.host, "answer in time", "it took too long")), left);
      timer.unref();
    }, reject);
    process.once("uncaughtException", reject);
  });
  return Promise.race([answer(run), late]);
}

async function answer(run: HookRun): Promise<Reply> {
  const own = places();
  const bytes = await Promise.race([readInput(), inputLate()]);
  if (!bytes) {
    const { refusalFor } = await import("./refusals.ts");
    return refusalFor(run.host, "read the agent's payload", `its input was not closed within ${INPUT_MS / 1000} s`);
  }
  const through = bytes.length > MAX_PAYLOAD ? TOO_LARGE : await throughService(own, run, bytes);
  if (through.kind === "answered") {
    const reply = readFrame(through.body);
    if (reply) return reply;
  }
  // In strong mode nothing that an agent starts may judge.
  if (through.kind === "unreachable" && own.strong === undefined) {
    const { judgeHere } = await import("./judge-here.ts");
    return judgeHere(own, run, bytes, through.because);
  }
  const { refusalFor } = await import("./refusals.ts");
  if (through.kind === "too-large") return refusalFor(run.host, "read the agent's payload", "it is larger than 8 MB");
  if (through.kind === "unreachable") return refusalFor(run.host, "reach its service", through.because);
  const why = through.kind === "lost" ? through.because : "its answer cannot be read";
  return refusalFor(run.host, "hold the question", why);
}

const TOO_LARGE = { kind: "too-large" } as const;

type Through =
  | { readonly kind: "answered"; readonly body: string }
  /** The payload was not handed over, so it may be judged here. */
  | { readonly kind: "unreachable"; readonly because: string }
  /** The service got the payload and did not answer. It may have asked a person, so nobody else may decide. */
  | { readonly kind: "lost"; readonly because: string };

async function throughService(own: Places, run: HookRun, bytes: Uint8Array): Promise<Through | typeof TOO_LARGE> {
  try {
    await ensureOwn(own, run.folder);
  } catch (error) {
    return { kind: "unreachable", because: (error as Error).message };
  }
  try {
    const { body } = await callService(own, "POST", `/v1/hook/${encodeURIComponent(run.host)}`, bytes, {
      headers: { [PID_HEADER]: String(run.pid), [ALIVE_HEADER]: "yes", "Content-Type": "application/json" },
      silentMs: SILENT_MS,
      // The watchdog ends it earlier.
      timeoutMs: 24 * 3600 * 1000,
    });
    return { kind: "answered", body };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: code === "ECONNREFUSED" || code === "ENOENT" ? "unreachable" : "lost", because: message };
  }
}

/** Agents send their whole input at once. An input that does not end is not waited for as long as a person. */
const INPUT_MS = 10_000;

function inputLate(): Promise<undefined> {
  return new Promise(resolve => void setTimeout(() => resolve(undefined), INPUT_MS).unref());
}

/** Reads all of standard input, and stops keeping it once it is too large to be judged. */
async function readInput(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    if (size <= MAX_PAYLOAD) parts.push(part);
    size += part.length;
  }
  return Buffer.concat(parts);
}

function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise(resolve => (text === "" ? resolve() : stream.write(text, () => resolve())));
}
