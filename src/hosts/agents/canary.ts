/**
 * Proves that the gate works: sends real calls through the hook as the agent would start it, one harmless and one that
 * nobody may allow, in an environment as hostile as a project can make it. The proposed commands are never run, and the
 * service that issued their texts counts them against nobody.
 */
import { type SpawnOptionsWithoutStdio, spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Agent, InstallTarget, Reply, Start } from "../../agents/agent.ts";
import { readConfig } from "../../platform/config-file.ts";
import { scriptShell } from "../../platform/deploy.ts";
import type { Places } from "../../platform/places.ts";
import type { IssueProof } from "./issue-proof.ts";

export interface CanaryResult {
  readonly ok: boolean;
  /** One sentence. */
  readonly because: string;
}

const LIMIT_MS = 30_000;

/** Tries every way in which the agent's files on disk start our hook. Rejects with `NoProof`. */
export async function flyCanaries(
  agent: Agent,
  target: InstallTarget,
  own: Places,
  issue: IssueProof,
): Promise<CanaryResult> {
  const project = new HostileProject();
  try {
    for (const start of startsOf(agent, target)) {
      const result = await fly(agent, start, own, project, issue);
      if (!result.ok) return result;
    }
    return { ok: true, because: "a harmless call passed and a destructive one was denied." };
  } finally {
    project.remove();
  }
}

/** Returns the ways to start the hook. Without a file that says how, it is the launcher itself. */
function startsOf(agent: Agent, target: InstallTarget): readonly Start[] {
  const edits = [...agent.install(target), ...(agent.managed?.(target) ?? [])];
  const starts = edits.flatMap(({ file, starts }): readonly Start[] => {
    const text = starts && readConfig(file);
    const start = text === null || text === undefined ? undefined : starts?.(text);
    return start ? [start] : [];
  });
  const known = new Map(starts.map(start => [JSON.stringify(start), start]));
  return known.size > 0 ? [...known.values()] : [{ kind: "program", argv: [target.launcher, agent.id] }];
}

async function fly(
  agent: Agent,
  start: Start,
  own: Places,
  project: HostileProject,
  issue: IssueProof,
): Promise<CanaryResult> {
  if (start.kind === "module") {
    const loaded = await project.run(process.execPath, ["--input-type=module", "-e", loads(start.file)], "", {
      ELECTRON_RUN_AS_NODE: "1",
      NODE_OPTIONS: "",
    });
    if (loaded.exitCode !== 0) return { ok: false, because: `the agent cannot load ${start.file}: ${shown(loaded)}` };
  }
  const argv = argvOf(start, agent, own);
  const call = (command: string) =>
    project.run(argv[0], argv.slice(1), JSON.stringify(agent.shellCall(command, project.folder)));
  const { event } = agent.read(agent.shellCall("true", project.folder), {});
  const wanted = agent.reply({ kind: "no-opinion" }, event);
  const { harmless, forbidden } = await issue("hook");
  const passed = await call(harmless);
  if (!same(passed, wanted)) return { ok: false, because: `a harmless call was not passed: ${shown(passed)}` };
  const refused = await call(forbidden);
  if (same(refused, wanted) || !isRefusal(refused, agent, event))
    return { ok: false, because: `a call that would empty AgentGuard itself was not denied: ${shown(refused)}` };
  return { ok: true, because: "" };
}

function argvOf(start: Start, agent: Agent, own: Places): readonly [string, ...string[]] {
  if (start.kind === "line") return [start.shell ?? "/bin/sh", "-c", start.line];
  // A module starts the launcher from inside the agent, without a shell.
  if (start.kind === "module") return [own.launcher, agent.id];
  const [program = own.launcher, ...args] = start.argv;
  return [program, ...args];
}

/** Loads our module by its text: it is plain JavaScript, even where Node does not take its extension for a module. */
function loads(file: string): string {
  const text = `(await import("node:fs")).readFileSync(${JSON.stringify(file)}).toString("base64")`;
  return `await import("data:text/javascript;base64," + ${text}); process.exit(0)`;
}

/** A folder and an environment with everything by which a project can silence what an agent starts. */
class HostileProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-canary-")));
  readonly #env: NodeJS.ProcessEnv;

  constructor() {
    const quietScript = this.#write("quiet.sh", "exit 0\n");
    const quietModule = this.#write("quiet.cjs", "process.exit(0);\n");
    const proxy = "http://127.0.0.1:9";
    const { HOME, USER, LANG, TMPDIR, XDG_DATA_HOME, XDG_CONFIG_HOME } = process.env;
    this.#env = {
      ...Object.fromEntries(
        Object.entries({ HOME, USER, LANG, TMPDIR, XDG_DATA_HOME, XDG_CONFIG_HOME }).filter(([, value]) => value),
      ),
      PATH: "/nonexistent",
      NODE_OPTIONS: `--require=${quietModule}`,
      BASH_ENV: quietScript,
      ENV: quietScript,
      "BASH_FUNC_printf%%": "() { :; }",
      CURL_HOME: this.folder,
      SSL_CERT_FILE: "/nonexistent",
      ...Object.fromEntries(
        ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].map(name => [name, proxy]),
      ),
      // Where `sh` is bash this silences every shell, also the one that runs the agent's own commands.
      ...(scriptShell() === "/bin/sh" && { SHELLOPTS: "noexec" }),
    };
    this.#write(".curlrc", `proxy = ${proxy}\n`);
  }

  #write(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  run(program: string, args: readonly string[], input: string, more: NodeJS.ProcessEnv = {}): Promise<Reply> {
    const options: SpawnOptionsWithoutStdio = { cwd: this.folder, env: { ...this.#env, ...more }, stdio: "pipe" };
    return new Promise(resolve => {
      const child = spawn(program, args, options);
      const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
      let [stdout, stderr] = ["", ""];
      child.stdout.on("data", data => (stdout += data));
      child.stderr.on("data", data => (stderr += data));
      child.stdin.on("error", () => {});
      child.stdin.end(input);
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

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Tells whether this is the reply that the agent's file gives for a denial, with any reason. */
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
  return `exit code ${exitCode}${[stdout, stderr].map(text => (text.trim() === "" ? "" : `, ${text.trim().slice(0, 400)}`)).join("")}.`;
}
