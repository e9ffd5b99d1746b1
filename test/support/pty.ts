/** Runs a program in a terminal of its own, into which the test types as a person or an agent would. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

const CODES = /\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[>=]|\x1b\([A-Z0-9]/g;

export class Pty {
  readonly #child: ChildProcessWithoutNullStreams;
  #output = "";
  #ended = false;

  /** `command` is a line for sh. `script` of util-linux provides the terminal. */
  constructor(
    command: string,
    readonly prompt: string,
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) {
    const env = { ...options.env, TERM: "xterm", LANG: "C.UTF-8", SHELL: "/bin/sh" };
    this.#child = spawn("script", ["-qfec", `stty cols 200 rows 50; ${command}`, "/dev/null"], { ...options, env });
    this.#child.stdout.on("data", data => {
      this.#output += data;
    });
    this.#child.stdin.on("error", () => {});
    this.#child.on("close", () => {
      this.#ended = true;
    });
  }

  /** Everything that was written, with control codes. */
  get raw(): string {
    return this.#output;
  }

  type(text: string): void {
    this.#child.stdin.write(text);
  }

  /** Types a line, waits for the prompt after it, and returns the output between as text. */
  async run(line: string, ms = 60_000): Promise<string> {
    const from = this.#output.length;
    this.type(`${line}\r`);
    return this.shown(from, ms);
  }

  /** Waits for a prompt after position `from` of the output. */
  async shown(from = this.#output.length, ms = 60_000): Promise<string> {
    await this.until(() => this.text(from).includes("\n") && this.text(from).endsWith(this.prompt), ms);
    return this.text(from);
  }

  text(from = 0): string {
    return this.#output.slice(from).replace(CODES, "").replaceAll("\r", "");
  }

  get length(): number {
    return this.#output.length;
  }

  async until(condition: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
    for (const end = Date.now() + ms; Date.now() < end; ) {
      if (await condition()) return;
      if (this.#ended) break;
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    throw new Error(`waited in vain; the terminal shows: ${JSON.stringify(this.text().slice(-1500))}`);
  }

  async close(): Promise<void> {
    this.#child.kill("SIGKILL");
    if (!this.#ended) await new Promise(resolve => this.#child.once("close", resolve));
  }
}
