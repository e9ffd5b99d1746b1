/** Tells by the system's own records whether a process that wants to answer for a person is one of an agent's. */
import { AGENTS } from "../../../agents/index.ts";
import { markerOf } from "../../../agents/shell-marker.ts";
import { programOf, roleOf } from "../../../core/watching/programs.ts";
import {
  ancestryOf,
  isSameProcess,
  lineageOf,
  ownerOf,
  type Process,
  parentOf,
  sessionOf,
  startOf,
} from "../../../platform/lineage.ts";
import { environmentOfProcess } from "../../../platform/peer-env.ts";
import { guardedUser } from "../../../platform/strong.ts";

/** Without the program names of editors, which serve as agents and as people's windows alike. */
const PROGRAMS: ReadonlyMap<string, string> = new Map(
  AGENTS.flatMap(({ title, client }) => (client?.commands ?? []).map(name => [name, title] as const)),
);

/**
 * Says in one clause why the process is an agent's: it or an ancestor is an agent's program, has called a hook, or has
 * a variable that agents set for what they start. Undefined when nothing shows it. `hasCalled`: the agent whose hook a
 * process called; the process itself may have (an editor that is an agent runs our extension as well).
 */
export async function agentAbove(
  pid: number,
  hasCalled: (process: Process) => string | undefined = () => undefined,
  outside: readonly number[] = ancestryOf(process.pid),
): Promise<string | undefined> {
  for (const one of lineageOf(pid)) {
    if (outside.includes(one.pid)) return undefined;
    const agent = agentProgram(one.pid) ?? (one.pid === pid ? undefined : hasCalled(one)) ?? (await markedAs(one.pid));
    if (agent !== undefined) return `it was started by ${agent}, and this is for a person to do`;
  }
  return undefined;
}

async function markedAs(pid: number): Promise<string | undefined> {
  const env = (await environmentOfProcess(pid)) ?? {};
  for (const agent of AGENTS) {
    const marker = markerOf(agent, env);
    if (marker) return `${agent.title} (${marker.name} is set)`;
  }
  return undefined;
}

/** Returns the agent whose program this is. */
function agentProgram(pid: number): string | undefined {
  const words = startOf(pid) ?? [];
  return roleOf(words) === undefined ? PROGRAMS.get(programOf(words)) : undefined;
}

/** Returns the processes that the service comes from, if it was started at a terminal: all below are of one login. */
export function originsOf(pid: number): readonly Process[] {
  const above = lineageOf(pid).slice(1);
  const isNoPerson = ({ pid: one }: Process) =>
    agentProgram(one) !== undefined || roleOf(startOf(one) ?? []) === "window";
  // Being a child of init proves nothing, as it adopts every process that has lost its parent.
  return above.some(isNoPerson) ? [] : above.filter(one => one.pid !== 1);
}

/**
 * Tells whether the process belongs to a login that no process of this user can have made: it is below a process of
 * another user (`sshd`, `login`), below one from outside of what is visible (a container's shell), below a terminal's
 * or editor's own program, or of the login that started the service. A program that hides by leaving its parents is
 * below none of these. `kind`: a terminal in an editor's window may be an agent's as well as a person's.
 */
export function isOfLogin(pid: number, kind: "terminal" | "editor", origins: readonly Process[]): boolean {
  const line = lineageOf(pid);
  if (origins.some(origin => line.some(one => isSameProcess(one, origin)))) return true;
  if (kind === "terminal" && (!sessionOf(pid)?.tty || !isBelowLeader(pid))) return false;
  const own = guardedUser();
  return line.some((one, i) => {
    const role = roleOf(startOf(one.pid) ?? []);
    if (kind === "editor") return role === "window" || isFromOutside(one.pid, own);
    if (i === 0 || role === "window") return false;
    return role === "terminal" || isFromOutside(one.pid, own);
  });
}

function isFromOutside(pid: number, own: number | undefined): boolean {
  if (pid === 1) return false;
  return parentOf(pid) === 0 || (own !== 0 && ownerOf(pid) !== own);
}

/** Tells whether the process is still below the leader of its session. */
export function isBelowLeader(pid: number): boolean {
  const session = sessionOf(pid);
  return session !== undefined && ancestryOf(pid).includes(session.pid);
}
