/** Collects where an act happens, before any fact is gathered: workspace roots, home and platform. */
import { existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import type { Action } from "../core/action/action.ts";
import type { Places } from "../core/approval/place-names.ts";
import type { Surroundings } from "../core/facts/facts.ts";
import { places } from "./places.ts";
import { realOf } from "./real-path.ts";

/** This platform as the core knows it. All others count as Linux. */
export const PLATFORM = process.platform === "win32" || process.platform === "darwin" ? process.platform : "linux";

/** Returns the surroundings of an action. If its `env` is known, that decides which home `~` means. */
export function surroundingsOf(action: Action, roots: readonly string[]): Surroundings {
  const home = action.env?.HOME ?? homedir();
  return {
    cwd: action.cwd,
    roots,
    home,
    ...(action.env && { env: action.env }),
    guard: guardFolders(),
    guardProcesses: OWN_PROCESSES,
    user: action.env?.USER ?? whoWeAre(),
    now: { at: Date.now(), zone: zoneNow() },
    platform: PLATFORM,
  };
}

/** The process that judges an act. A hook that judges by itself has no service beside it. */
const OWN_PROCESSES = [process.pid];

/** Returns how paths of the act are named on a card. */
export function placesOf({ cwd, env }: Action): Places {
  return { root: workspaceRootOf(cwd), home: env?.HOME ?? homedir(), platform: PLATFORM };
}

const SECOND = 1000;
let guarding: { told: readonly (string | undefined)[]; until: number; all: readonly string[] } | undefined;

/**
 * Returns the guard's own folders by all their names, as a home behind a link has two. They are looked up once a
 * second, not for every act, or when the variables that locate them change.
 */
function guardFolders(): readonly string[] {
  const told = FOLDER_VARIABLES.map(name => process.env[name]);
  const now = Date.now();
  if (!guarding || now > guarding.until || told.some((value, i) => value !== guarding?.told[i])) {
    const { data, state, userPolicy, runtime } = places();
    const all = [
      ...new Set([data, state, dirname(userPolicy), dirname(runtime)].flatMap(folder => [folder, realOf(folder)])),
    ];
    guarding = { told, until: now + SECOND, all };
  }
  return guarding.all;
}

/** Variables that set where a user's programs keep data and settings. */
const FOLDER_VARIABLES = PLATFORM === "win32" ? ["LOCALAPPDATA", "APPDATA"] : ["XDG_DATA_HOME", "XDG_CONFIG_HOME"];

/** Cached, since it does not change while a process lives. */
let user: string | undefined;
function whoWeAre(): string {
  user ??= userInfo().username;
  return user;
}

const MINUTE = 60_000;
let zone = { name: "", until: 0 };

/** Returns the time zone, cached for a minute: a laptop may travel, and asking takes longer than judging. */
function zoneNow(): string {
  const now = Date.now();
  if (now > zone.until) zone = { name: Intl.DateTimeFormat().resolvedOptions().timeZone, until: now + MINUTE };
  return zone.name;
}

/** The nearest folder at or above `cwd` that holds a policy or a repository; else `cwd` itself. */
export function workspaceRootOf(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".agentguard.json")) || existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}
