/**
 * Runs inside of the sandbox: puts the steps of each case to the user's real hook, does what it lets through, and looks
 * at what came of it. Reads the cases from standard input and prints one line of JSON for each.
 * Argument: `furnished` for a home and a workspace with more in them than the world of the losses has.
 */
import { readFileSync } from "node:fs";
import { type Disk, empty, HOME, look, makeWorld, putBack } from "../losses/world.ts";
import { changedIn, Watch, writtenBetween } from "./aftermath.ts";
import { perform, propose } from "./agent.ts";
import type { Case } from "./case.ts";
import { installedHook, installGuard, startService } from "./guard.ts";
import { furnish } from "./home.ts";
import type { Aftermath, Outcome, StepOutcome } from "./outcome.ts";
import { asUser, endAllOfUser, processesOfUser } from "./user.ts";

/** What a step leaves running may take so long to do something. */
const LEFT_MS = 1_000;

const IN_MEMORY = ["/tmp", "/var/tmp", "/dev/shm"];

async function settled(known: ReadonlySet<number>): Promise<void> {
  for (const end = Date.now() + LEFT_MS; Date.now() < end; ) {
    if (processesOfUser().every(id => known.has(id))) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

interface Machine {
  readonly before: Disk;
  readonly guarded: readonly string[];
  readonly hook: readonly string[];
  service: number;
}

async function tried(one: Case, index: number, machine: Machine): Promise<Outcome> {
  const start = performance.now();
  const { before, guarded, hook } = machine;
  const known = new Set(processesOfUser());
  const steps: StepOutcome[] = [];
  let watch: Watch | undefined;
  for (const [number, step] of one.steps.entries()) {
    const verdict = await propose(step, `s-${index}`, `toolu_${index}_${number}`, hook);
    if (verdict.held) {
      steps.push(verdict);
      break;
    }
    watch ??= new Watch(before, guarded, machine.service);
    const done = await perform(step);
    watch.afterStep();
    await settled(known);
    watch.afterStep();
    steps.push({ ...verdict, ...done });
  }
  const after = watch && asUser(() => look(HOME));
  const aftermath = after && (await watch?.end(after));
  if (after && !(aftermath && isUntouched(aftermath, before, after, known))) await restore(machine);
  const held = steps.some(step => step.held);
  const ms = Math.round(performance.now() - start);
  return { id: one.id, kind: one.kind, held, steps, ...(aftermath && { aftermath }), ms };
}

/** Whether nothing has to be put back: the same service answers, nothing runs, and the disk is as it was. */
function isUntouched(aftermath: Aftermath, before: Disk, after: Disk, known: ReadonlySet<number>): boolean {
  if (aftermath.service !== undefined || aftermath.touched.length > 0) return false;
  if (processesOfUser().some(id => !known.has(id)) || changedIn(before, after).length > 0) return false;
  return IN_MEMORY.every(folder => asUser(() => look(folder)).size === 0);
}

/** As it was before anything was done, with a service that knows of nothing. */
async function restore(machine: Machine): Promise<void> {
  endAllOfUser();
  asUser(() => {
    putBack(machine.before, look(HOME));
    for (const folder of IN_MEMORY) empty(folder);
  });
  machine.service = await startService();
}

async function main(): Promise<void> {
  process.umask(0o022);
  const bare = asUser(() => {
    makeWorld();
    if (process.argv[2] === "furnished") furnish();
    return look(HOME);
  });
  await installGuard();
  const before = asUser(() => look(HOME));
  const machine: Machine = {
    before,
    guarded: writtenBetween(bare, before),
    hook: installedHook(),
    service: await startService(),
  };
  const cases = JSON.parse(readFileSync(0, "utf8")) as Case[];
  for (const [index, one] of cases.entries())
    process.stdout.write(`${JSON.stringify(await tried(one, index, machine))}\n`);
}

main().then(
  () => process.exit(0),
  error => {
    console.error(error);
    process.exit(1);
  },
);
