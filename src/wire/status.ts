/** What the service says of itself over HTTP (`GET /v1/status`): the handshake, and what `agentguard status` shows. */
import type { CountedAct } from "../core/approval/halt-evidence.ts";

export interface ServiceStatus {
  readonly protocol: number;
  readonly version: string;
  readonly pid: number;
  /** Seconds. */
  readonly uptime: number;
  readonly halted: boolean;
  readonly haltedBecause?: string;
  /** What the guard has counted, where it has stopped agents by itself: the oldest first. */
  readonly haltedActs?: readonly CountedAct[];
  readonly pending: number;
  /** Who is connected, as they named themselves: `vscode`, `cursor` … */
  readonly editors: readonly string[];
}

/** Header with the pid of the process that the agent started; its environment is the agent's. */
export const PID_HEADER = "x-agentguard-pid";

/** Whoever sends it is shown once a second, by empty lines before the answer, that the service is still there. */
export const ALIVE_HEADER = "x-agentguard-alive";

/**
 * Header with what a caller has made up: the service proves that it, and no other program in its socket's place, answers
 * this very call. Its answer to a hook begins with a line that proves the rest; others carry a header.
 */
export const NONCE_HEADER = "x-agentguard-nonce";
export const PROOF_HEADER = "x-agentguard-proof";

/** Header with the name of what a caller has to open before the service does for it what only a person may do. */
export const CHALLENGE_HEADER = "x-agentguard-challenge";

/** Bytes of a hook payload that are read at most. */
export const MAX_PAYLOAD = 8 * 1024 * 1024;

/** `Upgrade:` token that turns `GET /v1/editor` into a JSON-RPC stream. */
export const EDITOR_UPGRADE = "agentguard-editor";
