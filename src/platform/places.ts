/** Tells where AgentGuard keeps its own files: one folder per user, outside every workspace. */
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import envPaths from "env-paths";
import { guardedUser, isStrongService, PROGRAMS, strongState } from "./strong.ts";

export interface Places {
  readonly home: string;
  /** The user's own folder; mode 0700. It holds everything below, unless strong mode is in force. */
  readonly data: string;
  /** The folder for the service's state: `data`, or in strong mode one that only its own system user can write. */
  readonly state: string;
  /** The user whom the service serves in strong mode, where only the system starts it. */
  readonly strong?: number;
  readonly socket: string;
  readonly lock: string;
  readonly audit: string;
  /** Exists while the kill switch is engaged. JSON with the reason and the time. */
  readonly halt: string;
  readonly serviceLog: string;
  /** The key with which the service proves its identity. */
  readonly serviceKey: string;
  /** The script that agents call: POSIX sh, at a path that never changes. */
  readonly launcher: string;
  /** Copies of the built service, hook and cli that the launcher starts, so that an editor update breaks no hook. */
  readonly runtime: string;
  /** One JSON file per installed agent: what we wrote, and the previous content. */
  readonly receipts: string;
  readonly userPolicy: string;
  /** Names the source of the organization's signed policy, if the user has enrolled. */
  readonly organizationSource: string;
  /** The organization's signed policy as last fetched. */
  readonly organizationBundle: string;
  /** The script that MCP clients start instead of a server, at a path that never changes. */
  readonly relay: string;
  /** The descriptions of MCP servers' tools when they were first listed. */
  readonly tools: string;
  /** Copies of env files without their values, for agents to read. */
  readonly masked: string;
  /** The workspace policies that the user trusts in their present form. */
  readonly trusted: string;
  /** One JSON file per agent: the last proof of its hook. */
  readonly proofs: string;
  /** The clients that a person has paired, which may answer. */
  readonly paired: string;
  /** Hashes of one-time codes. */
  readonly codes: string;
  /** The keys of terminals, one file for each session. */
  readonly keys: string;
  /** A folder for PATH that holds the `agentguard` command and nothing else. */
  readonly bin: string;
  /** The `agentguard` command: a POSIX sh script. */
  readonly command: string;
}

/**
 * Places for the user whose agents are guarded: follows HOME and the XDG variables, which is also how tests are kept
 * apart. In strong mode those say only where the user's own files are.
 */
export function places(): Places {
  const { data, config } = envPaths("agentguard", { suffix: "" });
  const user = guardedUser();
  const own = placesAt(homedir(), data, config);
  const state = strongState(user);
  return user === undefined || state === undefined ? own : strongPlaces(own, state, user);
}

/** `state`: absolute. What agents start is the administrator's, what decides is the service's. */
function strongPlaces(own: Places, state: string, user: number): Places {
  const { socket, lock, audit, halt, serviceLog, serviceKey, organizationBundle, masked, trusted, paired, codes } =
    placesAt(own.home, state, state);
  const { launcher, runtime, relay } = placesAt(own.home, PROGRAMS, PROGRAMS);
  return {
    ...own,
    state,
    strong: user,
    socket,
    lock,
    audit,
    halt,
    serviceLog,
    serviceKey,
    userPolicy: join(state, "policy.json"),
    organizationSource: join(state, "organization-source.json"),
    organizationBundle,
    masked,
    trusted,
    paired,
    codes,
    launcher,
    runtime,
    relay,
  };
}

/** The same below folders that the caller names. All paths absolute. */
export function placesAt(home: string, data: string, config: string): Places {
  return {
    home,
    data,
    state: data,
    socket: join(data, "service.sock"),
    lock: join(data, "service.lock"),
    audit: join(data, "audit.jsonl"),
    halt: join(data, "halted.json"),
    serviceLog: join(data, "service.log"),
    serviceKey: join(data, "service.key"),
    launcher: join(data, "hook"),
    runtime: join(data, "runtime"),
    receipts: join(data, "receipts"),
    userPolicy: join(config, "policy.json"),
    organizationSource: join(config, "organization.json"),
    organizationBundle: join(data, "organization.json"),
    relay: join(data, "relay"),
    tools: join(data, "tools"),
    masked: join(data, "masked"),
    trusted: join(data, "trusted.json"),
    proofs: join(data, "proofs"),
    paired: join(data, "paired.json"),
    codes: join(data, "codes.json"),
    keys: join(data, "keys"),
    bin: join(data, "bin"),
    command: join(data, "bin", "agentguard"),
  };
}

export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: privateFolderMode() });
}

/** For the user alone; what the service makes in strong mode is for the served user's group to read as well. */
function privateFolderMode(): number {
  return isStrongService() ? 0o750 : 0o700;
}

/** The same for files. */
export function privateFileMode(): number {
  return isStrongService() ? 0o640 : 0o600;
}
