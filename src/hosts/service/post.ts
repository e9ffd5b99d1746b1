/**
 * Keeps the guard at its post: reachable, with its own files as they were, and called by the agents that run. What is
 * found is written down without blaming anybody; agents are stopped where one may have acted past the guard.
 */

import { dirname } from "node:path";
import type { Agent } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import type { Places } from "../../platform/places.ts";
import { realOf } from "../../platform/real-path.ts";
import { keyText } from "../../platform/service-key.ts";
import type { OwnWrite } from "../../wire/own-writes.ts";
import { heldByMachine } from "../agents/machine.ts";
import { targetOf } from "../agents/protection.ts";
import { deployedFiles, textsOfBuild } from "../hook/deploy.ts";
import type { Ledger } from "../hook/ledger.ts";
import type { Clock } from "./clock.ts";
import { HookWatch } from "./hook-watch.ts";
import { KeptSocket } from "./keep-socket.ts";
import { KeptFiles } from "./kept-files.ts";
import type { Log } from "./log.ts";
import { RunningAgents } from "./running-agents.ts";
import type { Listening } from "./take-socket.ts";
import { socketTeller } from "./tell-socket.ts";

export interface PostParts {
  readonly own: Places;
  readonly clock: Clock;
  readonly log: Log;
  readonly ledger: Pick<Ledger, "notice">;
  readonly held: Listening;
  /** With which the service proves itself. */
  readonly key: string;
  /** Folders that are open in editors; absolute. */
  roots(): readonly string[];
  halt(because: string): Promise<void>;
  /** Another service of ours has the place. */
  retire(): void;
}

export interface Post {
  announced(writes: readonly OwnWrite[]): void;
  /** A hook was called as this agent, from the launcher's process `pid`. */
  called(agent: string, pid: number | undefined): void;
  /** Before the socket is released. */
  end(): void;
}

/** Time for the first calls to be answered, before everything is read. */
const START_MS = 200;
/** One file that is changed again and again is told once in that time. */
const TELL_AGAIN_MS = 60_000;

export function keepPost({ own, clock, log, ledger, held, key, roots, halt, retire }: PostParts): Post {
  const failed = (error: unknown) => log(`what happened to the guard cannot be written down: ${error}`);
  const note = (what: string, because: string) => void ledger.notice(what, "somebody", because).catch(failed);
  const told = new Map<string, number>();
  const running = new RunningAgents();

  const socket = new KeptSocket({
    places: own,
    clock,
    log,
    held,
    retire,
    tookBack: socketTeller({ socket: own.socket, ledger, log, halt }),
  });
  const files = new KeptFiles({
    files: deployedFiles(own),
    known: new Map([[own.serviceKey, keyText(key)]]),
    clock,
    builds: () => textsOfBuild(own, dirname(realOf(process.argv[1] ?? ""))),
    failed: (file, error) => log(`${file} was changed and cannot be put back: ${error}`),
    restored(paths) {
      log(`put back: ${paths.join(", ")}`);
      const now = clock.now();
      const fresh = paths.filter(path => now - (told.get(path) ?? Number.NEGATIVE_INFINITY) > TELL_AGAIN_MS);
      for (const path of fresh) told.set(path, now);
      if (fresh.length > 0)
        note("own-file-restored", `changed or deleted, and put back as AgentGuard had written it: ${fresh.join(", ")}`);
    },
  });
  const lost = (agent: Agent, says: string) => {
    const fix = `Look at the file and run \`agentguard install ${agent.id}\` before you resume.`;
    if (heldByMachine(agent, targetOf(own, process.env)))
      return note("hook-gone", `${says}; the files for the whole machine still hold ${agent.title}`);
    const runs = running.isRunning(agent);
    // Denies at once, whether or not the notice can be written.
    if (runs) halt(`${says}, while ${agent.title} runs; ${agent.title} may act unasked. ${fix}`).catch(failed);
    note("hook-gone", `${says}; ${agent.title} ${runs ? "was" : "was not"} seen to run`);
  };
  let hooks: HookWatch | undefined;
  const cancel = clock.after(START_MS, () => {
    hooks = new HookWatch({ own, clock, roots, environments: () => running.callers, lost });
    log(`watches ${hooks.held} hook entries`);
    files.begin().then(count => log(`keeps ${count} files`), failed);
  });
  return {
    announced(writes) {
      files.announced(writes);
      hooks?.announced(writes);
    },
    called(agent, pid) {
      if (pid === undefined || !AGENTS.some(({ id }) => id === agent)) return;
      // The launcher is there only until the answer has come; what its caller's files are can wait for that.
      if (running.called(agent, pid)) setImmediate(() => hooks?.look());
    },
    end() {
      cancel();
      socket.end();
      files.end();
      hooks?.end();
    },
  };
}
