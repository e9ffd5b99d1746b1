/**
 * Programs that scripts and build tools start in guarded shells: asked for by their names, once, with who has started
 * them; and beside that as they always were.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { terminalPlaces } from "../../src/hosts/terminal/places.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import { Pty } from "../support/pty.ts";
import { allow, DIST, Machine, needBuild, nextQuestion, until } from "./machine.ts";

const SHELLS = {
  bash: [".bashrc", "PS1='$ '\nunset HISTFILE\nPATH=$PATH:/opt/somewhere\n"],
  zsh: [".zshrc", "PS1='$ '\nunsetopt prompt_sp prompt_cr\nunset HISTFILE\nPATH=$PATH:/opt/somewhere\n"],
  fish: [
    ".config/fish/config.fish",
    "function fish_prompt; printf '$ '; end\nfunction fish_greeting; end\nset -gx PATH $PATH /opt/somewhere\n",
  ],
} as const;

/** Starts what stands in a file, which no reader of the line can know by then. */
const STARTER = `import json, subprocess, sys
for step in json.load(open("steps.json")):
    code = subprocess.run(step).returncode
    if code: sys.exit(code)
`;

let machine: Machine;
let pty: Pty | undefined;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
  machine.write("work/starter.py", STARTER);
  machine.write("work/Makefile", "all:\n\t@python3 starter.py\nclean:\n\trm -rf ../work/notes.txt\n");
  machine.write("work/package.json", JSON.stringify({ scripts: { clean: "make --silent all" } }));
});
afterEach(async () => {
  await pty?.close();
  pty = undefined;
  await machine.dispose();
});

async function start(shell: keyof typeof SHELLS, env: NodeJS.ProcessEnv = {}): Promise<Pty> {
  const [file, own] = SHELLS[shell];
  machine.write(file, own);
  const pty_ = new Pty(`${process.execPath} ${join(DIST, "cli.cjs")} shell ${shell}`, "$ ", {
    cwd: machine.workspace,
    env: { ...machine.env, ...env },
  });
  pty = pty_;
  await pty_.until(() => pty_.text().includes("$ "));
  return pty_;
}

const steps = (...argv: readonly (readonly string[])[]) => machine.write("work/steps.json", JSON.stringify(argv));
const kept = () => existsSync(join(machine.workspace, "notes.txt"));
const shims = () => terminalPlaces(machine.places).shims;
/** Texts of the acts in the audit log. */
const acts = () =>
  readFileSync(machine.places.audit, "utf8")
    .trim()
    .split("\n")
    .map(line => JSON.parse(line))
    .filter(({ kind }) => kind === "intent");

describe.each(["bash", "zsh", "fish"] as const)("%s", shell => {
  it("holds what a build starts, shows who has started it, and runs nothing of it when it is denied", async () => {
    await machine.service();
    const editor = await machine.editor();
    const typed = await start(shell);
    steps(["rm", "-rf", "../work/notes.txt"]);
    const from = typed.length;
    typed.type(`npm run clean --silent; echo code ${shell === "fish" ? "$status" : "$?"}\r`);
    const { id, card } = await nextQuestion(editor);
    expect(card.command).toBe("rm -rf ../work/notes.txt");
    expect(card.startedBy?.at(0)).toBe("npm run clean");
    expect(card.startedBy?.slice(-2)).toEqual(["make --silent all", "python3 starter.py"]);
    expect(kept()).toBe(true);
    await editor.ask(Answer, { id, answer: "deny" });
    await typed.until(() => /\ncode \d/.test(typed.text(from)));
    expect(typed.text(from)).toContain("denied this");
    expect(typed.text(from)).not.toContain("code 0");
    expect(kept()).toBe(true);
    const held = acts().find(({ text }) => text === "rm -rf ../work/notes.txt");
    expect(held.startedBy).toEqual(card.startedBy);
  });

  it("asks once for what a line says itself, and lets it run", async () => {
    await machine.service();
    const editor = await machine.editor();
    const typed = await start(shell);
    await typed.run("echo begin");
    for (const line of ["rm -rf ../work/notes.txt", "make clean"]) {
      machine.write("work/notes.txt", "a day's work\n");
      const from = typed.length;
      typed.type(`${line}\r`);
      const question = await nextQuestion(editor);
      expect(question.card.command).toBe(line);
      await allow(editor, question);
      await typed.until(() => typed.text(from).endsWith("$ "));
      expect(kept()).toBe(false);
      expect(editor.state().pending).toEqual([]);
    }
    const started = acts()
      .filter(({ text }) => text === "rm -rf ../work/notes.txt")
      .at(-1);
    expect(started).toMatchObject({ decision: "allow", startedBy: ["make clean"] });
  });

  it("is silent about the rest, whatever start-up files and lines make of PATH", async () => {
    await machine.service();
    const typed = await start(shell);
    steps(["git", "--version"], ["sh", "-c", "echo from $PATH | head -c 30000"]);
    const plain = shell === "fish" ? "set -gx PATH /usr/local/bin /usr/bin /bin" : "PATH=/usr/local/bin:/usr/bin:/bin";
    for (const line of ["true", plain, "true"]) {
      await typed.run(line);
      const shown = await typed.run("python3 starter.py");
      expect(shown).toMatch(/git version \d/);
      expect(shown).toContain(`${shims()}:`);
      expect(shown).not.toContain("AgentGuard");
    }
  });
});

describe("a stand-in", () => {
  /** One call by its name, as a program in a guarded shell makes it. */
  function call(argv: readonly string[], options: { path?: string; stdin?: string; cwd?: string } = {}) {
    const [name = "", ...rest] = argv;
    const PATH = options.path ?? `${shims()}:${process.env.PATH}`;
    return machine.start("/usr/bin/env", [name, ...rest], {
      env: { PATH },
      cwd: options.cwd ?? machine.workspace,
      stdin: options.stdin ?? "",
    }).ended;
  }

  /** A line of a guarded shell: the stand-ins are made for what its PATH holds. */
  async function asked(path = process.env.PATH): Promise<void> {
    if (!(await machine.status())) await machine.service();
    const fields = ["kind", "line", "shell", "bash", "terminal", "chosen", "session", "1.2", "line", "1"];
    const stdin = [...fields, "cwd", machine.workspace, "text", "true"].map(field => `${field}\0`).join("");
    const { stdout } = await machine.start(machine.places.launcher, ["terminal"], { stdin, env: { PATH: path } }).ended;
    expect(stdout).toBe("agentguard:pass\n");
  }

  /** A program that says how it was started; `curl` has a stand-in. */
  function curlThatTells(body: string): string {
    const file = machine.write("own/curl", `#!/bin/sh\n${body}\n`);
    execFileSync("chmod", ["755", file]);
    return `${shims()}:${join(machine.home, "own")}:${process.env.PATH}`;
  }

  it("is there for a dangerous program that is installed, and for no other", async () => {
    await asked(`${join(machine.home, "own")}:/usr/bin:/bin`);
    const names = readdirSync(shims());
    expect(names).toEqual(expect.arrayContaining(["rm", "git", "find", "dd"]));
    for (const name of ["sh", "bash", "node", "sed", "cat", "surreal"]) expect(names).not.toContain(name);
    for (const name of names.filter(one => one !== ".agentguard")) {
      expect(existsSync(join("/usr/bin", name)) || existsSync(join("/bin", name)), name).toBe(true);
      expect(readlinkSync(join(shims(), name))).toBe(terminalPlaces(machine.places).shim);
    }
  });

  it("hands every byte on: words, standard input, exit code", async () => {
    const path = curlThatTells(`printf '%s\\0' "$@"; cat; exit 7`);
    await asked(path);
    const words = ["--help", "", "a b", "two\nlines\n", "'\"$x`*\\", "é"];
    const { stdout, stderr, exitCode } = await call(["curl", ...words], { path, stdin: "in\0put" });
    expect(stderr).toBe("");
    expect(stdout).toBe(`${words.map(word => `${word}\0`).join("")}in\0put`);
    expect(exitCode).toBe(7);
  });

  it("hands on what is no text", async () => {
    const path = curlThatTells(`printf '%s' "$1" | od -An -tx1`);
    await asked(path);
    const told = await call(["sh", "-c", `curl "$(printf 'a\\377b')"`], { path });
    expect(told.stdout.trim()).toBe("61 ff 62");
  });

  it("becomes the program: it is ended by what ends the program", async () => {
    const path = curlThatTells("kill -TERM $$");
    await asked(path);
    const { stdout } = await call(["sh", "-c", "curl --help; echo code $?"], { path });
    expect(stdout).toContain("code 143");
  });

  it("is never started by itself: twice in PATH, by a link, of another guard, and without the program", async () => {
    await asked();
    const linked = join(machine.home, "linked");
    symlinkSync(shims(), linked);
    const single = join(machine.home, "single");
    execFileSync("mkdir", [single]);
    symlinkSync(join(shims(), "git"), join(single, "git"));
    const path = `${shims()}:${linked}:${single}:${shims()}`;
    expect(await call(["git", "--version"], { path: `${path}:/usr/bin:/bin` })).toMatchObject({ exitCode: 0 });
    expect(await call(["git", "--version"], { path })).toMatchObject({
      exitCode: 127,
      stderr: "git: command not found\n",
    });
  });

  it("refuses while nobody can judge, with a reason", async () => {
    await asked();
    // Whoever judges asks git as well: not through the stand-in.
    execFileSync("git", ["init", "--quiet"], { cwd: machine.workspace });
    const pid = (await machine.status())?.pid ?? 0;
    machine.breakService();
    process.kill(pid, "SIGKILL");
    await until(async () => (await machine.status()) === undefined, "the service is gone");
    const refused = await call(["rm", "-rf", "../work/notes.txt"]);
    expect(refused).toMatchObject({ exitCode: 126 });
    expect(refused.stderr).toContain("nobody can be asked");
    expect(await call(["git", "--version"])).toMatchObject({ exitCode: 0 });
    machine.write(".local/share/agentguard/hook", "#!/bin/sh\nexit 0\n");
    const silent = await call(["git", "--version"]);
    expect(silent).toMatchObject({ exitCode: 126, stderr: "AgentGuard: git was not run.\n" });
    expect(kept()).toBe(true);
  });

  it("asks anew where a line is only said to be allowed", async () => {
    await asked();
    const editor = await machine.editor();
    const running = call(["rm", "-rf", "../work/notes.txt"]);
    const { id } = await nextQuestion(editor);
    await editor.ask(Answer, { id, answer: "deny" });
    expect(await running).toMatchObject({ exitCode: 126 });
  });

  it("goes when its program does, and stays when the guard is put in place again", async () => {
    curlThatTells("true");
    await asked(join(machine.home, "own"));
    expect(readdirSync(shims())).toContain("curl");
    machine.deploy();
    expect(readdirSync(shims())).toContain("curl");
    renameSync(join(machine.home, "own/curl"), join(machine.home, "own/other"));
    await asked(join(machine.home, "own"));
    expect(readdirSync(shims())).not.toContain("curl");
  });
});
