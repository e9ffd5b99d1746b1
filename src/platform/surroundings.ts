/** Where an act happens: workspace roots, home and platform, before any fact is gathered. */
import { existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import type { Action } from "../core/action/action.ts";
import type { Places } from "../core/approval/place-names.ts";
import type { Surroundings } from "../core/facts/facts.ts";
import { places } from "./places.ts";
import { realOf } from "./real-path.ts";

/** The platforms that the core knows; every other one is like Linux. */
export const PLATFORM = process.platform === "win32" || process.platform === "darwin" ? process.platform : "linux";

/** `env` of the action, when it is known, decides which home `~` means. */
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

/** Whoever judges an act is one; a hook that judges by itself has no service beside it. */
const OWN_PROCESSES = [process.pid];

/** What its paths are called by on a card. */
export function placesOf({ cwd, env }: Action): Places {
  return { root: workspaceRootOf(cwd), home: env?.HOME ?? homedir(), platform: PLATFORM };
}

const SECOND = 1000;
let guarding: { told: readonly (string | undefined)[]; until: number; all: readonly string[] } | undefined;

/**
 * The guard's own folders by every name: a home behind a link has two. Where they are and where a link leads is looked
 * up once a second, not for every act, unless the variables are others by which it is told.
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

/** Where a user's programs keep data and settings, where somebody has said it. */
const FOLDER_VARIABLES = PLATFORM === "win32" ? ["LOCALAPPDATA", "APPDATA"] : ["XDG_DATA_HOME", "XDG_CONFIG_HOME"];

/** Does not change while a process lives. */
let user: string | undefined;
function whoWeAre(): string {
  user ??= userInfo().username;
  return user;
}

const MINUTE = 60_000;
let zone = { name: "", until: 0 };

/** A laptop that travels is in another zone within a minute. Asking takes longer than judging. */
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
