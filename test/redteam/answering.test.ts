/**
 * Nobody but the person answers: processes that an agent has started try to be believed, in each way that leaves the
 * agent's variables, its processes or its terminal behind. They run for real against the built service.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { QuestionsResult } from "../../src/wire/messages/questions.ts";
import { DIST, Machine, needBuild, until } from "../artifact/machine.ts";
import { root } from "../support/project.ts";
import { Pty } from "../support/pty.ts";

let machine: Machine;
let script: string;
beforeAll(() => {
  needBuild();
  script = join(mkdtempSync(join(tmpdir(), "ag-")), "answers.cjs");
  const entryPoints = [join(root, "test", "support", "answers-for-person.ts")];
  buildSync({ entryPoints, outfile: script, bundle: true, platform: "node", format: "cjs", logLevel: "error" });
});
beforeEach(() => {
  machine = new Machine();
  machine.deploy();
});
let terminal: Pty | undefined;
afterEach(async () => {
  await terminal?.close();
  terminal = undefined;
  await machine.dispose();
});

const pending = async () => JSON.parse((await machine.asPerson("/v1/questions", {})).body) as QuestionsResult;

/** How a process gets away from the agent that starts it; CALL is what answers. */
const WAYS = {
  "as the agent's child": "CALL",
  "without the agent's variables": "env -i HOME=$HOME PATH=$PATH CALL",
  "in the place of the agent's shell": "exec env -i HOME=$HOME PATH=$PATH CALL",
  "with its parents gone": "(env -i HOME=$HOME PATH=$PATH CALL &)",
  "with its parents and its session gone": "(setsid env -i HOME=$HOME PATH=$PATH CALL &)",
  "in a terminal of its own": "script -qec 'env -i HOME=$HOME PATH=$PATH CALL' /dev/null",
  "in a terminal of its own, with its parents gone":
    "(setsid env -i HOME=$HOME PATH=$PATH script -qec 'CALL' /dev/null >/dev/null 2>&1 &)",
  "called like an editor's window, with its parents gone":
    "(setsid env -i HOME=$HOME PATH=$PATH NODE --title=code CALLED --type=extensionHost >/dev/null 2>&1 &)",
} as const;

/** Runs `way` below a process that is called like an agent's program; resolves to what the answering process says. */
async function tried(way: string, client: string, key = ""): Promise<string> {
  const file = join(machine.home, "said");
  rmSync(file, { force: true });
  const called = `${script} ${file} ${client} ${key}`;
  const line = way
    .replace("NODE", process.execPath)
    .replace("CALLED", called)
    .replace("CALL", `${process.execPath} ${called}`);
  // The agent, and the shell that it has started.
  const agent = ["-c", `exec -a claude /bin/bash -c '/bin/bash -c "$0; true"; true' "$1"`, "bash", line];
  await machine.start("/bin/bash", agent, { env: { CLAUDECODE: "1" } }).ended;
  await until(() => existsSync(file) && readFileSync(file, "utf8") !== "", "it has tried");
  return readFileSync(file, "utf8");
}

describe.runIf(process.platform === "linux")("a process that an agent has started cannot answer", () => {
  const check = (name: string, client: string, prepare: () => string | Promise<string>) => {
    for (const [how, way] of Object.entries(WAYS))
      it(`${name}, ${how}`, async () => {
        const key = await prepare();
        machine.hook(machine.risky);
        await until(async () => (await pending()).pending.length === 1, "a question waits");
        expect(await tried(way, client, key)).toMatch(/^refused: /);
        expect((await pending()).pending.length).toBe(1);
      });
  };

  check("with a key of its own, as an editor", "vscode", async () => {
    await machine.service("--grace-ms", "60000");
    return "";
  });
  check("as the first editor of the machine", "vscode", async () => {
    rmSync(machine.places.paired);
    await machine.service("--grace-ms", "60000");
    return "";
  });
  check("with the key of a person's terminal", "terminal", async () => {
    await machine.service("--grace-ms", "60000");
    const own = readdirSync(machine.places.keys);
    const line = `${process.execPath} ${join(DIST, "cli.cjs")} pair`;
    terminal = new Pty(line, "", { cwd: machine.workspace, env: machine.env });
    await terminal.until(() => terminal?.text().includes("This terminal is paired now") === true);
    const [file = ""] = readdirSync(machine.places.keys).filter(name => !own.includes(name));
    return readFileSync(join(machine.places.keys, file), "utf8");
  });
  check("as the first terminal of the machine", "terminal", async () => {
    rmSync(machine.places.paired);
    await machine.service("--grace-ms", "60000");
    return "";
  });
});
