/** The program of an agent on this machine, and its version as it says itself. */
import { execFile } from "node:child_process";
import { dirname } from "node:path";
import type { Agent } from "../../agents/agent.ts";
import { findProgram } from "../../platform/deploy.ts";
import { stampOf } from "../../platform/file-stamp.ts";
import { realOf } from "../../platform/real-path.ts";

/** Absolute path of the agent's program, or undefined when it has none that is on PATH. */
export function programOf({ client }: Pick<Agent, "client">, env: NodeJS.ProcessEnv): string | undefined {
  return client?.commands.map(name => findProgram(name, env)).find(path => path !== "");
}

/** Changes with every update of the program. */
export function programStamp(program: string): string {
  const real = realOf(program);
  return `${real} ${stampOf(real)}`;
}

/** Some of these programs take seconds to start. */
const TIMEOUT_MS = 20_000;

/** Undefined when it does not say. Its own folder is on its PATH: an agent may bring the Node that it runs with. */
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
