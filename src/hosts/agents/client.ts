/** Finds an agent's program on this machine, and asks it for its version. */
import { execFile } from "node:child_process";
import { dirname } from "node:path";
import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { stampOf } from "../../platform/file-stamp.ts";
import { realOf } from "../../platform/real-path.ts";
import { findUserProgram } from "../../platform/user-programs.ts";

/** Returns the absolute path of the agent's program, on PATH or where installers put it; undefined if missing. */
export function programOf({ client }: Pick<Agent, "client">, { home, env }: Machine): string | undefined {
  return client?.commands.map(name => findUserProgram(name, home, env)).find(path => path !== "");
}

/** The home and variables of the user whose programs are searched. */
type Machine = Pick<InstallTarget, "home" | "env">;

/** Tells whether the agent's program is installed, rather than another one of the same name. */
export function hasProgram(agent: Pick<Agent, "client">, machine: Machine): boolean {
  const program = programOf(agent, machine);
  if (program === undefined) return false;
  const own = agent.client?.ownFolders;
  return own === undefined || own.some(part => realOf(program).includes(part));
}

/** Returns a text that changes with every update of the program. */
export function programStamp(program: string): string {
  const real = realOf(program);
  return `${real} ${stampOf(real)}`;
}

/** Some of these programs take seconds to start. */
const TIMEOUT_MS = 20_000;

/** Returns the version; undefined if unknown. PATH includes the program's folder, as some agents ship their Node. */
export function versionOf(
  { client }: Pick<Agent, "client">,
  program: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const options = {
    timeout: TIMEOUT_MS,
    env: { ...env, PATH: [dirname(program), env.PATH].join(":"), NODE_OPTIONS: "" },
  };
  return new Promise(resolve => {
    const child = execFile(program, [...(client?.versionArguments ?? [])], options, (error, stdout, stderr) => {
      resolve(error ? undefined : /(?<!\d)\d+\.\d+(?:\.\d+)*/.exec(stdout || stderr)?.[0]);
    });
    child.stdin?.end();
  });
}
