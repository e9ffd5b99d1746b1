/** What a guarded terminal adds to a line: the same lines typed at the same shell, guarded and not, within one run. */
import { join } from "node:path";
import { DIST, Machine } from "../artifact/machine.ts";
import { Pty } from "../support/pty.ts";
import { interleaved, median, table } from "./numbers.ts";

const LINES = 20;

export async function benchTerminal(rounds: number): Promise<string> {
  const machine = new Machine();
  const open: Pty[] = [];
  try {
    machine.deploy();
    await machine.service();
    machine.write(".bashrc", "PS1='$ '\n");
    machine.write(".zshrc", "PS1='$ '\nunsetopt prompt_sp prompt_cr\n");
    const shell = async (command: string) => {
      const pty = new Pty(command, "$ ", { cwd: machine.workspace, env: machine.env });
      open.push(pty);
      await pty.until(() => pty.text().endsWith("$ "));
      await pty.run("echo begin");
      let batch = 0;
      return async () => {
        const end = `end${++batch}`;
        // Typed ahead: the shell takes the next line as soon as it is done with the one before.
        pty.type(`${"echo line\r".repeat(LINES - 1)}echo en''d${batch}\r`);
        await pty.until(() => pty.text().includes(`\n${end}\n`), 60_000);
      };
    };
    const guarded = (name: string) => shell(`${process.execPath} ${join(DIST, "cli.cjs")} shell ${name}`);
    const times = await interleaved(
      {
        bash: await shell("bash -i"),
        "bash, guarded": await guarded("bash"),
        zsh: await shell("zsh -i"),
        "zsh, guarded": await guarded("zsh"),
      },
      rounds,
    );
    const perLine = (name: keyof typeof times) => median(times[name]) / LINES;
    const rows = (["bash", "zsh"] as const).map(name => {
      const [bare, held] = [perLine(name), perLine(`${name}, guarded`)];
      return [name, bare.toFixed(1), held.toFixed(1), (held - bare).toFixed(1), `${(held / bare).toFixed(0)}×`];
    });
    return [
      `One harmless line in a terminal, ms, ${rounds} rounds of ${LINES} lines in turn`,
      table([["", "unguarded", "guarded", "added", "ratio"], ...rows]),
    ].join("\n");
  } finally {
    for (const pty of open) await pty.close();
    await machine.dispose();
  }
}
