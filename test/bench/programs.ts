/** What a stand-in adds to a program that a script starts: the same loop with and without the stand-ins in PATH. */
import { execFileSync } from "node:child_process";
import { terminalPlaces } from "../../src/hosts/terminal/places.ts";
import { Machine } from "../artifact/machine.ts";
import { interleaved, median, table } from "./numbers.ts";

const STARTS = 50;

/** `sed` has none. */
const COMMANDS = ["rm -f nothing", "git status", "sed --version"];

export async function benchPrograms(rounds: number): Promise<string> {
  const machine = new Machine();
  try {
    machine.deploy();
    await machine.service();
    execFileSync("git", ["init", "--quiet"], { cwd: machine.workspace });
    await judgeALine(machine);
    const loop = (command: string, path: string) => async () => {
      const script = `i=0; while [ $i -lt ${STARTS} ]; do ${command} >/dev/null; i=$((i+1)); done`;
      const options = { env: { PATH: path }, cwd: machine.workspace };
      const { exitCode, stderr } = await machine.start("/bin/sh", ["-c", script], options).ended;
      if (exitCode !== 0) throw new Error(`${command}: ${stderr}`);
    };
    const bare = process.env.PATH ?? "";
    const held = `${terminalPlaces(machine.places).shims}:${bare}`;
    const times = await interleaved(
      Object.fromEntries(
        COMMANDS.flatMap(command => [
          [command, loop(command, bare)],
          [`${command}, asked for`, loop(command, held)],
        ]),
      ),
      rounds,
      1,
    );
    const perStart = (name: string) => median(times[name] ?? []) / STARTS;
    const rows = COMMANDS.map(command => {
      const [before, after] = [perStart(command), perStart(`${command}, asked for`)];
      return [
        command,
        before.toFixed(1),
        after.toFixed(1),
        (after - before).toFixed(1),
        `${(after / before).toFixed(1)}×`,
      ];
    });
    return [
      `One start of a program by a script in a guarded shell, ms, ${rounds} rounds of ${STARTS} starts in turn`,
      table([["", "unguarded", "guarded", "added", "ratio"], ...rows]),
    ].join("\n");
  } finally {
    await machine.dispose();
  }
}

/** The stand-ins are made for a shell that asks. */
async function judgeALine(machine: Machine): Promise<void> {
  const fields = ["kind", "line", "shell", "bash", "terminal", "chosen", "session", "1.2", "line", "1"];
  const stdin = [...fields, "cwd", machine.workspace, "text", "true"].map(field => `${field}\0`).join("");
  await machine.start(machine.places.launcher, ["terminal"], { stdin }).ended;
}
