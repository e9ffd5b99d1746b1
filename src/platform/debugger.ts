/**
 * Defends against debuggers and preloaded code, by which somebody else could control what a process says. Node opens
 * its debugger on SIGUSR1 unless a program handles the signal (Node.js, Process, "Signal events").
 */
import { url } from "node:inspector";
import { startOf } from "./lineage.ts";
import { environmentNow } from "./peer-env.ts";

/** Handles SIGUSR1 for the rest of this process's life. Throws, with the reason, if a debugger is open already. */
export function refuseDebugger(): void {
  if (process.platform !== "win32") process.on("SIGUSR1", () => {});
  if (url() !== undefined)
    throw new Error("AgentGuard does not run under a debugger: start it without --inspect and NODE_OPTIONS");
}

/** Returns how another process was started with a debugger or foreign code; undefined when nothing shows it. */
export function openedAtStart(pid: number): string | undefined {
  const inspects = startOf(pid)?.find(word => INSPECTS.test(word));
  if (inspects) return `it was started with ${inspects}, which opens it for a debugger`;
  const options = environmentNow(pid)?.NODE_OPTIONS?.split(/\s+/) ?? [];
  const loads = options.find(word => INSPECTS.test(word) || LOADS.test(word));
  return loads && `NODE_OPTIONS has ${loads}, which lets other code into it: start it without NODE_OPTIONS`;
}

/** `--inspect-port` is not matched: editors give it to their extension hosts, and it opens nothing. */
const INSPECTS = /^--inspect(?:-brk|-wait)?(?:=|$)/;
const LOADS = /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=|$)/;
