/** Guarded shells, the real ones, each in a terminal of its own: what runs, what does not, and what stays as it was. */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AGENTS } from "../../src/agents/index.ts";
import { editorVariables } from "../../src/hosts/terminal/start.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import { root } from "../support/project.ts";
import { Pty } from "../support/pty.ts";
import { allow, DIST, Machine, needBuild, nextQuestion } from "./machine.ts";

/** What differs between the shells. */
interface Shell {
  readonly name: "bash" | "zsh" | "fish";
  /** The person's own start-up file, and what it says. */
  readonly file: string;
  readonly own: string;
  readonly status: string;
  /** What a refused line leaves as its status. */
  readonly refused: RegExp;
  readonly loop: readonly string[];
  /** Would take the guard out. */
  readonly takenOut: string;
  /** Lines that run no command of their own, or one that only a part is told of. None says a word. */
  readonly silent: readonly string[];
  /** Sets variables without exporting them, and what then stands for `/nowhere ../work`. */
  readonly lists: readonly string[];
  readonly all: string;
}

const SHELLS: readonly Shell[] = [
  {
    name: "bash",
    file: ".bashrc",
    own: "PS1='$ '\nunset HISTFILE\nalias wipe='rm -rf'\ntidy() { rm -rf ../work; }\n",
    status: "$?",
    refused: /130/,
    loop: ["for i in 1 2", "do rm -rf ../work", "done"],
    takenOut: "trap - DEBUG; unset PROMPT_COMMAND PS0",
    silent: [
      "HISTCONTROL=ignoreboth",
      "greet() { echo hello; }",
      "(echo within >/dev/null)",
      "x=1",
      "FOO=1 true",
      "for i in a b; do echo $i >/dev/null; done",
      "for i in a b; do echo $i >/dev/null; done",
      " for i in a b; do echo $i >/dev/null; done",
      " case a in a) true ;; esac",
      " [[ -n $x ]] && (( x++ ))",
      "wait",
    ],
    lists: ["first=/nowhere", "rest=../work"],
    all: '"$first" "$rest"',
  },
  {
    name: "zsh",
    file: ".zshrc",
    own: "PS1='$ '\nunsetopt prompt_sp prompt_cr\nunset HISTFILE\nalias wipe='rm -rf'\ntidy() { rm -rf ../work; }\n",
    status: "$?",
    refused: /\d/,
    loop: ["for i in 1 2", "do rm -rf ../work", "done"],
    takenOut: "preexec_functions=()",
    silent: ["greet() { echo hello; }", "(echo within >/dev/null)", "x=1", " for i in a b; do true; done", "wait"],
    lists: ["first=/nowhere", "rest=../work"],
    all: '"$first" "$rest"',
  },
  {
    name: "fish",
    file: ".config/fish/config.fish",
    own: "function fish_prompt; printf '$ '; end\nfunction fish_greeting; end\nset -g fish_autosuggestion_enabled 0\nabbr -a wipe rm -rf\nfunction tidy; rm -rf ../work; end\n",
    status: "$status",
    refused: /126/,
    loop: ["for i in 1 2", "rm -rf ../work", "end"],
    takenOut: "functions -e __agentguard_enter; bind \\r execute",
    silent: ["function greet; echo hello; end", "begin; true; end", "set x 1", " for i in a b; true; end", "wait"],
    lists: ["set both /nowhere ../work"],
    all: "$both",
  },
];

/** Every variable by which an agent's file knows its shells, with a value that it takes. */
const MARKERS = [
  ...new Map(
    AGENTS.flatMap(({ shellMarkers }) => shellMarkers).map(({ name, value }) => {
      const held = value ? value.source.replace(/[\^$\\]/g, "") : "1";
      return [`${name}=${held}`, [name, held] as const] as const;
    }),
  ).values(),
];

let machine: Machine;
let pty: Pty | undefined;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
afterEach(async () => {
  await pty?.close();
  pty = undefined;
  await machine.dispose();
});

describe.each(SHELLS)("$name", shell => {
  async function start(env: NodeJS.ProcessEnv = {}): Promise<Pty> {
    machine.write(shell.file, shell.own);
    pty = new Pty(`${process.execPath} ${join(DIST, "cli.cjs")} shell ${shell.name}`, "$ ", {
      cwd: machine.workspace,
      env: { ...machine.env, ...env },
    });
    await pty.until(() => pty?.text().includes("$ ") === true);
    return pty;
  }
  const marks = () => existsSync(join(machine.workspace, "notes.txt"));

  it("runs what is harmless, and its status, output and history are its own", async () => {
    await machine.service();
    const typed = await start();
    expect(await typed.run("echo one; echo two")).toContain("one\ntwo\n");
    expect(await typed.run("false")).not.toContain("AgentGuard");
    expect(await typed.run(`echo status ${shell.status}`)).toContain("status 1\n");
    expect(await typed.run("echo 'a \"b\" $c'")).toContain('a "b" $c\n');
    expect(await typed.run("history")).toContain("echo one; echo two");
  });

  it("does not run what a rule refuses, and goes on", async () => {
    await machine.service();
    const typed = await start();
    const shown = await typed.run(`echo before; rm -f ${machine.places.halt}; echo after`);
    expect(shown).toContain("AgentGuard refused this");
    expect(shown).not.toMatch(/\n(?:before|after)\n/);
    expect(await typed.run(`echo status ${shell.status}`)).toMatch(new RegExp(`status ${shell.refused.source}`));
    expect(await typed.run("echo on")).toContain("on\n");
  });

  it("lets lines be that run no command of their own, and holds the next one", async () => {
    await machine.service();
    const typed = await start();
    for (const line of [...shell.silent, ...shell.silent]) {
      expect(await typed.run(line)).not.toMatch(/AgentGuard|(?:sh|declare|builtin): /);
    }
    expect(await typed.run("greet")).toContain("\nhello\n");
    for (const blank of ["", " ", " "])
      expect(await typed.run(`${blank}${forbidden()}`)).toContain("AgentGuard refused this");
  });

  it("waits for a person, 5 s and more, and runs the line once they allow it", async () => {
    await machine.service();
    const editor = await machine.editor();
    const typed = await start();
    const from = typed.length;
    typed.type("rm -rf ../work/notes.txt; echo done\r");
    const question = await nextQuestion(editor);
    expect(question.card.command).toBe("rm -rf ../work/notes.txt; echo done");
    await new Promise(resolve => setTimeout(resolve, 5000));
    expect(marks()).toBe(true);
    await allow(editor, question);
    await typed.until(() => /\ndone\n/.test(typed.text(from)));
    expect(marks()).toBe(false);
  });

  it("does not run what a person denies: multi-line, in a subshell or a pipeline, in the background", async () => {
    await machine.service();
    const editor = await machine.editor();
    const typed = await start();
    const asked: string[] = [];
    const deny = async (...lines: readonly string[]) => {
      const from = typed.length;
      for (const line of lines) typed.type(`${line}\r`);
      const question = await nextQuestion(editor, asked);
      asked.push(question.id);
      await editor.ask(Answer, { id: question.id, answer: "deny" });
      await typed.until(() => typed.text(from).includes("denied this"));
      expect(await typed.run("echo on")).toContain("on\n");
      expect(marks()).toBe(true);
    };
    await deny(...shell.loop);
    await deny("cat notes.txt | xargs rm -rf ../work");
    await deny("rm -rf ../work &");
    if (shell.name !== "fish") {
      await deny("(rm -rf ../work)");
      await deny("bash <<X", "rm -rf ../work", "X");
    }
    await deny("wipe ../work");
  });

  it("reads what a function of the session does", async () => {
    await machine.service();
    const editor = await machine.editor();
    const typed = await start();
    typed.type("tidy\r");
    const { id, card } = await nextQuestion(editor);
    expect(card.command).toContain("rm -rf ../work");
    await editor.ask(Answer, { id, answer: "deny" });
    await typed.until(() => typed.text().includes("denied this"));
    expect(marks()).toBe(true);
  });

  it("knows what the session's variables hold, several values too", async () => {
    await machine.service();
    const editor = await machine.editor();
    const typed = await start();
    for (const line of shell.lists) await typed.run(line);
    expect(await typed.run(`echo ${shell.all}`)).toContain("/nowhere ../work\n");
    typed.type(`rm -rf ${shell.all}\r`);
    const { id, card } = await nextQuestion(editor);
    expect(JSON.stringify(card)).toContain(machine.workspace);
    await editor.ask(Answer, { id, answer: "deny" });
    await typed.until(() => typed.text().includes("denied this"));
    expect(marks()).toBe(true);
  });

  it("takes back the question when the line is interrupted", async () => {
    await machine.service();
    const editor = await machine.editor();
    const typed = await start();
    const from = typed.length;
    typed.type("rm -rf ../work\r");
    await nextQuestion(editor);
    typed.type("\x03");
    await typed.until(() => editor.state().pending.length === 0);
    // fish keeps the line, to be changed.
    if (shell.name === "fish") typed.type("\x03");
    await typed.until(() => /\$ $/.test(typed.text(from)));
    expect(await typed.run("echo on")).toContain("on\n");
    expect(marks()).toBe(true);
  });

  it("refuses while nobody can judge: service dead, launcher gone, launcher silent", async () => {
    machine.breakService();
    const typed = await start();
    machine.breakService();
    expect(await typed.run("echo harmless")).toContain("harmless\n");
    expect(await typed.run("rm -rf ../work")).toContain("nobody can be asked");
    const hook = readFileSync(machine.places.launcher);
    machine.write(".local/share/agentguard/hook", "#!/bin/sh\nexit 0\n");
    chmodSync(machine.places.launcher, 0o755);
    expect(await typed.run("rm -rf ../work")).toContain("AgentGuard: the line was not run.");
    renameSync(machine.places.launcher, `${machine.places.launcher}-gone`);
    expect(await typed.run("rm -rf ../work")).toContain("AgentGuard: the line was not run.");
    expect(marks()).toBe(true);
    expect(hook.length).toBeGreaterThan(0);
    rmSync(`${machine.places.launcher}-gone`);
  });

  it("guards the shells that are started from it, and lets nothing take the guard out", async () => {
    await machine.service();
    const typed = await start();
    machine.write(".zshrc", "PS1='$ '\nunsetopt prompt_sp prompt_cr\n");
    machine.write(".bashrc", "PS1='$ '\n");
    machine.write(".config/fish/config.fish", "function fish_prompt; printf '$ '; end\nfunction fish_greeting; end\n");
    // fish would begin to write them at its first start.
    mkdirSync(join(machine.home, ".local/share/fish/generated_completions"), { recursive: true });
    for (const inner of SHELLS) {
      const from = typed.length;
      typed.type(`${inner.name}\r`);
      await new Promise(resolve => setTimeout(resolve, 1500));
      await typed.until(() => /\n[\s\S]*\$ $/.test(typed.text(from)));
      const within = inner.name === "fish" ? "echo in-$version" : "echo in-$ZSH_VERSION$BASH_VERSION";
      expect(await typed.run(within)).toMatch(/\nin-.*\d/);
      expect(await typed.run(forbidden())).toContain("AgentGuard refused this");
      typed.type("exit\r");
      await typed.run("echo back");
    }
    expect(await typed.run(shell.takenOut)).toContain("AgentGuard refused this");
    if (shell.name === "bash") {
      await typed.run("__agentguard_debug() { return 0; }");
      await typed.run(`__vsc_prompt_cmd() { ${forbidden()}; }`);
      for (const line of [
        "__vsc_prompt_cmd",
        `${forbidden()} __agentguard_prompt`,
        `__agentguard_seen=; ${forbidden()}`,
      ])
        expect(await typed.run(line)).toContain("AgentGuard refused this");
    }
    expect(await typed.run(forbidden())).toContain("AgentGuard refused this");
  });

  it("keeps job control", async () => {
    await machine.service();
    const typed = await start();
    const from = typed.length;
    const waits = `sleep ${3000 + (process.pid % 1000)}.${shell.name.length}`;
    typed.type(`${waits}\r`);
    await typed.until(() => /^S/.test(stateOf(waits)));
    typed.type("\x1a");
    await typed.until(() => /\n.*[Ss]topped|suspended/.test(typed.text(from)));
    expect(await typed.run("jobs")).toContain(waits);
    typed.type("fg\r");
    await typed.until(() => /^S/.test(stateOf(waits)));
    const before = typed.length;
    typed.type("\x03");
    await typed.until(() => typed.text(before).includes("$ "));
    expect(await typed.run("echo on")).toContain("on\n");
  });
});

/** What the system says of a running command line: `S+` waits in the foreground, `T` is stopped; empty without one. */
function stateOf(line: string): string {
  const lines = execFileSync("ps", ["-eo", "stat=,args="], { encoding: "utf8" }).split("\n");
  return lines.find(each => each.endsWith(` ${line}`)) ?? "";
}

/** Refused at once, without a question. */
const forbidden = () => `rm -f ${machine.places.halt}`;

describe.each(SHELLS)("a terminal of the editor with $name", shell => {
  const plain = { bash: "bash -i", zsh: "zsh -i", fish: "fish -i" }[shell.name];
  async function start(env: NodeJS.ProcessEnv, guarded = true): Promise<Pty> {
    machine.write(shell.file, shell.own);
    const variables = editorVariables(machine.places, {}).map(({ name, value }) => [name, value]);
    const given = guarded ? Object.fromEntries(variables) : {};
    pty = new Pty(plain, "$ ", { cwd: machine.workspace, env: { ...machine.env, ...given, ...env } });
    await pty.until(() => pty?.text().includes("$ ") === true);
    return pty;
  }
  it("leaves a person alone, byte for byte, unless the policy has their lines judged", async () => {
    await machine.service();
    const screenOf = async (guarded: boolean) => {
      const typed = await start({}, guarded);
      // The first line says whose terminal it is.
      await typed.run("echo first");
      const from = typed.raw.length;
      for (const line of ["echo 'a  b'; false", `echo ${shell.status}`, forbidden(), "cat notes.txt | tr a-z A-Z"])
        await typed.run(line);
      // fish paints a line in steps as they come.
      const screen = shell.name === "fish" ? typed.text(from) : typed.raw.slice(from);
      await typed.close();
      return screen;
    };
    // A shell that is busy when a key comes paints it twice: what the guard writes itself would be there every time.
    let screens = [await screenOf(true), await screenOf(false)];
    for (let again = 0; again < 4 && screens[0] !== screens[1]; again++)
      screens = [await screenOf(true), await screenOf(false)];
    expect(screens[0]).toBe(screens[1]);
    machine.write("work/.agentguard.json", JSON.stringify({ version: 1, terminals: { people: "judge" } }));
    const judged = await start({});
    expect(await judged.run(`${forbidden()}; echo behind`)).toContain("AgentGuard refused this");
  });

  // Each of them in one of the shells: it is the service that knows them.
  it.each(MARKERS.filter((_, i) => SHELLS[i % SHELLS.length] === shell))(
    "judges an agent's, known by %s",
    async (name, value) => {
      await machine.service();
      const typed = await start({ [name]: value });
      expect(await typed.run(`${forbidden()}; echo be''hind`)).toMatch(/AgentGuard refused this(?![\s\S]*\nbehind)/);
    },
  );
});

describe.each(["bash", "zsh", "fish"])("the editor's own integration in %s", name => {
  const scripts = editorScripts();
  it.skipIf(scripts === undefined)(
    "still tells of every line, with the refused one as failed, and of nothing else",
    async () => {
      await machine.service();
      machine.write(".bashrc", "PS1='$ '\n");
      machine.write(".zshrc", "PS1='$ '\nunsetopt prompt_sp prompt_cr\n");
      machine.write(
        ".config/fish/config.fish",
        "function fish_prompt; printf '$ '; end\nfunction fish_greeting; end\n",
      );
      const given = Object.fromEntries(editorVariables(machine.places, {}).map(({ name, value }) => [name, value]));
      pty = new Pty(editorStart(name, scripts ?? ""), "$ ", {
        cwd: machine.workspace,
        env: {
          ...machine.env,
          ...given,
          VSCODE_INJECTION: "1",
          TERM_PROGRAM: "vscode",
          VSCODE_NONCE: "n",
          ROO_ACTIVE: "true",
        },
      });
      const typed = pty;
      await typed.until(() => typed.raw.includes("\x1b]633;B"));
      await typed.run("echo one");
      expect(await typed.run("rm -f ~/.local/share/agentguard/halted.json; echo two")).toContain(
        "AgentGuard refused this",
      );
      expect(await typed.run("false")).not.toContain("AgentGuard");
      const told = [...typed.raw.matchAll(/\x1b\]633;(C|D(?:;\d+)?)\x07/g)].map(([, what]) => what);
      const text = told.join(" ").replace(/^(?:D )+/, "");
      // A line begins and ends once, the refused one with a status that is not 0.
      expect(text).toMatch(/^C D;0 C D;(?:130|126)(?: D;0)? C D;1$/);
      for (const line of SHELLS.find(shell => shell.name === name)?.silent ?? [])
        expect(await typed.run(line)).not.toMatch(/AgentGuard|(?:sh|declare|builtin): /);
      expect(await typed.run(forbidden())).toContain("AgentGuard refused this");
    },
  );
});

/** Folder of VS Code's scripts in the editor that the tests install; undefined before it is. */
function editorScripts(): string | undefined {
  const cache = join(process.env.AGENTGUARD_CACHE ?? join(root, ".cache"), "editor");
  const inside = "node_modules/code-server/lib/vscode/out/vs/workbench/contrib/terminal/common/scripts";
  const found = existsSync(cache)
    ? readdirSync(cache)
        .sort()
        .map(name => join(cache, name, inside))
    : [];
  return found.filter(existsSync).at(-1);
}

/** As VS Code starts them (`getShellIntegrationInjection` in terminalEnvironment.ts). */
function editorStart(shell: string, scripts: string): string {
  if (shell === "bash") return `bash --init-file ${scripts}/shellIntegration-bash.sh`;
  if (shell === "fish") return `fish --init-command '. "${scripts}/shellIntegration.fish"'`;
  const to = join(machine.home, "vscode-zsh");
  mkdirSync(to);
  for (const [from, name] of [
    ["rc", ".zshrc"],
    ["env", ".zshenv"],
    ["profile", ".zprofile"],
    ["login", ".zlogin"],
  ] as const)
    copyFileSync(join(scripts, `shellIntegration-${from}.zsh`), join(to, name));
  return `USER_ZDOTDIR="$ZDOTDIR" ZDOTDIR=${to} zsh -i`;
}
