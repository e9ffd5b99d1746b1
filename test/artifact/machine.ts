/** A user's machine in a temporary folder, with the built guard on it: what the artifact tests act on. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readEntry } from "../../src/core/audit/entry.ts";
import { type Attached, attach } from "../../src/hosts/answering/attach.ts";
import { deployHook } from "../../src/hosts/hook/deploy.ts";
import { listenersAt } from "../../src/platform/listeners.ts";
import { type Places, places } from "../../src/platform/places.ts";
import { callAsPerson, type ServiceAnswer, serviceStatus } from "../../src/platform/service-client.ts";
import { proofOf, serviceKey } from "../../src/platform/service-key.ts";
import type { AnswerResult, Question } from "../../src/wire/guard.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import { NONCE_HEADER, PROOF_HEADER } from "../../src/wire/status.ts";
import { root } from "../support/project.ts";
import { pairTestClient, testSigner } from "../support/test-client.ts";

export const DIST = process.env.AGENTGUARD_DIST ?? join(root, "dist");

/** `npm test` builds first; a single test file run by hand builds what is missing. */
export function needBuild(): void {
  const missing = ["service", "hook", "relay", "cli"].some(name => !existsSync(join(DIST, `${name}.cjs`)));
  if (missing) execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "inherit" });
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when it was killed. */
  readonly exitCode: number | null;
}

/** A program that was started and can still be watched or killed. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

export class Machine {
  readonly home = mkdtempSync(join(tmpdir(), "ag-"));
  readonly places = placesIn(this.home);
  /** A workspace with something to lose. */
  readonly workspace = join(this.home, "work");
  readonly #editors: Attached[] = [];
  readonly #started: Running[] = [];

  constructor() {
    mkdirSync(this.workspace);
    pairTestClient(this.places);
    this.write("work/notes.txt", "a day's work\n");
  }

  get env(): NodeJS.ProcessEnv {
    return { HOME: this.home, PATH: process.env.PATH, USER: "somebody" };
  }

  /** Writes a file below the home folder and returns its absolute path. */
  write(path: string, text: string): string {
    const file = join(this.home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  read(path: string): string {
    return readFileSync(join(this.home, path), "utf8");
  }

  /** What the service has written down for whoever repairs it. */
  log(): string {
    return existsSync(this.places.serviceLog) ? readFileSync(this.places.serviceLog, "utf8") : "";
  }

  /** What the audit log says of the guard itself, the oldest first. */
  notices() {
    const lines = existsSync(this.places.audit) ? readFileSync(this.places.audit, "utf8").split("\n") : [];
    return lines.map(readEntry).flatMap(entry => (entry?.kind === "notice" ? [entry] : []));
  }

  deploy(): void {
    deployHook(this.places, DIST, process.execPath);
  }

  /** Answers a request as a service would that says `says` of itself, with its proof. */
  answerAsService(request: IncomingMessage, response: ServerResponse, says: object): void {
    const body = JSON.stringify(says);
    const nonce = String(request.headers[NONCE_HEADER]);
    response.setHeader(PROOF_HEADER, proofOf(serviceKey(this.places), nonce, body));
    response.end(body);
  }

  /** From here on nothing can start a service: the fallback has to judge by itself. */
  breakService(): void {
    writeFileSync(join(this.places.runtime, "service.cjs"), "process.exit(1)");
  }

  start(
    program: string,
    args: readonly string[],
    options: { stdin?: string | Buffer; env?: NodeJS.ProcessEnv; cwd?: string } = {},
  ) {
    const child = spawn(program, args, { cwd: options.cwd ?? this.home, env: { ...this.env, ...options.env } });
    child.stdin.on("error", () => {});
    child.stdin.end(options.stdin ?? "");
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", data => (stdout += data));
    child.stderr.on("data", data => (stderr += data));
    const ended = new Promise<Ran>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", exitCode => resolve({ stdout, stderr, exitCode }));
    });
    const running = { child, ended };
    this.#started.push(running);
    return running;
  }

  /** One call of the real launcher. */
  hook(payload: unknown, options: { agent?: string; env?: NodeJS.ProcessEnv } = {}): Running {
    const stdin = typeof payload === "string" || payload instanceof Buffer ? payload : JSON.stringify(payload);
    const env = options.env && { env: options.env };
    return this.start(this.places.launcher, [options.agent ?? "claude-code"], { stdin, ...env });
  }

  cli(args: readonly string[], options: { stdin?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {}): Promise<Ran> {
    return this.start(process.execPath, [join(DIST, "cli.cjs"), ...args], options).ended;
  }

  /** A service in the foreground of the test; resolves when it answers. */
  async service(...args: string[]): Promise<Running> {
    const running = this.start(process.execPath, [join(DIST, "service.cjs"), ...args]);
    await until(async () => (await this.status()) !== undefined, "the service answers");
    return running;
  }

  status() {
    return serviceStatus(this.places).catch(() => undefined);
  }

  /** What a paired client asks of the service, signed. */
  asPerson(path: string, body?: object): Promise<ServiceAnswer> {
    return callAsPerson(this.places, path, 10_000, body && JSON.stringify(body), testSigner);
  }

  async editor(
    client = "vscode",
    folders: readonly string[] = [this.workspace],
    onEnvironmentChanged: () => void = () => {},
  ): Promise<Attached> {
    const editor = await attach(this.places, { client, folders, onEnvironmentChanged, signer: testSigner });
    this.#editors.push(editor);
    return editor;
  }

  /** Ends everything that was started and removes the folder. */
  async dispose(): Promise<void> {
    for (const editor of this.#editors) editor.close();
    const pid = (await this.status())?.pid;
    if (pid !== undefined) {
      const stopped = await this.asPerson("/v1/stop").catch(() => undefined);
      if (stopped?.status !== 200) process.kill(pid, "SIGKILL");
      await until(() => !isAlive(pid), "the service ends");
    }
    // One that did not answer in time would go on putting its files back.
    for (const pid of listenersAt(this.places.socket, one => one !== process.pid) ?? []) process.kill(pid, "SIGKILL");
    for (const { child, ended } of this.#started) {
      child.kill("SIGKILL");
      await ended.catch(() => {});
    }
    // A program that was killed may leave one that is about to write.
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }

  /** What Claude Code sends before a tool runs. */
  act(tool: string, input: object, more: object = {}) {
    return {
      session_id: "s1",
      transcript_path: join(this.home, "t.jsonl"),
      cwd: this.workspace,
      permission_mode: "default",
      hook_event_name: "PreToolUse",
      tool_name: tool,
      tool_input: input,
      ...more,
    };
  }

  /** Nothing to object to. */
  get harmless() {
    return this.act("Bash", { command: "ls" });
  }

  /** Something that a person is asked about: nothing gives this file back. */
  get risky() {
    return this.act("Bash", { command: "rm -rf ../work" });
  }

  /** Something that no answer allows: the guard's own kill switch. */
  get forbidden() {
    return this.act("Write", { file_path: this.places.halt, content: "" });
  }
}

/** Where the guard's files are for a user with that home folder. */
function placesIn(home: string): Places {
  for (const name of ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"]) delete process.env[name];
  const own = places();
  const moved = Object.entries(own).map(([name, path]: [string, string]) => [name, home + path.slice(own.home.length)]);
  return Object.fromEntries(moved) as unknown as Places;
}

export async function until(condition: () => boolean | Promise<boolean>, what: string, ms = 60_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await condition()) return;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  throw new Error(`waited ${ms} ms in vain until ${what}`);
}

/** A process that ended and was not waited for does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** The question that an editor is shown. */
export async function nextQuestion(editor: Attached, not: readonly string[] = []): Promise<Question> {
  const found = () => editor.state().pending.find(({ id }) => !not.includes(id));
  await until(() => found() !== undefined, "a question is asked");
  const question = found();
  if (!question) throw new Error("the question is gone again");
  return question;
}

/** A person who allows what the card shows, and types what it wants typed. */
export function allow(editor: Attached, { id, card: { typeName } }: Question): Promise<AnswerResult> {
  return editor.ask(Answer, { id, answer: "allow-once", ...(typeName !== undefined && { typed: typeName }) });
}
