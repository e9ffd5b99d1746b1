/** Sets up strong mode for one person, and undoes it: folders, programs, the unit of systemd. Only for root. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { findProgram, replaceFile } from "../../platform/deploy.ts";
import type { FileChange } from "../../platform/install.ts";
import { listenersAt } from "../../platform/listeners.ts";
import type { Places } from "../../platform/places.ts";
import { realOf } from "../../platform/real-path.ts";
import { PROGRAMS, STATES, strongState, unitOf } from "../../platform/strong.ts";
import { deployPrograms } from "../hook/deploy.ts";
import { type Person, systemUser } from "./person.ts";
import { unitText } from "./unit.ts";

/** The system user that runs the services of all persons of a machine. */
const USER = "agentguard";
const UNITS = "/etc/systemd/system";

/** Plans the unit's file. Throws when there is no reliable Node. */
export function planUnit(person: Person): FileChange {
  const file = join(UNITS, unitOf(person.uid));
  const service = join(PROGRAMS, "runtime", "service.cjs");
  const after = unitText({ person, user: USER, node: systemNode(), service, state: stateOf(person) });
  return { file, before: existsSync(file) ? readFileSync(file, "utf8") : null, after, mode: 0o644 };
}

/** Sets strong mode up. `distDir` holds the build. `own`: where the person's guard kept its files until now. */
export function setUp(person: Person, unit: FileChange, distDir: string, own: Places): void {
  const { uid } = systemUser(USER);
  for (const folder of [PROGRAMS, join(PROGRAMS, "runtime"), STATES]) openFolder(folder);
  deployPrograms(distDir, systemNode());
  const state = stateOf(person);
  putAside(state, uid);
  mkdirSync(state, { recursive: true });
  chownSync(state, uid, person.gid);
  // New files in it belong to the person's group as well.
  chmodSync(state, 0o2750);
  takePolicyAlong(own.userPolicy, join(state, "policy.json"), uid, person);
  openFolder(UNITS);
  replaceFile(unit.file, Buffer.from(unit.after ?? ""), 0o644);
  endOwn(own.socket, person.uid);
  if (hasSystemd())
    for (const words of [["daemon-reload"], ["enable", unit.file], ["restart", unitOf(person.uid)]]) systemctl(words);
}

/**
 * Undoes it. The service's files stay, as they record what the agents did. True when nobody on this machine has strong
 * mode any more: then nothing may name the programs, see `removePrograms`.
 */
export function takeBack(person: Person): boolean {
  const unit = unitOf(person.uid);
  if (hasSystemd()) systemctl(["disable", "--now", unit]);
  rmSync(join(UNITS, unit), { force: true });
  if (hasSystemd()) systemctl(["daemon-reload"]);
  const state = stateOf(person);
  // Strong mode is in force where this folder is another user's.
  if (existsSync(state)) chownSync(state, person.uid, person.gid);
  return !readdirSync(STATES).some(name => strongState(Number(name)) !== undefined);
}

export function removePrograms(): void {
  rmSync(PROGRAMS, { recursive: true, force: true });
}

export function hasSystemd(): boolean {
  return existsSync("/run/systemd/system");
}

export function stateOf({ uid }: Person): string {
  return join(STATES, String(uid));
}

/** The system's Node, which none but root can change. */
function systemNode(): string {
  const node = findProgram("node", { PATH: "" });
  if (node === "")
    throw new Error(
      "strong mode needs a Node of the whole machine (/usr/bin/node, /usr/local/bin/node), and there is none",
    );
  for (let path = realOf(node); ; path = dirname(path)) {
    const { uid, mode } = lstatSync(path);
    if (uid !== 0 || (mode & 0o022) !== 0)
      throw new Error(
        `${path} can be changed by others than root, and the service would be started with it: chown root it, and chmod go-w it`,
      );
    if (path === dirname(path)) return node;
  }
}

function openFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  if (path !== UNITS) chmodSync(path, 0o755);
}

/** What stood in another's hands, as after `strong remove`, may hold whatever an agent has put there. */
function putAside(state: string, uid: number): void {
  const there = lstatSync(state, { throwIfNoEntry: false });
  if (there && there.uid !== uid) renameSync(state, `${state}.before-${Date.now()}`);
}

/** The person's own rules go on: only a file of the person's own, since root can read every other one as well. */
function takePolicyAlong(from: string, to: string, uid: number, person: Person): void {
  if (existsSync(to) || !existsSync(from)) return;
  const file = openSync(from, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.uid !== person.uid) return;
    replaceFile(to, readFileSync(file), 0o640);
    chownSync(to, uid, person.gid);
  } finally {
    closeSync(file);
  }
}

/** The service that the person has run until now: editors go on with the new one. */
function endOwn(socket: string, uid: number): void {
  for (const pid of listenersAt(socket) ?? []) if (lstatSync(`/proc/${pid}`).uid === uid) process.kill(pid, "SIGTERM");
}

function systemctl(words: readonly string[]): void {
  execFileSync("systemctl", words, { stdio: ["ignore", "ignore", "pipe"] });
}
