/** Finds the command that `docker exec` or `docker compose exec` runs in a container. */

import type { Invocation } from "../../effects/pack.ts";
import { programName } from "../../text/words.ts";

const VALUED = /^(?:-[uwe]|--(?:user|workdir|env|env-file|index))$/;

export interface Inside {
  readonly command: Invocation;
  /** The container or the service, empty for none. */
  readonly container: string;
}

/** Returns the command in the container, or any other call unchanged and without a container. */
export function behindExec(command: Invocation): Inside {
  const { program, argv } = command;
  const plain = { command, container: "" };
  if (!/^(?:docker|podman|nerdctl|docker-compose)$/.test(program)) return plain;
  let at = argv[1]?.value === "compose" || argv[1]?.value === "container" ? 2 : 1;
  if (argv[at++]?.value !== "exec") return plain;
  for (let word = argv[at]?.value; word?.startsWith("-"); word = argv[at]?.value) at += VALUED.test(word) ? 2 : 1;
  const container = argv[at]?.value;
  const inside = argv.slice(at + 1);
  if (!container || inside.length === 0) return plain;
  return { command: { ...command, argv: inside, program: programName(inside[0]) }, container };
}
